"""The forms of the import: the number, the department, the code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.places.models import Department


class NumberForm(forms.Form):
    """R3.2. `confirmed` comes from the page that warns about an unusual shape."""

    number = forms.CharField(
        label=_("Numéro unique"),
        help_text=_("18 chiffres et lettres. Vous pouvez mettre des espaces et des minuscules."),
        max_length=300,  # a pasted line around it
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
            }
        ),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DepartmentSelect(forms.Select):
    """A plain list; with JavaScript a field one types in (static/js/choose-from-list.js)."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "data-choose": "",
                "data-example": _("Nom ou numéro, par exemple Finistère"),
                "data-hint": _("Tapez un nom ou un numéro de département, puis choisissez avec les flèches."),
                "data-none": _("Aucun département trouvé"),
                "data-one": _("1 département."),
                "data-many": _("{} départements."),
            }
        )

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A department is found by its region too."""
        option = super().create_option(*args, **kwargs)
        department = getattr(option["value"], "instance", None)
        if department is not None:
            option["attrs"]["data-words"] = department.region
        return option


class DepartmentField(forms.ModelChoiceField):
    """Departments as people look for them: « 29 – Finistère »."""

    widget = DepartmentSelect

    def label_from_instance(self, obj: Department) -> str:
        """Code first: the list is in that order."""
        return f"{obj.code} – {obj.name}"


class DepartmentForm(forms.Form):
    """R3.3: where to register when one has no number yet; the choice is in the address."""

    departement = DepartmentField(
        label=_("Département où vous cherchez un logement"),
        queryset=Department.objects.order_by("code"),
        empty_label=_("Choisissez un département"),
        required=False,
        error_messages={"invalid_choice": _("Choisissez un département dans la liste.")},
    )

    def clean_departement(self) -> Department:
        """Not marked as required beside its label: nothing on the page needs it but its own button."""
        chosen: Department | None = self.cleaned_data["departement"]
        if chosen is None:
            raise forms.ValidationError(_("Choisissez un département dans la liste."))
        return chosen


class CodeForm(forms.Form):
    """R3.4: « 123456 », « 123 456 » and « Code : 123 456 » are the same code."""

    code = forms.CharField(
        label=_("Code de sécurité"),
        help_text=_("Six chiffres, dans le message que nous venons d'envoyer."),
        max_length=3000,  # the pasted mail
        error_messages={
            "required": _("Saisissez le code de sécurité reçu par mail."),
            "max_length": _("Le code de sécurité compte six chiffres, par exemple 123 456."),
        },
        widget=forms.TextInput(
            attrs={"class": "input-code", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )
