"""Read a landlord's offers file, check all of it, then write all of it or nothing.

The same functions serve `manage.py load_offers` and the landlords' own import. Columns: docs/load-offers.md.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Landlord
from alin.places.places import search_name
from offers.models import Offer
from offers.offer_columns import COLUMNS, REQUIRED
from offers.offer_rows import KnownRows, OfferRowForm
from offers.withdrawing import withdraw

MAX_ROWS = 5000
HEADINGS = {heading: name for name, others in COLUMNS.items() for heading in (name, *others)}
# What a row in the file replaces in the table; a photo or a candidature is never touched.
REPLACED = [name for name in COLUMNS if name not in ("reference", "insee", "reserved_for")] + [
    "commune",
    "reserved_for",
]


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell; `line` counts as spreadsheets do, the headings being line 1."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.column:
            return _("ligne %(line)s : %(message)s") % {"line": self.line, "message": self.message}
        return _("ligne %(line)s, colonne %(column)s : %(message)s") % {
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }


@dataclass
class OfferFile:
    """A file that was read: what is right in it, and what is not."""

    offers: list[Offer] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    replaced: int = 0

    @property
    def added(self) -> int:
        """How many offers are new."""
        return len(self.offers) - self.replaced


@dataclass(frozen=True)
class Row:
    """The cells of one line under their column's name."""

    line: int
    cells: dict[str, str]


def read_offers(content: bytes, landlord: Landlord) -> OfferFile:
    """Check a CSV file for a landlord; nothing is written."""
    result = OfferFile()
    rows = rows_of_text(text_of(content), result.errors, MAX_ROWS)
    known = KnownRows.of([row.cells for row in rows])
    there = Offer.objects.in_bulk([row.cells.get("reference", "") for row in rows], field_name="reference")
    seen: dict[str, int] = {}
    for row in rows:
        reference = row.cells.get("reference", "")
        form = OfferRowForm(row.cells, Offer(landlord=landlord), known)
        if form.is_valid():
            result.offers.append(form.instance)
        for column, messages in form.errors.items():
            result.errors += [RowError(row.line, column, str(message)) for message in messages]
        problem = reference_problem(row.cells, there.get(reference), landlord, seen)
        if problem:
            result.errors.append(RowError(row.line, "reference", problem))
        seen.setdefault(reference, row.line)
        result.replaced += reference in there
    if not rows and not result.errors:
        result.errors.append(RowError(1, "", _("le fichier ne contient aucune offre")))
    return result


def write_offers(file: OfferFile) -> None:
    """Add or replace every offer of a file without errors, in one transaction."""
    if file.errors:
        raise ValueError("A file with errors is never written.")
    with transaction.atomic():
        for offer in _leaving(file):
            withdraw(offer)
        Offer.objects.bulk_create(
            file.offers,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["reference"],
            update_fields=REPLACED,
        )


def _leaving(file: OfferFile) -> QuerySet[Offer]:
    """Offers the file withdraws: what hangs on them has to be told, which a bulk write does not do."""
    references = [offer.reference for offer in file.offers if offer.status == Offer.Status.WITHDRAWN]
    there = Offer.objects.filter(reference__in=references)
    return there.exclude(status=Offer.Status.WITHDRAWN).order_by("pk")


def reference_problem(
    cells: dict[str, str], there: Offer | None, landlord: Landlord, seen: dict[str, int]
) -> str | None:
    """Why this reference cannot be written, if it cannot."""
    reference = cells.get("reference", "")
    if reference and reference in seen:
        return _("cette référence est déjà à la ligne %(line)s") % {"line": seen[reference]}
    if there is None:
        return None
    if there.landlord_id != landlord.pk:
        return _("cette référence est celle d'un autre bailleur")
    if there.status == Offer.Status.ALLOCATED:
        return _("ce logement est déjà attribué : une nouvelle offre demande une nouvelle référence")
    if there.status == Offer.Status.PUBLISHED and _says_draft(cells):
        return _("une offre publiée ne redevient pas un brouillon : retirez-la")
    return None


def _says_draft(cells: dict[str, str]) -> bool:
    return search_name(cells.get("status", "")) in ("draft", "brouillon")


def text_of(content: bytes) -> str:
    """UTF-8, with or without its mark; else what French spreadsheets write by default."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def rows_of_text(text: str, errors: list[RowError], most: int) -> list[Row]:
    """The rows of a CSV text; its cells may be separated by semicolons, commas or tabs."""
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return rows_of_cells(reader, errors, most)
    except csv.Error:
        errors.append(RowError(reader.line_num, "", _("cette ligne n'est pas lisible comme du CSV")))
        return []


def rows_of_cells(lines: Iterator[list[str]], errors: list[RowError], most: int) -> list[Row]:
    """The rows under their columns; headings that do not fit are errors, and then no row is read."""
    rows: list[Row] = []
    columns = _columns_of(next(lines, []), errors)
    if errors:
        return []
    for line, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == most:
            errors.append(RowError(line, "", _("le fichier dépasse %(max)s lignes") % {"max": most}))
            return []
        if any(cell.strip() for cell in cells[len(columns) :]):
            errors.append(RowError(line, "", _("cette ligne a plus de cases que de colonnes")))
            continue
        rows.append(Row(line, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}))
    return rows


def _columns_of(headings: list[str], errors: list[RowError]) -> list[str]:
    """The column each heading names."""
    columns: list[str] = []
    for heading in headings:
        name = HEADINGS.get(heading.strip().lower()) or HEADINGS.get(search_name(heading).replace(" ", "_"))
        if name is None:
            errors.append(RowError(1, heading.strip(), _("cette colonne n'est pas connue")))
        elif name in columns:
            errors.append(RowError(1, heading.strip(), _("cette colonne est là deux fois")))
        columns.append(name or "")
    errors += [
        RowError(1, name, _("cette colonne est obligatoire")) for name in REQUIRED if name not in columns
    ]
    return columns
