"""Offers as CSV and XLSX files: read into rows of text, write for a landlord, the template to fill in.

A cell that a spreadsheet would run as a formula is written behind an apostrophe, and read back without it
(OWASP, « CSV injection »). Formulas of an uploaded workbook are never computed: only the
value it holds counts.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import tablib  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from openpyxl import load_workbook  # type: ignore[import-untyped]

from offers.models import Offer
from offers.offer_columns import COLUMNS, FRENCH, WORDS
from offers.offer_files import Row, RowError, rows_of_cells, rows_of_text, text_of

MAX_ROWS = 10_000
MAX_BYTES = 8_000_000
MAX_UNPACKED = 120_000_000  # a workbook is a zip file: what it would become in memory
MAX_COLUMNS = 60
STARTERS = ("=", "+", "-", "@", "\t", "\r")
WORD_OF = {name: {value: word for word, value in words.items()} for name, words in WORDS.items()}
EXAMPLE = {
    "reference": "EX-001",
    "status": "brouillon",
    "title": "Résidence du Canal",
    "kind": "appartement",
    "address": "12 quai de Seine",
    "postal_code": "93400",
    "insee": "93070",
    "typology": "T2",
    "surface": "43",
    "energy_class": "C",
    "climate_class": "B",
    "energy_cost_low": "640",
    "energy_cost_high": "890",
    "energy_cost_year": "2023",
    "financing": "PLUS",
    "rent": "452,50",
    "charges": "68",
    "deadline": "31/12/2026",
}


def read_rows(content: bytes) -> tuple[list[Row], list[RowError]]:
    """The rows of a CSV or XLSX file, told apart by their content, and what is wrong with the file itself."""
    errors: list[RowError] = []
    if len(content) > MAX_BYTES:
        message = _("le fichier dépasse %(size)d Mo") % {"size": MAX_BYTES // 1_000_000}
        return [], [RowError(1, "", message)]
    if content.startswith(b"PK"):
        rows = _rows_of_workbook(content, errors)
    elif b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        errors.append(RowError(1, "", _("ce fichier n'est ni un CSV ni un classeur XLSX")))
        rows = []
    else:
        rows = rows_of_text(text_of(content).replace("\0", ""), errors, MAX_ROWS)
    if not rows and not errors:
        errors.append(RowError(1, "", _("le fichier ne contient aucune offre")))
    return [Row(row.line, {name: bare(cell) for name, cell in row.cells.items()}) for row in rows], errors


def _rows_of_workbook(content: bytes, errors: list[RowError]) -> list[Row]:
    """The first sheet's rows; whatever is wrong with such a file, it is one sentence for its author."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise ValueError("unpacks to too much")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            lines = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True)
            return rows_of_cells(_texts(lines), errors, MAX_ROWS)
        finally:
            book.close()
    except Exception:  # a hostile or broken workbook fails in any of three libraries
        errors.append(RowError(1, "", _("ce classeur n'est pas lisible")))
        return []


def _texts(lines: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Cells as a person would have typed them; empty columns at the end are none."""
    for line in lines:
        cells = [_text(value) for value in line]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 6))
    return str(value)


def bare(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTERS) else cell


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(STARTERS) else text


# --- Writing --------------------------------------------------------------------------------------
def written(offers: Iterable[Offer], file_format: str) -> bytes:
    """These offers under French headings; `file_format`: csv (as French spreadsheets read it) or xlsx."""
    return _file([[_value(offer, name) for name in COLUMNS] for offer in offers], file_format)


def template(file_format: str) -> bytes:
    """The headings with one example."""
    return _file([[EXAMPLE.get(name, "") for name in COLUMNS]], file_format)


def _file(lines: list[list[Any]], file_format: str) -> bytes:
    data = tablib.Dataset(*lines, headers=[FRENCH[name] for name in COLUMNS], title="Offres")
    if file_format == "xlsx":
        return bytes(data.export("xlsx"))
    # A French spreadsheet opens it by a double click: semicolons, and the mark that says UTF-8.
    lines_as_text = [[_french(value) for value in line] for line in lines]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(data.headers)
    writer.writerows(lines_as_text)
    return out.getvalue().encode("utf-8-sig")


def _french(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return str(value)


def _value(offer: Offer, name: str) -> Any:
    """A cell: a number, a date, or a text that does no harm."""
    if name == "insee":
        return offer.commune_id or ""
    if name == "reserved_for":
        return harmless((offer.reserved_for.code or offer.reserved_for.siren) if offer.reserved_for else "")
    value = getattr(offer, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name == "typology":
        return offer.typology_code
    if name in WORD_OF:
        return WORD_OF[name].get(value, str(value))
    if isinstance(value, str):
        return harmless(value)
    return value
