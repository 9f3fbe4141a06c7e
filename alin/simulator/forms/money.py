"""What comes in: monthly resources by type, and tax notices by year."""

import datetime
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from alin.simulator.forms.base import PartForm, Path
from alin.simulator.forms.fields import WholeNumberField
from applications.registry import labels, schema
from applications.registry.editing import Data
from applications.registry.labels import label

YEARS_BACK = (2, 1)  # the notice that counts, and the next one


class ResourcesForm(PartForm):
    """One amount for each kind of resource; an empty one is not received, a 0 is received but nil."""

    hint = _("En euros par mois. Laissez vide ce que cette personne ne reçoit pas.")

    def __init__(self, data: Any, demande: Data, path: Path = (), **options: Any) -> None:
        super().__init__(data, demande, path, **options)
        for kind in get_args(schema.Resource):
            self.fields[kind] = WholeNumberField(label=label(labels.RESOURCES, kind))

    def read(self, part: Data) -> Data:
        """Several amounts of one kind are one sum here."""
        self.entries: list[Data] = part.get("resources") or []
        sums: Data = {}
        for entry in self.entries:
            sums[entry["kind"]] = sums.get(entry["kind"], 0) + entry["monthly"]
        return sums

    def kinds(self) -> list[str]:
        """Those with an amount, in the order they are written."""
        return [kind for kind in self.fields if self.cleaned_data.get(kind) is not None]

    def part(self) -> Data:
        """A kind whose sum is as it was keeps its entries as they were."""
        written: list[Data] = []
        for kind in self.kinds():
            before = [entry for entry in self.entries if entry["kind"] == kind]
            amount = self.cleaned_data[kind]
            if before and sum(entry["monthly"] for entry in before) == amount:
                written += before
            else:
                written.append({**(before[0] if before else {}), "kind": kind, "monthly": amount})
        return {"resources": written}

    def field_at(self, where: tuple[Any, ...]) -> str | None:
        """A fault names the position in the list; the amount behind it is the field's."""
        start = (*self.path, "resources")
        if where[: len(start)] != start or len(where) <= len(start):
            return None
        entry = self.part()["resources"][where[len(start)]]
        return str(entry["kind"])


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


def notice_years(today: datetime.date) -> list[int]:
    """The years whose notices are asked for."""
    return [today.year - back for back in YEARS_BACK]
