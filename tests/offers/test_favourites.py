"""Hearts: marked once, with a page of their own, and one reminder before the end."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.dates import local_today
from alin.outbox.models import Message
from candidatures.models import State
from offers.models import Favourite, Offer
from offers.morning_mails import send_morning_mails
from tests.factories.accounts import EmployerFactory
from tests.factories.alerts import FavouriteFactory
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory, household

pytestmark = pytest.mark.django_db
Clients = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


def mark(client: Client, offer: Offer, wanted: str = "1", **extra):
    return client.post(f"/offres/favoris/{offer.reference}/", {"wanted": wanted, **extra})


def hearts(page) -> list[tuple[str, str]]:
    soup = BeautifulSoup(page.content, "html.parser")
    return [(button["value"], button["aria-pressed"]) for button in soup.select("button.heart")]


def test_a_heart_marks_once_and_leads_back(anne: User, client_of: Clients) -> None:
    offer = OfferFactory()
    client = client_of(anne)
    for _twice in range(2):
        assert mark(client, offer, next="/offres/?pieces=T2")["Location"] == "/offres/?pieces=T2"
    assert Favourite.objects.get().offer == offer
    assert hearts(client.get("/offres/")) == [("0", "true")]
    for _twice in range(2):
        mark(client, offer, "0")
    assert not Favourite.objects.exists()
    assert hearts(client.get("/offres/")) == [("1", "false")]


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", ""])
def test_it_leads_nowhere_else(anne: User, client_of: Clients, back: str) -> None:
    assert mark(client_of(anne), OfferFactory(), next=back)["Location"] == "/offres/favoris/"


def test_htmx_gets_the_heart_alone(anne: User, client_of: Clients) -> None:
    offer = OfferFactory()
    response = client_of(anne).post(
        f"/offres/favoris/{offer.reference}/", {"wanted": "1"}, headers={"HX-Request": "true"}
    )
    assert hearts(response) == [("0", "true")]
    assert 'hx-swap-oob="true"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_visitors_and_staff_have_no_heart(client: Client, lise: User, client_of: Clients) -> None:
    offer = OfferFactory()
    assert hearts(client.get("/offres/")) == hearts(client_of(lise).get(f"/offres/{offer.reference}/")) == []
    assert mark(client, offer)["Location"].startswith("/compte/connexion/")


def test_an_offer_one_may_not_see_cannot_be_marked(anne: User, client_of: Clients) -> None:
    assert mark(client_of(anne), OfferFactory(draft=True)).status_code == 404
    assert mark(client_of(anne), OfferFactory(reserved_for=EmployerFactory())).status_code == 404


def test_a_favourite_may_be_taken_out_whatever_became_of_it(anne: User, client_of: Clients) -> None:
    offer = FavouriteFactory(user=anne).offer
    offer.reserved_for = EmployerFactory()
    offer.save()
    assert mark(client_of(anne), offer, "0").status_code == 302
    assert not Favourite.objects.exists()


def test_an_account_has_so_many_and_no_more(anne: User, client_of: Clients, settings: Settings) -> None:
    settings.FAVOURITES_PER_ACCOUNT = 2
    client = client_of(anne)
    for offer in OfferFactory.create_batch(3):
        mark(client, offer)
    assert Favourite.objects.count() == 2
    assert "Vous avez déjà 2 favoris." in client.get("/offres/favoris/").content.decode()


def test_the_page_says_what_is_over(anne: User, client_of: Clients) -> None:
    for trait in ({}, {"closed": True}, {"withdrawn": True}, {"status": "allocated"}):
        FavouriteFactory(user=anne, offer=OfferFactory(**trait))
    page = client_of(anne).get("/offres/favoris/").content.decode()
    for words in ("Offres ouvertes", "Offres terminées", "Offre close", "Offre retirée", "Logement attribué"):
        assert words in page, words


def test_a_page_of_many_costs_the_same(anne: User, client_of: Clients, django_assert_max_num_queries) -> None:
    FavouriteFactory.create_batch(20, user=anne)
    client = client_of(anne)
    with django_assert_max_num_queries(9):
        client.get("/offres/favoris/")


# --- The reminder -----------------------------------------------------------------------------------
EIGHT = "2026-11-24T07:00:00Z"


@pytest.fixture
def morning():
    with time_machine.travel(EIGHT, tick=False):
        yield


def marked(user: User, days: int, **fields) -> Favourite:
    """A favourite since yesterday whose offer closes in that many days."""
    fields.setdefault("deadline", local_today() + DAY * days)
    fields.setdefault("published_on", local_today() - DAY * 5)
    created = fields.pop("created_at", timezone.now() - DAY)
    return FavouriteFactory(user=user, offer=OfferFactory(**fields), created_at=created)


@pytest.mark.parametrize(("days", "told"), [(3, False), (2, True), (1, True), (0, True), (-1, False)])
def test_it_comes_two_days_before_the_end(morning: None, anne: User, days: int, told: bool) -> None:
    marked(anne, days)
    send_morning_mails()
    assert Message.objects.exists() == told


def test_it_comes_once_with_all_that_close(morning: None, anne: User) -> None:
    marked(anne, 1)
    marked(anne, 2)
    send_morning_mails()
    with time_machine.travel("2026-11-25T07:00:00Z", tick=False):
        send_morning_mails()
    message = Message.objects.get()
    assert "2 offres de vos favoris reçoivent leurs dernières candidatures." in message.text
    assert message.stop_url in message.text


def test_who_applied_is_not_reminded(morning: None, anne: User) -> None:
    favourite = marked(anne, 2)
    in_state(State.APPLIED, application=household(owner=anne), offer=favourite.offer)
    send_morning_mails()
    assert not Message.objects.exists()


def test_who_has_just_marked_it_knows(morning: None, anne: User) -> None:
    marked(anne, 2, created_at=timezone.now())
    send_morning_mails()
    assert not Message.objects.exists()


@pytest.mark.parametrize("change", [{"offer_mails_wanted": False}, {"is_active": False}])
def test_who_wants_none_gets_none(morning: None, anne: User, change: dict[str, bool]) -> None:
    marked(anne, 2)
    User.objects.get_queryset().filter(pk=anne.pk).update(**change)
    send_morning_mails()
    assert not Message.objects.exists()


def test_an_offer_that_became_reserved_for_others_is_left_out(morning: None, anne: User) -> None:
    marked(anne, 2, reserved_for=EmployerFactory())
    marked(anne, 2, status="withdrawn")
    send_morning_mails()
    assert not Message.objects.exists()
