"""Exactly what a company sees of an employee's file under each choice (R3.8).

One function draws the employer's page and the preview that the employee reads before choosing, so the preview
cannot promise anything else than what is shown.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import SharingChoice
from alin.formats import short_date
from applications.models import Employment, HousingApplication
from applications.registry.schema import Adult, Demande
from applications.summary import Row, describe, yes_no


@dataclass(frozen=True)
class Section:
    """A heading and its lines of label and value; « » where the registry has no value."""

    title: str
    rows: list[Row]


def employer_view(application: HousingApplication, choice: SharingChoice | str) -> list[Section]:
    """The sections shown to the company; none at all for an anonymous file, or without an employment."""
    employment = application.confirmed_employment
    if employment is None or choice == SharingChoice.ANONYMOUS:
        return []
    employee = employee_of(application)
    sections = [
        Section(_("Salarié"), _identity(employee, application)),
        Section(_("Emploi"), _work(employee, employment)),
        Section(_("Logement"), _places(application)),
    ]
    if choice == SharingChoice.FULL:
        sections += _whole_file(application.demande)
    return sections


def employee_of(application: HousingApplication) -> Adult:
    """The applicant or the co-applicant: the one whose work carries the file."""
    demande = application.demande
    employment = application.confirmed_employment
    if employment and employment.holder == Employment.Holder.CO_APPLICANT and demande.co_applicant:
        return demande.co_applicant
    return demande.applicant


def email_of(adult: Adult, application: HousingApplication) -> str:
    """Their own address; the registry keeps the applicant's on the demande where the person has none."""
    demande = application.demande
    return adult.email or (adult is demande.applicant and demande.email) or ""


def _identity(adult: Adult, application: HousingApplication) -> list[Row]:
    return [
        (_("Civilité"), _("Madame") if adult.civility == "madame" else _("Monsieur")),
        (_("Nom"), adult.last_name),
        (_("Prénom"), adult.first_name),
        (_("Date de naissance"), short_date(adult.birth_date)),
        (_("E-mail"), email_of(adult, application)),
    ]


def _work(adult: Adult, employment: Employment) -> list[Row]:
    declared = adult.employment
    several = bool(declared and declared.several_employers)
    answers: list[Row] = []
    if employment.validation != Employment.Validation.NOT_NEEDED:
        # What a company cannot answer without (R3.7): told in the preview, as everything else.
        answers = [
            (_("Matricule"), employment.staff_number),
            (_("Date d'entrée dans l'entreprise"), short_date(employment.hired_on)),
        ]
    workplace = f"{declared.workplace_postal_code} {declared.workplace_commune}".strip() if declared else ""
    return [
        (_("Employeur"), employment.employer_name),
        (_("N° SIRET"), employment.siret),
        (_("Plusieurs employeurs"), yes_no(several)),
        (_("Lieu de travail"), workplace),
        *answers,
    ]


def _places(application: HousingApplication) -> list[Row]:
    wishes = ", ".join(wish.commune.name for wish in application.wished_communes.all())
    home = application.demande.current_housing
    return [
        (_("Commune de résidence"), home.commune),
        (_("Communes souhaitées"), wishes),
    ]


def _whole_file(demande: Demande) -> list[Section]:
    """Everything the registry gave, as tab 1 shows it to the employee, a section per person."""
    found = []
    for section in describe(demande):
        for part in section.parts:
            title = f"{section.title} · {part.name}" if part.name else section.title
            found.append(Section(title, part.rows))
    return found
