"""The registration site's other pages: renewal, documents, end, certificate; and what every page keeps to."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alin.dates import add_months, local_today
from alin.formats import long_date
from alin.simulator.sections import SECTIONS
from applications.registry import editing
from applications.registry.schema import Demande
from tests.factories.applications import ANNE
from tests.simulator.site import address, errors, fields, open_demande, page, text

pytestmark = pytest.mark.django_db


def now() -> Demande:
    return editing.find(ANNE)


def test_renewing_tells_the_new_last_day(holder: Client) -> None:
    answer = holder.post(address("renew"), follow=True)
    assert f"valable jusqu'au {long_date(add_months(local_today(), 12))}" in text(answer)
    assert now().renewed_on == local_today()


def test_an_expired_demande_says_so_until_it_is_renewed(holder: Client) -> None:
    with time_machine.travel(add_months(local_today(), 7), tick=False):
        open_demande(holder)
        assert "Expirée" in text(holder.get(address("demande")))
        assert "Active" in text(holder.post(address("renew"), follow=True))


def test_documents_are_marked_as_filed(holder: Client) -> None:
    form = fields(holder.get(address("documents")))
    assert {key.split(":")[1] for key in form["document"]} == {"identite"}
    holder.post(address("documents"), {"document": ["applicant:contrat", "household:locataire"]})
    assert now().documents_filed == ["applicant:contrat", "household:locataire"]
    assert "2 sur" in text(holder.get(address("demande")))


def test_striking_off_wants_a_reason_and_a_confirmation(holder: Client) -> None:
    answer = holder.post(address("strike_off"), {})
    assert errors(answer) == {
        "reason": "Choisissez le motif.",
        "confirmed": "Cochez cette case pour confirmer.",
    }
    holder.post(address("strike_off"), {"reason": "RADABA", "confirmed": "on"})
    assert now().struck_off == "RADABA"


def test_a_struck_off_demande_is_read_and_never_changed(holder: Client) -> None:
    editing.strike_off(ANNE, "RADATT")
    shown = holder.get(address("demande"))
    assert "Attribution d'un logement" in text(shown)
    assert not page(shown).select("main a[href*=modifier], main form")
    assert holder.get(address("certificate")).status_code == 200
    before = now()
    for name, more in [
        ("renew", []),
        ("documents", []),
        ("strike_off", []),
        ("section", ["logement"]),
        ("remove_co_applicant", []),
    ]:
        answer = holder.post(address(name, *more), {"reason": "RADATT", "confirmed": "on"}, follow=True)
        assert "elle ne peut plus être modifiée" in text(answer)
    assert now() == before


def test_the_certificate_shows_number_dates_and_household(holder: Client) -> None:
    shown = text(holder.get(address("certificate")))
    for words in (ANNE, long_date(now().filed_on), "Denis GIGI", "Léo PORTE", "sans valeur"):
        assert words in shown


def pages() -> list[tuple[str, list[str]]]:
    names = ["demande", "certificate", "documents", "strike_off", "remove_co_applicant"]
    return [(name, []) for name in names] + [("section", [key]) for key in SECTIONS]


@pytest.mark.parametrize(("name", "more"), pages())
def test_every_page_has_one_title_nothing_inline_and_few_queries(
    holder: Client, name: str, more: list[str]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = holder.get(address(name, *more))
    assert len(queries) <= 12
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    soup = page(answer)
    assert len(soup.select("h1")) == 1
    assert "Site de démonstration" in text(answer)
    assert not soup.select("[style], [onclick], script:not([src])")
    assert soup.select_one(f"a[href='{reverse('home')}']")


def test_the_site_speaks_english_too(holder: Client) -> None:
    holder.cookies["django_language"] = "en"
    soup = page(holder.get(address("demande")))
    assert soup.html is not None and soup.html["lang"] == "en"
