"""What the employer sees is the holder's choice (R3.8)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, SharingChoice, User
from applications.errors import ApplicationError
from applications.models import SharingDecision
from applications.sharing import (
    choices_offered,
    current_choice,
    decide,
    employees_visible_to,
    employer_view,
    withdraw,
)
from tests.factories.accounts import EmployerFactory, MembershipFactory, UserFactory
from tests.factories.files import SIRET, adult, employed, partner, read, shared

PAGE = "/ma-demande/donnees-personnelles/"
pytestmark = pytest.mark.usefixtures("employer")


def test_a_choice_is_a_row_and_takes_effect_at_once(anne: User, emma: User) -> None:
    application = employed(anne)
    decide(application, "essential", anne)
    assert current_choice(application) == SharingChoice.ESSENTIAL
    assert list(employees_visible_to(emma)) == [application]


def test_changing_ones_mind_keeps_the_former_row_as_a_trace(anne: User, emma: User) -> None:
    application = shared(anne, "full")
    decide(application, "anonymous", anne)
    assert [row.choice for row in application.sharing_decisions.all()] == ["anonymous", "full"]
    assert SharingDecision.objects.get(is_current=True).choice == "anonymous"
    assert not employees_visible_to(emma).exists()


def test_the_same_choice_twice_is_one_row(anne: User) -> None:
    application = shared(anne, "full")
    decide(application, "full", anne)
    assert SharingDecision.objects.count() == 1


def test_each_row_names_the_company_and_the_version_of_the_text(anne: User, employer: Employer) -> None:
    row = shared(anne).sharing_decisions.get()
    assert row.employer == employer
    assert row.text_version


def test_only_the_policys_choices_are_offered_and_accepted(anne: User, employer: Employer) -> None:
    Employer.objects.update(choices_offered=["anonymous", "full"])
    application = employed(anne)
    assert choices_offered(application) == [SharingChoice.ANONYMOUS, SharingChoice.FULL]
    with pytest.raises(ApplicationError):
        decide(application, "essential", anne)
    assert current_choice(application) is None


def test_a_company_nobody_knows_has_every_choice() -> None:
    work = {"employer_name": "Fonderie du Nord", "siret": "55210055400013"}
    assert choices_offered(employed(applicant=adult(employment=work))) == list(SharingChoice)


def test_there_is_nothing_to_choose_before_the_employment(anne: User) -> None:
    with pytest.raises(ApplicationError):
        decide(read(anne), "full", anne)


def test_nobody_chooses_for_somebody_else(anne: User, marc: User) -> None:
    application = employed(anne)
    with pytest.raises(type(application).DoesNotExist):
        decide(application, "full", marc)


# --- Whose files a company sees: the limit is in the query ----------------------------------------
def test_an_anonymous_file_is_not_in_the_query(anne: User, emma: User) -> None:
    shared(anne, "anonymous")
    assert not employees_visible_to(emma).exists()


def test_a_file_without_a_choice_is_not_in_the_query(anne: User, emma: User) -> None:
    employed(anne)
    assert not employees_visible_to(emma).exists()


def test_a_withdrawn_consent_is_not_in_the_query(anne: User, emma: User) -> None:
    withdraw(shared(anne, "full"))
    assert not employees_visible_to(emma).exists()


def test_another_companys_staff_see_nothing(anne: User) -> None:
    stranger = UserFactory()
    MembershipFactory(user=stranger, employer=EmployerFactory(siren="552100554"))
    shared(anne, "full")
    assert not employees_visible_to(stranger).exists()


def test_a_consent_does_not_survive_a_change_of_company(anne: User, emma: User) -> None:
    application = shared(anne, "full")
    # Even if nothing had closed the decision, the employment says otherwise.
    application.employment.employer = EmployerFactory(siren="552100554")
    application.employment.save()
    assert not employees_visible_to(emma).exists()


def test_a_file_appears_once_however_many_choices_were_made(anne: User, emma: User) -> None:
    application = shared(anne, "full")
    for choice in ("anonymous", "essential", "full"):
        decide(application, choice, anne)
    assert employees_visible_to(emma).count() == 1


# --- What exactly is shown -------------------------------------------------------------------------
def labels(application: object, choice: str) -> list[str]:
    return [label for section in employer_view(application, choice) for label, _value in section.rows]


def test_the_essential_data_are_those_of_the_handbook_and_no_others(anne: User) -> None:
    assert labels(employed(anne), "essential") == [
        "Civilité",
        "Nom",
        "Prénom",
        "Date de naissance",
        "E-mail",
        "Employeur",
        "N° SIRET",
        "Plusieurs employeurs",
        "Lieu de travail",
        "Commune de résidence",
        "Communes souhaitées",
    ]


def test_their_values_come_from_the_file(anne: User) -> None:
    rows = {label: value for part in employer_view(employed(anne), "essential") for label, value in part.rows}
    assert rows["Nom"] == "PORTE"
    assert rows["N° SIRET"] == SIRET
    assert rows["Lieu de travail"] == "75010 Paris 10e"
    assert rows["Commune de résidence"] == "Pantin"
    assert rows["Communes souhaitées"] == "Saint-Denis"


def test_income_is_in_the_full_view_only(anne: User) -> None:
    application = employed(anne)
    assert not any("Revenu" in label for label in labels(application, "essential"))
    assert any("Revenu fiscal" in label for label in labels(application, "full"))


def test_the_full_view_contains_the_essential_one(anne: User) -> None:
    application = employed(anne)
    full = employer_view(application, "full")
    assert full[:3] == employer_view(application, "essential")


def test_anonymous_shows_nothing(anne: User) -> None:
    assert employer_view(employed(anne), "anonymous") == []


def test_a_co_applicants_employer_sees_the_co_applicant(anne: User) -> None:
    work = {"holder": "co_applicant"}
    application = employed(anne, work, co_applicant=partner(), co_applicant_link="C")
    rows = dict(employer_view(application, "essential")[0].rows)
    assert (rows["Prénom"], rows["Nom"]) == ("Denis", "GIGI")


# --- The page --------------------------------------------------------------------------------------
@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def test_the_page_has_the_handbooks_words(site: Client, anne: User) -> None:
    employed(anne)
    answer = site.get(PAGE).content.decode()
    for words in (
        "Mes souhaits concernant mes données personnelles",
        "Je souhaite rester anonyme",
        "Mes informations personnelles ne seront pas envoyées à mon entreprise.",
        "Je souhaite profiter de la politique logement de mon entreprise",
        "Action Logement à rendre accessibles en lecture seule à mon entreprise",
        "Mentions d'informations RGPD pour la collecte des données",
        "En savoir +",
    ):
        assert words in answer


def test_the_page_says_what_anonymity_costs(site: Client, anne: User) -> None:
    Employer.objects.update(points=15)
    employed(anne)
    assert "15 points sur 100 en moins" in site.get(PAGE).content.decode()


def test_a_choice_not_offered_is_not_on_the_page(site: Client, anne: User) -> None:
    Employer.objects.update(choices_offered=["anonymous"])
    employed(anne)
    answer = site.get(PAGE).content.decode()
    assert 'value="anonymous"' in answer
    assert 'value="full"' not in answer


def test_choosing_leads_to_the_documents(site: Client, anne: User) -> None:
    employed(anne)
    assert site.post(PAGE, {"choice": "full"})["Location"] == reverse("applications:documents")


@pytest.mark.parametrize("posted", [{}, {"choice": "everything"}])
def test_no_choice_or_an_invented_one_is_refused_with_a_sentence(
    site: Client, anne: User, posted: dict[str, str]
) -> None:
    employed(anne)
    answer = site.post(PAGE, posted)
    assert answer.status_code == 200
    assert "Choisissez une" in answer.content.decode()
    assert not SharingDecision.objects.exists()


def test_before_the_employment_the_page_sends_back_to_it(site: Client, anne: User) -> None:
    read(anne)
    assert site.get(PAGE)["Location"] == reverse("applications:employment")
