"""Tab 2, first part: whose work carries the file, at which company (R3.7, R1.1)."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, User
from applications.employment import (
    SiretProblem,
    follow_registry,
    priority_notice,
    siret_problem,
    validate_employment,
)
from applications.errors import InvalidFields
from applications.models import Employment
from applications.sharing import current_choice
from applications.snapshots import apply_demande
from tests.factories.accounts import EmployerFactory
from tests.factories.files import SIRET, adult, demande, employed, partner, read, shared

PAGE = "/ma-demande/entreprise/"
TYPED = {"employer_name": "Ateliers du Canal", "is_agency_contract": "no"}


def test_a_siret_of_fourteen_digits_with_a_right_check_digit_is_accepted() -> None:
    assert siret_problem(SIRET) is None


def test_la_poste_has_its_own_check() -> None:
    # Its establishments' digits add up to a multiple of five; Luhn is wrong for most of them.
    assert siret_problem("35600000049837") is None
    assert siret_problem("35600000049838") is not None


@pytest.mark.parametrize(
    ("siret", "said"),
    [
        ("", "ne contient pas de numéro SIRET"),
        ("7328293200007", "14 chiffres"),
        ("732829320000741", "14 chiffres"),
        ("7328293200007A", "14 chiffres"),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "14 chiffres"),
        ("73282932000075", "vérifiez chaque chiffre"),
        ("8245414802432", "14 chiffres"),  # the handbook's own example is one digit short
        ("11222111111", "14 chiffres"),
    ],
)
def test_any_other_siret_says_what_is_wrong(siret: str, said: str) -> None:
    assert said in str(siret_problem(siret))


def test_the_employer_is_known_by_its_siren(employer: Employer) -> None:
    assert employed().employment.employer == employer


def test_an_unknown_company_is_accepted_without_an_employer(anne: User) -> None:
    assert employed(anne).employment.employer is None


def test_the_company_code_is_accepted_in_any_case(employer: Employer) -> None:
    assert employed(work={"company_code": "canal"}).employment.company_code == "CANAL"


def refused(anne: User, **typed: object) -> dict[str, str]:
    application = read(anne)
    with pytest.raises(InvalidFields) as refusal:
        validate_employment(application, {"holder": "applicant", "employer_name": "X", **typed}, anne)
    assert not Employment.objects.exists()
    return {field: str(message) for field, message in refusal.value.errors.items()}


def test_an_unknown_code_is_refused_next_to_its_field(anne: User, employer: Employer) -> None:
    assert "n'existe pas" in refused(anne, company_code="NULLE")["company_code"]


def test_the_code_of_another_company_is_refused(anne: User, employer: Employer) -> None:
    EmployerFactory(siren="552100554", code="FONDERIE")
    assert "autre entreprise" in refused(anne, company_code="FONDERIE")["company_code"]


def test_a_siret_typed_as_company_code_is_told_apart(anne: User, employer: Employer) -> None:
    assert "ressemble à un numéro SIRET" in refused(anne, company_code=SIRET)["company_code"]


@time_machine.travel("2026-11-22 12:00")
def test_the_day_of_hiring_may_be_today_but_not_tomorrow(anne: User) -> None:
    assert "futur" in refused(anne, hired_on=datetime.date(2026, 11, 23))["hired_on"]
    work = {"hired_on": datetime.date(2026, 11, 22)}
    assert employed(work=work).employment.hired_on == datetime.date(2026, 11, 22)


def test_nobody_is_hired_before_birth(anne: User) -> None:
    assert "naissance" in refused(anne, hired_on=datetime.date(1980, 1, 1))["hired_on"]


def test_a_policy_can_make_staff_number_and_hiring_date_necessary(anne: User, employer: Employer) -> None:
    Employer.objects.update(staff_number_required=True, hired_on_required=True)
    assert set(refused(anne)) == {"staff_number", "hired_on"}


def test_without_such_a_policy_neither_is_necessary(employer: Employer) -> None:
    assert employed().employment.staff_number == ""


def test_no_siret_at_the_registry_blocks(anne: User) -> None:
    application = read(anne, applicant=adult(employment=None))
    with pytest.raises(SiretProblem):
        validate_employment(application, {"holder": "applicant", "employer_name": "X"}, anne)


def test_the_co_applicants_work_can_carry_the_file(anne: User) -> None:
    application = employed(anne, {"holder": "co_applicant"}, co_applicant=partner(), co_applicant_link="C")
    assert application.employment.siret == "55210055400013"


def test_there_is_no_co_applicant_to_choose_when_there_is_none(anne: User) -> None:
    assert "holder" in refused(anne, holder="co_applicant")


def test_another_company_ends_what_was_shared(anne: User, employer: Employer) -> None:
    application = shared(anne, co_applicant=partner(), co_applicant_link="C")
    validate_employment(application, {"holder": "co_applicant", "employer_name": "Fonderie"}, anne)
    assert current_choice(application) is None
    assert application.sharing_decisions.count() == 1


def test_the_same_company_again_keeps_the_choice(anne: User, employer: Employer) -> None:
    application = shared(anne)
    validate_employment(application, {"holder": "applicant", "employer_name": "Canal"}, anne)
    assert current_choice(application) == "essential"


def test_an_update_with_another_siret_asks_for_the_employment_again(anne: User, employer: Employer) -> None:
    application = shared(anne)
    work = {"employer_name": "Fonderie", "siret": "55210055400013"}
    apply_demande(application, demande(applicant=adult(employment=work)))
    follow_registry(application)
    assert not Employment.objects.exists()
    assert current_choice(application) is None


def test_an_update_with_another_establishment_only_moves_the_siret(anne: User, employer: Employer) -> None:
    application = shared(anne)
    work = {"employer_name": "Ateliers du Canal", "siret": "73282932000082"}
    apply_demande(application, demande(applicant=adult(employment=work)))
    follow_registry(application)
    assert Employment.objects.get().siret == "73282932000082"
    assert current_choice(application) == "essential"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"headcount": 10}, False),
        ({"headcount": 9}, True),
        ({"headcount": 0}, True),
        ({"headcount": 49, "sector": "farming"}, True),
        ({"headcount": 50, "sector": "farming"}, False),
        ({"headcount": 5000, "sector": "public"}, True),
    ],
)
def test_who_is_outside_the_audience_is_told_so(anne: User, fields: dict[str, object], told: bool) -> None:
    application = read(anne)
    assert (priority_notice(application, EmployerFactory(**fields)) is not None) is told


def test_a_priority_case_carries_priority_wherever_it_works(anne: User) -> None:
    assert priority_notice(read(anne, priority=True), None) is None


def test_a_company_nobody_knows_is_told_so_without_blocking(anne: User) -> None:
    assert "effectif" in str(priority_notice(read(anne), None))


# --- The page ------------------------------------------------------------------------------------
@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def test_the_name_of_the_employer_is_required_in_the_handbooks_words(site: Client, anne: User) -> None:
    read(anne)
    answer = site.post(PAGE, {**TYPED, "employer_name": ""})
    assert "Le champ Nom de l&#x27;employeur est obligatoire" in answer.content.decode()


def test_a_refusal_keeps_what_was_typed(site: Client, anne: User) -> None:
    read(anne)
    answer = site.post(PAGE, {**TYPED, "company_code": "NULLE", "hired_on": "pas une date"})
    assert "NULLE" in answer.content.decode()
    assert "pas une date" in answer.content.decode()


@pytest.mark.parametrize("written", ["03/09/2018", "3/9/2018", "03-09-2018", "03.09.2018", "2018-09-03"])
def test_a_date_is_understood_in_the_usual_writings(site: Client, anne: User, written: str) -> None:
    read(anne)
    assert site.post(PAGE, {**TYPED, "hired_on": written}).status_code == 302
    assert Employment.objects.get().hired_on == datetime.date(2018, 9, 3)


def test_validating_leads_to_the_choice_on_personal_data(site: Client, anne: User) -> None:
    read(anne)
    assert site.post(PAGE, TYPED)["Location"] == reverse("applications:sharing")
    assert Employment.objects.get().is_agency_contract is False


def test_leaving_the_agency_question_open_is_a_no(site: Client, anne: User) -> None:
    read(anne)
    site.post(PAGE, {"employer_name": "Ateliers du Canal"})
    assert Employment.objects.get().is_agency_contract is False


def test_a_single_applicant_sees_no_choice_of_person(site: Client, anne: User) -> None:
    read(anne)
    answer = site.get(PAGE).content.decode()
    assert "co demandeur" not in answer
    assert "732 829 320 00074" in answer


def test_a_couple_chooses_between_both_names(site: Client, anne: User) -> None:
    read(anne, co_applicant=partner(), co_applicant_link="C")
    answer = site.get(PAGE).content.decode()
    assert "ANNE PORTE" in answer
    assert "Denis GIGI" in answer
    assert "co demandeur" in answer


def test_without_siret_the_page_points_to_the_registration_site_only(site: Client, anne: User) -> None:
    read(anne, applicant=adult(employment=None))
    answer = site.get(PAGE).content.decode()
    assert "Mettre à jour" in answer
    assert "Je valide l&#x27;entreprise" not in answer
    assert "Je valide l'entreprise" not in answer


def test_posting_without_siret_creates_nothing(site: Client, anne: User) -> None:
    read(anne, applicant=adult(employment=None))
    assert site.post(PAGE, TYPED).status_code == 200
    assert not Employment.objects.exists()


def test_opened_too_early_it_sends_to_the_step_to_do(site: Client, anne: User) -> None:
    assert site.get(PAGE)["Location"] == reverse("applications:number")
