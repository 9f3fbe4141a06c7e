"""The three tabs of a file as people go through them: on two devices, and with a company looking on."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from accounts.models import Employer, User
from applications.models import Employment, HousingApplication
from tests.browser.people import Applicant, Look, Visitor
from tests.factories.accounts import PASSWORD
from tests.factories.files import child, imported, partner, read, shared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_mail_server(settings: Settings) -> None:
    """Mails wait in the outbox; nobody reads them here."""
    settings.EMAIL_BACKEND = "alin.outbox.backends.EmlFileBackend"


@pytest.fixture
def anne_on(
    new_person: Callable[..., Page], site: str, anne: User, client_of: Callable[[User], Client]
) -> Callable[..., Applicant]:
    """One more browser in which Anne is logged in; `look` is called on each of its pages."""

    def opened(look: Look = lambda page: None, **options: object) -> Applicant:
        page = new_person(**options)
        cookie = client_of(anne).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        return Applicant(page, site, look)

    return opened


def test_begun_on_a_phone_and_ended_at_a_desk(
    anne_on: Callable[..., Applicant],
    anne: User,
    employer: Employer,
    axe: Look,
    no_sideways_scroll: Look,
) -> None:
    """Tab 1 and 2 on the phone, part of tab 3 too; the desk goes on where the phone stopped."""
    Employer.objects.update(points=10, staff_number_required=True, minimum_seniority_months=6)
    children = [child("Léa", "2015-03-02"), child("Tom", "2012-01-09")]
    imported(anne, co_applicant=partner(), co_applicant_link="C", dependants=children)
    phone = anne_on(axe, viewport={"width": 360, "height": 740})
    phone.open("/ma-situation/")
    expect(phone.page.locator(".next__title")).to_have_text("Vérifier les informations de mon NUR-NUD")
    phone.press("Continuer", "link")
    phone.press("Étape suivante")
    no_sideways_scroll(phone.page)

    phone.page.get_by_label("Nom de l'employeur").fill("Ateliers du Canal")
    phone.press("Je valide l'entreprise")
    expect(phone.page.locator(".field--invalid")).to_have_count(2)
    expect(phone.page.get_by_label("Nom de l'employeur")).to_have_value("Ateliers du Canal")
    no_sideways_scroll(phone.page)

    desk = anne_on()
    desk.open("/ma-situation/")
    expect(desk.page.locator(".next__title")).to_have_text("Indiquer mon entreprise")

    phone.page.get_by_label("Matricule").fill("M1234")
    phone.page.get_by_label("Date d'entrée dans l'entreprise").fill("3/9/2018")
    phone.press("Je valide l'entreprise")
    phone.page.locator("main input[type=radio][value=full]").check()
    no_sideways_scroll(phone.page)
    phone.press("Enregistrer mon choix")
    boxes = phone.page.locator("main input[type=checkbox]")
    total = boxes.count()
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(phone.page.locator("[data-count]")).to_have_text(f"2 sur {total}")
    no_sideways_scroll(phone.page)
    phone.press("Enregistrer et continuer plus tard")
    phone.page.context.close()

    desk.open("/ma-situation/")
    expect(desk.page.locator("main")).to_contain_text(f"2 sur {total} pièces")
    desk.press("Continuer", "link")
    for box in desk.page.locator("main input[type=checkbox]").all()[:-1]:
        box.check()
    desk.press("Valider mes données")
    expect(desk.page.locator("#error-summary")).to_contain_text("Il manque une pièce")
    desk.page.locator("#error-summary a").click()
    desk.page.locator(".document--missing input").check()
    desk.press("Valider mes données")
    desk.heading("Ma situation")
    assert HousingApplication.objects.get().submitted_at is not None


def test_consent_withdrawn_while_the_employer_has_the_page_open(
    anne_on: Callable[..., Applicant],
    new_person: Callable[..., Page],
    site: str,
    axe: Look,
    anne: User,
    emma: User,
    employer: Employer,
) -> None:
    Employer.objects.update(validation_needed=True, points=10)
    application = shared(anne, "full", work={"staff_number": "M1234"})
    office = Visitor(new_person(), site)
    office.log_in(emma.email, PASSWORD)
    office.look = axe
    office.open(f"/entreprise/salaries/{application.pk}/")
    office.press("Valider l'emploi", "link")
    office.heading("Valider l'emploi de ANNE PORTE")

    holder = anne_on(axe)
    holder.open("/ma-situation/")
    holder.press("Retirer mon accord", "link")
    holder.press("Retirer mon accord")
    expect(holder.page.locator("main")).to_contain_text("Votre accord est retiré")

    office.page.locator("main").get_by_role("button", name="Valider l'emploi").click()
    office.page.wait_for_load_state()
    expect(office.page.locator("body")).not_to_contain_text("PORTE")
    assert Employment.objects.get().decision == ""


def test_with_two_people_the_chosen_ones_siret_and_policy_show(
    anne_on: Callable[..., Applicant], anne: User, employer: Employer
) -> None:
    read(anne, co_applicant=partner(), co_applicant_link="C")
    holder = anne_on()
    holder.open("/ma-demande/entreprise/")
    name = holder.page.get_by_label("Nom de l'employeur")
    expect(name).to_have_value("Ateliers du Canal")
    holder.page.get_by_label("Denis GIGI").check()
    expect(name).to_have_value("Fonderie du Nord")
    expect(holder.page.locator("[data-holder=applicant]")).to_be_hidden()
