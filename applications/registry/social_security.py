"""Throw social-security numbers (NIR) away before anything can keep them (R3.6).

A gateway may send one in the field for it, under another name, or inside a text somebody typed at the
registration site. The shape is the one of décret no 82-103 of 22 January 1982: sex, year and month of birth,
department, commune, rank, and perhaps the key; with or without spaces.
"""

import re

# Compared in small letters without anything between them.
_NAMES = re.compile(
    r"nir|nss|ssn|nnir|insnir|numeronir|matriculeins|insee(number)?|socialsecurity(number)?"
    r"|(num(ero)?)?(de)?(la)?secu(rite)?(sociale)?(num(ero)?)?"
)
_GAP = r"[\s.\-/_\u2010-\u2015]{0,3}"
_SHAPE = re.compile(
    rf"(?<![0-9+])[1-478]{_GAP}[0-9]{_GAP}[0-9]{_GAP}"  # sex (3, 4, 7, 8: not final yet), year
    rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2]|[2-9]{_GAP}[0-9]){_GAP}"  # month, or a number where it is not known
    rf"(?:[0-9]{_GAP}[0-9]|2{_GAP}[ABab]){_GAP}"  # department
    rf"(?:[0-9]{_GAP}){{5}}[0-9]"  # commune, rank
    rf"(?:{_GAP}[0-9]{_GAP}[0-9])?(?![0-9])"  # key
)
# 15 figures may be a unique number; a number with these is checked for its own shape.
_KEPT = frozenset({"unique_number"})
DEEPEST = 20  # no demande goes deeper; what does is not searched but refused


def without_social_security_numbers(given: object, depth: int = 0) -> object:
    """The same data without fields named for the number, and without texts of its shape, however deep.

    Raises ValueError for data nested deeper than any demande.
    """
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(given, dict):
        return {
            key: value if key in _KEPT else without_social_security_numbers(value, depth + 1)
            for key, value in given.items()
            if not _is_named_for_it(key)
        }
    if isinstance(given, list | tuple):
        return [without_social_security_numbers(value, depth + 1) for value in given]
    return _blanked(given) if isinstance(given, str) else given


def _blanked(text: str) -> str:
    """Again until none is left: what stood around one may form another."""
    found = 1
    while found:
        text, found = _SHAPE.subn("", text)
    return text


def _is_named_for_it(key: object) -> bool:
    return isinstance(key, str) and bool(_NAMES.fullmatch(re.sub(r"[^a-z]", "", _plain(key))))


def _plain(key: str) -> str:
    return key.casefold().replace("é", "e")
