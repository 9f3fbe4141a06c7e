"""A landlord takes an offer from nothing to published with photos, and sends a faulty file."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from alin.dates import local_today
from offers.models import Offer
from tests.browser.conftest import PHONE

Clients = Callable[[User], Client]


@pytest.fixture
def landlord_page(new_person: Callable[..., Page], client_of: Clients, lise: User, site: str) -> Page:
    """Lise at her desk, logged in."""
    page = new_person()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client_of(lise).cookies["sessionid"].value, "url": site}]
    )
    return page


def test_an_offer_goes_from_draft_to_published_with_photos(
    landlord_page: Page, axe: Callable[[Page], None]
) -> None:
    page = landlord_page
    page.goto("/bailleur/offres/")
    page.get_by_role("link", name="Nouvelle offre").click()
    page.get_by_label("Résidence").fill("Résidence du Canal")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Enregistrer et publier").click()
    expect(page.get_by_role("heading", name="points à compléter")).to_be_visible()
    page.get_by_role("link", name="Indiquez le code postal.").click()
    for label, typed in {
        "Code postal": "93200",
        "Surface": "45",
        "Coût annuel d'énergie, au moins": "640",
        "Coût annuel d'énergie, au plus": "890",
        "Année des prix de l'énergie": "2023",
        "Loyer hors charges": "452,50",
    }.items():
        page.get_by_label(label).fill(typed)
    for label, chosen in {
        "Typologie": "2",
        "Classe énergie": "C",
        "Classe climat": "B",
        "Financement": "PLUS",
    }.items():
        page.get_by_label(label).select_option(chosen)
    page.get_by_role("button", name="Photos").click()
    _photos(page)
    axe(page)
    offer = Offer.objects.get()
    page.goto(f"/bailleur/offres/{offer.reference}/apercu/")
    expect(page.get_by_role("img", name="Le séjour")).to_be_visible()
    page.goto(f"/bailleur/offres/{offer.reference}/publier/")
    axe(page)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("L'offre est publiée.")).to_be_visible()
    offer.refresh_from_db()
    assert offer.is_open()


def _photos(page: Page) -> None:
    """Two dropped at once; the second, described, goes first."""
    page.evaluate(
        """async ([form]) => {
            const files = new DataTransfer();
            for (const colour of ["red", "blue"]) {
                const canvas = new OffscreenCanvas(800, 600);
                const brush = canvas.getContext("2d");
                brush.fillStyle = colour;
                brush.fillRect(0, 0, 800, 600);
                const blob = await canvas.convertToBlob({ type: "image/png" });
                files.items.add(new File([blob], `${colour}.png`, { type: "image/png" }));
            }
            const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
            document.querySelector(form).dispatchEvent(drop);
        }""",
        ["[data-photo-drop]"],
    )
    expect(page.get_by_text("2 photos ajoutées")).to_be_visible()
    page.get_by_label("Photo 1 : que voit-on ?").fill("La cuisine")
    page.get_by_label("Photo 2 : que voit-on ?").fill("Le séjour")
    page.get_by_role("button", name="Avant (photo 2)").click()
    expect(page.get_by_label("Photo 1 : que voit-on ?")).to_have_value("Le séjour")


def test_a_faulty_file_is_reported_row_by_row_and_the_right_row_written(
    landlord_page: Page, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    page = landlord_page
    page.set_viewport_size(PHONE)
    year = local_today().year + 1
    day = datetime.date(year, 12, 31)
    head = "Référence;Code postal;Typologie;Surface;Classe énergie;Classe climat;Coût énergie min;"
    head += "Coût énergie max;Année prix énergie;Financement;Loyer;Date limite"
    right = f"A-1;93200;T2;43;C;B;640;890;2023;PLUS;452,50;{day:%d/%m/%Y}"
    wrong = f"A-2;93200;T2;grand;G;B;640;890;2023;PLUS;;{day:%d/%m/%Y}"
    file = tmp_path / "offres.csv"
    file.write_text("\n".join([head, right, wrong]), encoding="cp1252")
    page.goto("/bailleur/offres/import/")
    axe(page)
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(file)
    page.get_by_role("button", name="Vérifier le fichier").click()
    expect(page.get_by_text("rien n'est encore enregistré")).to_be_visible()
    expect(page.get_by_text(re.compile("classé G ne peut plus"))).to_be_visible()
    axe(page)
    assert not Offer.objects.exists()
    page.get_by_role("button", name="Enregistrer 1 offre").click()
    expect(page.get_by_text("Terminé")).to_be_visible()
    assert Offer.objects.get().reference == "A-1"
