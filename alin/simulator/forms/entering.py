"""The forms of the entry page and of the end of a demande."""

from typing import get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.simulator.forms.fields import DayField
from applications.registry import labels, schema
from applications.unique_number import is_possible, normalise


class FindForm(forms.Form):
    """The number and a birth date: the applicant's or the co-applicant's."""

    numero = forms.CharField(
        label=_("Numéro unique"),
        help_text=_("18 chiffres et lettres, en haut de votre attestation d'enregistrement."),
        max_length=60,
        error_messages={
            "required": _("Saisissez votre numéro unique."),
            "max_length": _("Ce numéro est trop long : un numéro unique compte 18 caractères."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "input-number",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    naissance = DayField(
        label=_("Date de naissance"),
        help_text=_("Celle du demandeur ou du codemandeur, par exemple 03/09/1988."),
    )

    def clean_numero(self) -> str:
        """Without spaces, in capitals."""
        number = normalise(self.cleaned_data["numero"])
        if not is_possible(number):
            raise forms.ValidationError(
                _("Ce numéro n'a pas la bonne forme : 18 chiffres et lettres, comme 1110520020171G1175."),
                code="malformed",
            )
        return number


class StrikeOffForm(forms.Form):
    """Why a demande ends; it can't be undone, so a box confirms it."""

    reason = forms.ChoiceField(
        label=_("Motif de radiation"),
        choices=lambda: [(code, labels.strike_off_reason(code)) for code in get_args(schema.StrikeOffReason)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez le motif."),
            "invalid_choice": _("Choisissez une réponse dans la liste."),
        },
    )
    confirmed = forms.BooleanField(
        label=_("Je confirme la radiation. Elle est définitive."),
        error_messages={"required": _("Cochez cette case pour confirmer.")},
    )
