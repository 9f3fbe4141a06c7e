"""The shipped facts and their loading."""

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from alin.places.building import build
from alin.places.data_files import load_if_changed
from alin.places.former_names import former_names
from alin.places.loading import COMMUNES, DEPARTMENTS, FORMER_NAMES, load_communes, rows_of
from alin.places.models import Commune, DataFile, Department, PostalCode, Zone
from candidatures.models import RefusalReason
from offers.models import IncomeCeiling

pytestmark = pytest.mark.django_db


def test_every_department_has_its_registration_site() -> None:
    assert Department.objects.count() == 101
    assert Department.objects.get(pk="75").portal_url == "https://www.demande-logement-social.gouv.fr"
    assert Department.objects.get(pk="29").portal_url == "https://www.demandelogement29.fr/imhowebGP29"
    assert Department.objects.get(pk="974").region == "La Réunion"


def test_zones_follow_the_arrete() -> None:
    zones = dict(Commune.objects.values_list("pk", "zone"))
    assert [zones[code] for code in ("75056", "75118", "93070", "94033")] == [Zone.PARIS_LIM] * 4
    assert zones["93005"] == Zone.IDF
    assert zones["29019"] == Zone.OTHER


def test_the_zone_of_paris_has_thirty_communes() -> None:
    whole = Commune.objects.filter(zone=Zone.PARIS_LIM, parent__isnull=True)
    assert whole.count() <= 30
    assert len(list(rows_of(Path("alin/places/data/paris_bordering_communes.csv")))) == 30


def test_overseas_communes_have_no_zone() -> None:
    from alin.places.loading import zone_of

    row = {"insee": "97411", "parent": "", "department": "974"}
    assert zone_of(row, "04", set()) == Zone.UNKNOWN


def test_ceilings_keep_their_year_and_their_status() -> None:
    published = IncomeCeiling.objects.get(year=2026, financing="PLUS", category=2, zone="PARIS_LIM")
    assert (published.amount, published.status) == (40233, "published")
    derived = IncomeCeiling.objects.get(year=2026, financing="PLAI", category=IncomeCeiling.EXTRA, zone="IDF")
    assert (derived.amount, derived.status) == (4727, "derived")
    assert not IncomeCeiling.objects.filter(financing="LLI").exists()


def test_every_reason_speaks_both_languages() -> None:
    assert set(RefusalReason.objects.values_list("stage", flat=True)) == {"review", "landlord", "committee"}
    assert not RefusalReason.objects.filter(sentence_fr="").exists()
    assert not RefusalReason.objects.filter(sentence_en="").exists()


def test_loading_again_changes_nothing() -> None:
    before = (Commune.objects.count(), PostalCode.objects.count(), IncomeCeiling.objects.count())
    call_command("load_facts", small=True, verbosity=0)
    DataFile.objects.all().delete()
    call_command("load_facts", small=True, verbosity=0)
    assert (Commune.objects.count(), PostalCode.objects.count(), IncomeCeiling.objects.count()) == before


def test_an_administrators_wording_survives_a_reload() -> None:
    RefusalReason.objects.filter(code="visit-missed").update(sentence_fr="Notre phrase.")
    DataFile.objects.all().delete()
    call_command("load_facts", small=True, verbosity=0)
    assert RefusalReason.objects.get(code="visit-missed").sentence_fr == "Notre phrase."


def test_a_commune_that_is_gone_keeps_its_row_and_loses_its_codes() -> None:
    gone = Commune.objects.create(
        insee="29999", name="Ancienne", search_name="ancienne", department_id="29", grouping="242900314"
    )
    PostalCode.objects.create(code="29999", commune=gone)
    load_communes(small=True)
    gone.refresh_from_db()
    assert gone.grouping == ""
    assert not gone.postal_codes.exists()


def test_a_file_is_loaded_once_and_again_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("a")
    assert load_if_changed("test", [file], lambda: 3) == 3
    assert load_if_changed("test", [file], lambda: 3) is None
    assert load_if_changed("test", [file], lambda: 3, variant="small") == 3
    file.write_text("b")
    assert load_if_changed("test", [file], lambda: 4) == 4


def test_a_loading_that_fails_is_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("a")

    def fail() -> int:
        raise ValueError

    with pytest.raises(ValueError):
        load_if_changed("test", [file], fail)
    assert load_if_changed("test", [file], lambda: 1) == 1


def test_the_builder_keeps_departments_arrondissements_and_the_ept(tmp_path: Path) -> None:
    data = tmp_path / "package" / "data"
    data.mkdir(parents=True)
    files = {
        "regions": [{"code": "11", "nom": "Île-de-France"}, {"code": "987", "nom": "Polynésie"}],
        "departements": [
            {"code": "93", "nom": "Seine-Saint-Denis", "region": "11", "zone": "metro"},
            {"code": "987", "nom": "Polynésie", "region": "987", "zone": "com"},
        ],
        "communes": [
            {"code": "93070", "nom": "Saint-Ouen", "type": "commune-actuelle", "zone": "metro",
             "departement": "93", "population": 50000, "codesPostaux": ["93400"]},
            {"code": "93000", "nom": "Ancienne", "type": "commune-deleguee", "zone": "metro",
             "chefLieu": "93070"},
            {"code": "75118", "nom": "Paris 18e Arrondissement", "type": "arrondissement-municipal",
             "zone": "metro", "departement": "75", "commune": "75056", "codesPostaux": ["75018"]},
        ],
        "epci": [{"code": "1", "membres": [{"code": "93070"}, {"code": "75056"}]}],
        "ept": [{"code": "2", "membres": [{"code": "93070"}]}],
    }  # fmt: skip
    for name, content in files.items():
        (data / f"{name}.json").write_text(json.dumps(content))
    target = tmp_path / "out"
    target.mkdir()
    rows = build(tmp_path / "package", target)
    assert rows == {"departments.csv": 1, "communes.csv.gz": 2, "former_names.csv.gz": 1}
    first = (target / "communes.csv.gz").read_bytes()
    lines = gzip.decompress(first).decode().splitlines()
    assert lines[1:] == ["75118,Paris 18e,75,0,1,75056,75018", "93070,Saint-Ouen,93,50000,2,,93400"]
    build(tmp_path / "package", target)
    assert (target / "communes.csv.gz").read_bytes() == first


def package_of(folder: Path, communes: list[dict[str, object]]) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "communes.json").write_text(json.dumps(communes))
    return folder


def test_former_names_lead_to_todays_commune(tmp_path: Path) -> None:
    today = package_of(
        tmp_path / "today",
        [
            {
                "code": "74010",
                "nom": "Annecy",
                "type": "commune-actuelle",
                "anciensCodes": ["74011", "74099"],
            },
            {"code": "74010", "nom": "Annecy", "type": "commune-deleguee", "chefLieu": "74010"},
            {"code": "74011", "nom": "Annecy-le-Vieux", "type": "commune-deleguee", "chefLieu": "74010"},
            {"code": "16206", "nom": "Mansle-les-Fontaines", "type": "commune-actuelle"},
        ],
    )
    then = package_of(
        tmp_path / "then",
        [
            {"code": "16206", "nom": "Mansle", "type": "commune-actuelle"},
            {"code": "74099", "nom": "Fondue", "type": "commune-actuelle"},
            {"code": "74011", "nom": "Annecy-le-Vieux", "type": "commune-deleguee", "chefLieu": "74010"},
            {"code": "01999", "nom": "Sans suite", "type": "commune-actuelle"},
        ],
    )
    assert former_names(today, then) == [
        ["Annecy-le-Vieux", "74010", "part"],
        ["Fondue", "74010", "part"],
        ["Mansle", "16206", "former"],
    ]


def test_every_former_name_leads_to_a_commune_of_the_list() -> None:
    known = {row["insee"] for row in rows_of(COMMUNES)}
    former = list(rows_of(FORMER_NAMES))
    assert len(former) > 2_000
    assert {row["commune"] for row in former} <= known


def test_the_shipped_list_is_the_whole_country() -> None:
    rows = list(rows_of(COMMUNES))
    arrondissements = [row for row in rows if row["parent"]]
    assert len(rows) == 34_920
    assert len(arrondissements) == 20 + 9 + 16
    assert len({row["insee"] for row in rows}) == len(rows)
    assert {row["department"] for row in rows} == {row["code"] for row in rows_of(DEPARTMENTS)}
    assert all(row["postal_codes"] for row in rows)
    assert sum(int(row["population"]) for row in rows if not row["parent"]) > 67_000_000
