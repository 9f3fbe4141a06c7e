"""The main job, end to end, as its people do it: an account, a demande, a candidature, a home."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from accounts.models import Landlord, User
from alin.outbox.models import Message
from applications.models import SimulatedDemande
from candidatures.models import Candidature, HistoryEntry, State
from offers.models import Offer
from tests.browser.people import Applicant, Consultant, LandlordStaff, Look, last_mail
from tests.factories.accounts import PASSWORD
from tests.factories.files import demande
from tests.factories.offers import OfferFactory, commune

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "1110520020171G1175"


@pytest.fixture(autouse=True)
def mails_as_files(settings: Settings) -> None:
    """As in the embedded default: the walk reads the folder like a mailbox."""
    settings.EMAIL_BACKEND = "alin.outbox.backends.EmlFileBackend"


@pytest.fixture
def registered(site: str) -> str:
    """Anne's demande at the registration site."""
    SimulatedDemande.objects.create(
        unique_number=NUMBER, data=demande(unique_number=NUMBER).model_dump(mode="json")
    )
    return NUMBER


@pytest.fixture
def home(landlord: Landlord) -> Offer:
    """An offer that fits Anne, beside one that is too large for her."""
    OfferFactory(landlord=landlord, typology=5, surface=98)
    return OfferFactory(landlord=landlord, commune=commune())


def from_account_to_candidature(applicant: Applicant, number: str, offer: Offer) -> None:
    applicant.create_account()
    applicant.choose_password()
    applicant.import_demande(number)
    applicant.complete("Ateliers du Canal")
    applicant.apply(offer.reference)
    applicant.sees("applied", "En attente", "Il y a actuellement 1 candidature déposée sur cette offre")


def test_from_a_new_account_to_the_keys(
    page: Page,
    new_person: Callable[..., Page],
    site: str,
    axe: Look,
    registered: str,
    home: Offer,
    karim: User,
    lise: User,
) -> None:
    anne = Applicant(page, site, axe)
    from_account_to_candidature(anne, registered, home)
    candidature = Candidature.objects.get()

    consultant = Consultant(new_person(), site, axe)
    consultant.log_in(karim.email, PASSWORD)
    consultant.open_first("ANNE PORTE")
    consultant.press("Valider la candidature")
    anne.sees("approved", "Validée par Action Logement")
    consultant.press("Envoyer au bailleur")
    anne.sees("sent", "Envoyée au bailleur")
    assert anne.page.get_by_text("Annuler cette candidature").count() == 0

    landlord = LandlordStaff(new_person(), site, axe)
    landlord.log_in(lise.email, PASSWORD)
    landlord.open_first("ANNE PORTE")
    landlord.plan_visit()
    anne.sees("visit", "Devant le 12 rue Haute")
    landlord.record("Attribution du logement proposé à un candidat")
    anne.sees("allocated", "Logement attribué")
    landlord.date_today("Enregistrer la signature du bail", "Date de signature du bail")
    anne.sees("lease_signed", "Bail signé")
    landlord.date_today("Enregistrer la remise des clés", "Date de remise des clés")
    anne.sees("moved_in", "Historique de mes candidatures (1)")

    candidature.refresh_from_db()
    assert candidature.state == State.MOVED_IN
    states = HistoryEntry.objects.order_by("pk").values_list("to_state", flat=True)
    assert list(states) == ["applied", "approved", "sent", "visit", "allocated", "lease_signed", "moved_in"]
    last_mail(anne.email)  # delivers what is left
    told = Message.objects.filter(user__email=anne.email, category="candidature", channel="mail")
    assert told.count() == len(states)
    assert set(told.values_list("state", flat=True)) == {"sent"}


def test_the_applicants_path_without_javascript(
    plain_page: Page, site: str, registered: str, home: Offer
) -> None:
    anne = Applicant(plain_page, site)
    from_account_to_candidature(anne, registered, home)
    anne.press("Annuler cette candidature", "link")
    anne.press("Oui, annuler cette candidature")
    anne.sees("cancelled", "Historique de mes candidatures (1)")


def test_double_click_back_and_refresh_leave_one_candidature(
    page: Page, site: str, registered: str, home: Offer
) -> None:
    anne = Applicant(page, site)
    from_account_to_candidature(anne, registered, home)
    page.go_back()
    page.go_back()
    page.reload()
    anne.open(f"/mes-candidatures/postuler/{home.reference}/")
    assert page.get_by_role("button", name="Je postule").count() == 0
    assert Candidature.objects.count() == 1
