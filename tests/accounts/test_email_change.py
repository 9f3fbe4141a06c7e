"""Another address for the account (R2.9): both mailboxes know, and only the owner decides."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from alin.outbox.models import Message
from tests.accounts.walking import choose, errors, last_mail, link_in, log_in, press, sign_up
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/compte/adresse/"
NEW = "anne.nouvelle@example.org"


@pytest.fixture
def at_home(anne: User) -> Client:
    """Anne, who has just logged in."""
    client = Client()
    log_in(client, anne.email, PASSWORD)
    return client


def ask(client: Client, email: str = NEW):
    """Send the form."""
    return client.post(ADDRESS, {"email": email, "action_add": "1"})


def mails(to: str) -> list[str]:
    """The subjects of what was written to a mailbox, oldest first."""
    return list(Message.objects.filter(to=to).order_by("pk").values_list("subject", flat=True))


def link_to(email: str) -> str:
    """The link of the last mail to this mailbox."""
    message = Message.objects.filter(to=email).order_by("-pk").first()
    assert message
    return link_in(message)


def test_the_address_changes_once_its_owner_has_pressed_the_button(at_home: Client, anne: User) -> None:
    assert ask(at_home)["Location"] == ADDRESS
    assert mails(anne.email) == ["Un changement d'adresse e-mail est demandé"]
    assert NEW in last_mail().text
    assert mails(NEW) == ["Confirmez votre adresse e-mail"]
    link = link_to(NEW)
    for _time in range(2):  # opening it changes nothing
        assert "Cette adresse va devenir celle de votre compte" in at_home.get(link).content.decode()
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"
    assert at_home.post(link)["Location"] == ADDRESS
    anne.refresh_from_db()
    assert anne.email == NEW
    assert list(EmailAddress.objects.filter(user=anne).values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert mails("anne.porte@example.org")[-1] == "Votre adresse e-mail a été changée"
    assert log_in(Client(), NEW, PASSWORD)["Location"] == "/compte/entree/"
    assert log_in(Client(), "anne.porte@example.org", PASSWORD).status_code == 200


def test_the_old_address_logs_in_until_then(at_home: Client, anne: User) -> None:
    ask(at_home)
    assert log_in(Client(), anne.email, PASSWORD)["Location"] == "/compte/entree/"
    page = at_home.get(ADDRESS).content.decode()
    assert f'data-waiting-address="{NEW}"' in page


def test_a_link_of_a_mistyped_address_opens_nothing_to_who_reads_it(at_home: Client, anne: User) -> None:
    ask(at_home, "stranger@example.org")
    link, stranger = link_to("stranger@example.org"), Client()
    assert stranger.get(link).status_code == 200
    assert unquote(stranger.post(link)["Location"]) == f"/compte/connexion/?next={link}"
    stranger.post(reverse("account_reset_password"), {"email": "stranger@example.org"})
    assert mails("stranger@example.org")[-1] == "Aucun compte AL'in à cette adresse"
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"


def test_the_link_opened_in_another_browser_asks_for_the_log_in_and_goes_on(
    at_home: Client, anne: User
) -> None:
    ask(at_home)
    link, phone = link_to(NEW), Client()
    login = phone.post(link)["Location"]
    assert phone.post(login, {"login": anne.email, "password": PASSWORD})["Location"] == link
    assert phone.post(link)["Location"] == ADDRESS
    anne.refresh_from_db()
    assert anne.email == NEW


def test_the_link_is_nothing_to_another_account(at_home: Client, anne: User, marc: User, client_of) -> None:
    ask(at_home)
    link, stranger = link_to(NEW), client_of(marc)
    assert "Ce lien est celui d'un autre compte que le vôtre." in stranger.get(link).content.decode()
    stranger.post(link)
    anne.refresh_from_db()
    marc.refresh_from_db()
    assert (anne.email, marc.email) == ("anne.porte@example.org", "marc.stock@example.org")


def test_asking_wants_the_password_again_and_then_goes_on(anne: User, client_of) -> None:
    client = client_of(anne)  # its log-in is not recent
    question = ask(client)
    assert question["Location"].startswith("/compte/identite/?next=")
    assert not Message.objects.exists()
    assert errors(client.post(question["Location"], {"password": "wrong"}), "password")
    assert client.post(question["Location"], {"password": PASSWORD})["Location"] == ADDRESS
    assert mails(NEW) == ["Confirmez votre adresse e-mail"]
    assert "Changement en attente" in client.get(ADDRESS).content.decode()


def test_an_address_with_an_account_is_answered_like_a_free_one(
    at_home: Client, anne: User, marc: User
) -> None:
    free = ask(at_home, "free@example.org")
    free_page = at_home.get(ADDRESS).content.decode()
    taken = ask(at_home, marc.email)
    taken_page = at_home.get(ADDRESS).content.decode()
    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    blank = re.compile(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"')
    assert blank.sub("", free_page).replace("free@example.org", "") == blank.sub("", taken_page).replace(
        marc.email, ""
    )
    assert mails(anne.email) == ["Un changement d'adresse e-mail est demandé"] * 2
    assert mails(marc.email) == ["Votre adresse a déjà un compte AL'in"]
    assert link_to(marc.email) == "/compte/connexion/"


def test_an_address_that_became_somebody_else_s_meanwhile_is_refused(at_home: Client, anne: User) -> None:
    ask(at_home)
    link = link_to(NEW)
    UserFactory(email=NEW)
    page = at_home.post(link, follow=True).content.decode()
    assert "Cette adresse est déjà celle d&#x27;un autre compte." in page
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"


def test_an_account_nobody_activated_gives_way_to_the_mailbox_s_owner(at_home: Client, anne: User) -> None:
    ask(at_home)
    link = link_to(NEW)
    cache.clear()
    other = UserFactory(email=NEW, unconfirmed=True)
    other.set_unusable_password()
    other.save()
    at_home.post(link)
    anne.refresh_from_db()
    assert anne.email == NEW
    assert not User.objects.filter(pk=other.pk).exists()


def test_a_wish_keeps_nobody_from_opening_an_account_with_their_own_address(
    at_home: Client, anne: User
) -> None:
    ask(at_home)
    cache.clear()
    owner = Client()
    sign_up(owner, email=NEW)
    choose(owner, press(owner, link_to(NEW)))
    assert log_in(owner, NEW)["Location"] == "/compte/entree/"
    assert "Changement en attente" not in at_home.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Indiquez votre adresse email."),
        ("anne", "Cette adresse n'a pas la bonne forme"),
        ("a@b@c.fr", "Cette adresse n'a pas la bonne forme"),
        ("Anne.Porte@example.org", "C'est déjà l'adresse de votre compte."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(at_home: Client, email: str, message: str) -> None:
    response = ask(at_home, email)
    assert message in errors(response, "email")
    assert not Message.objects.exists()


def test_capitals_make_no_other_address(at_home: Client, anne: User) -> None:
    ask(at_home, "Anne.NOUVELLE@example.org")
    at_home.post(link_to(NEW))
    anne.refresh_from_db()
    assert anne.email == NEW


def test_the_change_can_be_given_up_and_its_link_is_dead(at_home: Client, anne: User) -> None:
    ask(at_home)
    link = link_to(NEW)
    at_home.post(ADDRESS, {"action_remove": "1"})
    assert "Changement en attente" not in at_home.get(ADDRESS).content.decode()
    at_home.post(link)
    at_home.post(ADDRESS, {"action_remove": "1"})  # the button of a page left open
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"


def test_the_mail_is_sent_again_after_three_minutes(at_home: Client) -> None:
    ask(at_home)
    at_home.post(ADDRESS, {"action_send": "1"})
    assert len(mails(NEW)) == 1
    cache.clear()
    at_home.post(ADDRESS, {"action_send": "1"})
    assert len(mails(NEW)) == 2


def test_two_tabs_asking_for_the_same_address_leave_the_first_link_good(at_home: Client, anne: User) -> None:
    ask(at_home)
    link = link_to(NEW)
    ask(at_home)
    assert len(mails(anne.email)) == 1
    at_home.post(link)
    anne.refresh_from_db()
    assert anne.email == NEW
    at_home.post(link)  # pressed twice
    assert at_home.get(ADDRESS).status_code == 200


def test_the_last_address_asked_for_counts(at_home: Client, anne: User) -> None:
    ask(at_home, "first@example.org")
    first = link_to("first@example.org")
    ask(at_home, NEW)
    at_home.post(first)
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"
    at_home.post(link_to(NEW))
    anne.refresh_from_db()
    assert anne.email == NEW


def test_the_link_lives_two_days(at_home: Client, anne: User) -> None:
    now = timezone.now()
    with time_machine.travel(now):
        ask(at_home)
    link = link_to(NEW)
    with time_machine.travel(now + timedelta(days=2, minutes=1)):
        page = at_home.get(link).content.decode()
        assert "Ce lien a expiré" in page and f'href="{ADDRESS}"' in page
        at_home.post(link)
    anne.refresh_from_db()
    assert anne.email == "anne.porte@example.org"


def test_a_person_with_a_second_factor_changes_the_address_too(karim: User, client_of) -> None:
    client = client_of(karim)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    ask(client, "karim@example.org")
    client.post(link_to("karim@example.org"))
    karim.refresh_from_db()
    assert karim.email == "karim@example.org"


def test_logging_in_with_the_wanted_address_is_refused_until_it_is_confirmed(at_home: Client) -> None:
    ask(at_home)
    browser = Client()
    log_in(browser, NEW, PASSWORD)
    assert "_auth_user_id" not in browser.session
