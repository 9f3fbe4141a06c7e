"""What the registry's schema refuses, as sentences for the person in front of the field."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Words = Callable[[dict[str, Any]], str]


def _too_long(ctx: dict[str, Any]) -> str:
    return _("Ce champ est limité à %(count)s caractères.") % {"count": ctx["max_length"]}


def _too_many(ctx: dict[str, Any]) -> str:
    return _("Choisissez au plus %(count)s valeurs.") % {"count": ctx["max_length"]}


def _at_least(ctx: dict[str, Any]) -> str:
    return _("Indiquez un nombre d'au moins %(least)s.") % {"least": ctx["ge"]}


def _at_most(ctx: dict[str, Any]) -> str:
    most = f"{ctx['le']:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return _("Indiquez un nombre d'au plus %(most)s.") % {"most": most}


def _required(ctx: dict[str, Any]) -> str:
    return _("Remplissez ce champ.")


def _choice(ctx: dict[str, Any]) -> str:
    return _("Choisissez une réponse dans la liste.")


def _shape(ctx: dict[str, Any]) -> str:
    return _("Cette valeur n'a pas la bonne forme.")


def _own_rule(ctx: dict[str, Any]) -> str:
    """Our own validators speak English, for gateways' logs; the two they have are told apart here."""
    if "1900" in str(ctx.get("error", "")):
        return _("Indiquez une date entre 1900 et 2100.")
    return _("Cette valeur contient un caractère qui n'est pas accepté.")


SENTENCES: dict[str, Words] = {
    "missing": _required,
    "string_too_short": _required,
    "too_short": lambda ctx: _("Indiquez au moins une réponse."),
    "string_too_long": _too_long,
    "too_long": _too_many,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "literal_error": _choice,
    "string_pattern_mismatch": _shape,
    "value_error": _own_rule,
}


def sentence(fault: dict[str, Any]) -> str:
    """The fault in words; a kind that is not foreseen still says that the value is refused."""
    kind = str(fault["type"])
    if kind.startswith("date"):
        return _("Écrivez la date avec le jour, le mois et l'année : 03/09/2018.")
    words = SENTENCES.get(kind)
    return words(fault.get("ctx", {})) if words else _("Cette valeur n'est pas acceptée.")
