"""« Où souhaitez-vous habiter ? » as a combobox: keyboard, phone, few questions; and the plain field."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.factories.offers import BREST, OfferFactory, commune

pytestmark = pytest.mark.django_db(transaction=True)
HOME, SEARCH = "Où souhaitez-vous habiter ?", "Où voulez-vous habiter ?"
PLACES = re.compile(r"/offres/lieux/")


def lieu(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("lieu", [""])[0]


def test_a_place_is_chosen_on_the_home_page_with_the_keyboard(
    page: Page, axe: Callable[[Page], None]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if PLACES.search(request.url) else None)
    page.goto("/")
    field = page.get_by_role("combobox", name=HOME)
    field.press_sequentially("marsielle", delay=10)
    expect(page.get_by_role("option").first).to_contain_text("Marseille (13)")
    assert len(asked) == 1  # the letters typed in one go are one question
    field.fill("paris")
    expect(page.get_by_role("option").nth(1)).to_have_text(re.compile(r"Paris \(département 75\)"))
    expect(page.get_by_role("status").filter(has_text="lieux proposés").first).to_be_attached()
    axe(page)
    field.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Paris (département 75)")
    expect(field).to_be_focused()
    field.press("Enter")
    page.wait_for_url("**/offres/?lieu=**")
    assert lieu(page) == "departement:75"
    expect(page.get_by_role("combobox", name=SEARCH)).to_have_value("Paris (département 75)")


def test_enter_searches_for_what_is_typed_when_nothing_is_chosen(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name=HOME)
    field.fill("brest")
    expect(page.get_by_role("option").first).to_have_text("Brest (29200) Finistère")
    field.press("Enter")
    page.wait_for_url("**/offres/?lieu=brest")
    expect(page.get_by_label("Critères actifs")).to_contain_text("Brest (29200)")


def test_a_choice_refreshes_the_results_once_and_keeps_the_other_criteria(page: Page) -> None:
    here = OfferFactory(commune=commune(BREST))
    OfferFactory()
    page.goto("/offres/?pieces=T2")
    refreshed: list[str] = []
    page.on("request", lambda request: refreshed.append(request.url) if "/offres/?" in request.url else None)
    field = page.get_by_role("combobox", name=SEARCH)
    field.fill("bres")
    page.get_by_role("option", name=re.compile("Brest")).first.click()
    expect(page).to_have_url(re.compile(r"lieu=commune%3A29019"))
    expect(page).to_have_url(re.compile(r"pieces=T2"))
    expect(page.locator("[data-offer-ref]")).to_have_count(1)
    expect(page.locator(f"[data-offer-ref='{here.reference}']")).to_be_visible()
    field.press("Tab")
    assert len(refreshed) == 1
    field.fill("")
    field.press("Tab")
    expect(page).not_to_have_url(re.compile("lieu="))


def test_going_through_the_list_searches_for_nothing_yet(page: Page) -> None:
    page.goto("/offres/")
    field = page.get_by_role("combobox", name=SEARCH)
    field.fill("pari")
    expect(page.get_by_role("option").first).to_have_text("Paris (75)")
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert lieu(page) == ""


def test_an_unknown_place_says_so(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name=HOME)
    field.fill("zzzzzz")
    expect(page.get_by_text("Aucun lieu ne ressemble à ce nom.").first).to_be_visible()


def test_the_list_fits_a_phone(
    phone_page: Page, axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None]
) -> None:
    phone_page.goto("/")
    field = phone_page.get_by_role("combobox", name=HOME)
    field.fill("saint")
    option = phone_page.get_by_role("option").first
    expect(option).to_be_visible()
    box = option.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    no_sideways_scroll(phone_page)
    axe(phone_page)
    option.tap() if phone_page.evaluate("'ontouchstart' in window") else option.click()
    expect(field).to_have_value(re.compile(r"^Saint"))


def test_without_javascript_a_mistyped_place_is_found_and_others_are_proposed(plain_page: Page) -> None:
    OfferFactory()
    plain_page.goto("/")
    plain_page.get_by_label(HOME).fill("saint deni")
    plain_page.get_by_role("button", name="RECHERCHER").click()
    plain_page.goto(f"{plain_page.url}&pieces=T2")
    expect(plain_page.get_by_label("Critères actifs")).to_contain_text("Saint-Denis")
    plain_page.locator("[data-place-choices] a").first.click()
    assert parse_qs(urlsplit(plain_page.url).query)["pieces"] == ["T2"]
    assert ":" in lieu(plain_page)
