"""The archive of one's data: everything of one person, nothing of another, nothing that opens a door."""

import io
import json
import logging
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import archiving
from accounts.archive_file import archive_of
from accounts.archiving import MAX_ATTEMPTS, ArchiveRefused, ask_for_archive, make, tend
from accounts.models import DataArchive, User
from accounts.second_factor import add_totp, new_secret
from alin.outbox.models import Message
from candidatures.models import Candidature
from tests.privacy.life import Life

pytestmark = pytest.mark.django_db
MINE = "/compte/donnees/"


def opened(content: bytes) -> tuple[dict[str, Any], str]:
    """data.json and the page."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert sorted(zipped.namelist()) == ["data.json", "index.html"]
        return json.loads(zipped.read("data.json")), zipped.read("index.html").decode()


def ready(user: User) -> DataArchive:
    """An archive that waits to be fetched."""
    archive = ask_for_archive(user)
    make(archive.pk)
    archive.refresh_from_db()
    assert archive.state == DataArchive.State.READY
    return archive


def test_everything_of_one_person_is_there_and_nothing_of_another(lives: tuple[Life, Life]) -> None:
    first, other = lives
    data, page = opened(archive_of(first.user, timezone.now()))
    word = first.plant.word
    planted = {
        "account": first.plant.email,
        "emails": first.plant.email,
        "consents": "personal_data",
        "sessions": f"Browser of {word}",
        "messages": first.plant.email,
        "invitations": first.plant.email,
        "help_requests": f"Que devient le dossier {word} ?",
        "demande": f"9 impasse {word}",
        "employment": f"M-{word}",
        "sharing_decisions": "full",
        "document_ticks": "ticked_at",
        "looks": "Seine Habitat",
        "registry_updates": f"7 allée {word}",
        "security_codes": first.plant.registry_email,
        "number_entries": "entered_at",
        "candidatures": f"Mme {word} a renoncé.",
        "alerts": f"Alerte de {word}",
        "favourites": "OFF-",
    }
    missing = {
        key for key, text in planted.items() if text not in json.dumps(data["parts"][key], ensure_ascii=False)
    }
    assert missing == set()
    assert "Sans compte" in json.dumps(data["parts"]["help_requests"])
    for string in (
        "unique number",
        "birth date",
        "birth date of the co-applicant",
        "birth date of the child",
    ):
        assert first.plant.strings()[string] in json.dumps(data).lower(), string
    for readable in (
        word,
        first.plant.number,
        f"9 impasse {word}",
        f"Mme {word} a renoncé.",
        "Seine Habitat",
    ):
        assert readable in page, readable
    whole = (json.dumps(data, ensure_ascii=False) + page).lower()
    assert [what for what, string in other.plant.strings().items() if string in whole] == []


# Where each table that hangs on a person stands in data.json; a new table must be given its place here.
PLACES = {
    "User": "account",
    "EmailAddress": "emails",
    "Consent": "consents",
    "UserSession": "sessions",
    "Authenticator": "second_factors",
    "Membership": "membership",
    "Invitation": "invitations",
    "Message": "messages",
    "HelpRequest": "help_requests",
    "DataArchive": "archives",
    "RetentionWarning": "retention_warnings",
    "HousingApplication": "demande",
    "WishedCommune": "demande",
    "Employment": "employment",
    "SharingDecision": "sharing_decisions",
    "DocumentTick": "document_ticks",
    "FileLook": "looks",
    "RegistryUpdate": "registry_updates",
    "SecurityCode": "security_codes",
    "NumberEntry": "number_entries",
    "Alert": "alerts",
    "AlertPlace": "alerts",
    "Announcement": "alerts",
    "Favourite": "favourites",
    "Candidature": "candidatures",
    "HistoryEntry": "candidatures",
    "LogEntry": "",  # the journal of those who work in the admin, about others' rows
    "OfferEvent": "",  # the journal of a landlord's team, about its offers
    "OfferImport": "",  # files of offers that the team sent
}
OWNERS = {"User", "HousingApplication", "Candidature", "Alert"}


def test_every_table_that_hangs_on_a_person_has_its_place() -> None:
    hanging = {
        model.__name__
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if column.is_relation and column.related_model.__name__ in OWNERS
    }
    assert hanging | {"User"} == set(PLACES)


def test_nobody_else_is_named_but_the_organisations(
    lives: tuple[Life, Life], karim: User, lise: User
) -> None:
    data, page = opened(archive_of(lives[0].user, timezone.now()))
    whole = json.dumps(data, ensure_ascii=False) + page
    for person in (karim, lise):
        assert person.birth_name not in whole
        assert person.email not in whole


def test_no_password_code_key_or_secret_is_in_it(lives: tuple[Life, Life]) -> None:
    life = lives[0]
    secret = new_secret()
    add_totp(life.user, secret)
    life.user.refresh_from_db()
    data, page = opened(archive_of(life.user, timezone.now()))
    whole = json.dumps(data) + page
    code = life.user.security_codes.get()
    kept = [life.user.password, secret, code.digits, code.salt, life.client.session.session_key]
    assert [text for text in kept if text in whole] == []
    assert data["parts"]["second_factors"][0]["type"] == "totp"
    assert not re.search(r"/compte/(activation|mot-de-passe)/\S", whole)


def test_the_page_is_self_contained_and_readable_without_a_script(lives: tuple[Life, Life]) -> None:
    _data, page = opened(archive_of(lives[0].user, timezone.now()))
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html["lang"] == "fr"
    assert len(soup.find_all("h1")) == 1
    assert soup.find_all(["script", "img", "link", "iframe"]) == []
    assert {link["href"][0] for link in soup.find_all("a")} == {"#"}
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not re.search(r"None|\{'|\[\{|True|False", soup.get_text(" "))


def test_it_speaks_the_persons_language(anne: User) -> None:
    anne.language = "en"
    anne.save()
    _data, page = opened(archive_of(anne, timezone.now()))
    assert '<html lang="en">' in page


def test_history_and_points_are_whole(lives: tuple[Life, Life]) -> None:
    data, _page = opened(archive_of(lives[0].user, timezone.now()))
    found = data["parts"]["candidatures"]
    refused = Candidature.objects.get(pk=int(found[0]["reference"].removeprefix("C-")))
    assert [line["act"] for line in found[0]["history"]] == list(
        refused.history.values_list("act", flat=True)
    )
    assert found[0]["score_points"] == refused.score_points


# --- Asking and fetching -------------------------------------------------------------------------
def test_a_second_click_gets_the_one_in_the_making(anne: User) -> None:
    assert ask_for_archive(anne) == ask_for_archive(anne)
    assert DataArchive.objects.count() == 1


def test_one_a_day(anne: User) -> None:
    archive = ready(anne)
    with pytest.raises(ArchiveRefused):
        ask_for_archive(anne)
    DataArchive.objects.filter(pk=archive.pk).update(asked_at=timezone.now() - timedelta(hours=24))
    assert ask_for_archive(anne) != archive


def test_a_failed_one_may_be_asked_again_at_once(anne: User) -> None:
    archive = ask_for_archive(anne)
    DataArchive.objects.filter(pk=archive.pk).update(state="failed")
    assert ask_for_archive(anne) != archive


def test_the_mail_has_a_link_that_opens_for_its_owner_alone(
    anne: User, marc: User, client: Client, administrator: User
) -> None:
    archive = ready(anne)
    mail = Message.objects.get(user=anne)
    path = reverse("data_archive", args=[archive.key])
    assert path in mail.text
    assert client.get(path)["Location"].startswith("/compte/connexion/")
    for stranger in (marc, administrator):
        client.force_login(stranger)
        assert client.get(path).status_code == 404
    client.force_login(anne)
    response = client.get(path)
    assert response["Content-Disposition"].startswith('attachment; filename="al-in-mes-donnees-')
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))
    data, _page = opened(b"".join(response.streaming_content))
    assert data["parts"]["account"]["email"] == anne.email


def test_the_last_second_counts_and_the_next_does_not(anne: User, client: Client) -> None:
    archive = ready(anne)
    assert archive.expires_at is not None
    assert archive.is_open(archive.expires_at - timedelta(seconds=1))
    assert not archive.is_open(archive.expires_at)
    tend(archive.expires_at - timedelta(seconds=1))
    assert archive.path.exists()
    tend(archive.expires_at)
    assert not archive.path.exists()
    client.force_login(anne)
    gone = client.get(reverse("data_archive", args=[archive.key]))
    assert gone.status_code == 410
    assert "n'est plus disponible" in gone.content.decode()


def test_the_file_is_for_this_systems_user_alone(anne: User) -> None:
    archive = ready(anne)
    assert archive.path.stat().st_mode & 0o077 == 0


def test_a_failure_is_tried_again_then_told(
    anne: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(user: User, now: Any) -> bytes:
        raise RuntimeError(f"no room for {user.email}")

    monkeypatch.setattr(archiving, "archive_of", broken)
    archive = ask_for_archive(anne)
    caplog.set_level(logging.DEBUG)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        DataArchive.objects.update(due_at=timezone.now())
        make(archive.pk)
        archive.refresh_from_db()
        assert (archive.attempts, archive.state == "failed") == (attempt, attempt == MAX_ATTEMPTS)
    assert Message.objects.get(user=anne).key == f"archive-failed:{archive.pk}"
    assert anne.email not in caplog.text
    make(archive.pk)
    assert Message.objects.count() == 1


def test_an_archive_is_made_once_however_often_it_is_asked_for(anne: User) -> None:
    archive = ready(anne)
    make(archive.pk)
    tend()
    assert Message.objects.filter(user=anne).count() == 1


def test_what_the_broker_lost_is_made_by_beat(anne: User) -> None:
    archive = ask_for_archive(anne)
    tend()
    archive.refresh_from_db()
    assert archive.state == DataArchive.State.READY


def test_a_worker_that_died_leaves_the_archive_to_the_next(anne: User) -> None:
    archive = ask_for_archive(anne)
    DataArchive.objects.update(due_at=timezone.now() + archiving.CLAIM, attempts=1)
    tend()
    archive.refresh_from_db()
    assert archive.state == DataArchive.State.WAITING
    tend(timezone.now() + archiving.CLAIM)
    DataArchive.objects.update(due_at=timezone.now())
    tend()
    archive.refresh_from_db()
    assert archive.state == DataArchive.State.READY


def test_files_of_nobody_are_swept(anne: User) -> None:
    archive = ready(anne)
    stray = archive.path.with_name("00000000-0000-4000-8000-000000000000.zip")
    stray.write_bytes(b"left over")
    tend()
    assert (stray.exists(), archive.path.exists()) == (False, True)


def test_asking_wants_the_password_again(anne: User, client: Client) -> None:
    client.force_login(anne)
    response = client.post(reverse("ask_archive"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert not DataArchive.objects.exists()
    done = client.post(response["Location"], {"password": "Portail2026"}, follow=True)
    assert DataArchive.objects.get().user == anne
    assert "Un mail vous prévient" in done.content.decode()


@pytest.mark.parametrize("state", ["waiting", "ready", "failed", "expired"])
def test_the_page_says_where_the_archive_stands(anne: User, client: Client, state: str) -> None:
    archive = ready(anne)
    DataArchive.objects.filter(pk=archive.pk).update(state=state)
    client.force_login(anne)
    text = client.get(MINE).content.decode()
    assert ("en préparation" in text) == (state == "waiting")
    assert ("Télécharger mon archive" in text) == (state == "ready")
    assert ("Nous n'avons pas réussi" in text.replace("&#x27;", "'")) == (state == "failed")
