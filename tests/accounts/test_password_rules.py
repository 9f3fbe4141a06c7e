"""The rules of R2.7, one by one."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.passwords import RULES
from tests.accounts.walking import choose, errors, last_mail, link_in, press, sign_up

pytestmark = pytest.mark.django_db
ANNE = User(email="anne.porte1@example.org")


@pytest.mark.parametrize(
    "password", ["Zkwvqpt1", "Brume-2026", "Un mot de passe 1", "ﬀΩω-2026x", "  Zkb12  "]
)
def test_a_password_that_meets_every_rule_holds(password: str) -> None:
    validate_password(password, ANNE)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Zkwvqp1", "au minimum 8 caractères"),
        ("Zkwvqptx", "au moins 1 chiffre"),
        ("Zkwvqpt²", "au moins 1 chiffre"),
        ("zkwvqpt1", "au moins 1 lettre en majuscule"),
        ("ZKWVQPT1", "au moins 1 lettre en minuscule"),
        ("Anne.Porte1@Example.org", "identique au nom d'utilisateur"),
        ("Anne.Porte1", "identique au nom d'utilisateur"),
        ("Password1", "trop courant"),
    ],
)
def test_each_rule_refuses_what_breaks_it_and_only_that_is_named(password: str, fault: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ANNE)
    assert [message for message in refused.value.messages if fault in message]
    assert len(refused.value.messages) == 1


def test_every_unmet_rule_is_named(client: Client) -> None:
    sign_up(client)
    response = choose(client, press(client, link_in(last_mail())), "???")
    named = errors(response, "password1")
    for words in ("8 caractères", "1 chiffre", "en majuscule", "en minuscule"):
        assert words in named


def test_the_confirmation_must_be_the_same(client: Client) -> None:
    sign_up(client)
    response = choose(client, press(client, link_in(last_mail())), "Portail-2026", again="Portail-2027")
    assert errors(response, "password2") == "Les deux mots de passe ne sont pas identiques."
    assert not User.objects.get().has_usable_password()


def test_spaces_at_the_ends_are_part_of_the_password(client: Client) -> None:
    sign_up(client)
    choose(client, press(client, link_in(last_mail())), " Portail-2026 ")
    assert User.objects.get().check_password(" Portail-2026 ")


def test_an_oversized_password_is_refused_before_it_is_hashed(client: Client) -> None:
    sign_up(client)
    response = choose(client, press(client, link_in(last_mail())), "Aa1" * 500)
    assert errors(response, "password1") == "Ce mot de passe est trop long."


def test_the_page_lists_the_rules_for_people_and_for_the_script(client: Client) -> None:
    sign_up(client)
    page = client.get(press(client, link_in(last_mail()))).content.decode().replace("&#x27;", "'")
    for rule in RULES:
        assert f'data-password-rule="{rule.key}"' in page
        assert str(rule.label) in page
    assert 'data-username="anne.porte@example.org"' in page
