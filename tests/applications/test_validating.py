"""« À valider »: the company's answer about an employment, where its policy wants one (R3.7, R6.12)."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Employer, User
from alin.outbox.models import Message
from applications.employment import follow_registry, validate_employment
from applications.errors import ApplicationError, InvalidFields
from applications.models import Employment, HousingApplication
from applications.sharing import current_choice, decide, retract
from applications.snapshots import apply_demande
from applications.validating import EmploymentChanged, approve, employees_to_validate, refuse, version
from tests.factories.accounts import EmployerFactory, MembershipFactory, UserFactory
from tests.factories.files import OTHER_SIRET, adult, demande, partner, shared

LIST = "/entreprise/a-valider/"
REASON = "Ce matricule n'est pas connu chez nous."


@pytest.fixture(autouse=True)
def policy(employer: Employer) -> None:
    employer.validation_needed = True
    employer.save()


@pytest.fixture
def office(client: Client, emma: User) -> Client:
    client.force_login(emma)
    return client


def waiting(owner: User | None = None, choice: str = "essential", **fields: Any) -> HousingApplication:
    """A file whose employment waits for the company."""
    application = shared(owner, choice, work={"staff_number": "M1234"}, **fields)
    return HousingApplication.objects.select_related("employment__employer").get(pk=application.pk)


def state(application: HousingApplication) -> str:
    return Employment.objects.get(application=application).validation


def test_the_company_approves_and_the_employee_is_told(anne: User, emma: User) -> None:
    application = waiting(anne)
    assert state(application) == "waiting"
    with time_machine.travel("2026-11-23 09:30:00 +0000", tick=False):
        approve(application, emma, version(application.employment))
    found = Employment.objects.get()
    assert (found.validation, found.decided_by) == ("approved", emma)
    assert found.decided_at == datetime.datetime(2026, 11, 23, 9, 30, tzinfo=datetime.UTC)
    message = Message.objects.get(user=anne, key__startswith="employment-approved")
    assert "Ateliers du Canal" not in message.subject
    assert "Ateliers du Canal a validé votre emploi." in message.text


def test_a_refusal_gives_its_reason(anne: User, emma: User) -> None:
    application = waiting(anne)
    refuse(application, emma, version(application.employment), f"  {REASON}\n")
    found = Employment.objects.get()
    assert (found.validation, found.decision_reason) == ("refused", REASON)
    assert REASON.rstrip(".") in Message.objects.get(key__startswith="employment-refused").text


@pytest.mark.parametrize("reason", ["", "   ", "non"])
def test_a_refusal_without_words_is_no_refusal(anne: User, emma: User, reason: str) -> None:
    application = waiting(anne)
    with pytest.raises(InvalidFields):
        refuse(application, emma, version(application.employment), reason)
    assert state(application) == "waiting"


def test_a_double_click_writes_one_letter(anne: User, emma: User) -> None:
    application = waiting(anne)
    for _click in range(2):
        approve(application, emma, version(application.employment))
    assert Message.objects.filter(key__startswith="employment-").count() == 1


def test_the_company_may_change_its_mind(anne: User, emma: User) -> None:
    application = waiting(anne)
    refuse(application, emma, version(application.employment), REASON)
    approve(application, emma, version(application.employment))
    found = Employment.objects.get()
    assert (found.validation, found.decision_reason) == ("approved", "")


def test_what_the_employee_changed_meanwhile_has_to_be_read_first(anne: User, emma: User) -> None:
    application = waiting(anne)
    read_before = version(application.employment)
    validate_employment(application, typed(staff_number="M9999"), anne)
    with pytest.raises(EmploymentChanged):
        approve(application, emma, read_before)
    assert state(application) == "waiting"


def typed(**fields: Any) -> Any:
    return {"holder": "applicant", "employer_name": "Ateliers du Canal", "staff_number": "M1234", **fields}


@pytest.mark.parametrize("choice", ["anonymous", "essential"])
def test_nobody_answers_for_a_file_that_is_not_shared_with_them(anne: User, choice: str) -> None:
    application = waiting(anne, choice)
    stranger = UserFactory()
    MembershipFactory(user=stranger, employer=EmployerFactory(siren="552100554", validation_needed=True))
    with pytest.raises(HousingApplication.DoesNotExist):
        approve(application, stranger, version(application.employment))


def test_an_anonymous_file_cannot_be_answered_by_its_own_company(anne: User, emma: User) -> None:
    application = waiting(anne, "anonymous")
    with pytest.raises(HousingApplication.DoesNotExist):
        approve(application, emma, version(application.employment))


def test_a_company_that_asks_for_no_validation_gives_none(anne: User, emma: User) -> None:
    application = waiting(anne)
    Employer.objects.update(validation_needed=False)
    with pytest.raises(ApplicationError):
        approve(application, emma, version(application.employment))
    assert not employees_to_validate(emma).exists()
    assert state(application) == "not_needed"


# --- When an answer falls ----------------------------------------------------------------------------
def answered(anne: User, emma: User, **fields: Any) -> HousingApplication:
    application = waiting(anne, **fields)
    approve(application, emma, version(application.employment))
    return application


def test_the_same_confirmed_again_keeps_the_answer(anne: User, emma: User) -> None:
    application = answered(anne, emma)
    validate_employment(application, typed(employer_name="Canal"), anne)
    assert state(application) == "approved"


@pytest.mark.parametrize("change", [{"staff_number": "M9"}, {"hired_on": datetime.date(2020, 1, 6)}])
def test_other_facts_want_another_answer(anne: User, emma: User, change: dict[str, Any]) -> None:
    application = answered(anne, emma)
    validate_employment(application, typed(**change), anne)
    assert state(application) == "waiting"


def test_another_company_starts_afresh(anne: User, emma: User) -> None:
    EmployerFactory(siren=OTHER_SIRET[:9], validation_needed=True)
    application = answered(anne, emma, co_applicant=partner(), co_applicant_link="C")
    validate_employment(application, typed(holder="co_applicant"), anne)
    found = Employment.objects.get()
    assert (found.validation, found.decided_by, found.decided_at) == ("waiting", None, None)
    assert current_choice(application) is None


def test_another_co_applicant_at_the_same_company_is_not_shared_unasked(anne: User, emma: User) -> None:
    work = {"employer_name": "Ateliers du Canal", "siret": "73282932000074"}
    application = waiting(anne, co_applicant=partner(employment=work), co_applicant_link="C")
    validate_employment(application, typed(holder="co_applicant"), anne)
    decide(application, "full", anne)
    other = partner(first_name="Paul", employment=work)
    apply_demande(application, demande(co_applicant=other, co_applicant_link="C"))
    follow_registry(application)
    assert not Employment.objects.exists()
    assert current_choice(application) is None


def test_a_name_written_otherwise_is_still_the_same_person(anne: User, emma: User) -> None:
    work = {"employer_name": "Ateliers du Canal", "siret": "73282932000074"}
    other = partner(last_name="LE GOFF", employment=work)
    application = waiting(anne, co_applicant=other, co_applicant_link="C")
    validate_employment(application, typed(holder="co_applicant"), anne)
    decide(application, "full", anne)
    respelt = partner(last_name="Le Goff", employment=work)
    apply_demande(application, demande(co_applicant=respelt, co_applicant_link="C"))
    follow_registry(application)
    assert current_choice(application) == "full"


def test_a_company_known_since_is_no_company_that_was_agreed_to(anne: User) -> None:
    application = shared(
        anne, applicant=adult(employment={"employer_name": "Fonderie", "siret": OTHER_SIRET})
    )
    EmployerFactory(siren=OTHER_SIRET[:9])
    validate_employment(application, typed(), anne)
    assert current_choice(application) is None


def test_a_code_can_only_be_required_where_there_is_one(employer: Employer) -> None:
    employer.code, employer.code_required = None, True
    with pytest.raises(ValidationError):
        employer.full_clean()


# --- The pages ---------------------------------------------------------------------------------------
def pages(application: HousingApplication) -> dict[str, str]:
    start = f"/entreprise/salaries/{application.pk}/"
    return {"file": start, "approve": f"{start}valider/", "refuse": f"{start}refuser/"}


def test_the_list_has_those_who_wait_and_their_staff_number(office: Client) -> None:
    waiting(applicant=adult(first_name="Alice"))
    done = waiting(applicant=adult(first_name="Basile"))
    waiting(applicant=adult(first_name="Chloé"), choice="anonymous")
    Employment.objects.filter(application=done).update(decision="approved", decided_at="2026-01-05T10:00Z")
    page = office.get(LIST).content.decode()
    assert "Alice" in page
    assert "M1234" in page
    assert "Basile" not in page
    assert "Chloé" not in page
    assert '<span class="office__count">1</span>' in page


def test_the_pages_ask_then_answer(office: Client, anne: User) -> None:
    application = waiting(anne)
    address = pages(application)["approve"]
    page = office.get(address)
    assert state(application) == "waiting"
    answer = office.post(address, {"seen": page.context["seen"]}, follow=True)
    assert "Votre salarié est prévenu" in answer.content.decode()
    assert state(application) == "approved"


def test_a_refusal_without_reason_stays_on_its_page(office: Client, anne: User) -> None:
    application = waiting(anne)
    address = pages(application)["refuse"]
    seen = office.get(address).context["seen"]
    answer = office.post(address, {"seen": seen, "reason": "non"})
    assert "Écrivez le motif en quelques mots" in answer.content.decode()
    assert state(application) == "waiting"
    assert office.post(address, {"seen": seen, "reason": REASON}).status_code == 302
    assert state(application) == "refused"


def test_a_stale_page_leads_back_to_the_file(office: Client, anne: User) -> None:
    application = waiting(anne)
    answer = office.post(pages(application)["approve"], {"seen": "2020"}, follow=True)
    assert answer.redirect_chain[-1][0] == pages(application)["file"]
    assert "relisez-les" in answer.content.decode()


def test_consent_withdrawn_closes_the_answers_too(office: Client, anne: User) -> None:
    application = waiting(anne)
    decide(application, "anonymous", anne)
    assert {office.get(address).status_code for address in pages(application).values()} == {404}
    assert office.post(pages(application)["approve"], {"seen": "x"}).status_code == 404


def test_the_file_shows_staff_number_and_day_only_to_a_company_that_validates(
    office: Client, anne: User
) -> None:
    application = waiting(anne)
    assert "M1234" in office.get(pages(application)["file"]).content.decode()
    Employer.objects.update(validation_needed=False)
    assert "M1234" not in office.get(pages(application)["file"]).content.decode()


# --- Finding an employee -------------------------------------------------------------------------------
@pytest.fixture
def staff(office: Client) -> Client:
    waiting(applicant=adult(first_name="Zoé", last_name="LE GOFF-ÉNO"))
    shared(applicant=adult(first_name="Basile"), choice="full")
    work = {"employer_name": "Ateliers du Canal", "siret": "73282932000074"}
    couple = {"co_applicant": partner(employment=work), "co_applicant_link": "C"}
    shared(work={"holder": "co_applicant"}, **couple)
    return office


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zoe", {"Zoé"}),
        ("q=le+goff+eno", {"Zoé"}),
        ("q=GIGI", {"Denis"}),
        ("q=porte", {"Basile"}),
        ("q=personne", set()),
        ("q=%27%25", {"Zoé", "Basile", "Denis"}),
        ("partage=full", {"Basile"}),
        ("partage=essential&validation=waiting", {"Zoé", "Denis"}),
        ("validation=approved", set()),
        ("partage=nonsense&validation=x", {"Zoé", "Basile", "Denis"}),
    ],
)
def test_employees_are_found_by_name_and_choice(staff: Client, query: str, found: set[str]) -> None:
    rows = staff.get(f"/entreprise/?{query}").context["rows"]
    assert {first(row["name"]) for row in rows} == found


def first(name: str) -> str:
    """The first name among those of these tests."""
    return next(known for known in ("Zoé", "Basile", "Denis") if known.casefold() in name.casefold())


def test_a_search_without_result_says_so(staff: Client) -> None:
    assert "Aucun salarié ne correspond" in staff.get("/entreprise/?q=personne").content.decode()


def test_the_list_costs_the_same_for_many(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(6):
        waiting()
    for address in (LIST, "/entreprise/"):
        with django_assert_max_num_queries(10):
            office.get(address)


def test_the_policy_is_shown_to_read(office: Client) -> None:
    Employer.objects.update(minimum_seniority_months=6, staff_number_required=True, points=12)
    page = office.get("/entreprise/politique-logement/").content.decode()
    assert "6 mois" in page
    assert "Matricule" in page
    assert "<form" not in page.split('id="main"')[1]


def test_a_consent_withdrawn_while_the_answer_is_on_its_way_ends_in_a_404(
    anne: User, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = waiting(anne)

    def meanwhile(*given: object) -> Employment:
        retract(application, anne)
        return approve(*given)

    monkeypatch.setattr("applications.views.validating.approve", meanwhile)
    seen = version(application.employment)
    answer = office.post(f"/entreprise/salaries/{application.pk}/valider/", {"seen": seen})
    assert answer.status_code == 404
    assert state(application) == "waiting"
