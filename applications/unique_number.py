"""The unique number of a demande (NUR or NUD): its shape, and how to show it."""

import re

from alin.typed import compact, upper

# Territory 3, month 2, year 2, sequence 6, desk 5: « 1110520020171G1175 ».
USUAL_SHAPE = re.compile(r"[0-9]{3}(?:0[1-9]|1[0-2])[0-9]{8}[0-9A-Z]{5}")
POSSIBLE_SHAPE = re.compile(r"[0-9A-Z]{15,18}")


def normalise(typed: str) -> str:
    """What was typed, without spaces, dots, dashes and slashes, in capitals."""
    return upper(compact(typed))


def is_usual(number: str) -> bool:
    """Has it the 18 characters of the usual shape?"""
    return bool(USUAL_SHAPE.fullmatch(number))


def is_possible(number: str) -> bool:
    """Can it be looked up at all: 15 to 18 letters and digits?"""
    return bool(POSSIBLE_SHAPE.fullmatch(number))


def masked(number: str) -> str:
    """For lists and logs: the first three and last two characters only."""
    return f"{number[:3]}{'•' * max(len(number) - 5, 0)}{number[-2:]}"
