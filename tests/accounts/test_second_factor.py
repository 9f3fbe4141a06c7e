"""The second step of the log-in: who must have it, what it takes, and what it keeps secret (R2.10)."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.middleware import HAS_FACTOR
from accounts.models import User
from accounts.sealing import unseal
from accounts.second_factor import add_totp, codes_of, current_code, has_factor, new_secret
from alin.outbox.models import Message
from tests.accounts.walking import CODE_PAGE, enrol, errors, last_mail, log_in, log_in_with_code
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SECURITY = "/compte/securite/"


@pytest.fixture
def newcomer(karim: User) -> User:
    """A consultant who has not chosen a second factor yet."""
    Authenticator.objects.filter(user=karim).delete()
    return karim


# --- The log-in ----------------------------------------------------------------------------------
def test_staff_give_a_code_after_the_password(
    karim: User, lise: User, emma: User, administrator: User
) -> None:
    for person in (karim, lise, emma, administrator):
        client = Client()
        response = log_in(client, person.email, PASSWORD)
        assert response["Location"] == CODE_PAGE
        assert client.get("/admin/")["Location"].startswith(
            "/admin/login/"
        )  # the password alone opens nothing
        assert client.post(CODE_PAGE, {"code": current_code(person)})["Location"] == "/compte/entree/"
        assert client.get(reverse("profile")).status_code == 200


def test_the_admin_s_own_log_in_leads_to_the_same_two_steps(client: Client, karim: User) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"].startswith("/compte/connexion/?next=")
    client.post("/admin/login/", {"username": karim.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    log_in_with_code(client, karim)
    arrived = client.get("/admin/login/?next=/admin/", follow=True)
    assert (arrived.status_code, arrived.redirect_chain[-1][0]) == (200, "/admin/")


def test_an_applicant_without_a_factor_gives_none(client: Client, anne: User) -> None:
    assert log_in(client, anne.email, PASSWORD)["Location"] == "/compte/entree/"


@pytest.mark.parametrize("typed", ["{} {}", "Code : {}{}", "{}-{}", "\u00a0{}\u2009{}\n"])
def test_a_code_is_taken_however_it_is_pasted(client: Client, karim: User, typed: str) -> None:
    code = current_code(karim)
    assert log_in_with_code(client, karim, typed.format(code[:3], code[3:])).status_code == 302


@pytest.mark.parametrize("typed", ["", "000000", "abc", "12345", "٠٠٠٠٠٠", "1" * 80, "\0"])
def test_a_wrong_code_is_said_beside_its_field(client: Client, karim: User, typed: str) -> None:
    log_in(client, karim.email, PASSWORD)
    response = client.post(CODE_PAGE, {"code": typed})
    assert response.status_code == 200
    assert errors(response, "code")


def test_after_five_wrong_codes_the_right_one_is_refused_too(client: Client, karim: User) -> None:
    log_in(client, karim.email, PASSWORD)
    for _try in range(5):
        assert client.post(CODE_PAGE, {"code": "000000"}).status_code == 200
    response = client.post(CODE_PAGE, {"code": current_code(karim)})
    assert response.status_code == 429
    assert errors(response, "code") == "Trop d'essais. Attendez cinq minutes, puis recommencez."
    client.post(CODE_PAGE, {"code": "000000"})
    told = Message.objects.get(user=karim)  # once, however often it goes on
    assert told.subject == "Des codes de connexion ont été refusés"


def test_a_code_lets_in_once(karim: User, settings: Settings) -> None:
    settings.MFA_TOTP_TOLERANCE, settings.USED_CODE_SECONDS = 1, 90
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = current_code(karim)
        assert log_in_with_code(Client(), karim, code).status_code == 302
        for seconds in (0, 31):  # allauth forgets after 30 s, while its tolerance still takes the code
            clock.shift(seconds)
            assert errors(log_in_with_code(Client(), karim, code), "code")


def test_the_same_person_logs_in_three_times_in_a_minute(karim: User) -> None:
    codes = [current_code(karim)]
    for _time in range(3):
        assert log_in_with_code(Client(), karim, codes[-1]).status_code == 302
        codes.append(current_code(karim))
    assert len(set(codes)) == 4


def test_the_code_page_is_for_those_who_gave_their_password(client: Client) -> None:
    assert client.get(CODE_PAGE)["Location"] == "/compte/connexion/"


def test_the_second_step_can_be_given_up(client: Client, karim: User) -> None:
    log_in(client, karim.email, PASSWORD)
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(CODE_PAGE)["Location"] == "/compte/connexion/"


# --- Staff without a factor ----------------------------------------------------------------------
def named_addresses(*spaces: str) -> list[str]:
    """Every address of these parts of the site, with something in the place of each parameter."""
    resolver = get_resolver()
    found = []
    for space in spaces:
        prefix, inner = resolver.namespace_dict[space]
        for name in inner.reverse_dict:
            if isinstance(name, str):
                path, parameters = inner.reverse_dict.getlist(name)[0][0][0]
                found.append("/" + prefix + path % dict.fromkeys(parameters, "1"))
    return found


def test_staff_without_a_factor_reach_no_page_of_their_space(newcomer: User, lise: User, emma: User) -> None:
    offices = named_addresses("admin", "landlord", "employer", "candidatures", "applications")
    assert len(offices) > 100 and "/bailleur/" in offices and "/admin/accounts/user/" in offices
    Authenticator.objects.all().delete()
    walks = [
        (newcomer, offices),
        (lise, named_addresses("landlord")),
        (emma, named_addresses("employer")),
    ]
    for person, addresses in walks:
        client = Client()
        client.force_login(person)
        for address in addresses:
            for answer in (client.get(address), client.post(address)):
                # « /1/ » fits no reference or date: then there is no page at all
                assert answer.status_code == 404 or answer["Location"] == SECURITY, (address, answer)


def test_they_may_still_log_out_choose_a_factor_and_get_help(newcomer: User, client: Client) -> None:
    client.force_login(newcomer)
    for name in (
        "mfa_index",
        "account_reauthenticate",
        "account_change_password",
        "help",
        "contact",
        "healthz",
    ):
        assert client.get(reverse(name)).status_code == 200, name
    page = client.get(SECURITY).content.decode()
    assert "Ajoutez une seconde étape de connexion pour continuer." in page
    assert client.post(reverse("account_logout"))["Location"] == reverse("home")


def test_an_htmx_request_leaves_the_page_as_a_whole(newcomer: User, client: Client) -> None:
    client.force_login(newcomer)
    answer = client.get("/admin/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == SECURITY


def test_choosing_an_app_opens_the_way_to_where_they_were_going(newcomer: User, client: Client) -> None:
    assert (
        log_in(client, newcomer.email, PASSWORD, "?next=/admin/candidatures/candidature/").status_code == 302
    )
    assert client.get("/admin/candidatures/candidature/")["Location"] == SECURITY
    secret, code = enrol(client).split("|")
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    page = client.get(response["Location"]).content.decode()
    assert 'href="/admin/candidatures/candidature/"' in page
    assert len(re.findall(r"data-recovery-code", page)) == 10
    assert client.get("/admin/").status_code == 200
    assert has_factor(newcomer) and secret


def test_a_new_member_is_asked_from_the_next_page_on(anne: User, employer, client: Client) -> None:
    client.force_login(anne)
    assert client.get(reverse("profile")).status_code == 200
    MembershipFactory(user=anne, employer=employer, factor=False)
    assert client.get(reverse("profile"))["Location"] == SECURITY


def test_other_sessions_close_when_the_first_factor_is_added(newcomer: User, client: Client) -> None:
    thief = Client()
    for browser in (client, thief):
        log_in(browser, newcomer.email, PASSWORD)
    _secret, code = enrol(client).split("|")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act, **options: act())
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get(reverse("profile")).status_code == 200
    assert thief.get(reverse("profile"))["Location"].startswith("/compte/connexion/")


def test_the_question_costs_staff_no_query_and_applicants_none_more(
    karim: User, anne: User, client_of, django_assert_num_queries
) -> None:
    client = client_of(karim)
    assert client.session[HAS_FACTOR]
    with django_assert_num_queries(2):  # the session and the person, as before
        client.get("/admin/jsi18n/")
    applicant = client_of(anne)
    assert HAS_FACTOR not in applicant.session


# --- Adding and removing -------------------------------------------------------------------------
def test_an_applicant_adds_an_app_and_removes_it(
    anne: User, client: Client, django_capture_on_commit_callbacks
) -> None:
    log_in(client, anne.email, PASSWORD)
    _secret, code = enrol(client).split("|")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert last_mail().subject == "La connexion en deux étapes est activée"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("mfa_deactivate_totp"))["Location"] == SECURITY
    assert last_mail().subject == "Une application de codes a été retirée"
    assert not Authenticator.objects.filter(user=anne).exists()  # recovery codes go with the last factor


def test_the_same_square_is_shown_until_it_was_used(anne: User, client: Client) -> None:
    log_in(client, anne.email, PASSWORD)
    first, _code = enrol(client).split("|")
    assert errors(client.post(reverse("mfa_activate_totp"), {"code": "000000"}), "code")
    second, code = enrol(client).split("|")
    assert first == second
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302


def test_staff_keep_their_last_factor(karim: User, client_of, anne: User) -> None:
    client = client_of(karim)
    log_in_again = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert log_in_again.status_code == 302
    page = client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "Votre compte doit garder une seconde étape." in page
    assert "Oui, retirer" not in page
    client.post(reverse("mfa_deactivate_totp"))
    assert has_factor(karim)
    Authenticator.objects.create(user=karim, type="webauthn", data={"name": "Clé", "credential": {}})
    client.post(reverse("mfa_deactivate_totp"))
    assert set(Authenticator.objects.filter(user=karim).values_list("type", flat=True)) == {"webauthn"}
    passkey = Authenticator.objects.get(user=karim)
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert has_factor(karim)


def test_a_new_phone_takes_the_old_one_s_place_in_one_step(karim: User, client: Client) -> None:
    old = Authenticator.objects.get(user=karim, type="totp").pk
    log_in_with_code(client, karim)
    page = client.get(reverse("mfa_replace_totp")).content.decode()
    assert "L'application actuelle marche encore" in page
    assert errors(client.post(reverse("mfa_replace_totp"), {"code": "000000"}), "code")
    assert Authenticator.objects.filter(pk=old).exists()
    secret, code = enrol(client, "mfa_replace_totp").split("|")
    assert client.post(reverse("mfa_replace_totp"), {"code": code}).status_code == 302
    new = Authenticator.objects.get(user=karim, type="totp")
    assert new.pk != old and unseal(new.data["secret"]) == secret


def test_a_stranger_s_passkey_is_not_there(anne: User, marc: User, client: Client) -> None:
    passkey = Authenticator.objects.create(user=anne, type="webauthn", data={"name": "Clé", "credential": {}})
    log_in(client, marc.email, PASSWORD)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 404
        assert client.post(reverse(name, args=[passkey.pk]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_passkeys_are_listed_and_renamed(anne: User, client: Client) -> None:
    passkey = Authenticator.objects.create(user=anne, type="webauthn", data={"name": "Clé", "credential": {}})
    client.force_login(anne)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert errors(client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": " "}), "name")
    client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "Téléphone de <b>Léa"})
    page = client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "Téléphone de &lt;b&gt;Léa" in page and "Pas encore utilisée." in page


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": 3}', '{"response": {}}', "x"])
def test_an_odd_answer_of_a_device_is_refused_in_words(karim: User, client: Client, answer: str) -> None:
    log_in(client, karim.email, PASSWORD)
    assert client.post(CODE_PAGE, {"credential": answer}).status_code == 200
    client.post(CODE_PAGE, {"code": current_code(karim)})
    added = client.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": answer})
    assert added.status_code == 200
    assert "Cette clé d'accès n'a pas été reconnue. Recommencez." in added.content.decode()


# --- Codes --------------------------------------------------------------------------------------
def test_an_app_is_added_once(anne: User) -> None:
    assert add_totp(anne, new_secret()) == add_totp(anne, new_secret())


def test_a_code_says_until_when_it_is_good(karim: User, settings: Settings) -> None:
    settings.MFA_TOTP_TOLERANCE = 1
    codes = codes_of(Authenticator.objects.filter(user=karim))[karim.pk]
    seconds = [code.good_until.timestamp() - time.time() for code in codes]
    assert len(codes) == 3
    assert 30 < seconds[0] <= 60 and 60 < seconds[1] <= 90 and 0 < seconds[2] <= 30


def test_staff_of_the_factories_have_a_factor_unless_they_are_told_not_to() -> None:
    assert has_factor(UserFactory(administrator=True))
    assert not has_factor(UserFactory(administrator=True, factor=False))
    assert not has_factor(UserFactory())
