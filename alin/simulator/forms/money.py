"""What comes in: monthly resources by type, and tax notices by year."""

from itertools import chain
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from alin.simulator.forms.base import PartForm, Path
from alin.simulator.forms.fields import WholeNumberField
from applications.registry import labels, schema
from applications.registry.editing import Data
from applications.registry.labels import label

# The lists of amounts of one person: their kinds in the schema, and in words.
LISTS: dict[str, tuple[Any, labels.Labels]] = {
    "resources": (schema.Resource, labels.RESOURCES),
    "payments": (schema.Payment, labels.PAYMENTS),
}
YEARS_BACK = (2, 1)  # the notice that counts, and the next one


class ResourcesForm(PartForm):
    """One amount for each kind of resource and payment; an empty one is not there, a 0 is there but nil."""

    hint = _("En euros par mois. Laissez vide ce qui ne concerne pas cette personne.")

    def __init__(self, data: Any, demande: Data, path: Path = (), **options: Any) -> None:
        super().__init__(data, demande, path, **options)
        for kinds, words in LISTS.values():
            for kind in get_args(kinds):
                self.fields[kind] = WholeNumberField(label=label(words, kind))

    def read(self, part: Data) -> Data:
        """Several amounts of one kind are one sum here."""
        self.entries: dict[str, list[Data]] = {name: part.get(name) or [] for name in LISTS}
        sums: Data = {}
        for entry in chain.from_iterable(self.entries.values()):
            sums[entry["kind"]] = sums.get(entry["kind"], 0) + entry["monthly"]
        return sums

    def part(self) -> Data:
        """Both lists, in the order of their kinds."""
        return {name: self._written(name) for name in LISTS}

    def _written(self, name: str) -> list[Data]:
        """A kind whose sum is as it was keeps its entries as they were."""
        written: list[Data] = []
        for kind in get_args(LISTS[name][0]):
            amount = self.cleaned_data.get(kind)
            before = [entry for entry in self.entries[name] if entry["kind"] == kind]
            if before and sum(entry["monthly"] for entry in before) == amount:
                written += before
            elif amount is not None:
                written.append({**(before[0] if before else {}), "kind": kind, "monthly": amount})
        return written

    def field_at(self, where: tuple[Any, ...]) -> str | None:
        """A fault names the position in a list; the amount behind it is the field's."""
        inner = where[len(self.path) :]
        if where[: len(self.path)] != self.path or len(inner) < 2 or inner[0] not in LISTS:
            return None
        return str(self.part()[inner[0]][inner[1]]["kind"])


class TaxForm(PartForm):
    """The reference tax income of the two years that count; older notices stay as they are."""

    hint = _("En euros par an, sur la ligne « revenu fiscal de référence » de l'avis.")

    def __init__(self, data: Any, demande: Data, path: Path = (), **options: Any) -> None:
        self.years = [local_today().year - back for back in YEARS_BACK]
        super().__init__(data, demande, path, **options)
        for year in self.years:
            self.fields[str(year)] = WholeNumberField(
                label=_("Revenu fiscal de référence %(year)s") % {"year": year},
                help_text=_("Avis d'impôt %(notice)s sur les revenus %(year)s.")
                % {"notice": year + 1, "year": year},
            )

    def read(self, part: Data) -> Data:
        """Several notices of one year are one sum here."""
        self.notices: list[Data] = part.get("tax_incomes") or []
        return {
            str(year): sum(notice["amount"] for notice in found)
            for year in self.years
            if (found := [notice for notice in self.notices if notice["year"] == year])
        }

    def part(self) -> Data:
        """The notices of other years first, then those of the fields."""
        written = [notice for notice in self.notices if notice["year"] not in self.years]
        for year in self.years:
            amount = self.cleaned_data.get(str(year))
            before = [notice for notice in self.notices if notice["year"] == year]
            if before and sum(notice["amount"] for notice in before) == amount:
                written += before
            elif amount is not None:
                written.append({**(before[0] if before else {}), "year": year, "amount": amount})
        return {"tax_incomes": written}

    def field_at(self, where: tuple[Any, ...]) -> str | None:
        """A fault names the position in the list; the notice behind it names its year."""
        start = (*self.path, "tax_incomes")
        if where[: len(start)] != start or len(where) <= len(start):
            return None
        year = str(self.part()["tax_incomes"][where[len(start)]]["year"])
        return year if year in self.fields else None


class RecentIncomeForm(PartForm):
    """What the whole household earned lately: it counts where it is much lower than the notice."""

    title = _("Foyer")
    last_twelve_months_income = WholeNumberField(
        label=_("Revenus des douze derniers mois"),
        help_text=_("Pour tout le foyer, s'ils ont baissé depuis l'avis d'impôt. Sinon, laissez vide."),
    )
