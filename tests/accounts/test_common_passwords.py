"""Common passwords and words of the context, whatever their disguise."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.common_passwords import french_words, is_common, made_of, plain, readings
from accounts.models import User
from tests.factories import files

ANNE = SimpleNamespace(email="anne.porte@example.org", first_name="Anne-Marie", birth_name="LE GOFF", pk=None)
TAILS = ["", "1", "12", "123", "2024", "2026!", "75", "!!", "*", "2!", "-2026", "_01", "€"]
DISGUISES = {"a": "@4", "o": "0", "e": "3", "i": "1", "l": "1", "s": "$5", "t": "7"}
ACCENTS = {"e": "éèê", "a": "à", "i": "î", "o": "ô", "u": "û", "c": "ç"}

words = st.sampled_from(sorted(french_words()))
tails = st.sampled_from(TAILS)


@st.composite
def disguised(draw: st.DrawFn, word: str) -> str:
    """The word with some letters as capitals, accents or lookalikes."""
    signs = []
    for letter in word:
        choices = [letter, letter.upper(), *DISGUISES.get(letter, ""), *ACCENTS.get(letter, "")]
        signs.append(draw(st.sampled_from(choices)))
    return "".join(signs)


def faults(password: str, user: object = ANNE) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    return []


def test_the_project_s_list_is_long_clean_and_without_doubles() -> None:
    assert len(french_words()) >= 500
    assert all(word == plain(word) and word.isalpha() for word in french_words())


@given(word=words, tail=tails, data=st.data())
def test_a_common_word_is_known_whatever_its_disguise_and_tail(
    word: str, tail: str, data: st.DataObject
) -> None:
    # One lookalike of « i » or « l » per password: nobody mixes both, and the readings stay few.
    one = data.draw(disguised(word))
    if "1" in one and "i" in word and "l" in word:
        one = word.capitalize()
    assert is_common(one + tail)


@given(
    names=st.lists(
        st.sampled_from(["anne", "marie", "goff", "legoff", "porte", "alin", "logement"]),
        min_size=1,
        max_size=3,
    ),
    tail=tails,
    data=st.data(),
)
def test_words_of_the_context_are_known_alone_and_together(
    names: list[str], tail: str, data: st.DataObject
) -> None:
    joined = data.draw(st.sampled_from(["", ".", "-", " ", "_"])).join(names)
    password = data.draw(st.sampled_from([joined, joined.title(), joined.upper(), joined.replace("a", "@")]))
    assert made_of(password + tail, [ANNE.first_name, ANNE.birth_name, "porte", "al-in", "logement"])


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing_and_in_few_readings(password: str) -> None:
    assert len(list(readings(password))) <= 2 * 81


@given(st.text(alphabet="aàAB1@", min_size=1, max_size=64))
def test_no_name_makes_the_check_slow_or_fail(password: str) -> None:
    assert made_of(password, ["a" * length for length in range(3, 40)]) in (True, False)


@pytest.mark.parametrize(
    "password",
    [
        "Azerty123!",
        "Motdepasse1",
        "M0tDeP@sse2024",
        "Soleil2024",
        "S0l3il!99",
        "Doudou75*",
        "Nicolas1985",
        "Doudou2026",
        "Été2026!!",
        "Bienvenue2026",
        "P@ssw0rd2026",
        "Chocolat12",
    ],
)
def test_what_everybody_tries_first_is_refused_once(password: str) -> None:
    assert faults(password) == ["Ce mot de passe est trop courant."]


@pytest.mark.parametrize(
    "password",
    [
        "Legoff2026",
        "LeGoff-1985",
        "AnneMarie75",
        "Anne-Marie!2",
        "Anneporte26",
        "Al'in2026",
        "ALin-2026",
        "ActionLogement1",
        "Logement2026",
        "L0gement-75",
        "AnneLogement1",
    ],
)
def test_the_person_s_words_and_the_site_s_are_refused(password: str) -> None:
    assert "Votre mot de passe ne doit pas reprendre votre nom, votre email ou le nom du site." in faults(
        password
    )


@pytest.mark.parametrize(
    "password",
    [
        "Tourterelle-41",
        "Anne aime le jazz 7",
        "Camion Tulipe Biscotte 9",
        "Portail-2026",
        "Zkwvqpt1",
        "Gl9!vTr0mbone",
        "Mon logement donne sur 2 cours",
    ],
)
def test_a_password_of_one_s_own_holds(password: str) -> None:
    assert faults(password) == []


@pytest.mark.django_db
def test_the_unique_number_of_the_demande_is_no_password(anne: User) -> None:
    number = files.imported(owner=anne).unique_number
    refused = "Votre mot de passe ne doit pas reprendre votre nom, votre email ou le nom du site."
    for password in (
        f"{number}a",
        f"Aa-{number[:4]} {number[4:]}",
        number[-9:].lower(),
        f"{number.lower()}A!",
    ):
        assert refused in faults(password, anne), password
    assert faults("Tourterelle-41", anne) == []


@pytest.mark.django_db
def test_a_person_without_a_demande_costs_one_query(anne: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        validate_password("Tourterelle-41", anne)
