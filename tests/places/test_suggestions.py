"""The suggestions of « Où souhaitez-vous habiter ? », and the plain field that serves without them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESS = "/offres/lieux/"


def labels(client: Client, typed: str) -> list[str]:
    response = client.get(ADDRESS, {"lieu": typed})
    assert response.status_code == 200
    return [place["label"] for place in response.json()["places"]]


def search(client: Client, query: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/offres/?{query}").content, "html.parser")


def test_a_key_stroke_is_answered_with_keys_and_labels(client: Client) -> None:
    best = client.get(ADDRESS, {"lieu": "bres"}).json()["places"][0]
    assert best == {"key": "commune:29019", "label": "Brest (29200)", "note": "Finistère"}


def test_one_letter_and_nonsense_get_an_empty_answer(client: Client) -> None:
    for typed in ("", "b", "  b ", "\0", "zzzzzz"):
        assert labels(client, typed) == []


def test_a_key_stroke_costs_one_query(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    labels(client, "saint")  # a new process reads everything once
    for typed in ("saint-denis", "93", "brst", "zzzzzz"):
        with django_assert_num_queries(1):
            labels(client, typed)
    with django_assert_num_queries(0):
        labels(client, "s")


def test_the_browser_may_keep_an_answer_for_itself(client: Client) -> None:
    kept = client.get(ADDRESS, {"lieu": "brest"})["Cache-Control"]
    assert "private" in kept
    assert "max-age=600" in kept


def test_labels_speak_the_readers_language(client: Client) -> None:
    assert "Paris (département 75)" in labels(client, "paris")
    client.cookies["django_language"] = "en"
    assert labels(client, "paris")[0] == "Paris (75)"


def test_both_pages_have_a_plain_field_that_the_combobox_builds_on(client: Client) -> None:
    for page in ("/", "/offres/"):
        box = BeautifulSoup(client.get(page).content, "html.parser").select_one("[data-places]")
        assert box is not None
        assert box["data-places"] == ADDRESS
        plain = box.select_one("input[name=lieu]")
        assert plain is not None
        assert "list" not in plain.attrs


def test_the_field_shows_the_label_and_keeps_the_key(client: Client) -> None:
    box = search(client, "lieu=departement:29").select_one("[data-places]")
    assert box is not None
    assert box["data-key"] == "departement:29"
    assert box.input is not None
    assert box.input["value"] == "Finistère (département 29)"


def test_a_region_is_searched(client: Client) -> None:
    soup = search(client, "lieu=region:11")
    assert "Île-de-France (région)" in str(soup.select_one(".offer-chips"))
    assert not soup.select(".field--invalid")


def test_a_mistyped_place_says_so_and_proposes_others_with_the_other_criteria(client: Client) -> None:
    choices = search(client, "lieu=aubervilers&pieces=T2&tri=loyer").select_one("[data-place-choices]")
    assert choices is not None
    words = " ".join(choices.text.split())
    assert "Nous ne connaissons pas de lieu « aubervilers »." in words
    assert "Voici les offres pour Aubervilliers (93300)." in words


def test_an_ambiguous_name_asks_which_one_was_meant(client: Client) -> None:
    choices = search(client, "lieu=saint&pieces=T2&tri=loyer").select_one("[data-place-choices]")
    assert choices is not None
    links = choices.select("a")
    assert links
    for link in links:
        query = parse_qs(urlsplit(str(link["href"])).query)
        assert query["lieu"][0].split(":")[0] in {"commune", "departement", "region", "code"}
        assert (query["pieces"], query["tri"]) == (["T2"], ["loyer"])


def test_a_label_given_back_asks_nothing(client: Client) -> None:
    assert search(client, "lieu=Paris+(75)").select_one("[data-place-choices]") is None
    assert search(client, "lieu=commune:75056").select_one("[data-place-choices]") is None


def test_what_was_typed_is_shown_as_text_only(client: Client) -> None:
    page = client.get("/offres/", {"lieu": "aubervilers<script>x</script>"}).content.decode()
    assert "<script>x" not in page


def test_an_unknown_place_is_told_beside_the_field_and_kept_in_it(client: Client) -> None:
    soup = search(client, "lieu=Zzzzzz&pieces=T2")
    assert "Ce lieu n'est pas connu" in str(soup.select_one(".field--invalid"))
    field = soup.select_one("#id_lieu")
    assert field is not None
    assert field["value"] == "Zzzzzz"
    assert soup.select_one("input[name=pieces][value=T2][checked]")
