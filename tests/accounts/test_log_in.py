"""Log in, log out, where to go next, and how many tries (R2.2)."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.views.member import home_of
from alin.outbox.models import Message
from tests.accounts.walking import log_in, sign_up
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


def test_the_page_has_the_handbook_s_words(client: Client) -> None:
    page = text(client.get("/compte/connexion/"))
    for words in (
        "Bienvenue sur votre espace Salarié",
        "Email",
        "Mot de passe",
        "JE ME CONNECTE",
        "Créer mon compte",
        "Mot de passe oublié ?",
        "Vous n'arrivez pas à vous connecter ?",
        "Cliquez ici",
    ):
        assert words in page, words


def test_the_right_password_lets_in_whatever_the_case_of_the_address(anne: User, client: Client) -> None:
    assert log_in(client, " Anne.Porte@EXAMPLE.org ", PASSWORD)["Location"] == "/compte/entree/"


def test_every_refused_log_in_says_the_same_words(anne: User) -> None:
    sign_up(Client(), email="waiting@example.org")
    pages = set()
    for email in (anne.email, "waiting@example.org", "nobody@example.org"):
        response = log_in(Client(), email, "Faux-2026")
        assert response.status_code == 200
        page = text(response).replace(email, "")
        pages.add("\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line))
    assert len(pages) == 1
    page = pages.pop()
    assert "ce compte n'est pas encore confirmé" in page
    assert reverse("account_resend") in page
    assert reverse("account_reset_password") in page


def test_an_unconfirmed_account_with_a_password_gets_its_mail_at_log_in(client: Client) -> None:
    """An account made by hand (createsuperuser) has a password and nothing confirmed."""
    UserFactory(unconfirmed=True, email="waiting@example.org")
    response = log_in(client, "waiting@example.org", PASSWORD)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert "waiting@example.org" in text(client.get(response["Location"]))
    assert Message.objects.get().subject == "Confirmez votre adresse e-mail"


def test_confirming_that_address_lets_the_person_in(client: Client) -> None:
    from tests.accounts.walking import last_mail, link_in

    UserFactory(unconfirmed=True, email="waiting@example.org")
    log_in(client, "waiting@example.org", PASSWORD)
    link = link_in(last_mail())
    assert "Confirmer cette adresse" in text(Client().get(link))
    client.post(link)
    assert log_in(Client(), "waiting@example.org", PASSWORD)["Location"] == "/compte/entree/"


def test_a_closed_account_is_told_so(client: Client) -> None:
    user = UserFactory(is_active=False)
    assert log_in(client, user.email, PASSWORD)["Location"] == reverse("account_inactive")
    assert "Compte fermé" in text(client.get(reverse("account_inactive")))


# --- How many tries -------------------------------------------------------------------------------
def test_the_sixth_try_in_five_minutes_is_refused_whether_the_account_exists_or_not(anne: User) -> None:
    for email in (anne.email, "nobody@example.org"):
        codes = [log_in(Client(), email, "Faux-2026").status_code for _try in range(6)]
        assert codes == [200] * 5 + [429]
    response = log_in(Client(), anne.email, PASSWORD)
    assert "Trop d'essais" in text(response)


def test_the_right_password_works_again_five_minutes_later(anne: User, time_machine) -> None:
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    for _try in range(6):
        log_in(Client(), anne.email, "Faux-2026")
    time_machine.move_to("2026-11-22 10:05:01+00:00", tick=False)
    assert log_in(Client(), anne.email, PASSWORD).status_code == 302


def test_too_many_requests_from_one_place_get_a_page_that_says_so(client: Client) -> None:
    codes = [client.post(reverse("account_resend"), {"email": "x"}).status_code for _try in range(31)]
    assert codes == [200] * 30 + [429]
    assert "<h1" in text(client.post(reverse("account_resend"), {"email": "x"}))


def test_a_cache_that_is_away_does_not_keep_people_out(anne: User, settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "alin.redis_cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1},
        }
    }
    try:
        assert log_in(Client(), anne.email, PASSWORD).status_code == 302
    finally:
        del settings.CACHES
        cache.clear()


# --- Where to go next -----------------------------------------------------------------------------
def test_the_page_asked_for_is_where_the_log_in_leads(anne: User, client: Client) -> None:
    asked = client.get(reverse("profile"))
    assert asked["Location"] == "/compte/connexion/?next=/compte/profil/"
    page = text(client.get(asked["Location"]))
    assert 'name="next" value="/compte/profil/"' in page
    assert log_in(client, anne.email, PASSWORD, "?next=/compte/profil/")["Location"] == "/compte/profil/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_log_in_never_leads_to_another_site(anne: User, client: Client, elsewhere: str) -> None:
    assert log_in(client, anne.email, PASSWORD, f"?next={elsewhere}")["Location"] == "/compte/entree/"


def test_each_kind_of_person_has_a_home(anne: User, karim: User, lise: User, emma: User) -> None:
    assert home_of(anne) == "applications:tutorial"
    anne.tutorial_done_at = timezone.now()
    assert home_of(anne) == "applications:dashboard"
    assert home_of(karim) == "admin:index"
    assert home_of(lise) == "landlord:home"
    assert home_of(emma) == "employer:home"


def test_the_entry_page_needs_a_log_in(client: Client) -> None:
    assert client.get(reverse("after_login"))["Location"].startswith("/compte/connexion/")


def test_a_person_s_language_comes_with_them_to_a_new_device(client: Client, settings) -> None:
    user = UserFactory(language="en")
    response = log_in(client, user.email, PASSWORD)
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_chosen_on_this_device_is_not_overruled(client: Client, settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    response = log_in(client, UserFactory(language="en").email, PASSWORD)
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


# --- Log out --------------------------------------------------------------------------------------
def test_logging_out_takes_a_press_opening_the_page_does_nothing(anne: User, client: Client) -> None:
    client.force_login(anne)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert "_auth_user_id" not in client.session


# --- Help -----------------------------------------------------------------------------------------
def test_the_help_says_what_to_try(client: Client) -> None:
    page = text(client.get(reverse("account_login_help")))
    for words in (
        "Je n'ai pas reçu le mail",
        "pas encore confirmé",
        "oublié mon mot de passe",
        "970 800 800",
    ):
        assert words in page
    assert reverse("account_resend") in page


def test_no_english_address_of_allauth_is_mounted(client: Client) -> None:
    for path in ("login", "signup", "logout", "email", "password/reset", "confirm-email", "2fa"):
        assert client.get(f"/compte/{path}/").status_code in (302, 404)
        assert client.get(f"/accounts/{path}/").status_code == 404


# --- Kinds of people ------------------------------------------------------------------------------
def test_a_person_s_kind_follows_from_where_they_work(
    anne: User, karim: User, lise: User, emma: User
) -> None:
    assert [user.is_applicant for user in (anne, karim, lise, emma)] == [True, False, False, False]
    assert [user.works_for_landlord for user in (anne, karim, lise, emma)] == [False, False, True, False]
    assert [user.works_for_employer for user in (anne, karim, lise, emma)] == [False, False, False, True]
    assert karim.agency is not None
    assert set(User.objects.applicants()) == {anne}
    assert set(User.objects.staff_of(lise.landlord)) == {lise}


def test_a_person_s_kind_costs_one_query(lise: User, django_assert_num_queries) -> None:
    user = User.objects.get(pk=lise.pk)
    with django_assert_num_queries(1):
        assert (user.landlord.name, user.is_applicant, user.employer) == ("Seine Habitat", False, None)


def test_former_staff_is_not_among_the_staff(landlord) -> None:
    MembershipFactory(user=UserFactory(is_active=False), landlord=landlord)
    assert not User.objects.staff_of(landlord).exists()
