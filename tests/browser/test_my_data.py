"""« Mes données » and the archive in a browser: nothing for axe to find, no sideways scroll on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.archive import collect
from accounts.archive_file import readable_page
from accounts.models import User
from applications.models import FileLook
from tests.factories.accounts import PASSWORD
from tests.factories.files import shared

pytestmark = pytest.mark.django_db
Check = Callable[[Page], None]


@pytest.fixture
def holder(site: str, anne: User, employer: object) -> User:
    """Anne, who shares her file and whose file was read."""
    FileLook.objects.create(application=shared(anne), reader="employer", organisation="Ateliers du Canal")
    return anne


def test_the_pages_of_ones_data_and_the_archive(
    page: Page, holder: User, axe: Check, no_sideways_scroll: Check, tmp_path: Path
) -> None:
    page.goto("/compte/connexion/")
    page.get_by_label("Email").fill(holder.email)
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="JE ME CONNECTE").click()
    page.wait_for_load_state()
    for path in ("/compte/donnees/", "/compte/donnees/consultations/", "/compte/supprimer/"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            no_sideways_scroll(page)
            axe(page)
    made = tmp_path / "index.html"
    made.write_text(readable_page(holder, collect(holder), timezone.now()))
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(made.as_uri())
        no_sideways_scroll(page)
        axe(page)
