"""The five questions of « Suis-je éligible ? »."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer
from alin.dates import local_today
from alin.places.places import Place, find_places, place_from_key
from applications.household import INCOME_YEARS_BACK, Composition
from offers.simulating import Answers

# « 28 500 », « 28 500,50 € », « 28.500 », « 28,500.50 ».
AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d{1,2})?")
HIGHEST_INCOME, HIGHEST_RESOURCES = 1_000_000, 100_000
MOST_DEPENDANTS = 15
Sector = Employer.Sector
# What the person says of their work, and the company that makes (R1.1: 10 employees, 50 in agriculture).
COMPANIES: dict[str, tuple[str, int]] = {
    "private": (Sector.PRIVATE, 10),
    "private_small": (Sector.PRIVATE, 9),
    "farming": (Sector.FARMING, 50),
    "farming_small": (Sector.FARMING, 49),
}
WORKS = [
    ("private", _("Salarié d'une entreprise privée de 10 salariés ou plus")),
    ("private_small", _("Salarié d'une entreprise privée de moins de 10 salariés")),
    ("farming", _("Salarié d'une entreprise agricole de 50 salariés ou plus")),
    ("farming_small", _("Salarié d'une entreprise agricole de moins de 50 salariés")),
    ("other", _("Autre : fonction publique, indépendant, sans emploi, études, retraite")),
]


class EurosField(forms.Field):
    """Whole euros, however people type them; cents are dropped."""

    widget = forms.TextInput

    def __init__(self, *, highest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.highest = highest
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 16}
        self.widget.attrs["class"] = "input-short"

    def to_python(self, value: Any) -> int | None:
        """The amount; refuses what is no amount, and what is beyond belief."""
        typed = re.sub(r"[\s€]", "", str(value or ""))
        if not typed:
            return None
        found = AMOUNT.fullmatch(typed)
        if not found:
            raise ValidationError(_("Indiquez un montant en euros, par exemple 28 500."))
        amount = int(re.sub(r"[.,]", "", found[1])) if len(typed) <= 16 else self.highest + 1
        if amount > self.highest:
            raise ValidationError(_("Ce montant est trop élevé : vérifiez-le."))
        return amount


def _count(most: int, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    """A small whole number; not type=number, whose wheel changes values unseen."""
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}),
        error_messages={
            "required": _("Indiquez un nombre, 0 s'il n'y en a pas."),
            "invalid": _("Indiquez un nombre entier, sans virgule."),
            "min_value": _("Indiquez %(limit_value)s au moins."),
            "max_value": _("Indiquez %(limit_value)s au plus."),
        },
        **kwargs,
    )


class EligibilityForm(forms.Form):
    """Household, yearly income, monthly resources, place, work; nothing of it is kept."""

    adults = forms.TypedChoiceField(
        label=_("Vous demandez un logement"),
        coerce=int,
        choices=[(1, _("Pour un adulte")), (2, _("Pour deux adultes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    dependants = _count(
        MOST_DEPENDANTS,
        label=_("Personnes à votre charge"),
        help_text=_("Enfants, même à naître ou en garde alternée, et autres personnes à charge."),
    )
    first_age = _count(110, 16, label=_("Votre âge"), required=False)
    second_age = _count(110, 16, label=_("Âge de votre conjoint ou conjointe"), required=False)
    someone_disabled = forms.BooleanField(
        label=_("Une personne du foyer a la carte « mobilité inclusion », mention « invalidité »"),
        required=False,
    )
    needs_accessible = forms.BooleanField(
        label=_("Le logement doit être adapté aux personnes à mobilité réduite"), required=False
    )
    reference_income = EurosField(
        highest=HIGHEST_INCOME,
        error_messages={"required": _("Indiquez votre revenu fiscal de référence, ou 0.")},
    )
    recent_income = EurosField(
        label=_("Revenus des douze derniers mois"),
        highest=HIGHEST_INCOME,
        help_text=_("Seulement si vos revenus ont baissé depuis."),
        required=False,
    )
    monthly_resources = EurosField(
        label=_("Ressources de votre foyer par mois"),
        highest=HIGHEST_RESOURCES,
        help_text=_("Salaires, pensions, allocations et aide au logement."),
        error_messages={"required": _("Indiquez vos ressources par mois, ou 0.")},
    )
    lieu = forms.CharField(
        label=_("Où souhaitez-vous habiter ?"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": _("Ville, code postal, département")}
        ),
        error_messages={"required": _("Indiquez une commune, un code postal ou un département.")},
    )
    work = forms.ChoiceField(
        label=_("Votre situation"),
        choices=WORKS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    is_priority = forms.BooleanField(
        label=_("Ma situation est reconnue prioritaire (par exemple DALO)"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = self._place_of_key()
        year = local_today().year - INCOME_YEARS_BACK
        income = self.fields["reference_income"]
        income.label = _("Revenu fiscal de référence %(year)s") % {"year": year}
        income.help_text = _(
            "Sur votre avis d'impôt %(next)s, revenus de %(year)s. À plusieurs avis, additionnez."
        ) % {"next": year + 1, "year": year}

    def _place_of_key(self) -> Place | None:
        """A suggestion that was chosen sends its key, « commune:93066 »: the field shows its name again."""
        key = str(self.data.get("lieu", ""))[:80]
        place = place_from_key(key) if ":" in key and "\0" not in key else None
        if place is not None:
            shown = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
            shown["lieu"] = place.label
            self.data = shown
        return place

    @property
    def places(self) -> list[Place]:
        """The place meant, as the field with suggestions wants it."""
        return [self.place] if self.place else []

    def clean_lieu(self) -> str:
        """The place chosen, or the best match for what was typed."""
        typed: str = self.cleaned_data["lieu"]
        if self.place is None:
            self.place = next(iter(find_places(typed, limit=1)), None)
        if self.place is None:
            raise ValidationError(
                _("Ce lieu n'est pas connu. Indiquez une commune, un code postal ou un département.")
            )
        return self.place.label

    def clean(self) -> dict[str, Any]:
        """Ages make a couple: both or none, and only of two adults."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("adults") == 2 and not {"first_age", "second_age"} & set(self.errors):
            for name, other in (("first_age", "second_age"), ("second_age", "first_age")):
                if data.get(name) is None and data.get(other) is not None:
                    self.add_error(name, _("Indiquez les deux âges, ou aucun."))
        return data

    def answers(self) -> Answers:
        """What the rules are asked about; only of a valid form."""
        data = self.cleaned_data
        assert self.place is not None  # noqa: S101  clean_lieu found one
        ages = (data["first_age"], data["second_age"])
        couple = ages if data["adults"] == 2 and None not in ages else None
        company = COMPANIES.get(data["work"])
        return Answers(
            household=Composition(data["adults"], data["dependants"], data["someone_disabled"], couple),
            needs_accessible=data["needs_accessible"],
            reference_income=data["reference_income"],
            recent_income=data["recent_income"],
            monthly_resources=data["monthly_resources"],
            place=self.place,
            employer=Employer(sector=company[0], headcount=company[1]) if company else None,
            is_priority=data["is_priority"],
        )
