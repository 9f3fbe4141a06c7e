"""The FR | EN switch."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User


def switch(client: Client, language: str, back: str = "/aide/"):
    return client.post(reverse("set_language"), {"language": language, "next": back})


@pytest.mark.django_db
def test_the_choice_is_kept_and_the_page_comes_back(client: Client) -> None:
    response = switch(client, "en")
    assert response.status_code == 302
    assert response["Location"] == "/aide/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert b'<html lang="en">' in client.get("/aide/").content


@pytest.mark.django_db
def test_a_browser_in_english_still_gets_french_first(client: Client) -> None:
    assert b'<html lang="fr">' in client.get("/", headers={"accept-language": "en"}).content


@pytest.mark.django_db
def test_opening_the_address_changes_nothing(client: Client) -> None:
    assert client.get(reverse("set_language")).status_code == 405
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_never_leads_off_the_site(client: Client, back: str) -> None:
    assert switch(client, "en", back)["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_language_is_ignored(client: Client) -> None:
    switch(client, "xx")
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_a_signed_in_persons_mails_follow(client: Client, anne: User) -> None:
    client.force_login(anne)
    switch(client, "en")
    anne.refresh_from_db()
    assert anne.language == "en"


def test_an_unknown_language_is_not_saved_with_the_account(client: Client, anne: User) -> None:
    client.force_login(anne)
    switch(client, "xx")
    anne.refresh_from_db()
    assert anne.language == "fr"
