"""/demo/: people, numbers, messages."""

import json
import os
from email.message import EmailMessage
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.second_factor import add_totp, new_secret
from alin.demo.cast import PASSWORD
from alin.demo.codes import codes_by_email
from alin.demo.links import with_links
from alin.demo.mailbox import find_message, sent_messages
from tests.accounts.walking import log_in
from tests.factories.accounts import PASSWORD as FACTORY_PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def write_mail(
    name: str, to: str = "anne@example.org", subject: str = "Bonjour", text: str = "Texte"
) -> Path:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Action Logement <no-reply@example.org>", to, subject
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    folder = Path(project.MAIL_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.eml"
    path.write_bytes(mail.as_bytes())
    return path


def write_sms(name: str, to: str = "+33639980001", text: str = "Votre code") -> Path:
    folder = Path(project.SMS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"to": to, "text": text}))
    return path


def test_anybody_may_read_who_can_log_in_and_which_numbers_wait(client: Client) -> None:
    page = client.get(reverse("demo:home")).content.decode()
    assert PASSWORD in page
    assert "1110520020171G1175" in page
    assert "karim.benali@example.org" in page
    assert "Aucun message" in page


@pytest.fixture
def karim_of_the_demo() -> User:
    """A consultant of the cast, with the app that the demo gives him."""
    user = UserFactory(email="karim.benali@example.org", is_staff=True, factor=False)
    add_totp(user, new_secret())
    return user


def code_of(client: Client, email: str) -> str:
    soup = BeautifulSoup(client.get(reverse("demo:home")).content, "html.parser")
    line = next(one for one in soup.select(".demo-people li") if email in one.text)
    return str(line.select_one("[data-totp]")["data-totp"])


def test_staff_s_codes_log_in_again_and_again(karim_of_the_demo: User) -> None:
    used = []
    for _visitor in range(4):
        visitor = Client()
        used.append(code_of(visitor, karim_of_the_demo.email))
        log_in(visitor, karim_of_the_demo.email, FACTORY_PASSWORD)
        assert visitor.post("/compte/connexion/code/", {"code": used[-1]}).status_code == 302
    assert len(set(used)) == 4


def test_showing_the_codes_costs_one_query_however_many_there_are(
    karim_of_the_demo: User, django_assert_num_queries
) -> None:
    for email in ("lise.morel@example.org", "emma.leroy@example.org"):
        add_totp(UserFactory(email=email), new_secret())
    with django_assert_num_queries(1):  # the cache of the tests is memory
        assert len(codes_by_email()) == 3


def test_messages_come_newest_first_and_can_be_limited_to_a_person(client: Client) -> None:
    os.utime(write_mail("20261122T100000-1", subject="Ancien"), (1, 1))
    write_mail("20261122T110000-2", subject="Récent", to="karim@example.org")
    write_sms("20261122T120000-3")
    page = client.get(reverse("demo:home")).content.decode()
    assert page.index("Récent") < page.index("Ancien")
    assert "Votre code" in page
    limited = client.get(reverse("demo:home"), {"to": "karim@example.org"}).content.decode()
    assert "Récent" in limited and "Ancien" not in limited


def test_a_mail_is_read_with_its_links_working(client: Client) -> None:
    link = f"{project.SITE_URL}/compte/activation/abc/"
    write_mail(
        "m-1",
        subject="Demande d'accès",
        text=f"Cliquez : {link}.\n\nAilleurs : https://example.org/a?b=1&c=2",
    )
    page = client.get(reverse("demo:message", args=["mail-m-1"])).content.decode()
    assert '<a href="/compte/activation/abc/">' in page
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">' in page
    assert page.count("<h1") == 1


def test_what_a_message_says_is_never_markup(client: Client) -> None:
    write_mail("m-2", subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = client.get(reverse("demo:message", args=["mail-m-2"])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in with_links('javascript:alert(1) https://x.example/"onclick=1')


def test_the_original_mail_can_be_downloaded(client: Client) -> None:
    path = write_mail("m-3")
    response = client.get(reverse("demo:original", args=["mail-m-3"]))
    assert b"".join(response.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="m-3.eml"'


@pytest.mark.parametrize(
    "name",
    ["mail-absent", "mail-..", "mail-../secret_key", "fax-1", "mail-", "mail", "sms-m-1", "mail-.hidden"],
)
def test_a_name_that_is_no_message_is_404(client: Client, name: str) -> None:
    write_mail("m-1")
    (Path(project.MAIL_FOLDER).parent / "secret_key.eml").write_text("secret")
    assert find_message(name) is None
    if "/" not in name:
        assert client.get(f"/demo/messages/{name}/").status_code == 404
        assert client.get(f"/demo/messages/{name}/fichier/").status_code == 404


def test_half_written_and_broken_files_are_no_messages() -> None:
    write_mail("whole")
    (Path(project.MAIL_FOLDER) / "x.123.part").write_text("half")
    write_sms("broken").write_text("{")
    write_sms("odd").write_text('{"to": "+33"}')
    assert [message.name for message in sent_messages()] == ["whole"]


def test_reading_changes_nothing(client: Client) -> None:
    for name in ("demo:home",):
        assert client.post(reverse(name)).status_code == 405
