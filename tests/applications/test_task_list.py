"""« Ma situation » as a list of tasks that always names the one next thing (R4.1)."""

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.models import Employer, User
from alin.dates import local_today
from applications.models import DocumentTick, Employment, HousingApplication, SecurityCode
from applications.next_action import next_action
from applications.sharing import withdraw
from applications.task_list import tasks
from tests.factories.candidatures import in_state
from tests.factories.files import employed, imported, read, shared, submitted, tick_all
from tests.factories.offers import OfferFactory, ceilings, household

pytestmark = pytest.mark.usefixtures("employer")


@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def listed(user: User) -> dict[str, str]:
    application = own(user)
    return {task.key: task.state for task in tasks(user, application, local_today())}


def own(user: User) -> HousingApplication | None:
    return HousingApplication.objects.filter(owner=user).first()


def hint(user: User, key: str) -> str:
    return next(str(task.hint) for task in tasks(user, own(user), local_today()) if task.key == key)


def next_url(user: User) -> str:
    return next_action(user, own(user), local_today()).url


STEPS = ["information", "employment", "sharing", "documents", "submit"]


def test_the_list_is_there_from_the_very_beginning(anne: User) -> None:
    assert listed(anne) == {"find": "todo", "import": "todo", **dict.fromkeys(STEPS, "blocked")}
    assert next_url(anne) == "/ma-demande/numero/"
    assert hint(anne, "documents") == "Après l'import de votre demande."


def test_a_code_that_waits_is_the_next_thing_on_any_device(anne: User) -> None:
    code = SecurityCode.objects.create(
        user=anne, unique_number="1110520020171G1175", salt="x", sent_to="anne.porte@example.org"
    )
    assert listed(anne)["find"] == "done"
    assert next_url(anne) == "/ma-demande/code/"
    assert "anne.porte@example.org" not in hint(anne, "import")
    SecurityCode.objects.filter(pk=code.pk).update(expires_at=timezone.now())
    assert next_url(anne) == "/ma-demande/numero/"


def documents_ticked(user: User) -> HousingApplication:
    application = shared(user)
    tick_all(application)
    return application


@pytest.mark.parametrize(
    ("made", "done", "page"),
    [
        (imported, 0, "/ma-demande/informations/"),
        (read, 1, "/ma-demande/entreprise/"),
        (employed, 2, "/ma-demande/donnees-personnelles/"),
        (shared, 3, "/ma-demande/pieces/"),
        (documents_ticked, 4, "/ma-demande/pieces/"),
    ],
)
def test_one_step_is_to_do_and_the_later_ones_say_after_what(
    anne: User, made: Callable[[User], HousingApplication], done: int, page: str
) -> None:
    made(anne)
    states = [listed(anne)[key] for key in STEPS]
    assert states == ["done"] * done + ["todo"] + ["blocked"] * (len(STEPS) - done - 1)
    assert next_url(anne) == page
    for key in STEPS[done + 1 :]:
        assert hint(anne, key).startswith("Après «")


def test_a_complete_file_has_everything_done(anne: User) -> None:
    submitted(anne)
    assert set(listed(anne).values()) == {"done"}
    assert next_url(anne) == "/offres/"


def test_documents_say_how_many(anne: User) -> None:
    application = submitted(anne)
    total = application.document_ticks.count()
    DocumentTick.objects.filter(key="applicant:identite").delete()
    HousingApplication.objects.update(documents_seen=[])
    assert hint(anne, "documents") == f"{total - 1} sur {total} pièces, dont 1 nouvelle"
    assert listed(anne)["documents"] == "todo"
    assert listed(anne)["submit"] == "done"
    assert next_url(anne) == "/ma-demande/pieces/"


def test_an_expired_file_is_renewed_first(anne: User) -> None:
    submitted(anne)
    HousingApplication.objects.update(expires_on=local_today() - datetime.timedelta(days=1))
    assert listed(anne)["renew"] == "todo"
    DocumentTick.objects.all().delete()
    assert "site-enregistrement" in next_url(anne) or next_url(anne).startswith("https://")


def test_a_struck_off_file_asks_for_a_new_demande_and_not_for_a_renewal(anne: User) -> None:
    submitted(anne)
    HousingApplication.objects.update(struck_off="RADABA")
    assert listed(anne)["anew"] == "todo"
    assert "renew" not in listed(anne)
    action = next_action(anne, own(anne), local_today())
    assert "Déposez une nouvelle demande" in action.text
    assert "Mettre à jour" not in action.text


def test_the_last_day_is_not_expired(anne: User) -> None:
    submitted(anne)
    HousingApplication.objects.update(expires_on=local_today())
    assert "renew" not in listed(anne)


def test_another_identity_at_the_registry_is_told_before_all_else(anne: User) -> None:
    submitted(anne)
    HousingApplication.objects.update(
        identity_mismatch=[{"field": "last_name", "here": "A", "registry": "B"}]
    )
    assert listed(anne)["identity"] == "todo"
    assert next_url(anne) == "/ma-demande/informations/"


def test_an_old_demande_confirms_its_number_once(anne: User) -> None:
    submitted(anne)
    HousingApplication.objects.update(filed_on=datetime.date(2021, 4, 19))
    assert listed(anne)["confirm"] == "todo"
    assert next_url(anne) == "/ma-demande/confirmer/"


def test_an_employment_that_fell_is_to_do_again(anne: User) -> None:
    application = submitted(anne)
    withdraw(application)
    Employment.objects.all().delete()
    assert listed(anne)["employment"] == "todo"
    assert "de nouveau" in hint(anne, "employment")
    assert listed(anne)["sharing"] == "blocked"
    assert next_url(anne) == "/ma-demande/entreprise/"


@pytest.mark.parametrize(
    ("decision", "said"), [("", "à valider"), ("approved", "emploi validé"), ("refused", "non validé")]
)
def test_the_employment_says_where_the_company_stands(anne: User, decision: str, said: str) -> None:
    submitted(anne)
    Employer.objects.update(validation_needed=True)
    Employment.objects.update(
        decision=decision,
        decision_reason="Inconnu" if decision == "refused" else "",
        decided_at=timezone.now() if decision else None,
    )
    assert said in hint(anne, "employment")


def test_a_refusal_leads_to_what_can_be_corrected(site: Client, anne: User) -> None:
    submitted(anne)
    Employer.objects.update(validation_needed=True)
    Employment.objects.update(decision="refused", decision_reason="Inconnu.", decided_at=timezone.now())
    page = page_of(site)
    assert "Motif : « Inconnu »." in page.get_text(" ", strip=True)
    assert page.select_one(".alert a")["href"] == "/ma-demande/entreprise/"


# --- The page ----------------------------------------------------------------------------------------
def page_of(site: Client) -> BeautifulSoup:
    return BeautifulSoup(site.get("/ma-situation/").content, "html.parser")


def test_the_page_names_one_next_thing_with_one_red_button(site: Client, anne: User) -> None:
    for make in (lambda user: None, imported):
        make(anne)
        page = page_of(site)
        assert len(page.select("main .button--primary")) == 1
        assert len(page.select(".task-list__item")) == 7


def test_with_nothing_to_do_the_fitting_offers_are_counted(site: Client, anne: User) -> None:
    ceilings()
    submitted(anne)
    OfferFactory.create_batch(2, typology=1)
    text = page_of(site).get_text(" ", strip=True)
    assert "2 offres correspondent à votre situation dans vos communes" in text


def test_without_an_offer_the_page_says_what_comes_next(site: Client, anne: User) -> None:
    submitted(anne)
    assert "Aucune offre ne correspond aujourd'hui" in page_of(site).get_text(" ", strip=True)


def test_an_answer_the_candidature_waits_for_comes_before_papers(site: Client, anne: User) -> None:
    application = household(owner=anne, submitted_at=timezone.now())
    candidature = in_state("allocated", application=application, offer=OfferFactory())
    page = page_of(site)
    assert page.select_one(".next a")["href"] == candidature.get_absolute_url()
    assert "Répondre pour ma candidature" in page.get_text(" ", strip=True)


def test_a_candidature_that_waits_for_others_is_followed_from_the_list(site: Client, anne: User) -> None:
    application = submitted(anne)
    in_state("applied", application=application, offer=OfferFactory())
    text = " ".join(line.get_text(" ", strip=True) for line in page_of(site).select(".task-list"))
    assert "Suivre ma candidature" in text
    assert "en cours" in text
