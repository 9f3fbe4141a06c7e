"""The landlords' forms about an offer: the offer itself in sections, and what is asked by each act."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer
from alin.places.models import Commune, PostalCode
from alin.places.places import search_name
from offers.checking import law_problems, problems
from offers.editing import EDITED
from offers.models import Offer
from offers.publishing_forms import date_field

SECTIONS: list[tuple[str, str | Promise, tuple[str, ...]]] = [
    ("identity", _("Annonce"), ("reference", "title", "kind", "description")),
    ("place", _("Adresse"), ("address", "postal_code", "city", "latitude", "longitude")),
    (
        "dwelling",
        _("Logement"),
        ("typology", "bedrooms", "surface", "floor", "floors", "built_in", "heating"),
    ),
    (
        "comfort",
        _("Équipements"),
        ("has_lift", "is_accessible", "has_garden", "has_balcony", "has_parking"),
    ),
    (
        "energy",
        _("Énergie et climat"),
        ("energy_class", "climate_class", "energy_cost_low", "energy_cost_high", "energy_cost_year"),
    ),
    ("rent", _("Loyer"), ("financing", "rent", "charges", "deposit")),
    ("dates", _("Dates"), ("available_on", "deadline")),
    ("reserved", _("Réservation"), ("company", "reserved_for_priority")),
]
FIELD_SECTIONS = {name: key for key, _title, names in SECTIONS for name in names} | {"commune": "place"}
MONEY = ("rent", "charges", "deposit")
NUMBERS = (
    "bedrooms",
    "surface",
    "floor",
    "floors",
    "built_in",
    "energy_cost_low",
    "energy_cost_high",
    "energy_cost_year",
)
# Columns that are never empty, not even in a draft: an emptied cell goes back to what it was.
WITH_DEFAULT = ("kind", "bedrooms", "charges", "deposit", "available_on", "deadline")
LOCKED_ONCE_PUBLISHED = ("reference", "deadline", "company", "reserved_for_priority", "financing")


class Figures(forms.TextInput):
    """Numbers as French people type them: « 1 234,50 € »."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Without spaces and units; the decimal comma as a point."""
        typed = str(super().value_from_datadict(data, files, name) or "")
        return "".join(typed.replace("€", "").replace("m²", "").replace(",", ".").split())


class OfferForm(forms.ModelForm):
    """A draft may lack anything; an offer that is published stays fit to be so."""

    city = forms.CharField(
        label=_("Commune"),
        required=False,
        max_length=80,
        help_text=_("Nécessaire si le code postal en a plusieurs."),
    )
    company = forms.CharField(
        label=_("Réservée aux salariés de"),
        required=False,
        max_length=40,
        help_text=_("SIREN ou code de l'entreprise. Vide : ouverte à tous."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Offer
        fields = [name for name in EDITED if name not in ("commune", "reserved_for")]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            **{name: Figures(attrs={"inputmode": "decimal", "class": "input-short"}) for name in MONEY},
            **{name: Figures(attrs={"inputmode": "numeric", "class": "input-short"}) for name in NUMBERS},
            "latitude": Figures(attrs={"inputmode": "decimal", "class": "input-short"}),
            "longitude": Figures(attrs={"inputmode": "text", "class": "input-short"}),
            "postal_code": forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer: Offer = self.instance
        for name in ("available_on", "deadline"):
            self.fields[name] = date_field(label=self.fields[name].label, required=False)
        for field in self.fields.values():
            field.required = False
            if isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
                field.localize = False
                field.error_messages["invalid"] = _("Écrivez un nombre.")
        self._explain()
        self.initial["version"] = offer.version
        if offer.commune_id:
            self.initial["city"] = offer.commune.name
        if offer.reserved_for:
            self.initial["company"] = offer.reserved_for.code or offer.reserved_for.siren
        if self.is_published:
            for name in LOCKED_ONCE_PUBLISHED:
                self.fields[name].disabled = True

    def _explain(self) -> None:
        self.fields["reference"].help_text = _("Vide : une référence est donnée. Fixe après la publication.")
        self.fields["surface"].help_text = _("En m² entiers.")
        self.fields["floor"].help_text = _("0 : rez-de-chaussée.")
        self.fields["energy_class"].help_text = _("Un logement classé G ne peut plus être loué.")
        self.fields["energy_cost_low"].help_text = _("En euros par an, d'après le diagnostic.")
        self.fields["rent"].help_text = _("En euros par mois.")
        self.fields["deadline"].help_text = (
            _("Pour la repousser, utilisez « Prolonger ».")
            if self.is_published
            else _("Jusqu'à 23 h 59 ce jour-là.")
        )

    @property
    def is_published(self) -> bool:
        """Has the offer left the drafts?"""
        return bool(self.instance.pk) and self.instance.status == Offer.Status.PUBLISHED

    @property
    def sections(self) -> Iterator[tuple[str, str | Promise, list[BoundField]]]:
        """Anchor, title and fields, in the page's order."""
        for key, title, names in SECTIONS:
            yield key, title, [self[name] for name in names]

    def clean_postal_code(self) -> str:
        """Five digits, or nothing yet."""
        code = "".join(str(self.cleaned_data["postal_code"]).split())
        if code and not (code.isascii() and code.isdigit() and len(code) == 5):
            raise ValidationError(_("Écrivez les 5 chiffres du code postal."))
        return code

    def clean_reference(self) -> str:
        """Unique among all landlords, said without telling whose it is."""
        reference = " ".join(str(self.cleaned_data["reference"]).split())
        if reference and Offer.objects.filter(reference=reference).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Cette référence est déjà prise."))
        return reference or self.instance.reference

    def clean_company(self) -> str:
        """A company that is known, by its SIREN or its code."""
        given = "".join(str(self.cleaned_data["company"]).split()).upper()
        found = Employer.objects.filter(code__iexact=given).first() if given else None
        found = found or (Employer.objects.filter(siren=given).first() if given else None)
        if given and found is None:
            raise ValidationError(_("Aucune entreprise connue n'a ce SIREN ou ce code."))
        if not self.is_published:
            self.instance.reserved_for = found
        return given

    def clean(self) -> dict[str, Any]:
        """Empty cells that must hold something keep their default; then the commune."""
        cells: dict[str, Any] = super().clean() or {}
        for name in WITH_DEFAULT:
            if cells.get(name) in (None, "") and name not in self.errors:
                cells[name] = getattr(self.instance, name)  # what stood there; the default in a new draft
        for name in ("charges", "deposit", "rent"):
            if (cells.get(name) or 0) < 0:
                self.add_error(name, _("Écrivez un montant positif."))
        if cells.get("rent") == 0:
            self.add_error("rent", _("Écrivez un montant positif."))
        if "postal_code" in cells:
            self._find_commune(cells["postal_code"], str(cells.get("city", "")))
        return cells

    def _find_commune(self, code: str, city: str) -> None:
        if not code:
            self.instance.commune = None
            return
        at_code = PostalCode.objects.filter(code=code).select_related("commune")
        found: list[Commune] = [postal_code.commune for postal_code in at_code.order_by("commune__name")]
        parents = {commune.parent_id for commune in found}
        places = [commune for commune in found if commune.pk not in parents]
        if not places:
            self.add_error("postal_code", _("Aucune commune connue n'a ce code postal."))
            return
        wanted = search_name(city)
        named = [commune for commune in places if search_name(commune.name) == wanted] if wanted else places
        if len(named) == 1:
            self.instance.commune = named[0]
            return
        if wanted or len(places) > 1:
            self.instance.commune = None
            names = ", ".join(commune.name for commune in places[:12])
            self.add_error("city", _t("Choisissez parmi : %(names)s.") % {"names": names})

    def _post_clean(self) -> None:
        """The instance takes the values; what is published stays fit to be so."""
        super()._post_clean()  # type: ignore[misc]
        found = problems(self.instance) if self.is_published else law_problems(self.instance)
        for problem in found:
            field = "city" if problem.field == "commune" else problem.field
            if field in self.fields and field not in self.errors:
                self.add_error(field, problem.sentence)
