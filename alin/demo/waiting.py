"""Unique numbers that wait to be imported by any account, each with what it shows."""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alin.dates import local_today
from alin.demo.demandes import Data, adult, child, demande, hosted, tenant, work
from alin.demo.organisations import UNKNOWN_SIRET
from alin.demo.waiting_edges import (
    above_ceilings,
    expired,
    foreign_phone,
    no_offer,
    no_siret,
    small_company,
    struck_off,
    unusual_number,
    wrong_siret,
)

PARIS_NORTH = ["93070", "75118", "93001", "93066"]


@dataclass(frozen=True)
class Waiting:
    """A demande at the simulated registry; the code goes to its address, readable on /demo/."""

    data: Data
    shows: str | Promise

    @property
    def number(self) -> str:
        """The unique number to type."""
        return str(self.data["unique_number"])

    @property
    def name(self) -> str:
        """Who filed it."""
        applicant = self.data["applicant"]
        return f"{applicant['first_name']} {applicant['last_name']}"

    @property
    def born(self) -> datetime.date:
        """The birth date that opens it at the simulated registration site."""
        return datetime.date.fromisoformat(str(self.data["applicant"]["birth_date"]))

    @property
    def email(self) -> str:
        """Where the code goes."""
        return str(self.data["email"])


def waiting_numbers() -> list[Waiting]:
    """All of them, with dates worked out for today."""
    return [
        Waiting(couple(), _("Un couple : demandeuse et codemandeur, plusieurs offres adaptées.")),
        Waiting(one_person(), _("Une personne seule : T1 et T2 à Paris.")),
        Waiting(family_of_five(), _("Une famille de cinq personnes : T4 et plus dans le Val-de-Marne.")),
        Waiting(priority(), _("Une situation prioritaire : voit aussi les offres réservées.")),
        Waiting(finistere(), _("Un numéro du Finistère : offres à Brest et à Quimper.")),
        Waiting(accessible(), _("Un handicap : logement adapté demandé, catégorie de plafond supérieure.")),
        Waiting(young_parents(), _("Un jeune couple qui attend un enfant, à Lyon.")),
        Waiting(
            before_2021(), _("Une demande déposée avant le 20/04/2021 et renouvelée : forte ancienneté.")
        ),
        Waiting(above_ceilings(), _("Des revenus au-dessus de tous les plafonds : aucune offre possible.")),
        Waiting(no_offer(), _("Aucune offre dans les communes souhaitées : le message en rouge.")),
        Waiting(no_siret(), _("Pas de SIRET : à ajouter sur le site d'enregistrement.")),
        Waiting(wrong_siret(), _("Un SIRET faux d'un chiffre : refusé à l'étape de l'entreprise.")),
        Waiting(
            small_company(), _("Une entreprise de moins de 10 salariés : import possible, sans priorité.")
        ),
        Waiting(foreign_phone(), _("Un téléphone belge et une entreprise inconnue d'Action Logement.")),
        Waiting(unusual_number(), _("Un numéro de 17 caractères : un avertissement, puis l'import.")),
        Waiting(expired(), _("Une demande expirée : importée, mais il faut la renouveler pour postuler.")),
        Waiting(struck_off(), _("Une demande radiée : l'import est refusé avec son motif.")),
    ]


def couple() -> Data:
    """The handbook's example."""
    anne = adult(
        "madame", "Anne", "PORTE", "1989-05-19", income=17_600, resources={"SAL": 1_640, "APL": 90},
        family_situation="M", email="anne.porte@example.org",
        employment=work("canal", at="93400", place="Saint-Ouen-sur-Seine"),
    )  # fmt: skip
    denis = adult(
        "monsieur", "Denis", "GIGI", "1987-11-02", income=13_600, resources={"SAL": 1_250},
        family_situation="M", email="denis.gigi@example.org",
        employment=work("belleroche", at="75018", place="Paris"),
    )  # fmt: skip
    return demande(
        "1110520020171G1175", "anne.porte@example.org", anne, PARIS_NORTH,
        co_applicant=denis, co_applicant_link="M", months_ago=30, renewed_months_ago=6, reasons=("13", "19"),
        housing=tenant("8 rue Arago", "93400", "Saint-Ouen-sur-Seine", 790),
        max_rent=900, typologies=("T2", "T3"),
    )  # fmt: skip


def one_person() -> Data:
    """A young employee."""
    camille = adult(
        "madame", "Camille", "ROUX", "1998-03-11", income=19_800, resources={"SAL": 1_780},
        employment=work("belleroche", at="75012", place="Paris"),
    )  # fmt: skip
    return demande(
        "1110225044310G7512", "camille.roux@example.org", camille,
        ["75112", "75120", "75111", "93048", "94041"],
        months_ago=21, renewed_months_ago=9, housing=hosted("77100", "Meaux"), reasons=("12",),
    )  # fmt: skip


def family_of_five() -> Data:
    """Two parents and three children."""
    parents = {"family_situation": "M"}
    karine = adult(
        "madame", "Karine", "SAÏDI", "1984-09-27", income=20_900,
        resources={"SAL": 2_150, "AF": 340, "APL": 210},
        employment=work("canal", at="94200", place="Ivry-sur-Seine"), **parents,
    )  # fmt: skip
    mehdi = adult(
        "monsieur", "Mehdi", "SAÏDI", "1982-01-15", income=15_300, resources={"SAL": 1_690},
        employment=work(siret=UNKNOWN_SIRET, name="Menuiserie des Carrières", at="94400"), **parents,
    )  # fmt: skip
    children = [child(name, "SAÏDI", age) for name, age in (("Inaya", 13), ("Adam", 9), ("Lina", 4))]
    return demande(
        "1110924077215G9402", "karine.saidi@example.org", karine,
        ["94081", "94041", "94076", "94022", "94028"],
        co_applicant=mehdi, co_applicant_link="M", dependants=children, months_ago=26, renewed_months_ago=2,
        housing=tenant("21 avenue Danton", "94200", "Ivry-sur-Seine", 990), reasons=("13", "09"),
    )  # fmt: skip


def priority() -> Data:
    """A parent alone with two children, a priority case (article L313-26-2 CCH)."""
    sonia = adult(
        "madame", "Sonia", "MEZIANE", "1991-07-30", income=14_200, family_situation="S",
        resources={"SAL": 1_420, "AF": 148, "PAR": 250, "APL": 260},
        employment=work("canal", at="93200", place="Saint-Denis"),
    )  # fmt: skip
    return demande(
        "1110626003058G9309", "sonia.meziane@example.org", sonia, ["93066", "93001", "93055", "93048"],
        dependants=[child("Noé", "MEZIANE", 8), child("Alma", "MEZIANE", 5, shared_custody=True)],
        months_ago=5, renewed_months_ago=None, reasons=("06",), priority=True, dalo="ACTIF",
        housing={"kind": "SH", "postal_code": "93100", "commune": "Montreuil"},
    )  # fmt: skip


def finistere() -> Data:
    """Brest and Quimper."""
    yann = adult(
        "monsieur", "Yann", "LE GALL", "1993-12-05", income=20_400, resources={"SAL": 1_830},
        employment=work("estuaire", at="29200", place="Brest"),
    )  # fmt: skip
    return demande(
        "0290625001234G2901", "yann.legall@example.org", yann, ["29019", "29075", "29232"],
        months_ago=17, renewed_months_ago=5, reasons=("09",),
        housing=tenant("4 rue de Siam", "29200", "Brest", 610),
    )  # fmt: skip


def accessible() -> Data:
    """A dwelling adapted to a wheelchair."""
    monique = adult(
        "madame", "Monique", "TESSIER", "1971-04-22", income=16_900, resources={"SAL": 1_380, "AAH": 420},
        disabled=True, employment=work("belleroche", at="94000", place="Créteil"),
    )  # fmt: skip
    return demande(
        "1110125050092G9406", "monique.tessier@example.org", monique, ["94028", "94046", "94081", "94041"],
        months_ago=22, renewed_months_ago=10, reasons=("07",), accessible=True,
        housing=tenant("60 avenue du Général-de-Gaulle", "94000", "Créteil", 720),
    )  # fmt: skip


def young_parents() -> Data:
    """Ages that add up to less than 55, and a child on the way."""
    year = local_today().year
    manon = adult(
        "madame", "Manon", "DELORME", f"{year - 26}-02-17", income=15_700, resources={"SAL": 1_460},
        family_situation="P", employment=work("belleroche", at="69003", place="Lyon"),
    )  # fmt: skip
    bastien = adult(
        "monsieur", "Bastien", "ROY", f"{year - 27}-10-08", income=14_100, resources={"SAL": 1_510},
        family_situation="P", employment=work(siret=UNKNOWN_SIRET, name="Ateliers Roy", at="69100"),
    )  # fmt: skip
    return demande(
        "0690326012877G6903", "manon.delorme@example.org", manon, ["69383", "69388", "69266", "69029"],
        co_applicant=bastien, co_applicant_link="P", unborn_children=1, months_ago=8, renewed_months_ago=None,
        housing=tenant("15 rue Paul-Bert", "69003", "Lyon", 690), reasons=("13",),
    )  # fmt: skip


def before_2021() -> Data:
    """Filed in 2020: years of seniority."""
    gerard = adult(
        "monsieur", "Gérard", "PETIT", "1966-06-03", income=21_300, resources={"SAL": 1_900},
        family_situation="D", employment=work("canal", at="93400", place="Saint-Ouen-sur-Seine"),
    )  # fmt: skip
    data = demande(
        "1110920018842G9301", "gerard.petit@example.org", gerard, ["93070", "92024", "92036", "93066"],
        renewed_months_ago=2, reasons=("11",), housing=tenant("33 rue de Paris", "92110", "Clichy", 830),
    )  # fmt: skip
    return {**data, "filed_on": "2020-09-14"}
