"""Requests that no page of ours makes: each gets a page with its status, never a breakdown."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from accounts.models import User
from alin.middleware import CompressedPagesMiddleware

pytestmark = pytest.mark.django_db


def heading(response: HttpResponse) -> str:
    return BeautifulSoup(response.content, "html.parser").find("h1").get_text(strip=True)


def test_an_address_for_buttons_alone_says_so(client: Client) -> None:
    response = client.get(reverse("set_language"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert heading(response) == "Cette adresse ne s'ouvre pas directement"


@pytest.mark.parametrize(
    "path",
    [
        "/offres/%00/",
        "/mes-candidatures/postuler/%00/",
        "/bailleur/offres/a%00b/",
        "/demo/messages/%00/",
        "/compte/mot-de-passe/1-%00/",
    ],
)
def test_an_address_with_a_nul_does_not_exist(client: Client, path: str, anne: User) -> None:
    client.force_login(anne)
    response = client.get(path)
    assert response.status_code == 404
    assert heading(response) == "Cette page n'existe pas"


def test_pages_are_compressed(client: Client) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "la plateforme" in gzip.decompress(response.content).decode()


@pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf"])
def test_what_is_compressed_already_is_left_alone(rf: RequestFactory, kind: str) -> None:
    def photo(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"x" * 5000, content_type=kind)

    response = CompressedPagesMiddleware(photo)(rf.get("/", headers={"Accept-Encoding": "gzip"}))
    assert not response.has_header("Content-Encoding")


def test_a_streamed_page_is_left_alone(rf: RequestFactory) -> None:
    def stream(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(iter([b"x" * 5000]), content_type="text/html")

    response = CompressedPagesMiddleware(stream)(rf.get("/", headers={"Accept-Encoding": "gzip"}))
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize("name", ["a" * 3000, "a/" * 400, "%00", ""])
def test_a_photo_that_cannot_be_does_not_exist(client: Client, name: str) -> None:
    assert client.get(f"/media/offers/{name}").status_code == 404


@pytest.mark.parametrize("name", ["..%2fsecret_key", "%2e%2e/secret_key", "../../secret_key"])
def test_no_name_of_a_photo_leads_out_of_its_folder(client: Client, name: str) -> None:
    assert client.get(f"/media/offers/{name}").status_code in {400, 404}


def test_a_photo_is_kept_by_browsers_of_signed_in_people_too(client: Client, anne: User) -> None:
    folder = Path(resolve("/media/offers/facade-test.jpg").kwargs["document_root"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "facade-test.jpg").write_bytes(b"photo")
    client.force_login(anne)
    response = client.get("/media/offers/facade-test.jpg")
    response.close()
    assert response["Cache-Control"] == "public, max-age=86400"
