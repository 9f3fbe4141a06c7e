"""What people type or paste, in plain characters, before anything reads it."""

import re
import unicodedata


def plain(typed: str) -> str:
    """The same text with ASCII digits, plain spaces and dashes, and without invisible characters.

    Word processors and mail programs put in spaces that don't break, dashes of their own and marks that
    nobody sees; keyboards of other scripts write their own digits, or letters of full width.
    """
    seen = "".join(letter for letter in typed if unicodedata.category(letter) != "Cf")
    return "".join(_plain_letter(letter) for letter in unicodedata.normalize("NFKC", seen))


def upper(text: str) -> str:
    """In capitals, letter by letter: « ß » does not become two letters that were never typed."""
    return "".join(letter.upper() if letter.isascii() else letter for letter in text)


def without_accents(text: str) -> str:
    """Each letter as its bare one: « é » is « e », « ç » is « c »."""
    spread = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def compact(typed: str) -> str:
    """A number without what people put between its parts: spaces, dots, dashes, slashes."""
    # Composed once more: an accent that stood behind a space now stands behind a letter.
    return unicodedata.normalize("NFC", re.sub(r"[ .\-/]", "", plain(typed)))


def _plain_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return "-" if category == "Pd" or letter == "\u2212" else letter
