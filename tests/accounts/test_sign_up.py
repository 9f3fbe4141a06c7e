"""« Création de compte » and « Validation du compte » (R2.3, R2.4, R2.5)."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.consents import PERSONAL_DATA_TEXT
from accounts.forms import SignupForm
from accounts.models import Consent, User
from alin.outbox.models import Message
from tests.accounts.walking import FILLED_IN, errors, last_mail, link_in, press, sign_up, text_of

pytestmark = pytest.mark.django_db
SENT = "/compte/validation/"


def test_the_form_has_the_handbook_s_fields_and_no_password(client: Client) -> None:
    page = client.get("/compte/creation/").content.decode()
    for label in (
        "Création de compte",
        "Civilité",
        "Madame",
        "Monsieur",
        "Nom de naissance",
        "Prénom",
        "Téléphone portable",
        "Email",
        "J&#x27;ai compris et j&#x27;accepte l&#x27;utilisation de mes données personnelles.",
        "Créer mon compte",
    ):
        assert label in page, label
    assert 'type="password"' not in page


def test_signing_up_opens_an_account_that_cannot_log_in_yet(client: Client) -> None:
    response = sign_up(client, email="Anne.Porte@Example.ORG")
    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert user.email == "anne.porte@example.org"
    assert (user.civility, user.birth_name, user.first_name) == ("madame", "PORTE", "Anne")
    assert str(user.mobile_phone) == "+33612345678"
    assert not user.has_usable_password()
    assert not EmailAddress.objects.get(user=user).verified


def test_signing_up_does_not_assume_that_sms_are_wanted(client: Client) -> None:
    sign_up(client)
    assert User.objects.get().sms_wanted is False


def test_the_consent_is_kept_with_the_version_of_its_text_and_the_time(client: Client) -> None:
    sign_up(client)
    consent = Consent.objects.get()
    assert consent.user == User.objects.get()
    assert consent.subject == Consent.Subject.PERSONAL_DATA
    assert consent.text_version == PERSONAL_DATA_TEXT
    assert consent.given_at is not None


def test_signing_up_writes_exactly_one_mail_the_handbook_s(client: Client) -> None:
    sign_up(client)
    mail = Message.objects.get()
    assert settings.DEFAULT_FROM_EMAIL == "Action Logement <no-reply@actionlogement.fr>"
    assert mail.to == "anne.porte@example.org"
    assert mail.subject == "Action Logement Services : Demande d'accès"
    assert mail.confidential
    for sentence in (
        "Cliquez ici",
        "Ce lien expire dans 2 jour(s).",
        "Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message.",
    ):
        assert sentence in mail.text
    assert "Cliquez ici" in mail.html
    assert link_in(mail).startswith("/compte/activation/")


def test_the_mail_s_link_stays_on_this_site_whatever_host_was_asked(client: Client) -> None:
    client.post(reverse("account_signup"), FILLED_IN, headers={"host": "localhost"})
    assert f"{settings.SITE_URL}/compte/activation/" in text_of(last_mail())


def test_the_next_page_shows_the_address_and_the_ways_on(client: Client) -> None:
    sign_up(client)
    page = client.get(SENT).content.decode()
    for words in ("Validation du compte", "anne.porte@example.org", "Se connecter à mon compte"):
        assert words in page
    assert "Renvoyer le mail" in page
    assert "Corriger l'adresse" in page
    assert "3 minutes" in page


def test_the_page_makes_sense_without_a_sign_up(client: Client) -> None:
    page = client.get(SENT).content.decode()
    assert "Validation du compte" in page
    assert "Corriger l'adresse" not in page


@pytest.mark.parametrize(
    "missing", ["civility", "birth_name", "first_name", "mobile_phone", "email", "consent"]
)
def test_every_field_is_required(client: Client, missing: str) -> None:
    response = sign_up(client, **{missing: ""})
    assert response.status_code == 200
    assert errors(response, missing)
    assert not User.objects.exists()
    assert not Message.objects.exists()


def test_what_was_typed_is_kept_when_something_is_wrong(client: Client) -> None:
    page = sign_up(client, mobile_phone="12", first_name="Zoé").content.decode()
    assert 'value="Zoé"' in page
    assert 'value="12"' in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("birth_name", "P" * 300),
        ("birth_name", "<script>alert(1)</script>"),
        ("first_name", "Anne\x07"),
        ("first_name", "🙂"),
        ("first_name", "Anne\u202e"),
        ("first_name", "---"),
        ("first_name", "Anne2"),
        ("email", "a" * 300 + "@example.org"),
        ("email", "pas une adresse"),
        ("email", "anne@example.org\nBcc: tous@example.org"),
        ("mobile_phone", "6" * 300),
        ("civility", "docteur"),
    ],
)
def test_strange_input_is_refused_next_to_its_field(client: Client, field: str, typed: str) -> None:
    response = sign_up(client, **{field: typed})
    assert response.status_code == 200
    assert errors(response, field)
    assert b"<script>alert" not in response.content
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name", ["O'Brien", "Le Goff", "Nguyễn", "Müller-Lüdenscheidt", "D’Artagnan", "Łukasz", "李"]
)
def test_names_of_every_origin_are_accepted(client: Client, name: str) -> None:
    sign_up(client, birth_name=name)
    assert User.objects.get().birth_name == name


def test_a_name_of_80_letters_holds_and_one_of_81_does_not(client: Client) -> None:
    assert (
        errors(sign_up(client, birth_name="P" * 81), "birth_name") == "Ce champ est limité à 80 caractères."
    )
    sign_up(client, birth_name="P" * 80)
    assert User.objects.exists()


def test_a_robot_that_fills_the_hidden_field_gets_the_same_answer_and_no_account(client: Client) -> None:
    response = sign_up(client, precision="http://spam.example")
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert not User.objects.exists()
    assert not Message.objects.exists()


def test_the_hidden_field_is_hidden_without_a_style_attribute(client: Client) -> None:
    page = client.get("/compte/creation/").content.decode()
    assert 'class="honeypot" aria-hidden="true"' in page
    assert "style=" not in page


# --- A known address ------------------------------------------------------------------------------
def test_a_known_address_gets_the_same_answer_and_page(anne: User) -> None:
    known, unknown = Client(), Client()
    answers = [sign_up(known), sign_up(unknown, email="someone.else@example.org")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    pages = [known.get(SENT).content.decode(), unknown.get(SENT).content.decode()]
    pages = [
        page.replace("anne.porte@example.org", "").replace("someone.else@example.org", "") for page in pages
    ]
    assert without_tokens(pages[0]) == without_tokens(pages[1])


def without_tokens(page: str) -> list[str]:
    """A page's lines without the tokens that differ each time."""
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_known_address_is_told_by_mail_only(anne: User, client: Client) -> None:
    sign_up(client)
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == (anne.email, "Vous avez déjà un compte AL'in")
    assert link_in(mail) == reverse("account_reset_password")
    assert User.objects.count() == 1


def test_two_presses_at_once_open_one_account(
    anne: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second press has checked the address before the first one saved it."""
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, email: email)
    response = sign_up(client)
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert User.objects.count() == 1
    assert Message.objects.get().subject == "Vous avez déjà un compte AL'in"


# --- Correcting the address -----------------------------------------------------------------------
def test_correcting_the_address_starts_from_what_was_typed(client: Client) -> None:
    sign_up(client, email="anne.prote@example.org")
    page = client.get("/compte/creation/?corriger=1").content.decode()
    assert 'value="anne.prote@example.org"' in page
    assert 'value="PORTE"' in page


def test_a_corrected_address_takes_the_wrong_account_back(client: Client) -> None:
    sign_up(client, email="anne.prote@example.org")
    wrong_link = link_in(last_mail())
    sign_up(client, correcting=True)
    assert [user.email for user in User.objects.all()] == ["anne.porte@example.org"]
    assert last_mail().to == "anne.porte@example.org"
    assert "Ce lien n'est plus valable" in Client().get(wrong_link).content.decode()


def test_signing_somebody_else_up_in_the_same_browser_takes_nothing_back(client: Client) -> None:
    sign_up(client)
    sign_up(client, email="denis.gigi@example.org", first_name="Denis")
    assert User.objects.count() == 2


def test_an_account_whose_password_was_chosen_is_not_taken_back(client: Client) -> None:
    sign_up(client, email="anne.prote@example.org")
    other_browser = Client()
    page = press(other_browser, link_in(last_mail()))
    other_browser.post(page, {"password1": "Portail-2026", "password2": "Portail-2026"})
    sign_up(client, correcting=True)
    assert User.objects.count() == 2


def test_a_stranger_cannot_take_an_account_back(client: Client) -> None:
    sign_up(Client())
    client.get(SENT)
    sign_up(client, correcting=True, email="stranger@example.org")
    assert User.objects.count() == 2


# --- Sending the mail again -----------------------------------------------------------------------
def test_the_mail_is_sent_again_after_three_minutes_not_before(client: Client, time_machine) -> None:
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    sign_up(client)
    time_machine.move_to("2026-11-22 10:02:59+00:00", tick=False)
    client.post(reverse("account_resend"), {"email": "anne.porte@example.org"})
    assert Message.objects.count() == 1
    time_machine.move_to("2026-11-22 10:03:01+00:00", tick=False)
    client.post(reverse("account_resend"), {"email": "anne.porte@example.org"})
    assert Message.objects.count() == 2
    assert last_mail().subject == "Action Logement Services : Demande d'accès"


def test_asking_again_answers_the_same_for_every_address(anne: User, client: Client) -> None:
    sign_up(Client(), email="waiting@example.org")
    answers = set()
    for email in (anne.email, "waiting@example.org", "nobody@example.org"):
        response = Client().post(reverse("account_resend"), {"email": email}, follow=True)
        lines = without_tokens(response.content.decode().replace(email, ""))
        answers.add((response.redirect_chain[0], tuple(lines)))
    assert len(answers) == 1


def test_asking_again_writes_what_fits_the_address(anne: User, client: Client) -> None:
    client.post(reverse("account_resend"), {"email": anne.email})
    client.post(reverse("account_resend"), {"email": "nobody@example.org"})
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == ["Vous avez déjà un compte AL'in", "Aucun compte AL'in à cette adresse"]


def test_a_signed_in_person_has_no_business_on_the_sign_up_page(anne: User, client: Client) -> None:
    client.force_login(anne)
    assert client.get("/compte/creation/").status_code == 302
