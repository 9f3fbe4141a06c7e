"""Files of offers: nothing before the confirmation, a report per row, batches that resume."""

import io
from collections.abc import Callable
from decimal import Decimal
from unittest import mock

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Landlord, User
from alin.dates import local_today
from offers import importing, spreadsheets
from offers.models import Offer, OfferImport, OfferImportRow
from tests.factories.accounts import LandlordFactory
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
Clients = Callable[[User], Client]
PATH = "/bailleur/offres/import/"
HEADINGS = [
    "Référence",
    "Résidence",
    "Code postal",
    "Typologie",
    "Surface",
    "Classe énergie",
    "Classe climat",
    "Coût énergie min",
    "Coût énergie max",
    "Année prix énergie",
    "Financement",
    "Loyer",
    "Date limite",
]


def row(reference: str = "SH-1", **cells: str) -> list[str]:
    """One right line; a heading's cell can be given by its place in HEADINGS, in lower case."""
    usual = [
        reference,
        "Le Parc",
        "93200",
        "T2",
        "43",
        "C",
        "B",
        "640",
        "890",
        "2023",
        "PLUS",
        "452,50",
        deadline(),
    ]
    names = [heading.lower().replace(" ", "_") for heading in HEADINGS]
    for name, cell in cells.items():
        usual[names.index(name)] = cell
    return usual


def deadline() -> str:
    """The end of next year, as people write it."""
    return f"31/12/{local_today().year + 1}"


def csv_of(*rows: list[str], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A file as a spreadsheet saves it."""
    lines = [separator.join(f'"{cell}"' for cell in line) for line in [HEADINGS, *rows]]
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: list[object]) -> bytes:
    """The same as a workbook."""
    return bytes(tablib.Dataset(*rows, headers=HEADINGS).export("xlsx"))


def imported(lise: User, content: bytes) -> OfferImport:
    """Uploaded and checked."""
    assert lise.landlord
    return importing.start(lise.landlord, lise, "offres.csv", content)


def errors_of(found: OfferImport) -> dict[int, list[str]]:
    """Line → the columns that are wrong."""
    return {
        line.line: sorted(column for column, _sentence in line.errors)
        for line in found.rows.filter(outcome=OfferImportRow.Outcome.ERROR)
    }


def test_nothing_is_written_before_the_confirmation(lise: User) -> None:
    found = imported(lise, csv_of(row()))
    assert found.rows.get().outcome == "add"
    assert not Offer.objects.exists()
    assert importing.confirm(found)
    offer = Offer.objects.get()
    assert (offer.reference, offer.rent, offer.landlord) == ("SH-1", Decimal("452.50"), lise.landlord)
    assert [event.act for event in offer.events.all()] == ["import"]


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_however_the_spreadsheet_wrote_it(lise: User, separator: str, encoding: str) -> None:
    found = imported(lise, csv_of(row(résidence="Résidence d'Été"), separator=separator, encoding=encoding))
    assert errors_of(found) == {}
    importing.confirm(found)
    assert Offer.objects.get().title == "Résidence d'Été"


def test_a_workbook_is_read_with_its_numbers_and_dates(lise: User) -> None:
    line: list[object] = list(row())
    line[2], line[4], line[11] = 93200, 43.0, 452.5
    line[12] = local_today().replace(year=local_today().year + 1)
    found = imported(lise, xlsx_of(line))
    assert errors_of(found) == {}
    importing.confirm(found)
    assert (Offer.objects.get().rent, Offer.objects.get().surface) == (Decimal("452.50"), 43)


def test_each_wrong_row_is_reported_and_the_right_ones_can_be_written(lise: User) -> None:
    there = OfferFactory(landlord=LandlordFactory(), reference="OTHER")
    found = imported(
        lise,
        csv_of(
            row("A-1"),
            row("A-2", classe_énergie="G"),
            row("A-3", surface="grand", loyer=""),
            row("A-1"),
            row("OTHER"),
            row("A-4", coût_énergie_min=""),
            row("A-5", code_postal="99999"),
        ),
    )
    assert errors_of(found) == {
        3: ["energy_class"],
        4: ["rent", "surface"],
        5: ["reference"],
        6: ["reference"],
        7: ["energy_cost_low"],
        8: ["insee"],
    }
    importing.confirm(found)
    assert set(Offer.objects.values_list("reference", flat=True)) == {"A-1", "OTHER"}
    there.refresh_from_db()
    assert there.title == "Résidence des Tilleuls"


def test_a_known_reference_of_ones_own_is_updated_and_keeps_its_first_day(
    lise: User, landlord: Landlord
) -> None:
    offer = OfferFactory(landlord=landlord, reference="SH-1", closed=True)
    found = imported(lise, csv_of(row()))
    assert found.rows.get().outcome == "replace"
    importing.confirm(found)
    day, offer = offer.published_on, Offer.objects.get()
    assert (offer.rent, offer.published_on, offer.version) == (Decimal("452.50"), day, 2)
    assert offer.events.get().changes["rent"] == ["430.00", "452.50"]


def test_what_became_wrong_since_the_dry_run_is_not_written(lise: User) -> None:
    found = imported(lise, csv_of(row("A-1"), row("A-2")))
    OfferFactory(reference="A-2", landlord=LandlordFactory())
    importing.confirm(found)
    assert errors_of(found) == {3: ["reference"]}
    assert Offer.objects.get(reference="A-2").title == "Résidence des Tilleuls"


def test_confirming_twice_writes_once_and_giving_up_writes_nothing(lise: User) -> None:
    found = imported(lise, csv_of(row()))
    assert importing.confirm(found)
    assert not importing.confirm(found)
    assert Offer.objects.get().version == 1
    other = imported(lise, csv_of(row("B-1")))
    importing.give_up(other)
    assert not importing.confirm(other)
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02binary",
        b"PK\x03\x04not a workbook",
        b"Surface;Loyer\n4;5\n",
        csv_of(),
        "Référence;Référence\nA;B\n".encode(),
        b"\xd0\xcf\x11\xe0" + b"\0" * 100,
    ],
)
def test_a_file_that_is_no_list_of_offers_is_refused_whole(lise: User, content: bytes) -> None:
    with pytest.raises(importing.FileRefused):
        imported(lise, content)
    assert not OfferImport.objects.exists()


def test_a_workbook_that_unpacks_to_too_much_is_refused(lise: User) -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (spreadsheets.MAX_UNPACKED + 1))
    with pytest.raises(importing.FileRefused, match="classeur"):
        imported(lise, out.getvalue())


def test_a_file_too_long_is_refused(lise: User) -> None:
    with (
        mock.patch.object(spreadsheets, "MAX_ROWS", 2),
        pytest.raises(importing.FileRefused, match="2 lignes"),
    ):
        imported(lise, csv_of(row("A"), row("B"), row("C")))


def test_a_long_file_goes_on_in_batches_where_it_stopped(lise: User) -> None:
    rows = [row(f"A-{number}") for number in range(25)]
    with mock.patch.multiple(importing, BATCH=10, AT_ONCE=5), mock.patch.object(importing, "enqueue"):
        found = imported(lise, csv_of(*rows))
        found.refresh_from_db()
        assert found.state == OfferImport.State.CHECKING
        assert importing.next_batch(found.pk)  # then its worker dies
        assert found.rows.filter(outcome="pending").count() == 15
        while importing.next_batch(found.pk):
            pass
        importing.confirm(found)
        assert importing.write_batch(found.pk)
        assert Offer.objects.count() == 10
        while importing.next_batch(found.pk):
            pass
    found.refresh_from_db()
    assert (found.state, Offer.objects.count()) == (OfferImport.State.DONE, 25)
    assert Offer.objects.filter(version=1).count() == 25


def test_a_file_that_stood_still_is_taken_up_again(lise: User) -> None:
    import datetime

    import time_machine
    from django.utils import timezone

    with mock.patch.multiple(importing, AT_ONCE=0), mock.patch.object(importing, "enqueue"):
        found = imported(lise, csv_of(row()))
    assert importing.stood_still() == []
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=3)):
        assert importing.stood_still() == [found.pk]


# --- Formulas -------------------------------------------------------------------------------------
EVIL = ["=1+1", "+33", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"]


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_exported_cell_is_never_a_formula_and_comes_back_as_it_was(
    lise: User, landlord: Landlord, evil: str, file_format: str
) -> None:
    offer = OfferFactory(
        landlord=landlord,
        title=evil,
        latitude=-12.5,
        longitude=2.25,
        energy_cost_low=1,
        energy_cost_high=2,
        energy_cost_year=2023,
    )
    content = spreadsheets.written([offer], file_format)
    if file_format == "csv":
        assert f"'{evil.strip()}" in content.decode("utf-8-sig") or evil.startswith("\t")
    else:
        from openpyxl import load_workbook

        cells = [cell for line in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in line]
        assert "f" not in {cell.data_type for cell in cells}
    rows, errors = spreadsheets.read_rows(content)
    assert errors == []
    assert rows[0].cells["title"].strip() == evil.strip()
    found = imported(lise, content)
    assert errors_of(found) == {}
    importing.confirm(found)
    offer.refresh_from_db()
    assert (offer.latitude, offer.rent) == (-12.5, Decimal("430.00"))


def test_the_template_can_be_imported_as_it_is(lise: User) -> None:
    for file_format in ("csv", "xlsx"):
        rows, errors = spreadsheets.read_rows(spreadsheets.template(file_format))
        assert (len(rows), errors) == (1, [])


# --- Pages ----------------------------------------------------------------------------------------
def test_the_pages_lead_from_the_file_to_the_offers(client_of: Clients, lise: User) -> None:
    client = client_of(lise)
    sent = SimpleUploadedFile("offres.csv", csv_of(row("A-1"), row("A-2", classe_énergie="G")))
    page = client.post(PATH, {"file": sent}, follow=True).content.decode()
    assert "En erreur" in page
    assert "classé G" in page
    assert not Offer.objects.exists()
    path = f"{PATH}{OfferImport.objects.get().pk}/"
    assert "A-1" not in client.get(path, {"lignes": "erreurs"}).content.decode()
    page = client.post(path, {"confirm": "1"}, follow=True).content.decode()
    assert "Terminé" in page
    assert Offer.objects.get().reference == "A-1"


def test_a_file_that_cannot_be_read_says_why(client_of: Clients, lise: User) -> None:
    sent = SimpleUploadedFile("offres.csv", b"Surface;Prix\n4;5\n")
    page = client_of(lise).post(PATH, {"file": sent}).content.decode()
    assert "ne peut pas être lu" in page
    assert "Prix" in page


def test_another_organisations_file_is_not_there(client_of: Clients, lise: User) -> None:
    theirs = OfferImport.objects.create(landlord=LandlordFactory(), file_name="x")
    assert client_of(lise).get(f"{PATH}{theirs.pk}/").status_code == 404
    assert client_of(lise).post(f"{PATH}{theirs.pk}/").status_code == 404


def test_the_export_has_ones_own_offers_alone(client_of: Clients, lise: User, landlord: Landlord) -> None:
    OfferFactory(landlord=landlord, reference="MINE")
    OfferFactory(landlord=landlord, reference="MINE-DRAFT", draft=True)
    OfferFactory(reference="THEIRS")
    client = client_of(lise)
    text = client.get("/bailleur/offres/export/csv/").content.decode("utf-8-sig")
    assert "MINE-DRAFT" in text
    assert "THEIRS" not in text
    text = client.get("/bailleur/offres/export/csv/", {"etat": "open"}).content.decode("utf-8-sig")
    assert "MINE-DRAFT" not in text
    assert client.get("/bailleur/offres/export/pdf/").status_code == 404
