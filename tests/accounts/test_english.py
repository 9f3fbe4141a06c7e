"""The account in English, pages and mails."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.walking import choose, errors, last_mail, link_in, press, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(settings) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_who_signs_up_in_english_is_written_to_in_english(english: Client) -> None:
    sign_up(english)
    assert User.objects.get().language == "en"
    mail = last_mail()
    assert mail.subject == "Action Logement Services: Access request"
    assert "This link expires in 2 day(s)." in mail.text
    assert '<html lang="en">' in mail.html


def test_a_person_is_written_to_in_their_own_language_whoever_asks(english: Client, anne: User) -> None:
    sign_up(english)
    assert last_mail().subject == "Vous avez déjà un compte AL'in"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/compte/connexion/", ["Welcome to your employee area", "LOG IN", "Forgotten password?"]),
        ("/compte/connexion/aide/", ["Can't log in?", "I forgot my password"]),
        ("/compte/creation/", ["Create an account", "Birth name", "Mobile phone", "Create my account"]),
        ("/compte/validation/", ["Account validation", "Log in to my account"]),
        ("/compte/validation/renvoyer/", ["Send the confirmation mail again"]),
        ("/compte/mot-de-passe-oublie/", ["Forgotten password", "Receive a link"]),
        ("/compte/activation/x/", ["This link is no longer valid", "Receive a new mail"]),
    ],
)
def test_each_public_page_speaks_english(english: Client, path: str, words: list[str]) -> None:
    page = english.get(path).content.decode().replace("&#x27;", "'")
    assert '<html lang="en">' in page
    for word in words:
        assert word in page


def test_the_way_to_the_password_speaks_english(english: Client) -> None:
    sign_up(english)
    link = link_in(last_mail())
    assert "Last step before your account is validated" in english.get(link).content.decode()
    page = press(english, link)
    assert "You must change your password to activate your account." in english.get(page).content.decode()
    assert "Your password must contain at least 1 digit." in errors(choose(english, page, "abc"), "password1")
    done = choose(english, page)["Location"]
    assert "Your account has been created." in english.get(done).content.decode()


def test_what_is_wrong_is_said_in_english(english: Client) -> None:
    page = sign_up(english, mobile_phone="01 42 34 56 78").content.decode()
    assert "This is a landline number." in page
