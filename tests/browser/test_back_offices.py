"""Every page of the back offices in a browser: nothing for axe to find, no sideways scroll on a phone."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Agency, Employer, Landlord, User
from applications.models import SharingDecision
from candidatures.models import Candidature, State
from tests.factories.candidatures import CandidatureFactory, in_state
from tests.factories.offers import OfferFactory, household
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db

# What makes the page wider than the screen, if it is.
TOO_WIDE = """width => document.documentElement.scrollWidth <= width ? [] :
    [...document.querySelectorAll("body *")]
        .filter(e => !e.closest(".sections, thead") && e.getBoundingClientRect().right > width + 1)
        .map(e => e.outerHTML.slice(0, 120))"""
Check = Callable[[Page], None]
Visit = Callable[[User, list[str]], None]


def enter(page: Page, user: User) -> None:
    """Put a session of the person into the browser; the log-in page has its own tests."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "domain": "localhost", "path": "/"}])


@pytest.fixture(params=["desk", "phone"])
def visit(request: pytest.FixtureRequest, axe: Check, site: str) -> Visit:
    """Open addresses as somebody, on a desk's screen and on a small phone, and look at each."""
    page: Page = request.getfixturevalue("page" if request.param == "desk" else "phone_page")

    def walked(user: User, paths: list[str]) -> None:
        enter(page, user)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, path
            expect(page.locator("h1")).to_have_count(1)
            axe(page)
            # A phone zooms out until all of a wide page fits, so its window's own width tells nothing.
            assert page.viewport_size
            wide = page.evaluate(TOO_WIDE, page.viewport_size["width"])
            assert wide == [], path

    return walked


@pytest.fixture
def files(landlord: Landlord, employer: Employer) -> dict[State, Candidature]:
    """A candidature in each state on the way, the first of them with rivals and an employer that sees it."""
    first = household(employer=employer, submitted_at="2026-06-01T10:00:00Z")
    SharingDecision.objects.create(application=first, choice="full", employer=employer, text_version="test")
    offer = OfferFactory(landlord=landlord)
    found = {State.APPLIED: CandidatureFactory(submitted=True, application=first, offer=offer)}
    for state in (State.APPROVED, State.SENT, State.VISIT, State.COMMITTEE, State.NOT_RETAINED):
        found[state] = in_state(state, offer=offer)
    for state in (State.RANKED, State.ALLOCATED, State.LEASE_SIGNED):
        found[state] = in_state(state, offer=OfferFactory(landlord=landlord))
    return found


def acts(start: str, candidature: Candidature, *names: str, between: str = "") -> list[str]:
    return [f"{start}{candidature.pk}/{between}{name}/" for name in names]


def test_the_consultants_pages(visit: Visit, karim: User, files: dict[State, Candidature]) -> None:
    queue = "/admin/candidatures/candidature/"
    paths = ["/admin/", queue, f"{queue}?pile=all", f"{queue}?q=personne"]
    paths += [f"{queue}{files[state].pk}/change/" for state in (State.APPLIED, State.APPROVED, State.VISIT)]
    paths += acts(queue, files[State.APPLIED], "approve", "reject", between="actes/")
    visit(karim, paths)


def test_the_landlords_pages(visit: Visit, lise: User, files: dict[State, Candidature]) -> None:
    start = "/bailleur/candidatures/"
    reference = files[State.SENT].offer.reference
    paths = ["/bailleur/", "/bailleur/offres/", f"/bailleur/offres/{reference}/", start]
    paths += [f"{start}{files[state].pk}/" for state in (State.SENT, State.VISIT, State.ALLOCATED)]
    paths += acts(start, files[State.SENT], "plan_visit", "plan_committee", "record_outcome", "not_retain")
    paths += acts(start, files[State.ALLOCATED], "sign_lease", "decline")
    paths += acts(start, files[State.LEASE_SIGNED], "hand_keys")
    visit(lise, paths)


def test_the_employers_pages(visit: Visit, emma: User, files: dict[State, Candidature]) -> None:
    employee = files[State.APPLIED].application_id
    visit(emma, ["/entreprise/", f"/entreprise/salaries/{employee}/"])


@pytest.mark.usefixtures("agency")
def test_every_list_of_the_administrator(
    visit: Visit, administrator: User, lise: User, files: dict[State, Candidature]
) -> None:
    MessageFactory()
    lists = []
    for model in admin.site._registry:
        lists.append(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    assert len(lists) > 15
    visit(administrator, lists)


def test_every_form_of_the_administrator(
    visit: Visit, administrator: User, agency: Agency, lise: User, files: dict[State, Candidature]
) -> None:
    message = MessageFactory()
    first = files[State.APPLIED]
    known = {
        "accounts_user": lise.pk,
        "accounts_agency": agency.pk,
        "accounts_landlord": first.offer.landlord_id,
        "accounts_membership": lise.membership.pk,
        "applications_housingapplication": first.application_id,
        "offers_offer": first.offer_id,
        "outbox_message": message.pk,
        "places_department": "75",
    }
    forms = [reverse(f"admin:{name}_change", args=[pk]) for name, pk in known.items()]
    for name in ("accounts_user", "accounts_employer", "accounts_landlord", "candidatures_refusalreason"):
        forms.append(reverse(f"admin:{name}_add"))
    forms += ["/admin/offers/", reverse("admin:accounts_landlord_delete", args=[first.offer.landlord_id])]
    visit(administrator, forms)


def test_only_the_chosen_outcomes_fields_show_even_without_javascript(
    plain_page: Page, lise: User, files: dict[State, Candidature]
) -> None:
    enter(plain_page, lise)
    plain_page.goto(f"/bailleur/candidatures/{files[State.SENT].pk}/record_outcome/")
    fields = ["outcome_rank", "outcome_condition", "refusal_reason"]
    chosen = {
        "ATTRIBUTION": [],
        "ATTRIBUTION_RANG": ["outcome_rank"],
        "ATTRIBUTION_SUSPENSIVE": ["outcome_condition"],
        "NON_ATTRIBUTION": ["refusal_reason"],
        "IRRECEVABILITE": ["refusal_reason"],
    }
    for outcome, shown in chosen.items():
        plain_page.locator(f"[value={outcome}]").check(force=True)
        visible = [name for name in fields if plain_page.locator(f"[name={name}]").is_visible()]
        assert visible == shown, outcome


def test_the_account_menu_leads_back_to_the_persons_space(
    page: Page, lise: User, files: dict[State, Candidature]
) -> None:
    enter(page, lise)
    page.goto("/aide/")
    page.get_by_role("banner").get_by_text("Mon compte").click()
    page.get_by_role("link", name="Mon espace de travail").click()
    expect(page.locator("h1")).to_have_text("À traiter")
    assert page.url.endswith("/bailleur/")


def test_a_bulk_act_is_done_from_the_queue(page: Page, karim: User, files: dict[State, Candidature]) -> None:
    enter(page, karim)
    page.goto("/admin/candidatures/candidature/")
    applied = files[State.APPLIED]
    page.locator(f"[name=_selected_action][value='{applied.pk}']").check()
    page.locator("[name=action]").select_option("approve_selected")
    page.locator("#changelist .actions button").click()
    expect(page.locator(".office-messages")).to_contain_text("1 candidature")
    applied.refresh_from_db()
    assert applied.state == State.APPROVED
