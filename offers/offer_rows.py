"""One row of an offers file, checked: text cells in, an unsaved Offer or an error per column out."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer
from alin.dates import local_today
from alin.places.models import Commune, PostalCode
from alin.places.places import search_name
from offers.models import EnergyClass, Offer
from offers.offer_columns import CHOICES, COLUMNS, NO, REQUIRED, WORDS, YES

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
DATES = ("available_on", "published_on", "deadline")
FLAGS = ("has_lift", "is_accessible", "has_garden", "has_balcony", "has_parking", "reserved_for_priority")
MONEY = ("rent", "charges", "deposit")
FIGURES = (*MONEY, "latitude", "longitude", "surface", "energy_cost_low", "energy_cost_high")
# A class G dwelling is no longer decent since 1 January 2025 (article 160, law of 22 August 2021).
UNLETTABLE = EnergyClass.G


@dataclass
class KnownRows:
    """What rows point to, fetched once for the whole file."""

    communes: dict[str, Commune] = field(default_factory=dict)
    by_postal_code: dict[str, list[Commune]] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: list[dict[str, str]]) -> "KnownRows":
        """The communes and companies these rows name."""
        known = cls()
        codes = {row.get("postal_code", "") for row in rows}
        for postal_code in PostalCode.objects.filter(code__in=codes).select_related("commune"):
            known.by_postal_code.setdefault(postal_code.code, []).append(postal_code.commune)
        insee = {row.get("insee", "").upper() for row in rows}
        known.communes = {commune.pk: commune for commune in Commune.objects.filter(pk__in=insee)}
        for employer in Employer.objects.all():
            known.employers[employer.siren] = employer
            if employer.code:
                known.employers[employer.code.upper()] = employer
        return known

    def commune(self, insee: str, postal_code: str) -> Commune | None:
        """The commune meant, or the arrondissement when the postal code tells which one."""
        at_code = self.by_postal_code.get(postal_code, [])
        arrondissement = next((c for c in at_code if c.parent_id and c.parent_id == insee), None)
        return arrondissement or self.communes.get(insee)


class OfferRowForm(forms.ModelForm):
    """Checks a row. Empty cells count as absent, so that an optional column takes its default."""

    insee = forms.CharField(required=False)
    reserved_for = forms.CharField(required=False)

    class Meta:
        model = Offer
        fields = [name for name in COLUMNS if name not in ("insee", "reserved_for")]

    def __init__(self, cells: dict[str, str], instance: Offer, known: KnownRows) -> None:
        self.known = known
        given = {name: cell for name, cell in cells.items() if cell}
        super().__init__(data=prepared(given), instance=instance)
        for name, shown in self.fields.items():
            shown.required = name in REQUIRED
            # A form field would count an absent box as « no » and an odd word as « yes ».
            if name in FLAGS:
                self.fields[name] = forms.TypedChoiceField(
                    choices=[("True", ""), ("False", "")],
                    coerce=lambda value: value == "True",
                    empty_value=None,
                    required=False,
                    error_messages={"invalid_choice": _("écrivez oui ou non")},
                )
        # An offer is allocated by its committee, never by a file.
        self.fields["status"] = forms.ChoiceField(
            choices=[(value, "") for value in CHOICES["status"]], required=False
        )
        for name in DATES:
            self.fields[name] = forms.DateField(
                input_formats=DATE_FORMATS,
                required=name in REQUIRED,
                error_messages={"invalid": _("écrivez une date : 2026-11-22 ou 22/11/2026")},
            )
        self._explain()

    def _explain(self) -> None:
        """Say what was expected, per kind of column."""
        for name, shown in self.fields.items():
            shown.error_messages["required"] = _("cette valeur est obligatoire")
            if name in CHOICES:
                expected = ", ".join(CHOICES[name])
                shown.error_messages["invalid_choice"] = _("une de ces valeurs est attendue : %(values)s") % {
                    "values": expected
                }
            elif name in FIGURES or isinstance(shown, forms.IntegerField | forms.FloatField):
                shown.error_messages["invalid"] = _("un nombre est attendu")
        bounds = {"latitude": (-90, 90), "longitude": (-180, 180), "surface": (5, 1000), "rent": (1, 10_000)}
        for name, (low, high) in bounds.items():
            message = _("un nombre de %(low)s à %(high)s est attendu") % {"low": low, "high": high}
            self.fields[name].validators += [
                MinValueValidator(low, message),
                MaxValueValidator(high, message),
            ]

    def clean_insee(self) -> str:
        """Kept for `clean`, which knows the postal code too."""
        return str(self.cleaned_data["insee"]).upper()

    def clean_postal_code(self) -> str:
        """Five digits."""
        code = str(self.cleaned_data["postal_code"])
        if not (code.isascii() and code.isdigit() and len(code) == 5):
            raise ValidationError(_("5 chiffres sont attendus"))
        return code

    def clean_energy_class(self) -> str:
        """Not G, which may not be let any more."""
        given = str(self.cleaned_data["energy_class"])
        if given == UNLETTABLE:
            raise ValidationError(
                _("un logement classé G ne peut plus être mis en location depuis le 1er janvier 2025")
            )
        return given

    def clean_reserved_for(self) -> Employer | None:
        """A company, by its SIREN or its code."""
        given = "".join(str(self.cleaned_data["reserved_for"]).split()).upper()
        if given and given not in self.known.employers:
            raise ValidationError(_("aucune entreprise connue n'a ce SIREN ou ce code"))
        return self.known.employers.get(given)

    def clean(self) -> dict[str, Any]:
        """What two columns say together."""
        cells = super().clean() or {}
        self._set_defaults(cells)
        self._set_commune(cells)
        opens, closes = cells.get("published_on"), cells.get("deadline")
        if opens and closes and closes < opens:
            self.add_error("deadline", _("la date limite précède la date de publication"))
        low, high = cells.get("energy_cost_low"), cells.get("energy_cost_high")
        if low and high and high < low:
            self.add_error("energy_cost_high", _("le coût le plus haut est inférieur au plus bas"))
        if (low or high) and not cells.get("energy_cost_year"):
            self.add_error("energy_cost_year", _("indiquez l'année des prix de l'énergie"))
        return cells

    def _set_defaults(self, cells: dict[str, Any]) -> None:
        today = local_today()
        cells["status"] = cells.get("status") or Offer.Status.PUBLISHED
        if "published_on" in cells:
            cells["published_on"] = cells["published_on"] or today
        if "available_on" in cells:
            cells["available_on"] = cells["available_on"] or today
        if cells.get("bedrooms") is None and cells.get("typology"):
            cells["bedrooms"] = int(cells["typology"]) - 1
        for name in FLAGS:
            cells[name] = bool(cells.get(name))
        for name in ("charges", "deposit"):
            cells[name] = cells.get(name) or Decimal(0)
        cells["kind"] = cells.get("kind") or Offer.Kind.APARTMENT

    def _set_commune(self, cells: dict[str, Any]) -> None:
        insee, postal_code = cells.get("insee", ""), cells.get("postal_code", "")
        if not postal_code:
            return
        if not insee:
            self._set_commune_by_postal_code(postal_code)
            return
        commune = self.known.commune(insee, postal_code)
        if commune is None:
            self.add_error("insee", _("aucune commune n'a ce code INSEE"))
        elif not postal_code.startswith(department_prefix(commune)):
            self.add_error("postal_code", _("ce code postal n'est pas celui du département de la commune"))
        else:
            self.instance.commune = commune

    def _set_commune_by_postal_code(self, postal_code: str) -> None:
        found = self.known.by_postal_code.get(postal_code, [])
        cities = {commune.parent_id for commune in found}
        places = [commune for commune in found if commune.pk not in cities]
        if len(places) == 1:
            self.instance.commune = places[0]
        else:
            self.add_error(
                "insee",
                _("ce code postal ne désigne pas une seule commune : indiquez son code INSEE"),
            )

    def _post_clean(self) -> None:
        """The instance takes the cells and is checked, without the questions a model form asks per row.

        References are compared for the whole file at once (offer_files.py), and each constraint has its
        own sentence above: asking the database would cost a dozen queries a row.
        """
        given = {name for name, value in self.cleaned_data.items() if value not in (None, "")}
        exclude = {column.name for column in Offer._meta.get_fields()} - (given - self.errors.keys())
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        self.instance.reserved_for = self.cleaned_data.get("reserved_for")
        try:
            self.instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self.add_error(None, error)


def department_prefix(commune: Commune) -> str:
    """How the postal codes of a commune's department begin; Corsica shares « 20 »."""
    code = str(commune.department_id)
    return "20" if code in ("2A", "2B") else code


def prepared(cells: dict[str, str]) -> dict[str, str]:
    """Cells as the form reads them: French figures, words and boxes in the project's own writing."""
    ready = dict(cells)
    for name, cell in cells.items():
        word = search_name(cell).replace(" ", "_") or cell
        if name in FIGURES:
            ready[name] = cell.replace("€", "").replace("m²", "").replace(",", ".")
            ready[name] = "".join(ready[name].split())
        elif name in FLAGS:
            ready[name] = "True" if word in YES else "False" if word in NO else cell
        elif name in WORDS:
            ready[name] = WORDS[name].get(word, cell.lower() if name != "typology" else cell)
        elif name in ("financing", "energy_class", "climate_class"):
            ready[name] = cell.upper()
        elif name == "postal_code" and cell.isdigit():
            ready[name] = cell.zfill(5)  # spreadsheets eat the first zero of « 06000 »
    surface = ready.get("surface", "")
    whole, dot, rest = surface.partition(".")
    if dot and whole.isdigit() and rest.isdigit():
        ready["surface"] = whole  # whole square metres, never more than there are
    return ready
