"""What a name may be: any script's letters, and what people write between them."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BETWEEN_LETTERS = " -'’.·"
NOT_A_NAME = _("Utilisez des lettres, des espaces, des traits d'union ou des apostrophes.")


def clean_name(typed: str) -> str:
    """The name in one Unicode form, single-spaced; raises ValidationError for anything that is not one."""
    name = re.sub(r"[\s\u00a0]+", " ", unicodedata.normalize("NFC", typed)).strip()
    kinds = {unicodedata.category(sign)[0] for sign in name if sign not in BETWEEN_LETTERS}
    if not kinds <= {"L", "M"} or "L" not in kinds:
        raise ValidationError(NOT_A_NAME, code="not_a_name")
    return name


class NameField(forms.CharField):
    """A name of a person, at most as long as its column."""

    def __init__(self, *, label: object, autocomplete: str, missing: object = "", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        errors = {"required": missing} if missing else None
        super().__init__(label=label, widget=widget, error_messages=errors, **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        """One message per fault; no `maxlength`, so that the browser cuts nothing in silence."""
        typed = super().clean(value)
        if len(typed) > 80:
            raise ValidationError(_("Ce champ est limité à 80 caractères."), code="max_length")
        return clean_name(typed) if typed else ""
