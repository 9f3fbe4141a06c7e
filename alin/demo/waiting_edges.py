"""Demandes that meet an edge: no offer fits, the employer is not known, the registry says no."""

from alin.demo.demandes import Data, adult, demande, hosted, tenant, work
from alin.demo.organisations import UNKNOWN_SIRET


def above_ceilings() -> Data:
    """Well above PLS."""
    philippe = adult(
        "monsieur", "Philippe", "NORMAND", "1979-10-19", income=148_000, resources={"SAL": 9_800},
        employment=work("belleroche", at="75008", place="Paris"),
    )  # fmt: skip
    return demande(
        "1110326090417G7515", "philippe.normand@example.org", philippe, ["75115", "75117", "92012"],
        months_ago=8, renewed_months_ago=None, reasons=("19",),
    )  # fmt: skip


def no_offer() -> Data:
    """A town where nothing is on offer, nor around it."""
    lila = adult(
        "madame", "Lila", "BONNET", "1995-08-14", income=17_900, resources={"SAL": 1_610},
        employment=work(siret=UNKNOWN_SIRET, name="Coopérative des Causses", at="48000", place="Mende"),
    )  # fmt: skip
    return demande(
        "0480426000311G4801", "lila.bonnet@example.org", lila, ["48095"], months_ago=7,
        renewed_months_ago=None, reasons=("19",), housing=tenant("2 place Chaptal", "48000", "Mende", 540),
    )  # fmt: skip


def no_siret() -> Data:
    """The registry has the employer's name only."""
    jade = adult(
        "madame", "Jade", "MERCIER", "1996-01-28", income=20_100, resources={"SAL": 1_760},
        employment=work(siret="", name="Librairie des Grands-Champs", at="75020", place="Paris"),
    )  # fmt: skip
    return demande(
        "1110725061178G7520", "jade.mercier@example.org", jade, ["75120", "93048", "93006"], months_ago=16,
        renewed_months_ago=4, housing=hosted("75020", "Paris"), reasons=("12",),
    )  # fmt: skip


def wrong_siret() -> Data:
    """One digit off."""
    ines = adult(
        "madame", "Inès", "PICARD", "1992-11-11", income=22_400, resources={"SAL": 1_950},
        employment=work(siret="81234507200018", name="Ateliers du Canal", at="93400"),
    )  # fmt: skip
    return demande(
        "1110825066020G9207", "ines.picard@example.org", ines, ["92024", "92004", "92025"], months_ago=15,
        renewed_months_ago=3,
    )  # fmt: skip


def small_company() -> Data:
    """A bakery of six."""
    louis = adult(
        "monsieur", "Louis", "FABRE", "1990-05-06", income=18_700, resources={"SAL": 1_700},
        employment=work("fournil", at="69008", place="Lyon"),
    )  # fmt: skip
    return demande(
        "0691125010456G6901", "louis.fabre@example.org", louis, ["69388", "69259", "69029"], months_ago=12,
        renewed_months_ago=1, housing=hosted("69008", "Lyon"), reasons=("12",),
    )  # fmt: skip


def foreign_phone() -> Data:
    """A Belgian in Lille."""
    lotte = adult(
        "madame", "Lotte", "JANSSENS", "1994-02-02", income=21_500, resources={"SAL": 1_890}, nationality="2",
        mobile_phone="+32470123456",
        employment=work(siret=UNKNOWN_SIRET, name="Studio Grand-Place", at="59000", place="Lille"),
    )  # fmt: skip
    return demande(
        "0590226007790G5902", "lotte.janssens@example.org", lotte, ["59350", "59512"], months_ago=9,
        renewed_months_ago=None, reasons=("18",), housing=tenant("40 rue Solférino", "59000", "Lille", 640),
    )  # fmt: skip


def unusual_number() -> Data:
    """The handbook's other number has 17 characters."""
    jean = adult(
        "monsieur", "Jean", "DUPONT", "1985-03-21", income=20_900, resources={"SAL": 1_840},
        employment=work("verdure", at="91300", place="Massy"),
    )  # fmt: skip
    return demande(
        "111092062114ACLOG", "jean.dupont@example.org", jean, ["91377", "91477", "92002"], months_ago=19,
        renewed_months_ago=7, reasons=("09",), housing=tenant("5 rue des Canadiens", "91300", "Massy", 760),
    )  # fmt: skip


def expired() -> Data:
    """Filed fifteen months ago and never renewed."""
    nadege = adult(
        "madame", "Nadège", "COLIN", "1988-07-07", income=19_200, resources={"SAL": 1_720},
        employment=work("canal", at="93100", place="Montreuil"),
    )  # fmt: skip
    return demande(
        "1110825069404G9310", "nadege.colin@example.org", nadege, ["93048", "93055", "93006"], months_ago=15,
        renewed_months_ago=None,
    )  # fmt: skip


def struck_off() -> Data:
    """Not renewed in time."""
    victor = adult(
        "monsieur", "Victor", "LAMBERT", "1980-12-24", income=23_000, resources={"SAL": 2_010},
        employment=work("belleroche", at="92000", place="Nanterre"),
    )  # fmt: skip
    return demande(
        "1110324058830G9205", "victor.lambert@example.org", victor, ["92050", "92063"], months_ago=32,
        renewed_months_ago=18, struck_off="RADREN",
    )  # fmt: skip
