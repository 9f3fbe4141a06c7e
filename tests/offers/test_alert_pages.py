"""« Mes alertes » and the page behind the link of their mails."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.outbox.models import Message
from offers.announcing import announce_next
from offers.models import Alert, Announcement
from offers.stop_links import alert_token, favourites_token
from tests.factories.accounts import PASSWORD
from tests.factories.alerts import AlertFactory
from tests.factories.offers import OfferFactory, household
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
Clients = Callable[[User], Client]
CREATE = "/offres/alertes/creer/"
VALUES = {"name": "Près du travail", "frequency": "daily"}


def text_of(response) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.get_text(" ").split())


# --- Making one -------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_file", [True, False])
def test_the_search_leads_to_it_with_its_criteria(anne: User, client_of: Clients, with_file: bool) -> None:
    if with_file:
        household(owner=anne)
    page = client_of(anne).get("/offres/?pieces=T2&loyer_max=700&tri=loyer")
    link = BeautifulSoup(page.content, "html.parser").find("a", string="Créer une alerte")
    assert link["href"].startswith(CREATE)
    page = client_of(anne).get(link["href"])
    form = BeautifulSoup(page.content, "html.parser").find("input", {"name": "name"})
    assert form["value"].replace("\N{NO-BREAK SPACE}", " ") == "T2 · loyer jusqu'à 700 €"


def test_a_visitor_logs_in_and_comes_back_to_it(anne: User, client: Client) -> None:
    anne.tutorial_done_at = timezone.now()
    anne.save()
    first = client.get(f"{CREATE}?pieces=T2&loyer_max=700")
    assert first["Location"].startswith("/compte/connexion/?next=")
    back = client.post(first["Location"], {"login": anne.email, "password": PASSWORD})
    assert back["Location"] == f"{CREATE}?pieces=T2&loyer_max=700"
    assert "T2 · loyer jusqu'à 700" in client.get(back["Location"]).content.decode().replace("&#x27;", "'")


def test_it_is_kept_with_its_name_and_rhythm(anne: User, client_of: Clients) -> None:
    response = client_of(anne).post(f"{CREATE}?pieces=T2&tri=loyer", VALUES, follow=True)
    alert = Alert.objects.get()
    assert (alert.user, alert.name, alert.frequency, alert.query) == (
        anne,
        "Près du travail",
        "daily",
        "pieces=T2",
    )
    assert "Votre alerte est créée" in text_of(response)
    assert "Une fois par jour, à 8 h" in text_of(response)


def test_what_is_missing_is_said_beside_its_field(anne: User, client_of: Clients) -> None:
    response = client_of(anne).post(CREATE, {"name": " ", "frequency": "daily"})
    assert response.status_code == 200
    assert "Donnez un nom à votre alerte." in text_of(response)
    assert not Alert.objects.exists()


def test_the_same_search_again_is_refused_kindly(anne: User, marc: User, client_of: Clients) -> None:
    client_of(anne).post(f"{CREATE}?pieces=T2&pieces=T3", VALUES)
    page = client_of(anne).get(f"{CREATE}?pieces=T3&pieces=T2&tri=recent")
    assert "Vous avez déjà une alerte pour cette recherche" in text_of(page)
    again = client_of(anne).post(f"{CREATE}?pieces=T3&pieces=T2", VALUES, follow=True)
    assert "Vous avez déjà une alerte pour cette recherche : « Près du travail »." in text_of(again)
    client_of(marc).post(f"{CREATE}?pieces=T3&pieces=T2", VALUES)
    assert list(Alert.objects.order_by("pk").values_list("user", flat=True)) == [anne.pk, marc.pk]


@pytest.mark.parametrize(("there", "made"), [(1, 2), (2, 2)])
def test_an_account_has_so_many_and_no_more(
    anne: User, client_of: Clients, settings: Settings, there: int, made: int
) -> None:
    settings.ALERTS_PER_ACCOUNT = 2
    for number in range(there):
        AlertFactory(user=anne, query=f"surface={number + 10}")
    page = client_of(anne).post(CREATE, VALUES, follow=True)
    assert Alert.objects.count() == made
    assert ("Vous avez déjà 2 alertes." in text_of(page)) == (there == made)


# --- Living with them -------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_one_and_for_twenty(
    anne: User, client_of: Clients, django_assert_max_num_queries
) -> None:
    for number in range(20):
        AlertFactory(user=anne, query=f"surface={number + 10}")
    client = client_of(anne)
    with django_assert_max_num_queries(8):
        assert client.get("/offres/alertes/").status_code == 200


def test_another_name_and_rhythm(anne: User, client_of: Clients) -> None:
    alert = AlertFactory(user=anne)
    client_of(anne).post(f"/offres/alertes/{alert.pk}/", VALUES)
    alert.refresh_from_db()
    assert (alert.name, alert.frequency) == ("Près du travail", "daily")


@pytest.mark.parametrize("address", ["", "supprimer/", "pause/"])
def test_a_strangers_alert_does_not_exist(anne: User, marc: User, client_of: Clients, address: str) -> None:
    alert = AlertFactory(user=anne)
    path = f"/offres/alertes/{alert.pk}/{address}"
    if address != "pause/":
        assert client_of(marc).get(path).status_code == 404
    client_of(marc).post(path, {**VALUES, "active": "0"})
    alert.refresh_from_db()
    assert (alert.name, alert.is_active) == ("Toutes les offres", True)


def test_a_pause_takes_back_what_waits_and_what_comes_in_it_is_never_announced(
    anne: User, client_of: Clients
) -> None:
    alert, daily = AlertFactory(user=anne), AlertFactory(user=anne, daily=True, query="pieces=T2", rooms=2)
    announce_next(OfferFactory().pk)
    path = "/offres/alertes/{}/pause/"
    for one in (alert, daily):
        client_of(anne).post(path.format(one.pk), {"active": "0"})
        client_of(anne).post(path.format(one.pk), {"active": "0"})
    assert Message.objects.get().state == "dropped"
    assert not Announcement.objects.waiting().exists()
    announce_next(OfferFactory().pk)
    client_of(anne).post(path.format(alert.pk), {"active": "1"})
    assert Message.objects.count() == 1
    announce_next(OfferFactory().pk)
    assert Message.objects.filter(state="waiting").count() == 1


def test_deleting_asks_first_and_twice_is_no_matter(anne: User, client_of: Clients) -> None:
    alert = AlertFactory(user=anne)
    announce_next(OfferFactory().pk)
    path = f"/offres/alertes/{alert.pk}/supprimer/"
    assert "Oui, supprimer cette alerte" in text_of(client_of(anne).get(path))
    assert Alert.objects.exists()
    for _twice in range(2):
        assert client_of(anne).post(path)["Location"] == "/offres/alertes/"
    assert not Alert.objects.exists()
    assert not Announcement.objects.exists()
    assert Message.objects.get().state == "dropped"


# --- The link in the mail ---------------------------------------------------------------------------


def stop(token: str) -> str:
    return f"/offres/alertes/arret/{token}/"


def test_opening_the_link_changes_nothing_and_its_button_stops(anne: User) -> None:
    alert = AlertFactory(user=anne)
    browser = Client(enforce_csrf_checks=True)  # nobody is logged in
    page = browser.get(stop(alert_token(alert.pk)))
    assert "Arrêter cette alerte ?" in text_of(page)
    alert.refresh_from_db()
    assert alert.is_active
    done = browser.post(stop(alert_token(alert.pk)))
    alert.refresh_from_db()
    assert not alert.is_active
    assert "C'est arrêté" in text_of(done)


def test_one_request_of_a_mail_program_is_enough_and_may_come_twice(anne: User) -> None:
    alert = AlertFactory(user=anne)
    program = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        response = program.post(stop(alert_token(alert.pk)), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    alert.refresh_from_db()
    anne.refresh_from_db()
    assert (alert.is_active, anne.offer_mails_wanted) == (False, True)


def test_all_mails_about_offers_stop_from_there_too(anne: User, client: Client) -> None:
    alert = AlertFactory(user=anne)
    waiting, own = MessageFactory(user=anne, category="offers"), MessageFactory(user=anne)
    client.post(stop(alert_token(alert.pk)), {"everything": "1"})
    for one in (anne, alert, waiting, own):
        one.refresh_from_db()
    assert (anne.offer_mails_wanted, alert.is_active) == (False, True)
    assert (waiting.state, own.state) == ("dropped", "waiting")


@pytest.mark.parametrize("token", ["a1", "a1.", "a1.forged", "x", "a1:b"])
def test_a_link_nobody_signed_does_not_exist(client: Client, token: str) -> None:
    AlertFactory()
    assert client.get(stop(token)).status_code == 404
    assert client.post(stop(token)).status_code == 404
    assert Alert.objects.get().is_active


def test_one_alerts_link_does_not_stop_another(anne: User, client: Client) -> None:
    mine, other = AlertFactory(user=anne), AlertFactory()
    forged = alert_token(mine.pk).replace(f"a{mine.pk}.", f"a{other.pk}.")
    assert client.post(stop(forged)).status_code == 404


@pytest.mark.parametrize("kind", ["alert", "favourites"])
def test_a_link_about_something_deleted_says_so(anne: User, client: Client, kind: str) -> None:
    alert = AlertFactory(user=anne)
    token = alert_token(alert.pk) if kind == "alert" else favourites_token(anne.pk)
    anne.delete()
    for response in (client.get(stop(token)), client.post(stop(token))):
        assert response.status_code == 200
        assert "n'existe plus" in text_of(response)


def test_the_page_speaks_the_readers_language(anne: User, client: Client) -> None:
    anne.language = "en"
    anne.save()
    page = client.get(stop(alert_token(AlertFactory(user=anne).pk)))
    assert '<html lang="en">' in page.content.decode()


# --- What one wants to get --------------------------------------------------------------------------


def test_mails_about_offers_may_be_turned_off_and_nothing_else(anne: User, client_of: Clients) -> None:
    AlertFactory(user=anne)
    announce_next(OfferFactory().pk)
    page = client_of(anne).get("/compte/messages/")
    boxes = BeautifulSoup(page.content, "html.parser").select("main input[type=checkbox]")
    assert [(box["name"], box.has_attr("checked")) for box in boxes] == [("offers", True)]
    assert text_of(page).count("Toujours envoyés") == 3
    client_of(anne).post("/compte/messages/", {})
    anne.refresh_from_db()
    assert not anne.offer_mails_wanted
    assert Message.objects.get().state == "dropped"
    assert "Vos mails sur les offres sont arrêtés" in text_of(client_of(anne).get("/offres/alertes/"))
    client_of(anne).post("/compte/messages/", {"offers": "on"})
    anne.refresh_from_db()
    assert anne.offer_mails_wanted
