"""The forms of the companies' space."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer, SharingChoice
from alin.places.search_names import search_name
from applications.models import Employment

Validation = Employment.Validation


class EmployeeSearch(forms.Form):
    """Find an employee: by name, by what they share, by where their validation stands."""

    q = forms.CharField(
        label=_("Nom du salarié"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    partage = forms.ChoiceField(
        label=_("Partage"),
        choices=[
            ("", _("Tous")),
            (SharingChoice.ESSENTIAL, _("Données essentielles")),
            (SharingChoice.FULL, _("Toute la demande")),
        ],
        required=False,
    )
    validation = forms.ChoiceField(
        label=_("Emploi"),
        choices=[
            ("", _("Tous")),
            (Validation.WAITING, Validation.WAITING.label),
            (Validation.APPROVED, Validation.APPROVED.label),
            (Validation.REFUSED, Validation.REFUSED.label),
        ],
        required=False,
    )

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not employer.validation_needed:
            del self.fields["validation"]

    def found(self, files: QuerySet[Any]) -> QuerySet[Any]:
        """The files that match; an address that was typed wrongly matches all."""
        given = self.cleaned_data if self.is_valid() else {}
        for word in search_name(given.get("q", "")).split():
            files = files.filter(employment__search_name__contains=word)
        if choice := given.get("partage"):
            files = files.filter(choice=choice)  # the annotation of the view: its join, not a second one
        if state := given.get("validation"):
            files = files.filter(employment__decision="" if state == Validation.WAITING else state)
        return files


class RefusalForm(forms.Form):
    """The reason, which the employee reads."""

    reason = forms.CharField(
        label=_("Motif du refus"),
        help_text=_("Votre salarié le lit dans son espace et par e-mail. 300 caractères au plus."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez le motif : votre salarié le lira.")},
    )
