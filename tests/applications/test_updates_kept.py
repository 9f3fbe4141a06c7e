"""What an update brought is kept: before, after and what follows, for any device and language (R4.2)."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.models import User
from alin.dates import add_months, local_today
from applications.import_errors import FileGone, IdentityMismatch, NumberStruckOff
from applications.models import HousingApplication, RegistryUpdate, SimulatedDemande
from applications.registry.schema import Demande
from applications.updating import update_application
from tests.factories import applications as simple
from tests.factories.applications import at_registry, demande_data, import_for
from tests.factories.files import OTHER_SIRET, SIRET, adult, child, demande, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("employer")]


def changed_at_registry(application: HousingApplication, **fields: Any) -> None:
    """The registry has this demande now."""
    data = demande(unique_number=application.unique_number, **fields).model_dump(mode="json")
    SimulatedDemande.objects.update_or_create(
        unique_number=application.unique_number, defaults={"data": data}
    )


def sentences(application: HousingApplication, **fields: Any) -> str:
    """What follows from an update, as its holder reads it."""
    changed_at_registry(application, **fields)
    update_application(HousingApplication.objects.get(pk=application.pk))
    latest = application.registry_updates.get()
    return " ".join(one["sentence"] for one in latest.consequences_in_words)


# --- The row --------------------------------------------------------------------------------------
def test_an_update_is_kept_with_its_time_its_origin_and_both_languages(anne: User) -> None:
    application = import_for(anne)
    at_registry(applicant=simple.adult(contract="CDD"))
    update_application(application)
    row = application.registry_updates.get()
    assert (row.origin, row.at) == ("holder", application.fetched_at)
    assert row.changes_in_words == [
        {
            "section": "Situation professionnelle",
            "person": "Demandeur",
            "label": "Contrat",
            "before": "CDI (ou fonctionnaire)",
            "after": "CDD, stage, intérim",
        }
    ]
    assert set(row.changes) == {"fr", "en"}


def test_a_row_speaks_the_reader_s_language_and_french_where_it_knows_no_other() -> None:
    row = RegistryUpdate(changes={"fr": [{"section": "Ressources"}], "en": [{"section": "Income"}]})
    assert row.headings == ["Ressources"]
    with translation.override("en"):
        assert row.headings == ["Income"]
    with translation.override("de"):
        assert row.headings == ["Ressources"]


def test_an_update_that_changes_nothing_leaves_no_row(anne: User) -> None:
    application = import_for(anne)
    update_application(application)
    assert not RegistryUpdate.objects.exists()


def test_ten_updates_of_one_change_leave_one_row(anne: User) -> None:
    application = import_for(anne)
    at_registry(priority=True)
    for _turn in range(10):
        update_application(application)
    assert RegistryUpdate.objects.count() == 1


def test_being_struck_off_and_coming_back_are_lines_of_the_history(anne: User) -> None:
    application = import_for(anne)
    at_registry(struck_off="RADREN")
    for _turn in range(2):
        with pytest.raises(NumberStruckOff):
            update_application(application)
    at_registry()
    update_application(application)
    told = [row.changes_in_words[0] for row in application.registry_updates.order_by("pk")]
    assert [(one["before"], one["after"]) for one in told] == [
        ("Active", "Radiée (Non-renouvellement)"),
        ("Radiée (Non-renouvellement)", "Active"),
    ]


# --- At the same time -------------------------------------------------------------------------------
def test_an_answer_older_than_what_another_tab_wrote_is_dropped(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = import_for(anne)
    old = Demande.model_validate(demande_data(applicant=simple.adult(contract="CDD")))

    def slow(number: str) -> Demande:
        at = timezone.now() + datetime.timedelta(seconds=1)
        HousingApplication.objects.filter(pk=application.pk).update(fetched_at=at)
        return old

    monkeypatch.setattr("applications.updating.fetch", slow)
    assert update_application(application) == []
    assert application.demande.applicant.contract == "CDI"
    assert not RegistryUpdate.objects.exists()


def test_a_file_deleted_while_the_registry_answers_stays_deleted(
    anne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = import_for(anne)

    def slow(number: str) -> Demande:
        HousingApplication.objects.all().delete()
        return Demande.model_validate(demande_data())

    monkeypatch.setattr("applications.updating.fetch", slow)
    with pytest.raises(FileGone):
        update_application(application)
    assert not HousingApplication.objects.exists()


# --- What follows -------------------------------------------------------------------------------------
def test_a_new_document_is_named_and_leads_to_the_list(anne: User) -> None:
    application = submitted(anne)
    assert "Une nouvelle pièce est à confirmer avant de postuler" in sentences(application, reasons=["04"])
    links = [one["url"] for one in application.registry_updates.get().consequences_in_words if one["url"]]
    assert links == ["/ma-demande/pieces/"]


def test_a_document_that_was_missing_before_is_no_news(anne: User) -> None:
    application = submitted(anne)
    application.document_ticks.filter(key="applicant:identite").delete()
    assert "Une nouvelle pièce" in sentences(application, reasons=["04"])


def test_a_file_not_submitted_hears_nothing_of_documents_it_has_not_come_to(anne: User) -> None:
    application = import_for(anne)
    at_registry(application.unique_number, reasons=["04"])
    update_application(application)
    assert not any("pièce" in one["sentence"] for one in RegistryUpdate.objects.get().consequences_in_words)


def test_another_company_has_to_be_confirmed_again(anne: User) -> None:
    work = {"employer_name": "Fonderie du Nord", "siret": OTHER_SIRET}
    assert "validez de nouveau votre entreprise" in sentences(
        submitted(anne, "full"), applicant=adult(employment=work)
    )


def test_another_establishment_of_the_same_company_is_followed_and_said(anne: User) -> None:
    work = {"employer_name": "Ateliers du Canal", "siret": f"{SIRET[:9]}00017"}
    assert "nous avons suivi son nouveau numéro SIRET" in sentences(
        submitted(anne), applicant=adult(employment=work)
    )


def test_a_child_moves_the_household_s_category(anne: User) -> None:
    words = sentences(submitted(anne), dependants=[child("Léo", "2020-02-03")])
    assert "Votre catégorie de ménage passe de 1 à 3" in words


def test_a_lower_income_is_said_with_its_amount(anne: User) -> None:
    notices = [{"year": local_today().year - 2, "amount": 18_000}]
    assert "Le revenu comparé aux plafonds est maintenant : 18" in sentences(
        submitted(anne), applicant=adult(tax_incomes=notices)
    )


def test_no_notice_any_more_makes_the_income_unknown(anne: User) -> None:
    assert "est maintenant : inconnu" in sentences(submitted(anne), applicant=adult(tax_incomes=[]))


def test_a_renewal_moves_the_end_of_validity(anne: User) -> None:
    words = sentences(submitted(anne), renewed_on=local_today().isoformat())
    assert "Votre demande est maintenant valable jusqu'au" in words


def test_other_communes_lead_to_the_offers(anne: User) -> None:
    assert "Les offres proposées suivent vos nouvelles communes." in sentences(
        submitted(anne), wishes={"communes": ["75056"]}
    )


def test_another_order_of_the_same_communes_does_not(anne: User) -> None:
    application = submitted(anne, wishes={"communes": ["93066", "75056"]})
    assert "nouvelles communes" not in sentences(application, wishes={"communes": ["75056", "93066"]})


# --- Another identity (R4.4) ----------------------------------------------------------------------------
def test_what_differs_is_kept_for_any_device_and_forgotten_once_it_is_mended(anne: User) -> None:
    application = import_for(anne)
    at_registry(applicant=simple.adult(last_name="MARTIN", birth_date="1989-05-20"))
    with pytest.raises(IdentityMismatch):
        update_application(application)
    application.refresh_from_db()
    assert application.identity_mismatch == [
        {"field": "last_name", "here": "PORTE", "registry": "MARTIN"},
        {"field": "birth_date", "here": "1989-05-19", "registry": "1989-05-20"},
    ]
    assert not RegistryUpdate.objects.exists()
    at_registry()
    update_application(application)
    assert application.identity_mismatch == []


# --- The last day of validity ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((2024, 2, 29), (2025, 2, 28)),
        ((2023, 2, 28), (2024, 2, 28)),
        ((2026, 11, 23), (2027, 11, 23)),
        ((2025, 12, 31), (2026, 12, 31)),
    ],
)
def test_a_demande_is_valid_twelve_months(start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    filed = datetime.date(*start)
    assert HousingApplication.expiry_for(filed, None) == datetime.date(*end)
    assert HousingApplication.expiry_for(datetime.date(2019, 1, 1), filed) == datetime.date(*end)


@pytest.mark.parametrize(
    ("day", "last_moment"),
    [
        # Winter and summer time, and the two nights when the clock is moved.
        ("2027-01-15", "2027-01-15T22:59:59Z"),
        ("2027-07-15", "2027-07-15T21:59:59Z"),
        ("2027-03-28", "2027-03-28T21:59:59Z"),
        ("2027-10-31", "2027-10-31T22:59:59Z"),
    ],
)
def test_the_last_day_counts_until_midnight_in_paris(anne: User, day: str, last_moment: str) -> None:
    expires_on = datetime.date.fromisoformat(day)
    application = HousingApplication(expires_on=expires_on, filed_on=add_months(expires_on, -12))
    moment = datetime.datetime.fromisoformat(last_moment)
    with time_machine.travel(moment, tick=False) as clock:
        assert not application.is_expired()
        clock.shift(1)
        assert application.is_expired()


# --- Words of the comparison -------------------------------------------------------------------------
def test_a_new_child_is_one_line_and_not_also_everything_the_child_is_not(anne: User) -> None:
    application = import_for(anne)
    at_registry(dependants=[simple.dependant("Zoé", "2026-10-01")])
    changes = update_application(application)
    assert [(one.person, one.label) for one in changes] == [
        ("", "Nombre de personnes à loger"),
        ("Zoé PORTE", "Date de naissance"),
    ]


def test_two_children_of_one_name_are_told_apart(anne: User) -> None:
    one = simple.dependant("Zoé", "2015-10-01")
    application = import_for(anne, dependants=[one])
    at_registry(dependants=[one, simple.dependant("Zoé", "2026-10-01")])
    changes = update_application(application)
    assert [(one.person, one.before, one.after) for one in changes[1:]] == [
        ("Zoé PORTE (2)", "", "01/10/2026")
    ]


def test_a_custody_that_becomes_shared_is_news(anne: User) -> None:
    application = import_for(anne, dependants=[simple.dependant()])
    at_registry(dependants=[simple.dependant(shared_custody=True)])
    assert [(one.before, one.after) for one in update_application(application)] == [("non", "oui")]
