"""Error pages say what happened and where to go on."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from alin.pages.errors import server_error
from alin.urls import handler500
from alin.urls import urlpatterns as addresses


def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [path("denied/", denied), path("suspicious/", suspicious), *addresses]
own_addresses = override_settings(ROOT_URLCONF=__name__)


def heading(content: bytes) -> str:
    headings = BeautifulSoup(content, "html.parser").find_all("h1")
    assert len(headings) == 1
    return headings[0].get_text(strip=True)


def test_an_unknown_address(client: Client, anne) -> None:
    client.force_login(anne)
    response = client.get("/rien-ici/")
    assert response.status_code == 404
    assert heading(response.content) == "Cette page n'existe pas"


@own_addresses
def test_a_page_that_is_not_for_this_account(client: Client, anne) -> None:
    client.force_login(anne)
    response = client.get("/denied/")
    assert response.status_code == 403
    assert heading(response.content) == "Cette page ne vous est pas ouverte"


@own_addresses
def test_an_unreadable_request(client: Client, anne) -> None:
    client.force_login(anne)
    response = client.get("/suspicious/")
    assert response.status_code == 400
    assert heading(response.content) == "Cette demande n'est pas lisible"


@pytest.mark.django_db
def test_a_form_without_its_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/langue/", {"language": "en"})
    assert response.status_code == 403
    assert heading(response.content) == "Ce formulaire a expiré"


@pytest.mark.django_db
def test_too_many_tries(rf: RequestFactory, client: Client) -> None:
    request = client.get("/").wsgi_request
    assert heading(render_to_string("429.html", request=request).encode()) == "Trop de tentatives"


def test_a_breakdown_needs_neither_session_nor_database(rf: RequestFactory) -> None:
    # No database mark: a query would fail this test.
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert heading(response.content) == "Le service rencontre un problème"


def test_a_breakdown_of_the_error_page_itself(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(name: str) -> str:
        raise OSError

    monkeypatch.setattr("alin.pages.errors.render_to_string", fails)
    assert "problème" in server_error(rf.get("/")).content.decode()


def test_the_site_uses_this_error_page() -> None:
    assert handler500 == "alin.pages.errors.server_error"
    assert settings.ROOT_URLCONF == "alin.urls"
