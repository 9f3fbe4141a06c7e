"""What is left of a password once its disguises are taken off: « M0tdeP@sse2024! » is « motdepasse ».

People meet the rules of R2.7 with a common word, a capital, a year and a sign. Those who guess passwords know
that, so the word decides: small letters, no accents, the usual substitutions undone, no tail of digits
and signs. Digits stand for letters inside a word (m0tdepasse) and for themselves behind it (soleil1), so a
password has several readings; it is refused if one of them is a known word.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

from alin.typed import without_accents

WORDS = Path(__file__).parent / "data" / "common_passwords_fr.txt"
LOOKALIKES = {
    "@": "a",
    "4": "a",
    "0": "o",
    "3": "e",
    "€": "e",
    "$": "s",
    "5": "s",
    "7": "t",
    "!": "i",
    "|": "l",
}
TAIL = re.compile(r"[\W\d_]+$")
LONGEST = 64  # beyond that no reading is a common word, and the work stays small
SHORTEST_WORD = 3


def plain(text: str) -> str:
    """Small letters without accents."""
    return without_accents(text.casefold())


def readings(password: str) -> Iterator[str]:
    """The words a password may stand for, letters only."""
    whole = plain(password)
    if len(whole) > LONGEST:
        return
    # The tail starts with a sign, or anywhere within its last digits: « motdepass3 » and « soleil2024! ».
    tail = TAIL.search(whole)
    ends = range(tail.start(), len(whole) + 1) if tail else [len(whole)]
    seen = set()
    for end, one in product(ends, "il"):
        undone = "".join({**LOOKALIKES, "1": one}.get(sign, sign) for sign in whole[:end])
        word = "".join(sign for sign in undone if sign.isalpha())
        if len(word) >= SHORTEST_WORD and word not in seen:
            seen.add(word)
            yield word


@cache
def french_words() -> frozenset[str]:
    """The project's list, read once."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(plain(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def is_common(password: str) -> bool:
    """Is one of its readings in the project's list?"""
    return any(word in french_words() for word in readings(password))


def made_of(password: str, words: Iterable[str]) -> bool:
    """Is the password nothing but these words, one or several, in any order?

    Words of fewer than three letters are left out: « Li » is in many good passwords.
    """
    known = {word for each in words for word in _letters(each) if len(word) >= SHORTEST_WORD}
    return any(_covered(word, known) for word in readings(password))


def _covered(text: str, words: set[str]) -> bool:
    """Is the text these words one after the other? Step by step, so that no name makes it slow."""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + len(word) for word in words if text.startswith(word, start)}
    return len(text) in reached


def _letters(text: str) -> set[str]:
    """A word as a whole and in its parts: « Anne-Marie » is also « anne » and « marie »."""
    text = plain(text)
    parts = re.split(r"[\W\d_]+", text)
    return {"".join(sign for sign in text if sign.isalpha()), *parts}
