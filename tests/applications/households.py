"""Households written out by hand, and the keys of the documents each must have filed on 22/11/2026."""

import datetime
from typing import Any

from tests.factories.files import adult, child, partner

TODAY = datetime.date(2026, 11, 22)


def couple(link: str = "C", **fields: Any) -> dict[str, Any]:
    return {"co_applicant": partner(**fields), "co_applicant_link": link}


def home(kind: str) -> dict[str, Any]:
    return {"current_housing": {"kind": kind}}


def who(contract: str, *resources: str, **fields: Any) -> dict[str, Any]:
    """An applicant with this contract and these resources."""
    money = [{"kind": kind, "monthly": 900} for kind in resources]
    return {"applicant": adult(contract=contract, resources=money, **fields)}


PAY = "applicant:salaires:2026-10 applicant:salaires:2026-09 applicant:salaires:2026-08"
TAX = "applicant:avis_imposition:2024 applicant:avis_imposition:2025"
# What an employee alone is asked for, but for the home.
EMPLOYEE = f"applicant:identite applicant:contrat {PAY} {TAX}"
NO_WORK = f"applicant:identite {TAX}"
ALONE = f"{EMPLOYEE} household:locataire"
DENIS = EMPLOYEE.replace("applicant:", "co_applicant:")
LEA = "dependant-20150302-lea"

HOUSEHOLDS: dict[str, tuple[dict[str, Any], str]] = {
    "an employee alone, a tenant": ({}, ALONE),
    "a fixed-term employee": (who("CDD", "SAL"), ALONE),
    "a citizen of the European Union": ({"applicant": adult(nationality="2")}, ALONE),
    "a citizen from elsewhere": ({"applicant": adult(nationality="3")}, f"{ALONE} applicant:sejour"),
    "somebody under guardianship": (
        {"applicant": adult(under_protection=True)},
        f"{ALONE} applicant:tutelle",
    ),
    "two cohabitees": (couple(), f"{ALONE} {DENIS}"),
    "two flat-mates": (couple("L"), f"{ALONE} {DENIS}"),
    "a married couple": (
        {"applicant": adult(family_situation="M"), **couple("M", family_situation="M")},
        f"{ALONE} {DENIS} household:livret_famille",
    ),
    "civil partners": (
        {"applicant": adult(family_situation="P"), **couple("P", family_situation="P")},
        f"{ALONE} {DENIS} household:pacs",
    ),
    "a foreign co-applicant": (couple(nationality="3"), f"{ALONE} {DENIS} co_applicant:sejour"),
    "a co-applicant without work": (
        couple(contract="CHO", resources=[{"kind": "CHO", "monthly": 900}]),
        f"{ALONE} co_applicant:identite co_applicant:avis_imposition:2024 "
        "co_applicant:avis_imposition:2025 co_applicant:chomage",
    ),
    "one parent and a small child": (
        {"dependants": [child("Léa", "2015-03-02")]},
        f"{ALONE} household:livret_famille {LEA}:identite_mineur",
    ),
    "a family of five": (
        {
            "applicant": adult(family_situation="M"),
            **couple("M", family_situation="M"),
            "dependants": [
                child("Léa", "2015-03-02"),
                child("Tom", "2012-01-09"),
                child("Zoé", "2020-07-14", shared_custody=True),
            ],
        },
        f"{ALONE} {DENIS} household:livret_famille {LEA}:identite_mineur "
        "dependant-20120109-tom:identite_mineur dependant-20200714-zoe:identite_mineur",
    ),
    "a grown child just of age has no notice yet": (
        {"dependants": [child("Léa", "2008-03-02")]},
        f"{ALONE} household:livret_famille dependant-20080302-lea:identite",
    ),
    "a grown child of age since 2024": (
        {"dependants": [child("Léa", "2006-12-31")]},
        f"{ALONE} household:livret_famille dependant-20061231-lea:identite "
        "dependant-20061231-lea:avis_imposition:2024 dependant-20061231-lea:avis_imposition:2025",
    ),
    "an old mother is no child": (
        {"dependants": [child("Rose", "1950-05-05")]},
        f"{ALONE} dependant-19500505-rose:identite "
        "dependant-19500505-rose:avis_imposition:2024 dependant-19500505-rose:avis_imposition:2025",
    ),
    "a child to be born": ({"unborn_children": 1}, f"{ALONE} applicant:grossesse"),
    "a divorced person": ({"applicant": adult(family_situation="D")}, f"{ALONE} applicant:divorce"),
    "a separated person who gives the reason too": (
        {"applicant": adult(family_situation="S"), "reasons": ["11"]},
        f"{ALONE} applicant:divorce",
    ),
    "a co-applicant's divorce is not the applicant's": (couple(family_situation="D"), f"{ALONE} {DENIS}"),
    "a widow": ({"applicant": adult(family_situation="V")}, f"{ALONE} applicant:veuvage"),
    "an apprentice": (who("APP", "SAL"), f"{NO_WORK} applicant:etudiant {PAY} household:locataire"),
    "a student with a grant": (
        who("ETU", "BE"),
        f"{NO_WORK} applicant:etudiant applicant:bourse household:locataire",
    ),
    "a student who works": (
        who("ETU", "SAL"),
        f"{EMPLOYEE} applicant:etudiant household:locataire",
    ),
    "a self-employed person": (who("ART"), f"{NO_WORK} applicant:independant household:locataire"),
    "somebody out of work": (who("CHO", "CHO"), f"{NO_WORK} applicant:chomage household:locataire"),
    "an employee whose benefit makes up the month": (
        who("CDD", "SAL", "CHO"),
        f"{ALONE} applicant:chomage",
    ),
    "a retired person": (who("RET", "RET"), f"{NO_WORK} applicant:retraite household:locataire"),
    "a disability pension beside a wage": (who("CDI", "SAL", "PINV"), f"{ALONE} applicant:retraite"),
    "family benefits": (who("CDI", "SAL", "AF", "PAJE"), f"{ALONE} applicant:prestations"),
    "the RSA alone": (who("AUT", "RSA"), f"{NO_WORK} applicant:prestations household:locataire"),
    "the adult disability allowance": (
        who("AUT", "AAH"),
        f"{NO_WORK} applicant:prestations household:locataire",
    ),
    "housing benefit": (who("CDI", "SAL", "APL"), f"{ALONE} applicant:prestations"),
    "alimony": (who("CDI", "SAL", "PAR"), f"{ALONE} applicant:pension_alimentaire"),
    "alimony paid to somebody else": (
        {"applicant": adult(payments=[{"kind": "PAV", "monthly": 250}])},
        f"{ALONE} applicant:pension_alimentaire",
    ),
    "alimony the co-applicant pays": (
        couple(payments=[{"kind": "PAV", "monthly": 250}]),
        f"{ALONE} {DENIS} co_applicant:pension_alimentaire",
    ),
    "a wage nobody explains": (who("AUT", "SAL"), ALONE),
    "no resource at all": (who("AUT"), f"{NO_WORK} household:locataire"),
    "a tenant of a social landlord": (home("HLM"), ALONE),
    "a student residence": (home("RE"), ALONE),
    "a home that goes with the job": (home("FONC"), ALONE),
    "at one's parents'": (home("CPE"), f"{EMPLOYEE} household:heberge"),
    "at a friend's": (home("CP"), f"{EMPLOYEE} household:heberge"),
    "housed free of charge": (home("LTG"), f"{EMPLOYEE} household:heberge"),
    "a social residence": (home("RS"), f"{EMPLOYEE} household:structure"),
    "a shelter": (home("SH"), f"{EMPLOYEE} household:structure"),
    "a mother-and-child centre": (home("CDEFCM"), f"{EMPLOYEE} household:structure"),
    "a temporary home": (home("SLHT"), f"{EMPLOYEE} household:structure"),
    "a hotel": (home("HOT"), f"{EMPLOYEE} household:hotel_camping"),
    "a campsite": (home("CAMCAR"), f"{EMPLOYEE} household:hotel_camping"),
    "the street": (home("SD"), f"{EMPLOYEE} household:sans_abri"),
    "a squat": (home("SQUAT"), f"{EMPLOYEE} household:sans_abri"),
    "an owner in difficulty": (
        {**home("POCC"), "reasons": ["22"]},
        f"{EMPLOYEE} household:proprietaire household:proprietaire_difficulte",
    ),
    "no home of one's own": ({"reasons": ["01"]}, f"{ALONE} household:sans_logement"),
    "a demolition asks for nothing more": ({"reasons": ["02"]}, ALONE),
    "a home that is not decent": ({"reasons": ["03"]}, f"{ALONE} household:indecent"),
    "a landlord's notice": ({"reasons": ["04"]}, f"{ALONE} household:conge"),
    "an eviction": ({"reasons": ["05"]}, f"{ALONE} household:expulsion"),
    "violence at home": ({"reasons": ["06"]}, f"{ALONE} applicant:violences"),
    "a disability of nobody in particular": ({"reasons": ["07"]}, f"{ALONE} applicant:handicap"),
    "a child's disability": (
        {"reasons": ["07"], "dependants": [child("Léa", "2015-03-02", disabled=True)]},
        f"{ALONE} household:livret_famille {LEA}:identite_mineur {LEA}:handicap",
    ),
    "a disability that is not the reason": ({"applicant": adult(disabled=True)}, ALONE),
    "health": ({"reasons": ["08"]}, f"{ALONE} household:sante"),
    "a family to reunite": ({"reasons": ["15"]}, f"{ALONE} applicant:regroupement"),
    "a transfer and a long way to work are one line": (
        {"reasons": ["18", "19"]},
        f"{ALONE} applicant:mutation",
    ),
    "reasons without papers": ({"reasons": ["09", "10", "12", "13", "23"]}, ALONE),
    "several reasons at once": (
        {"reasons": ["03", "08", "19"]},
        f"{ALONE} household:indecent household:sante applicant:mutation",
    ),
}
