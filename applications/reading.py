"""Read a unique number or a security code out of what a person typed or pasted.

A whole line of a letter or a mail may stand around it. Where two different answers could be meant, nothing is
guessed: the person is asked.
"""

import re

from alin.typed import plain, upper
from applications.code_errors import CodeAmbiguous, CodeMalformed
from applications.import_errors import NumberAmbiguous, NumberMalformed
from applications.unique_number import USUAL_SHAPE, is_possible, is_usual, normalise

DIGITS = 6  # of a security code
MOSTLY = 6  # digits in a word that is a number rather than a word
GAP = r"[ .\-/]{0,3}"  # what people put between the parts of a number
# The usual shape with gaps anywhere, alone between other words.
SPACED_NUMBER = re.compile(rf"(?<!\w)(?:[0-9]{GAP}){{13}}(?:[0-9A-Z]{GAP}){{4}}[0-9A-Z](?!\w)")
WORD = re.compile(r"(?<!\w)[0-9A-Z]+(?!\w)")
# A label without a space behind it: « NUR1110520020171G1175 ».
LABEL = re.compile(r"^(?:NUMERO|UNIQUE|NUR|NUD|NO|N|°|:)+")
# Digits with at most a few spaces, dots or dashes between them.
DIGIT_RUN = re.compile(r"[0-9](?:[ .\-]{0,3}[0-9])*")
# In the foot of a mail: « http://127.0.0.1:8000/ ».
ADDRESS = re.compile(r"\S+://\S+")
# Letters people take for digits, where only digits can stand.
LOOKALIKES = str.maketrans("OIL", "011")
DIGITS_FIRST = 13  # territory, month, year and sequence of the usual shape


def read_number(typed: str) -> str:
    """The unique number in its stored form: the usual shape wherever it stands, else all that was typed.

    Raises NumberMalformed, or NumberAmbiguous for two different numbers.
    """
    text = upper(plain(typed))
    if usual := _usual_numbers(text):
        return _only(usual, NumberAmbiguous)
    long = {word for word in WORD.findall(text) if is_possible(word) and _count_digits(word) >= MOSTLY}
    if long:
        return _only(long, NumberAmbiguous)
    for whole in (_without_words_around(text), normalise(typed)):
        if is_possible(whole):
            return whole
    raise NumberMalformed


def _usual_numbers(text: str) -> set[str]:
    whole = LABEL.sub("", normalise(text))
    if is_usual(whole):
        return {whole}
    together = {word for word in WORD.findall(text) if USUAL_SHAPE.fullmatch(word)}
    return together or {
        number for found in SPACED_NUMBER.findall(text) if is_usual(number := normalise(found))
    }


def _without_words_around(text: str) -> str:
    """From the first word with a digit to the last, where nothing but gaps stands between."""
    numeric = [found.span() for found in WORD.finditer(text) if _count_digits(found[0])]
    if not numeric:
        return ""
    span = text[numeric[0][0] : numeric[-1][1]]
    return normalise(span) if re.fullmatch(r"[0-9A-Z .\-/]*", span) else ""


def _count_digits(word: str) -> int:
    return sum(letter.isdigit() for letter in word)


def likely_number(number: str) -> str | None:
    """The number that was surely meant: an O or an I where the usual shape has only digits; else None."""
    if len(number) != 18 or is_usual(number):
        return None
    meant = number[:DIGITS_FIRST].translate(LOOKALIKES) + number[DIGITS_FIRST:]
    return meant if is_usual(meant) else None


def read_digits(typed: str) -> str:
    """The six digits in what was typed or pasted: « 123456 », « 123 456 », « Code : 123 456 », a whole mail.

    Raises CodeMalformed, or CodeAmbiguous for two different codes.
    """
    text = ADDRESS.sub(" ", plain(typed))
    runs = [re.sub(r"[ .\-]", "", run) for run in DIGIT_RUN.findall(text)]
    alone = {run for run in runs if len(run) == DIGITS}
    # « 123456. 24 heures »: six digits together beside another figure.
    together = set(re.findall(r"(?<![0-9])[0-9]{6}(?![0-9])", text))
    if found := alone | together:
        return _only(found, CodeAmbiguous)
    raise CodeMalformed


def _only(found: set[str], otherwise: type[Exception]) -> str:
    if len(found) > 1:
        raise otherwise
    return found.pop()
