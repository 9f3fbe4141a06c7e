"""A landlord's offers file: everything checked first, then all of it or nothing."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Landlord
from offers.models import Offer
from offers.offer_files import read_offers, write_offers
from tests.factories.accounts import EmployerFactory

pytestmark = pytest.mark.django_db

ROW = {
    "reference": "TS-1",
    "postal_code": "93400",
    "insee": "93070",
    "typology": "T2",
    "surface": "43",
    "financing": "PLUS",
    "rent": "452.50",
    "charges": "60",
    "energy_class": "C",
    "climate_class": "B",
    "published_on": "2026-11-20",
    "deadline": "2026-12-10",
}


def csv_of(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    lines = [headings, *[[row.get(name, "") for name in headings] for row in rows]]
    return "\n".join(delimiter.join(line) for line in lines).encode()


def errors_of(landlord: Landlord, *rows: dict[str, str]) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in read_offers(csv_of(*rows), landlord).errors]


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=False) as clock:
        yield clock


def load(tmp_path: Path, content: bytes, landlord: str = "Les Toits de Seine") -> None:
    file = tmp_path / "offers.csv"
    file.write_bytes(content)
    call_command("load_offers", str(file), "--landlord", landlord)


def test_an_offer_is_added_for_a_landlord_that_is_created(tmp_path: Path) -> None:
    load(tmp_path, csv_of(ROW))
    offer = Offer.objects.get(reference="TS-1")
    assert offer.landlord.name == "Les Toits de Seine"
    assert (offer.commune_id, offer.typology, offer.rent_with_charges) == ("93070", 2, Decimal("512.50"))
    assert offer.status == Offer.Status.PUBLISHED
    assert offer.bedrooms == 1
    assert offer.is_open()


def test_a_reference_of_the_same_landlord_is_replaced_whole(tmp_path: Path) -> None:
    load(tmp_path, csv_of({**ROW, "has_lift": "oui", "title": "Avant"}))
    key = Offer.objects.get().pk
    load(tmp_path, csv_of({**ROW, "rent": "500"}))
    offer = Offer.objects.get()
    assert (offer.pk, offer.rent, offer.has_lift, offer.title) == (key, Decimal(500), False, "")


def test_one_wrong_row_writes_nothing_and_names_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="rien n'a été enregistré"):
        load(tmp_path, csv_of(ROW, {**ROW, "reference": "TS-2", "rent": "cher"}))
    assert "ligne 3, colonne rent : un nombre est attendu" in capsys.readouterr().err
    assert not Offer.objects.exists()
    assert not Landlord.objects.filter(name="Les Toits de Seine").exists()


def test_every_error_is_told_at_once(landlord: Landlord) -> None:
    found = errors_of(landlord, {**ROW, "typology": "T9", "deadline": "demain", "energy_class": "Z"})
    assert sorted(column for _line, column in found) == ["deadline", "energy_class", "typology"]


@pytest.mark.parametrize("name", ["reference", "postal_code", "typology", "surface", "rent", "deadline"])
def test_a_required_value_cannot_be_empty(landlord: Landlord, name: str) -> None:
    assert (2, name) in errors_of(landlord, {**ROW, name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("energy_class", "G"),
        ("financing", "PLX"),
        ("kind", "château"),
        ("rent", "0"),
        ("rent", "-1"),
        ("surface", "0"),
        ("postal_code", "9340A"),
        ("insee", "99999"),
        ("postal_code", "29200"),
        ("latitude", "91"),
        ("has_lift", "peut-être"),
        ("published_on", "2026-12-11"),
        ("reserved_for", "INCONNU"),
        ("status", "allocated"),
        ("heating", "cheminée"),
        ("built_in", "jadis"),
    ],
)
def test_a_value_that_cannot_be_is_refused(landlord: Landlord, name: str, value: str) -> None:
    assert errors_of(landlord, {**ROW, name: value})


def test_class_f_may_still_be_let(landlord: Landlord) -> None:
    assert errors_of(landlord, {**ROW, "energy_class": "F"}) == []


def test_the_deadline_may_be_the_day_of_publication(landlord: Landlord) -> None:
    assert errors_of(landlord, {**ROW, "published_on": "2026-12-10"}) == []


def test_spreadsheets_of_french_landlords_are_understood(landlord: Landlord) -> None:
    text = (
        "\ufeffRéférence;Code postal;Code INSEE;Typologie;Surface;Financement;Loyer;Classe énergie;"
        "Classe climat;Date limite;Type;Ascenseur;Description\r\n"
        'X-1;93400;93070;t3;58,7;plus;1 012,50 €;c;b;10/12/2026;Maison;Oui;"Deux\nlignes ; et plus"\r\n'
    )
    file = read_offers(text.encode(), landlord)
    assert file.errors == []
    offer = file.offers[0]
    assert (offer.rent, offer.surface, offer.typology) == (Decimal("1012.50"), 58, 3)
    assert (offer.kind, offer.has_lift, offer.deadline) == ("house", True, datetime.date(2026, 12, 10))
    assert offer.description == "Deux\nlignes ; et plus"


def test_windows_1252_is_understood(landlord: Landlord) -> None:
    content = csv_of({**ROW, "title": "Résidence d'été"}).decode().encode("cp1252")
    assert read_offers(content, landlord).offers[0].title == "Résidence d'été"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_separator_is_understood(landlord: Landlord, delimiter: str) -> None:
    assert read_offers(csv_of(ROW, delimiter=delimiter), landlord).errors == []


def test_the_arrondissement_follows_from_the_postal_code(landlord: Landlord) -> None:
    file = read_offers(csv_of({**ROW, "insee": "75056", "postal_code": "75018"}), landlord)
    assert file.offers[0].commune_id == "75118"


def test_a_postal_code_of_one_commune_is_enough(landlord: Landlord) -> None:
    file = read_offers(csv_of({**ROW, "insee": ""}), landlord)
    assert file.offers[0].commune_id == "93070"


def test_an_offer_can_be_kept_for_a_company_by_siren_or_code(landlord: Landlord) -> None:
    employer = EmployerFactory(siren="732829320", code="CANAL")
    for given in ("732829320", "732 829 320", "canal"):
        file = read_offers(csv_of({**ROW, "reserved_for": given}), landlord)
        assert file.offers[0].reserved_for == employer


def test_a_reference_twice_in_the_file_is_refused(landlord: Landlord) -> None:
    assert errors_of(landlord, ROW, ROW) == [(3, "reference")]


@pytest.mark.parametrize("reference", ["SH/93/1", "..", "lieux", "'; DROP", "A?b", "A#b", "😀", "-1"])
def test_a_reference_that_cannot_be_in_an_address_is_refused(landlord: Landlord, reference: str) -> None:
    assert errors_of(landlord, {**ROW, "reference": reference}) == [(2, "reference")]


@pytest.mark.parametrize("reference", ["SH-93-001", "3F.75_12", "Réf 7", "42"])
def test_usual_references_are_accepted_and_have_a_page(
    landlord: Landlord, client: Client, reference: str
) -> None:
    result = read_offers(csv_of({**ROW, "reference": reference}), landlord)
    assert not result.errors
    write_offers(result)
    assert client.get(Offer.objects.get(reference=reference).get_absolute_url()).status_code == 200


def test_another_landlords_reference_is_refused(tmp_path: Path, landlord: Landlord) -> None:
    load(tmp_path, csv_of(ROW))
    assert errors_of(landlord, ROW) == [(2, "reference")]


def test_an_allocated_dwelling_needs_a_new_reference(tmp_path: Path) -> None:
    load(tmp_path, csv_of(ROW))
    Offer.objects.update(status=Offer.Status.ALLOCATED)
    owner = Landlord.objects.get(name="Les Toits de Seine")
    assert errors_of(owner, ROW) == [(2, "reference")]


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (b"", "reference"),
        (b"reference\nX", "rent"),
        (b"reference,couleur\nX,bleu", "couleur"),
        (b"reference,reference\nX,Y", "reference"),
    ],
)
def test_headings_that_do_not_fit_are_errors_of_line_one(
    landlord: Landlord, content: bytes, column: str
) -> None:
    errors = read_offers(content, landlord).errors
    assert (1, column) in [(error.line, error.column) for error in errors]


def test_a_file_of_headings_only_says_so(landlord: Landlord) -> None:
    headings = csv_of(ROW).split(b"\n")[0]
    assert [str(error) for error in read_offers(headings, landlord).errors] == [
        "ligne 1 : le fichier ne contient aucune offre"
    ]


def test_blank_lines_are_skipped_and_lines_still_count(landlord: Landlord) -> None:
    head, row = csv_of({**ROW, "rent": "x"}).split(b"\n")
    errors = read_offers(b"\n".join([head, b",,,,,,,,,,,", row]), landlord).errors
    assert [(error.line, error.column) for error in errors] == [(3, "rent")]


def test_a_row_with_too_many_cells_is_refused(landlord: Landlord) -> None:
    head, row = csv_of(ROW).split(b"\n")
    errors = read_offers(b"\n".join([head, row + b",surplus"]), landlord).errors
    assert [(error.line, error.column) for error in errors] == [(2, "")]


def test_a_file_with_errors_cannot_be_written(landlord: Landlord) -> None:
    file = read_offers(csv_of({**ROW, "rent": "x"}), landlord)
    with pytest.raises(ValueError):
        write_offers(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="absent"):
        call_command("load_offers", str(tmp_path / "absent.csv"), "--landlord", "X")


def test_checking_asks_the_same_few_questions_whatever_the_rows(
    landlord: Landlord,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    rows = [{**ROW, "reference": f"R-{number}"} for number in range(30)]
    with django_assert_max_num_queries(5):
        read_offers(csv_of(*rows), landlord)
