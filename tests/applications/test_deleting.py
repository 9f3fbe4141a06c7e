"""Delete and import again (R4.4): nothing of the former file is left, and every table was thought of."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import User
from alin.outbox.models import Message
from applications.deleting import delete_application
from applications.import_errors import FileGone, IdentityMismatch
from applications.importing import confirm_code, send_code
from applications.looks import note_look
from applications.models import HousingApplication, RegistryUpdate, SimulatedDemande
from applications.security_codes import draw_or_resend
from applications.updating import update_application
from candidatures.models import KeptDecision, State
from tests.factories.candidatures import in_state
from tests.factories.files import adult, demande, submitted
from tests.factories.offers import OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("employer")]

DELETE, UPDATE, NUMBER, INFORMATION = (
    reverse(f"applications:{name}") for name in ("delete", "update", "number", "information")
)
# Tables that hold a person by their account and stay: none of them is about the demande.
OF_THE_ACCOUNT = {
    "accounts",
    "account",
    "admin",
    "auth",
    "authtoken",
    "mfa",
    "outbox",
    "pages",
    "sessions",
    "usersessions",
}
# Tables of the demande that hang on the account, with why they may stay.
KEPT = {"applications.NumberEntry"}  # a mark of a number, for a day: the limit on how many are tried


def tables_of_the_file() -> Iterator[type[models.Model]]:
    """Every table that points to the file, however indirectly, or from this app to a person."""
    found: list[type[models.Model]] = [HousingApplication]
    for model in found:
        for other in apps.get_models():
            points = {field.related_model for field in other._meta.fields if field.is_relation}
            if model in points and other not in found and other._meta.app_label not in OF_THE_ACCOUNT:
                found.append(other)
    for model in apps.get_app_config("applications").get_models():
        of_a_person = any(field.related_model is User for field in model._meta.fields if field.is_relation)
        if of_a_person and model not in found:
            found.append(model)
    yield from (model for model in found if model._meta.label not in KEPT)


def filled(anne: User, emma: User) -> HousingApplication:
    """A file with a row in every table that hangs on it."""
    application = submitted(anne, "full")
    put_at_registry(application, reasons=["04"])
    draw_or_resend(anne, application.unique_number, "anne.porte@example.org")
    update_application(application)
    note_look(application, emma)
    in_state(State.REJECTED, application=application, offer=OfferFactory())
    candidature = in_state(State.APPLIED, application=application, offer=OfferFactory())
    candidature.history.create(act="apply", to_state=State.APPLIED, actor=anne)
    return HousingApplication.objects.get(pk=application.pk)


def put_at_registry(application: HousingApplication, **fields: object) -> None:
    data = demande(unique_number=application.unique_number, **fields).model_dump(mode="json")
    SimulatedDemande.objects.update_or_create(
        unique_number=application.unique_number, defaults={"data": data}
    )


def test_the_walk_finds_the_tables_that_hang_on_a_file() -> None:
    names = {model.__name__ for model in tables_of_the_file()}
    assert names >= {
        "Candidature",
        "DocumentTick",
        "Employment",
        "FileLook",
        "HistoryEntry",
        "RegistryUpdate",
        "SecurityCode",
        "SharingDecision",
        "WishedCommune",
    }


def test_a_deletion_leaves_no_row_in_any_of_them(anne: User, emma: User) -> None:
    application = filled(anne, emma)
    tables = [model for model in tables_of_the_file() if model._default_manager.exists()]
    assert {model.__name__ for model in tables} >= {
        "RegistryUpdate",
        "FileLook",
        "SecurityCode",
        "Candidature",
    }
    delete_application(application, anne)
    left = {model.__name__: model._default_manager.count() for model in tables}
    assert set(left.values()) == {0}, left


def test_the_file_imported_again_begins_at_tab_1_with_nothing_of_the_former(anne: User, emma: User) -> None:
    application = filled(anne, emma)
    number = application.unique_number
    put_at_registry(application, applicant=adult(last_name="MARTIN"))
    with pytest.raises(IdentityMismatch):
        update_application(application)
    delete_application(application, anne)
    again = confirm_code(anne, number, send_code(anne, number).digits)
    assert again.als_number != application.als_number
    assert again.last_name == "MARTIN"
    assert again.identity_mismatch == []
    assert (again.submitted_at, again.information_read_at, again.expiry_told_for) == (None, None, None)
    for related in ("document_ticks", "sharing_decisions", "registry_updates", "looks", "candidatures"):
        assert not getattr(again, related).exists()
    assert not hasattr(again, "employment")


def test_the_account_and_its_mails_stay(anne: User, emma: User) -> None:
    application = filled(anne, emma)
    before = Message.objects.count()
    delete_application(application, anne)
    assert Message.objects.filter(user=anne).exists()
    assert Message.objects.count() >= before
    assert User.objects.filter(pk=anne.pk).exists()


def test_a_second_deletion_at_the_same_moment_is_told_apart(anne: User) -> None:
    application = submitted(anne)
    delete_application(application, anne)
    with pytest.raises(FileGone):
        delete_application(HousingApplication(pk=1, owner=anne), anne)


def test_a_landlord_s_decision_stays_without_the_person(
    anne: User, client_of: Callable[[User], Client]
) -> None:
    application = submitted(anne)
    decided = in_state(State.NOT_ALLOCATED, application=application, offer=OfferFactory())
    assert "sans votre nom, pendant 5 ans" in client_of(anne).get(DELETE).content.decode()
    delete_application(application, anne)
    kept = KeptDecision.objects.get()
    assert kept.reference == decided.reference
    written = " ".join(str(value) for value in vars(kept).values())
    for word in ("PORTE", "ANNE", application.unique_number, anne.email):
        assert word not in written


# --- Stale pages ---------------------------------------------------------------------------------------
def test_a_page_of_the_former_file_does_not_delete_the_new_one(
    anne: User, client_of: Callable[[User], Client]
) -> None:
    reader = client_of(anne)
    former = submitted(anne)
    put_at_registry(former)
    page = reader.get(DELETE).content.decode()
    assert f'value="{former.pk}"' in page
    delete_application(former, anne)
    confirm_code(anne, former.unique_number, send_code(anne, former.unique_number).digits)
    response = reader.post(DELETE, {"application": former.pk}, follow=True)
    assert "Cette page n'était plus à jour" in response.content.decode().replace("&#x27;", "'")
    assert HousingApplication.objects.filter(owner=anne).exists()


@pytest.mark.parametrize("address", [UPDATE, DELETE])
def test_a_stale_tab_leads_to_the_number_after_a_deletion(
    anne: User, client_of: Callable[[User], Client], address: str
) -> None:
    reader = client_of(anne)
    delete_application(submitted(anne), anne)
    assert reader.post(address).url == NUMBER


def test_the_session_forgets_the_file_too(
    anne: User, client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = client_of(anne)
    application = submitted(anne)
    SimulatedDemande.objects.all().delete()
    session = reader.session
    session["failed_update"] = {"of": application.pk, "sentence": "…", "at": "2026-11-22T13:05:00+00:00"}
    session["import_number"] = application.unique_number
    session.save()
    reader.post(DELETE)
    assert not {"failed_update", "import_number"} & set(reader.session.keys())


def test_updates_are_gone_with_the_account_as_well(anne: User, emma: User) -> None:
    application = submitted(anne)
    RegistryUpdate.objects.create(application=application, origin="holder")
    anne.delete()
    assert not RegistryUpdate.objects.exists()
