"""Fields of the simulator's forms: whole euros, days, codes of the registry's lists."""

import datetime
import re
from typing import Any, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from applications.registry.labels import Labels, label

DAY_FIRST = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"]
Words = Any


def codes(literal: Any, labels: Labels) -> list[tuple[str, str]]:
    """The choices of a list of the schema: every code it takes, in its own order."""
    return [(code, label(labels, code)) for code in get_args(literal)]


class DayField(forms.DateField):
    """A day, written day first."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%d/%m/%Y",
            attrs={"inputmode": "numeric", "class": "input-short", "placeholder": _("jj/mm/aaaa")},
        )
        errors = {
            "invalid": _("Écrivez la date avec le jour, le mois et l'année : 03/09/2018."),
            "required": _("Indiquez la date."),
        }
        super().__init__(input_formats=DAY_FIRST, widget=widget, error_messages=errors, **kwargs)


class BirthDateField(DayField):
    """A day that is over, or today."""

    def clean(self, value: Any) -> datetime.date | None:
        """Nobody to be housed is born tomorrow: unborn children are counted apart."""
        day: datetime.date | None = super().clean(value)
        if day and day > local_today():
            raise ValidationError(_("Cette date est dans le futur."), code="future")
        return day


class WholeNumberField(forms.CharField):
    """« 1 850 », « 1850 € », « 1 850,00 »: a whole number, or None; the schema knows its bounds."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}
        )
        super().__init__(widget=widget, max_length=20, **{"required": False, **kwargs})

    def clean(self, value: Any) -> Any:
        """Digits with any spacing; cents only where they are none."""
        typed = re.sub(r"[\s\u00a0\u202f€]|m²", "", str(super().clean(value) or ""))
        if not typed:
            return None
        found = re.fullmatch(r"(-?\d{1,12})(?:[.,]0{1,2})?", typed)
        if not found:
            raise ValidationError(_("Écrivez un nombre entier, sans centimes : 1850."), code="invalid")
        return int(found[1])


class OptionalText(forms.CharField):
    """A line that may stay empty; the schema gives what is too long."""

    def __init__(self, *, autocomplete: str = "off", longest: int = 120, **kwargs: Any) -> None:
        widget = kwargs.pop("widget", forms.TextInput(attrs={"autocomplete": autocomplete}))
        super().__init__(
            required=False,
            max_length=longest,
            error_messages={"max_length": _("Ce champ est limité à %(limit_value)d caractères.")},
            widget=widget,
            **kwargs,
        )


class RequiredText(forms.CharField):
    """A name: the schema says how long it may be."""

    def __init__(self, *, missing: Words, autocomplete: str = "off", **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": missing},
            widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
            **kwargs,
        )


class MailField(forms.EmailField):
    """An address; empty is None where it may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {
            "required": _("Indiquez une adresse mail."),
            "invalid": _("Indiquez une adresse mail complète, par exemple nom@exemple.fr."),
        }
        super().__init__(empty_value=None, error_messages=errors, **kwargs)
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false"}


class OptionalCodeField(forms.TypedChoiceField):
    """One code of a list, or None."""

    def __init__(self, literal: Any, labels: Labels, *, none: Words = "", **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [("", none or _("Non renseigné")), *codes(literal, labels)],
            coerce=str,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": _("Choisissez une réponse dans la liste.")},
            **kwargs,
        )


class CodesField(forms.MultipleChoiceField):
    """Any codes of a list."""

    def __init__(self, literal: Any, labels: Labels, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: codes(literal, labels),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": _("Choisissez une réponse dans la liste.")},
            **kwargs,
        )


class PreferenceField(forms.NullBooleanField):
    """Yes, no, or None: no preference."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.choices = [("unknown", _("Sans préférence")), ("true", _("Oui")), ("false", _("Non"))]


class CodeField(forms.ChoiceField):
    """One code of a list."""

    def __init__(self, literal: Any, labels: Labels, **kwargs: Any) -> None:
        errors = {
            "required": _("Choisissez une réponse."),
            "invalid_choice": _("Choisissez une réponse dans la liste."),
        }
        blank = [] if kwargs.get("widget") is forms.RadioSelect else [("", _("Choisissez"))]
        super().__init__(choices=lambda: [*blank, *codes(literal, labels)], error_messages=errors, **kwargs)
