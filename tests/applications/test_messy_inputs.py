"""What people type and paste, over the parsers that read it: a corpus kept as data, and properties.

tests/data/messy_inputs.json has a kind, what was typed (`times` over), and either the value expected or the
refusal (« » where there is only one).
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.company_forms import SirenField
from accounts.forms import email_field
from accounts.models.organisations import validate_siren
from accounts.phones import normalise as read_phone
from alin.typed import plain
from applications.employment import registry_siret, siret_problem
from applications.import_errors import ImportRefused
from applications.reading import likely_number, read_digits, read_number
from applications.unique_number import is_possible, normalise

CORPUS = json.loads((Path(__file__).parents[1] / "data" / "messy_inputs.json").read_text())


class Refused(Exception):
    """A parser that answers nothing, or by a sentence, said no."""


def siret(typed: str) -> str:
    demande = SimpleNamespace(applicant=SimpleNamespace(employment=SimpleNamespace(siret=typed)))
    written = registry_siret(demande, "applicant")  # type: ignore[arg-type]
    if siret_problem(written):
        raise Refused
    return written


def siren(typed: str) -> str:
    written = SirenField().clean(typed)
    validate_siren(written)
    return written


def likely(typed: str) -> str:
    number = likely_number(normalise(typed))
    if number is None:
        raise Refused
    return number


def email(typed: str) -> str:
    return str(email_field().clean(typed)).lower()


PARSERS: dict[str, Callable[[str], str]] = {
    "number": read_number,
    "likely": likely,
    "code": read_digits,
    "siret": siret,
    "siren": siren,
    "phone": read_phone,
    "email": email,
}
REFUSALS = (ImportRefused, Refused, ValidationError)


def outcome(kind: str, typed: str) -> tuple[str, str]:
    """What a parser makes of it: a value, or a refusal with its code."""
    try:
        return "value", PARSERS[kind](typed)
    except REFUSALS as refusal:
        return "refusal", refusal.code if isinstance(refusal, ImportRefused) else ""


def test_the_corpus_is_large_and_covers_every_parser() -> None:
    kinds = Counter(row["kind"] for row in CORPUS)
    assert sum(kinds.values()) >= 300
    assert set(kinds) == set(PARSERS)
    assert all(
        {"expected", "refusal"} <= {key for row in CORPUS if row["kind"] == kind for key in row}
        for kind in kinds
    )


@pytest.mark.parametrize(
    "row", CORPUS, ids=lambda row: f"{row['kind']}-{ascii(row['typed'][:40]).strip(chr(39))}"
)
def test_what_was_typed_is_read_or_refused_as_expected(row: dict[str, str]) -> None:
    typed = row["typed"] * int(row.get("times", 1))
    expected = ("value", row["expected"]) if "expected" in row else ("refusal", row["refusal"])
    assert outcome(row["kind"], typed) == expected


# --- Properties -----------------------------------------------------------------------------------
VALUES = {
    "number": st.from_regex(r"[0-9]{3}(0[1-9]|1[0-2])[0-9]{8}[0-9A-Z]{5}", fullmatch=True),
    "code": st.from_regex(r"[0-9]{6}", fullmatch=True),
}
GAPS = ["", " ", "-", ".", "\u00a0", "\u202f", "\u2009", "\u2013", "\u2011", "\u200b", "\u00ad"]
ANYTHING = st.text(max_size=300) | st.text(alphabet="0123456789OIlG .-:/\0\u00a0", max_size=60)


@pytest.mark.parametrize("kind", list(PARSERS))
@given(typed=ANYTHING)
def test_nothing_that_can_be_typed_breaks_a_parser(kind: str, typed: str) -> None:
    assert outcome(kind, typed)[0] in {"value", "refusal"}


@pytest.mark.parametrize("kind", ["number", "code", "siret", "siren", "phone", "email"])
@given(typed=ANYTHING)
def test_what_was_read_reads_as_itself(kind: str, typed: str) -> None:
    found, value = outcome(kind, typed)
    if found == "value":
        assert outcome(kind, value) == ("value", value)


@pytest.mark.parametrize("kind", list(VALUES))
@given(data=st.data())
def test_formatting_never_changes_the_value(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    gaps = data.draw(st.lists(st.sampled_from(GAPS), min_size=len(value), max_size=len(value)))
    lower = data.draw(st.booleans())
    typed = "".join(letter + gap for letter, gap in zip(value, gaps, strict=True))
    assert outcome(kind, typed.lower() if lower else typed) == ("value", value)


@given(value=VALUES["number"], before=st.sampled_from(["", "NUR : ", "Numéro unique : ", "« ", "n° "]))
def test_words_around_a_number_never_change_it(value: str, before: str) -> None:
    assert read_number(f"{before}{value}.") == value


@given(value=VALUES["number"], places=st.sets(st.integers(0, 12)))
def test_a_suggestion_differs_from_what_was_typed_by_lookalikes_alone(value: str, places: set[int]) -> None:
    swap = {"0": "O", "1": "I"}
    typed = "".join(swap.get(letter, letter) if n in places else letter for n, letter in enumerate(value))
    assert likely_number(typed) == (None if typed == value else value)


@given(typed=ANYTHING)
def test_plain_text_and_stored_numbers_are_settled_at_once(typed: str) -> None:
    assert plain(plain(typed)) == plain(typed)
    assert normalise(normalise(typed)) == normalise(typed)


@given(typed=ANYTHING)
def test_what_is_read_as_a_number_can_be_looked_up(typed: str) -> None:
    found, value = outcome("number", typed)
    assert found == "refusal" or is_possible(value)


@pytest.mark.parametrize("kind", list(PARSERS))
@pytest.mark.parametrize("letter", ["1", "O", " ", "\0", "1 ", "1-", "١", "🏠", "e\u0301"])
def test_ten_thousand_characters_are_answered(kind: str, letter: str) -> None:
    assert outcome(kind, letter * (10_000 // len(letter)))[0] in {"value", "refusal"}
