"""Parts that are lists, one row each: dependants, and communes in order of preference."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alin.places.models import Commune
from alin.places.places import PlaceKind, find_places
from alin.simulator.forms.base import Fault, Path, Words, dig, hush, nested
from alin.simulator.forms.faults import sentence
from alin.simulator.forms.people import DependantForm
from applications.registry.editing import Data

SUGGESTIONS = 8
MOST_DIGITS = 5  # of a number of rows; a page never has more


class Rows:
    """A list of a demande as rows of a form: one may be added, taken away, and where it matters, ordered."""

    title: Words = ""
    hint: Words = ""
    add: Words = ""
    template: ClassVar[str] = "simulator/_rows.html"
    path: ClassVar[Path] = ()
    prefix: ClassVar[str] = ""
    formset_class: ClassVar[type[BaseFormSet]]

    def __init__(self, data: QueryDict | None, demande: Data, *, blank: int = 0) -> None:
        self.entries: list[Any] = dig(demande, self.path) or []
        self.errors: list[str] = []
        if data is not None and f"plus-{self.prefix}" in data:
            data = self._one_row_more(data)
        self.rows = self.formset_class(data, prefix=self.prefix, initial=self.initial())
        if data is None:
            self.rows.extra = 0 if self.entries else max(blank, 1)
        if self.prefix == CommuneRows.prefix:
            self._suggest()
        if self.asks_for_more and self.rows.forms:
            first = next(iter(self.rows.forms[-1].fields.values()))
            first.widget.attrs["autofocus"] = True

    def _suggest(self) -> None:
        """With JavaScript, names are offered while one types (htmx)."""
        for form in self.rows.forms:
            form.fields["commune"].widget.attrs |= {
                "hx-get": reverse("simulator:communes"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#communes",
            }

    def _one_row_more(self, data: QueryDict) -> QueryDict:
        more = data.copy()
        name = f"{self.prefix}-TOTAL_FORMS"
        typed = str(more.get(name, ""))
        more[name] = str(int(typed) + 1) if typed.isdecimal() and len(typed) < MOST_DIGITS else "1"
        return more

    @property
    def asks_for_more(self) -> bool:
        """Was the button pressed that adds an empty row?"""
        return f"plus-{self.prefix}" in self.rows.data

    def initial(self) -> list[Data]:
        """What each row begins with."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Every row that is not taken away."""
        return self.rows.is_valid()

    def hush(self) -> None:
        """Say nothing yet about what is missing: the person only asked for one more row."""
        for form in self.rows.forms:
            hush(form)

    def filled(self) -> list[Any]:
        """The rows to keep, without empty ones and those taken away."""
        return [
            form
            for form in self.rows.forms
            if form.has_changed_or_begun() and not form.cleaned_data.get("DELETE")
        ]

    def values(self) -> list[Any]:
        """What to write, in order."""
        raise NotImplementedError

    def changes(self) -> Data:
        """The whole list."""
        return nested(self.path, self.values())

    def take(self, fault: Fault) -> bool:
        """A fault of an entry goes to its row; one of the list is told above the rows."""
        where = tuple(fault["loc"])
        if where[: len(self.path)] != self.path:
            return False
        inner = where[len(self.path) :]
        kept = self.filled()
        if inner and isinstance(inner[0], int) and inner[0] < len(kept):
            form = kept[inner[0]]
            name = inner[1] if len(inner) > 1 and inner[1] in form.fields else None
            form.add_error(name, sentence(fault))
        else:
            self.errors.append(sentence(fault))
        return True


class Row:
    """Mixed into a row's form: a row that came filled counts even where nothing in it was changed."""

    def has_changed_or_begun(self: Any) -> bool:
        """Is there anything in this row?"""
        return bool(self.has_changed() or self.initial)


class DependantRow(Row, DependantForm):
    """A dependant."""


class CommuneRow(Row, forms.Form):
    """A commune, by its name as people write it or as the list offers it."""

    commune = forms.CharField(
        label=_("Commune"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "communes"}),
    )

    def clean_commune(self) -> str:
        """The INSEE code of the one commune meant; several that could be meant are named."""
        typed = str(self.cleaned_data["commune"]).strip()
        if not typed:
            return ""
        if typed == self.initial.get("commune"):
            return str(self.initial["insee"])
        found = [place for place in find_places(typed, limit=SUGGESTIONS) if place.kind == PlaceKind.COMMUNE]
        exact = [
            place for place in found if typed.casefold() in (place.label.casefold(), place.name.casefold())
        ]
        if len(exact) == 1 or (len(found) == 1 and not exact and not found[0].is_guess):
            return (exact or found)[0].code
        if not found:
            raise ValidationError(
                _("Aucune commune ne porte ce nom. Vérifiez l'orthographe."), code="unknown"
            )
        labels = " ; ".join(place.label for place in (exact or found)[:5])
        raise ValidationError(
            _("Plusieurs communes correspondent. Recopiez l'une d'elles : %(names)s."),
            code="several",
            params={"names": labels},
        )


class DependantRows(Rows):
    """The other persons to be housed."""

    title = _("Personnes à charge")
    hint = _("Une personne par ligne : enfants, parents ou autres personnes qui habiteront avec vous.")
    add = _("Ajouter une personne")
    path = ("dependants",)
    prefix = "personnes"
    formset_class = formset_factory(
        DependantRow, can_delete=True, extra=0, max_num=20, absolute_max=40, validate_max=True
    )

    def initial(self) -> list[Data]:
        """As they are."""
        return [dict(entry) for entry in self.entries]

    def values(self) -> list[Any]:
        """A row keeps whatever else the registry knows of the same person."""
        known = {(entry["first_name"], entry["birth_date"]): entry for entry in self.entries}
        found = []
        for form in self.filled():
            typed = form.part()
            typed.pop("DELETE", None)
            found.append({**known.get((typed["first_name"], typed["birth_date"]), {}), **typed})
        return found


class CommuneRows(Rows):
    """The communes looked for, the most wanted first."""

    title = _("Communes souhaitées, par ordre de préférence")
    hint = _("Une commune par ligne. Changez les numéros d'ordre pour changer la préférence.")
    add = _("Ajouter une commune")
    path = ("wishes", "communes")
    prefix = "communes"
    formset_class = formset_factory(
        CommuneRow, can_delete=True, can_order=True, extra=0, max_num=60, absolute_max=80, validate_max=True
    )

    def initial(self) -> list[Data]:
        """By name; a code no commune is known by stays as it is."""
        known = Commune.objects.prefetch_related("postal_codes").in_bulk(self.entries)
        return [{"insee": code, "commune": _label(known.get(code), code)} for code in self.entries]

    def take(self, fault: Fault) -> bool:
        """Codes come from the table of communes; what can be wrong is the list."""
        where = tuple(fault["loc"])
        if where[: len(self.path)] != self.path:
            return False
        self.errors.append(sentence(fault))
        return True

    def values(self) -> list[Any]:
        """Each once, in the order of the numbers; a row without a number comes last."""
        rows = [form.cleaned_data for form in self.filled() if form.cleaned_data.get("commune")]
        rows.sort(key=lambda row: (row.get("ORDER") is None, row.get("ORDER") or 0))
        return list(dict.fromkeys(row["commune"] for row in rows))


def _label(commune: Commune | None, code: str) -> str:
    """As find_places writes it, so that a name given back unchanged is found again."""
    if commune is None:
        return code
    postal_codes = [postal_code.code for postal_code in commune.postal_codes.all()]
    return f"{commune.name} ({postal_codes[0] if len(postal_codes) == 1 else commune.department_id})"
