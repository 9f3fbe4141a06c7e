"""The forms of the import: the number, the department, the code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.places.models import Department


class NumberForm(forms.Form):
    """R3.2. `confirmed` comes from the page that warns about an unusual shape."""

    number = forms.CharField(
        label=_("Numéro unique"),
        help_text=_("18 chiffres et lettres. Les espaces et les minuscules sont acceptés."),
        max_length=60,
        error_messages={
            "required": _("Saisissez votre numéro unique."),
            "max_length": _("Ce numéro est trop long : un numéro unique compte 18 caractères."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "input-number input-unique",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "1110520020171G1175",
            }
        ),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DepartmentForm(forms.Form):
    """R3.3: where to register when one has no number yet; the choice is in the address."""

    departement = forms.ModelChoiceField(
        label=_("Département où vous cherchez un logement"),
        queryset=Department.objects.order_by("code"),
        empty_label=_("Choisissez un département"),
        error_messages={
            "required": _("Choisissez un département dans la liste."),
            "invalid_choice": _("Choisissez un département dans la liste."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["departement"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
        field.label_from_instance = lambda department: f"{department.code} – {department.name}"


class CodeForm(forms.Form):
    """R3.4: « 123456 », « 123 456 » and « Code : 123 456 » are the same code."""

    code = forms.CharField(
        label=_("Code de sécurité"),
        help_text=_("Six chiffres, dans le message que nous venons d'envoyer."),
        max_length=60,
        error_messages={
            "required": _("Saisissez le code de sécurité reçu par mail."),
            "max_length": _("Le code de sécurité compte six chiffres, par exemple 123 456."),
        },
        widget=forms.TextInput(
            attrs={"class": "input-code", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )
