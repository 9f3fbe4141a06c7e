"""The forms of tabs 2 and 3: employment, and what the employer may see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice
from applications.employment import EmploymentData, Workplace, holder_in, required_fields
from applications.errors import InvalidFields
from applications.models import Employment, HousingApplication

Holder = Employment.Holder
DAY_FIRST = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"]


class EmploymentForm(forms.Form):
    """Tab 2. The rules are in employment.py; what they refuse comes back with `show`."""

    holder = forms.ChoiceField(
        label=_("Rattacher ma demande à l'emploi de"), choices=Holder, widget=forms.RadioSelect
    )
    employer_name = forms.CharField(
        label=_("Nom de l'employeur (si vous en avez plusieurs, employeur principal)"),
        max_length=120,
        error_messages={"required": _("Le champ Nom de l'employeur est obligatoire")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    company_code = forms.CharField(
        label=_("Code entreprise (Ce champ est facultatif)"),
        help_text=_("Votre employeur vous le donne. Ce n'est pas le numéro SIRET."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    staff_number = forms.CharField(
        label=_("Matricule"),
        help_text=_(
            "Pour certaines entreprises, cette donnée est obligatoire pour obtenir la validation employeur."
        ),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    hired_on = forms.DateField(
        label=_("Date d'entrée dans l'entreprise"),
        help_text=_(
            "Pour certaines entreprises, cette donnée est obligatoire pour obtenir la validation employeur. "
            "Jour, mois, année : 03/09/2018."
        ),
        required=False,
        input_formats=DAY_FIRST,
        error_messages={"invalid": _("Écrivez la date avec le jour, le mois et l'année : 03/09/2018.")},
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input-short"}
        ),
    )
    is_agency_contract = forms.TypedChoiceField(
        label=_("Êtes-vous en CDI (Contrat à durée indéterminée intérimaire) ?"),
        help_text=_("Cette donnée ne concerne que les salariés des entreprises du travail temporaire"),
        choices=[("yes", _("Oui")), ("no", _("Non"))],
        coerce=lambda value: value == "yes",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, application: HousingApplication, places: list[Workplace], **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial(application)
        super().__init__(*args, **kwargs)
        if application.demande.co_applicant is None:
            self.fields["holder"].required = False
        for name, sentence in _always_required(places).items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
            if name == "company_code":
                self.fields[name].label = _("Code entreprise")  # no longer « facultatif »

    def clean_holder(self) -> str:
        """Nobody else to choose: it is the applicant."""
        return self.cleaned_data["holder"] or str(Holder.APPLICANT)

    def employment_data(self) -> EmploymentData:
        """The cleaned values, as the act takes them."""
        return EmploymentData(**self.cleaned_data)  # type: ignore[typeddict-item]

    def show(self, refusal: InvalidFields) -> None:
        """Put each of the act's sentences next to its field."""
        for field, message in refusal.errors.items():
            self.add_error(field, str(message))


def _always_required(places: list[Workplace]) -> dict[str, Any]:
    """The fields that are necessary whoever is chosen: marked so from the start."""
    asked = [required_fields(place.employer) for place in places if place.problem is None]
    return (
        {name: said for name, said in asked[0].items() if all(name in one for one in asked)} if asked else {}
    )


def _initial(application: HousingApplication) -> dict[str, Any]:
    """What was confirmed before, else what the registry knows: nobody should type it twice."""
    employment = application.confirmed_employment
    if employment is None:
        demande = application.demande
        adult = holder_in(demande, Holder.APPLICANT)
        declared = adult.employment if adult else None
        # With two people the name follows the choice, so nothing is guessed before it.
        name = declared.employer_name if declared and demande.co_applicant is None else ""
        return {"holder": Holder.APPLICANT, "employer_name": name, "is_agency_contract": "no"}
    return {
        "holder": employment.holder,
        "employer_name": employment.employer_name,
        "company_code": employment.company_code,
        "staff_number": employment.staff_number,
        "hired_on": employment.hired_on,
        "is_agency_contract": "yes" if employment.is_agency_contract else "no",
    }


class SharingForm(forms.Form):
    """« Mes souhaits concernant mes données personnelles »: one of the choices the company offers."""

    choice = forms.ChoiceField(
        label=_("Mes souhaits concernant mes données personnelles"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une proposition."),
            "invalid_choice": _("Choisissez une des propositions de votre entreprise."),
        },
    )

    def __init__(self, *args: Any, offered: list[SharingChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.choices = [(str(choice.value), choice.label) for choice in offered]  # type: ignore[attr-defined]
