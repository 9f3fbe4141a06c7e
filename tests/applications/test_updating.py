"""« Mettre à jour », the confirmed number, the identity that must match, and the deletion."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from alin.outbox.models import Message
from applications.changes import Change
from applications.deleting import delete_application, effects_of_deletion
from applications.import_errors import (
    DeletionRefused,
    IdentityMismatch,
    NumberGone,
    NumberNotConfirmed,
    NumberStruckOff,
    RegistryDown,
)
from applications.importing import confirm_code, send_code, update_application
from applications.models import HousingApplication, SimulatedDemande
from applications.registry.protocol import RegistryUnavailable, StruckOff
from applications.signals import (
    DeletionBlocked,
    DeletionEffect,
    application_changed,
    application_deleting,
    application_deletion_asked,
)
from applications.updating import folded
from tests.factories.applications import ANNE, adult, at_registry, dependant, import_for

pytestmark = pytest.mark.django_db
OLD = {"filed_on": "2021-04-19", "renewed_on": "2026-09-01"}


def test_an_update_brings_what_changed_before_and_after(anne: User) -> None:
    application = import_for(anne)
    at_registry(applicant=adult(resources=[{"kind": "SAL", "monthly": 2100}]))
    assert update_application(application) == [
        Change(
            "Ressources", "Demandeur", "Salaire", "1\u00a0850\u00a0€ par mois", "2\u00a0100\u00a0€ par mois"
        )
    ]
    assert application.monthly_resources == 2100
    assert application.demande.applicant.resources[0].monthly == 2100


def test_an_update_without_news_says_so_and_is_dated(anne: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False) as clock:
        application = import_for(anne)
        clock.shift(3600)
        assert update_application(application) == []
        assert application.fetched_at == timezone.now()


def test_a_child_more_is_seen_and_counted(anne: User) -> None:
    application = import_for(anne)
    at_registry(dependants=[dependant("Zoé", "2026-10-01")])
    changes = update_application(application)
    assert (application.household_size, application.income_category) == (2, 3)
    assert Change("Personnes à loger", "Zoé PORTE", "Date de naissance", "", "01/10/2026") in changes


def test_something_gone_is_seen(anne: User) -> None:
    application = import_for(anne, dependants=[dependant("Zoé", "2026-10-01")])
    at_registry()
    changes = update_application(application)
    assert Change("Personnes à loger", "Zoé PORTE", "Date de naissance", "01/10/2026", "") in changes


def test_wishes_are_replaced_in_their_new_order(anne: User) -> None:
    application = import_for(anne)
    at_registry(wishes={"communes": ["75056", "93066"]})
    update_application(application)
    assert list(application.wished_communes.values_list("commune_id", flat=True)) == ["75056", "93066"]


def test_an_update_keeps_what_the_holder_did_here(anne: User) -> None:
    application = import_for(anne)
    application.submitted_at = application.information_read_at = timezone.now()
    application.save()
    update_application(application)
    application.refresh_from_db()
    assert application.submitted_at
    assert application.information_read_at


def test_an_update_tells_the_floors_above(anne: User) -> None:
    application = import_for(anne)
    told = []

    def listen(application: HousingApplication, **kwargs: Any) -> None:
        told.append(application.pk)

    application_changed.connect(listen)
    update_application(application)
    application_changed.disconnect(listen)
    assert told == [application.pk]


# --- Identity (R4.4) ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes"),
    [
        {"last_name": "MARTIN"},
        {"first_name": "ANNA"},
        {"birth_date": "1989-05-20"},
    ],
)
def test_another_name_or_birth_date_blocks_the_update_whole(anne: User, changes: dict[str, str]) -> None:
    application = import_for(anne)
    at_registry(applicant=adult(**changes), priority=True)
    with pytest.raises(IdentityMismatch):
        update_application(application)
    application.refresh_from_db()
    assert not application.is_priority
    assert application.demande.applicant.last_name == "PORTE"


def test_accents_capitals_and_dashes_do_not_matter(anne: User) -> None:
    application = import_for(anne, applicant=adult("Anne-Éléonore", "LE GÖFF"))
    at_registry(applicant=adult("ANNE ELEONORE", "Le Goff"))
    assert update_application(application)
    assert application.first_name == "ANNE ELEONORE"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "MULLER"), ("O'Brien", "obrien"), ("Strauß", "STRAUSS"), ("Œuvre", "OEUVRE")],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


# --- The registry says no ----------------------------------------------------------------------
def answers_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    class Refusing:
        def fetch(self, unique_number: str) -> Any:
            raise error

    monkeypatch.setattr("applications.lookup.get_registry", Refusing)


def test_a_demande_struck_off_meanwhile_is_marked_and_told(anne: User) -> None:
    application = import_for(anne)
    at_registry(struck_off="RADATT")
    with pytest.raises(NumberStruckOff) as refused:
        update_application(application)
    application.refresh_from_db()
    assert application.struck_off == "RADATT"
    assert "Attribution d'un logement" in str(refused.value.message)


def test_struck_off_without_a_reason_is_marked_too(anne: User, monkeypatch: pytest.MonkeyPatch) -> None:
    application = import_for(anne)
    answers_with(monkeypatch, StruckOff())
    with pytest.raises(NumberStruckOff):
        update_application(application)
    application.refresh_from_db()
    assert application.struck_off


def test_a_demande_that_is_back_is_no_longer_struck_off(anne: User) -> None:
    application = import_for(anne)
    application.struck_off = "RADREN"
    application.save()
    update_application(application)
    application.refresh_from_db()
    assert application.struck_off == ""


def test_a_registry_that_is_down_leaves_everything(anne: User, monkeypatch: pytest.MonkeyPatch) -> None:
    application = import_for(anne)
    before = application.fetched_at
    answers_with(monkeypatch, RegistryUnavailable())
    with pytest.raises(RegistryDown):
        update_application(application)
    application.refresh_from_db()
    assert (application.fetched_at, application.struck_off) == (before, "")


def test_a_number_the_registry_no_longer_knows_leaves_the_data(anne: User) -> None:
    application = import_for(anne)
    SimulatedDemande.objects.all().delete()
    with pytest.raises(NumberGone):
        update_application(application)
    assert HousingApplication.objects.filter(pk=application.pk).exists()


# --- Older than 20/04/2021 (R4.3) ---------------------------------------------------------------
@pytest.mark.parametrize(("filed_on", "needed"), [("2021-04-19", True), ("2021-04-20", False)])
def test_a_demande_created_before_20_april_2021_needs_its_number_confirmed(
    anne: User, filed_on: str, needed: bool
) -> None:
    assert import_for(anne, filed_on=filed_on).needs_number_confirmation is needed


def test_an_older_demande_is_not_updated_before_its_number_is_confirmed(anne: User) -> None:
    application = import_for(anne, **OLD)
    with pytest.raises(NumberNotConfirmed):
        update_application(application)


def test_the_number_is_confirmed_once_with_a_code_and_updates_need_none_afterwards(anne: User) -> None:
    application = import_for(anne, **OLD)
    confirmed = confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
    assert confirmed.pk == application.pk
    application.refresh_from_db()
    assert not application.needs_number_confirmation
    update_application(application)
    update_application(application)
    assert HousingApplication.objects.count() == 1


# --- Deletion -----------------------------------------------------------------------------------
def test_a_deleted_demande_can_be_imported_again(anne: User) -> None:
    at_registry()
    delete_application(confirm_code(anne, ANNE, send_code(anne, ANNE).digits), anne)
    assert not HousingApplication.objects.exists()
    again = confirm_code(anne, ANNE, send_code(anne, ANNE).digits)
    assert again.owner == anne
    assert SimulatedDemande.objects.filter(pk=ANNE).exists()


def test_a_deleted_demande_can_be_imported_by_another_account(anne: User, marc: User) -> None:
    delete_application(import_for(anne), anne)
    assert confirm_code(marc, ANNE, send_code(marc, ANNE).digits).owner == marc


def test_the_holder_is_told_of_the_deletion_by_mail(anne: User) -> None:
    application = import_for(anne)
    delete_application(application, anne)
    assert application.als_number in Message.objects.get(key__startswith="application-deleted").text


def test_a_floor_above_can_say_what_happens_and_block_the_deletion(anne: User) -> None:
    application = import_for(anne)
    effect = DeletionEffect("Votre candidature est chez le bailleur.", blocks=True)

    def asked(**kwargs: Any) -> DeletionEffect:
        return effect

    def deleting(**kwargs: Any) -> None:
        raise DeletionBlocked(effect.sentence)

    application_deletion_asked.connect(asked)
    application_deleting.connect(deleting)
    try:
        assert effect in effects_of_deletion(application)
        with pytest.raises(DeletionRefused) as refused:
            delete_application(application, anne)
    finally:
        application_deletion_asked.disconnect(asked)
        application_deleting.disconnect(deleting)
    assert str(refused.value.message) == effect.sentence
    assert HousingApplication.objects.filter(pk=application.pk).exists()
    assert not Message.objects.exists()


def test_the_floors_above_are_told_while_the_demande_is_still_there(anne: User) -> None:
    application = import_for(anne)
    seen = []

    def deleting(application: HousingApplication, actor: User, **kwargs: Any) -> None:
        seen.append((HousingApplication.objects.filter(pk=application.pk).exists(), actor))

    application_deleting.connect(deleting)
    delete_application(application, anne)
    application_deleting.disconnect(deleting)
    assert seen == [(True, anne)]
