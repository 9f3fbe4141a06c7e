"""Deleting the account: what is told, what goes, and that nothing of the person is found after it."""

import logging
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import retention
from accounts.archiving import ask_for_archive, make
from accounts.deleting import AccountDeletionRefused, delete_account
from accounts.models import DataArchive, User
from alin.outbox.delivery import sweep_due
from alin.outbox.models import Message
from applications.models import SimulatedDemande
from candidatures.models import Candidature, KeptDecision, State
from tests.accounts.walking import log_in
from tests.factories.accounts import PASSWORD, MembershipFactory
from tests.factories.candidatures import in_state, reason
from tests.factories.offers import household
from tests.privacy.life import Life, cells, found_in

pytestmark = pytest.mark.django_db
PAGE = "/compte/supprimer/"
# The registry's own, which stands for another site: the demande stays there.
NOT_OURS = {"applications_simulateddemande"}


def sessions() -> Iterator[tuple[str, str]]:
    """What open sessions carry, unpacked."""
    for session in Session.objects.all():
        yield "session", str(session.get_decoded()).lower()


def files() -> Iterator[tuple[str, str]]:
    """Uploads and archives; mails in the mail folder were delivered, like those in a mailbox."""
    for folder in (settings.MEDIA_ROOT, settings.ARCHIVES_FOLDER):
        for path in Path(folder).rglob("*"):
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as zipped:
                    yield from ((name, zipped.read(name).decode().lower()) for name in zipped.namelist())
            elif path.is_file():
                yield str(path), path.read_bytes().decode("utf-8", "replace").lower()


def cached() -> Iterator[tuple[str, str]]:
    """The cache's keys and values (the suite's cache lives in memory)."""
    for key in list(cache._cache):
        yield "cache", f"{key} {cache._cache[key]!r}".lower()


def everywhere() -> Iterator[tuple[str, str]]:
    yield from cells(without=NOT_OURS)
    yield from sessions()
    yield from files()
    yield from cached()


def leave(life: Life) -> None:
    """Through the pages: the box, the password again, the act."""
    response = life.client.post(PAGE, {"understood": "on"})
    if response["Location"].startswith(reverse("account_reauthenticate")):
        response = life.client.post(response["Location"], {"password": "Portail-2026"})
    assert response["Location"] == reverse("account_deleted"), response.content.decode()


def test_after_it_nothing_of_the_person_is_found_anywhere(
    lives: tuple[Life, Life],
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager],
) -> None:
    first, other = lives
    make(ask_for_archive(first.user).pk)
    assert {what for _where, what in found_in(everywhere(), first.plant)} == set(first.plant.strings())
    of_the_other = found_in(everywhere(), other.plant)
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        leave(first)
    farewell = Message.objects.get(to=first.plant.email)
    sweep_due()
    farewell.refresh_from_db()
    assert (farewell.state, farewell.text, farewell.user) == (Message.State.SENT, "", None)
    # Only the address of the last mail is left, until the night after.
    words = "names, mails, addresses, texts"
    assert found_in(everywhere(), first.plant) == {("outbox_message.to", words)}
    assert Message.objects.exclude(to__icontains=other.plant.word).filter(user=None).get() == farewell
    retention.run(timezone.now() + timedelta(days=1))
    assert found_in(everywhere(), first.plant) == set()
    assert found_in(iter([("log", caplog.text.lower())]), first.plant) == set()
    assert {where for where, _what in of_the_other} == {
        where for where, _what in found_in(everywhere(), other.plant)
    }


def test_the_demande_stays_at_the_registry_and_the_number_is_free_again(lives: tuple[Life, Life]) -> None:
    first = lives[0]
    leave(first)
    assert SimulatedDemande.objects.filter(pk=first.plant.number).exists()


def test_the_landlords_decision_stays_without_the_person(lives: tuple[Life, Life]) -> None:
    first = lives[0]
    refused = Candidature.objects.get(application=first.application, state=State.NOT_RETAINED)
    before = (refused.reference, refused.offer, refused.state, refused.score, refused.refusal_reason)
    leave(first)
    kept = KeptDecision.objects.get()
    assert (kept.reference, kept.offer, kept.state, kept.score, kept.refusal_reason) == before
    assert [act["act"] for act in kept.acts] == [
        "apply",
        "claim",
        "approve",
        "send_to_landlord",
        "not_retain",
    ]
    assert {key for act in kept.acts for key in act} == {"act", "from", "to", "at"}


def test_everybody_is_logged_out_at_once(lives: tuple[Life, Life]) -> None:
    first, other = lives
    phone = Client()
    log_in(phone, first.plant.email)
    keys = [phone.session.session_key, first.client.session.session_key]
    assert Session.objects.filter(pk__in=keys).count() == 2
    leave(first)
    assert not Session.objects.filter(pk__in=keys).exists()
    for browser in (first.client, phone):
        assert browser.get("/ma-situation/")["Location"].startswith("/compte/connexion/")
    assert other.client.get("/ma-situation/").status_code == 200
    again = first.client.post("/compte/connexion/", {"login": first.plant.email, "password": "Portail-2026"})
    assert again.status_code == 200


def test_the_page_tells_what_stops_what_goes_and_what_stays(lives: tuple[Life, Life]) -> None:
    text = " ".join(lives[0].client.get(PAGE).content.decode().split())
    running = Candidature.objects.active().get(application=lives[0].application)
    assert f"({running.reference}) sera annulée" in text
    assert "Ce qui est supprimé tout de suite" in text
    assert "sans votre nom, pendant 5 ans" in text
    assert "sur votre site d'enregistrement" in text


def test_the_password_is_asked_again(anne: User, client: Client) -> None:
    client.force_login(anne)
    response = client.post(PAGE, {"understood": "on"})
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(response["Location"], {"password": "not this one"})
    assert wrong.status_code == 200
    assert User.objects.filter(pk=anne.pk).exists()
    client.post(response["Location"], {"password": PASSWORD})
    assert not User.objects.filter(pk=anne.pk).exists()


def test_without_the_box_nothing_happens(anne: User, client: Client) -> None:
    client.post("/compte/connexion/", {"login": anne.email, "password": PASSWORD})
    response = client.post(PAGE, {})
    assert "Cochez cette case" in response.content.decode()
    assert User.objects.filter(pk=anne.pk).exists()


@pytest.mark.parametrize(
    "state", [State.SENT, State.VISIT, State.COMMITTEE, State.RANKED, State.ALLOCATED, State.LEASE_SIGNED]
)
def test_a_file_at_a_landlords_blocks_and_says_whom_to_call(anne: User, client: Client, state: State) -> None:
    in_state(state, application=household(owner=anne))
    client.post("/compte/connexion/", {"login": anne.email, "password": PASSWORD})
    page = client.get(PAGE).content.decode()
    assert "Vous ne pouvez pas supprimer votre compte maintenant" in page.replace("&#x27;", "'")
    assert "0970" in page.replace(" ", "").replace(")", "") or "970 800 800" in page
    assert "supprimer votre demande" not in page  # it is the account that stays
    assert 'name="understood"' not in page
    refused = client.post(PAGE, {"understood": "on"}, follow=True)
    assert "chez le bailleur" in refused.content.decode()
    assert User.objects.filter(pk=anne.pk).exists()
    assert not Message.objects.filter(key__startswith="account-deleted:").exists()


@pytest.mark.parametrize("state", [State.MOVED_IN, State.NOT_ALLOCATED, State.DECLINED, State.CANCELLED])
def test_an_ended_candidature_does_not(anne: User, state: State) -> None:
    fields = {"refusal_reason": reason("committee")} if state == State.NOT_ALLOCATED else {}
    candidature = in_state(state, application=household(owner=anne), **fields)
    delete_account(anne)
    assert KeptDecision.objects.filter(reference=candidature.reference).exists() == (state != State.CANCELLED)


def test_the_same_deletion_twice_is_once(anne: User) -> None:
    other_tab = User.objects.get(pk=anne.pk)
    delete_account(anne)
    delete_account(other_tab)
    assert Message.objects.filter(key__startswith="account-deleted:").count() == 1


def test_staff_are_removed_by_their_organisation(
    karim: User, lise: User, emma: User, administrator: User, client_of: Callable[[User], Client]
) -> None:
    for person in (karim, lise, emma, administrator):
        with pytest.raises(AccountDeletionRefused):
            delete_account(person)
        page = client_of(person).get(PAGE).content.decode()
        assert "responsable de votre équipe" in page
        assert 'name="understood"' not in page


def test_who_joined_an_organisation_meanwhile_stays(anne: User, landlord: object) -> None:
    stale = User.objects.get(pk=anne.pk)
    MembershipFactory(user=anne, landlord=landlord)
    with pytest.raises(AccountDeletionRefused):
        delete_account(stale)


def test_a_deleted_accounts_archive_is_never_finished(anne: User) -> None:
    archive = ask_for_archive(anne)
    delete_account(anne)
    make(archive.pk)
    assert not DataArchive.objects.exists()
    assert not Path(archive.path).exists()


def test_the_address_may_open_a_new_account(anne: User) -> None:
    delete_account(anne)
    assert User.objects.create_user("anne.porte@example.org")


def test_an_administrators_deletion_is_the_same_act(
    anne: User, marc: User, administrator: User, client_of: Callable[[User], Client]
) -> None:
    in_state(State.SENT, application=household(owner=marc))
    desk = client_of(administrator)
    for person in (anne, marc):
        desk.post(reverse("admin:accounts_user_delete", args=[person.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=anne.pk).exists()
    assert Message.objects.get().to == anne.email
    assert User.objects.filter(pk=marc.pk).exists()
    page = desk.get(reverse("admin:accounts_user_delete", args=[marc.pk])).content.decode()
    assert "chez le bailleur" in page
    desk.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "delete_selected", "_selected_action": [marc.pk], "post": "yes"},
    )
    assert User.objects.filter(pk=marc.pk).exists()
