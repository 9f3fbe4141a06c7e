"""What a person does on the account pages, for the tests to do in one line."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sealing import seal
from accounts.second_factor import codes_of, current_code
from alin.outbox import secrets
from alin.outbox.models import Message
from tests.factories.accounts import PASSWORD as OF_THE_CAST

PASSWORD = "Portail-2026"
CODE_PAGE = "/compte/connexion/code/"
FILLED_IN = {
    "civility": "madame",
    "birth_name": "PORTE",
    "first_name": "Anne",
    "mobile_phone": "06 12 34 56 78",
    "email": "anne.porte@example.org",
    "consent": "on",
    "precision": "",
}


def sign_up(client: Client, *, correcting: bool = False, **changes: str) -> Any:
    """Fill in and send « Création de compte »."""
    address = reverse("account_signup") + ("?corriger=1" if correcting else "")
    return client.post(address, {**FILLED_IN, **changes})


def last_mail() -> Message:
    """The message written last."""
    message = Message.objects.order_by("-pk").first()
    assert message is not None
    return message


def text_of(message: Message) -> str:
    """The text as its reader gets it."""
    return secrets.reveal(message)[0]


def link_in(message: Message) -> str:
    """The path of the one link for the reader of a mail, as it is put in when the mail leaves."""
    text = text_of(message)
    links = re.findall(r"https?://[^/\s]+(/compte/\S*)", text)
    assert len(set(links)) == 1, text
    return str(links[0])


def press(client: Client, link: str) -> str:
    """Press the button of an opened link; the path of the password page."""
    response = client.post(link)
    assert response.status_code == 302, response.content.decode()
    return str(client.get(response["Location"])["Location"])


def choose(client: Client, page: str, password: str = PASSWORD, again: str | None = None) -> Any:
    """Type the new password twice and send it."""
    return client.post(page, {"password1": password, "password2": password if again is None else again})


def open_account(client: Client, **changes: str) -> None:
    """From the sign-up to the chosen password."""
    sign_up(client, **changes)
    choose(client, press(client, link_in(last_mail())))


def log_in(client: Client, email: str = FILLED_IN["email"], password: str = PASSWORD, query: str = "") -> Any:
    """Send the log-in form."""
    return client.post(reverse("account_login") + query, {"login": email, "password": password})


def errors(response: Any, field: str) -> str:
    """The messages next to a field, as one text."""
    return " ".join(str(error) for error in response.context["form"].errors.get(field, []))


def log_in_with_code(client: Client, user: User, code: str | None = None):
    """Both steps of the log-in."""
    response = log_in(client, user.email, OF_THE_CAST)
    assert response["Location"] == CODE_PAGE
    return client.post(CODE_PAGE, {"code": code or current_code(user)})


def enrol(client: Client, name: str = "mfa_activate_totp") -> str:
    """Open the page that adds an app: the secret it shows, and the first code, with a bar between."""
    page = client.get(reverse(name)).content.decode()
    secret = re.search(r'data-totp-secret="(\w+)"', page)
    assert secret, page
    someone = Authenticator(user_id=0, type="totp", data={"secret": seal(secret[1])})
    return secret[1] + "|" + codes_of([someone])[0][0].value
