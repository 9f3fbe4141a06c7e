"""The employment a file is attached to (R3.7), and whether it makes the file one of the audience (R1.1)."""

import datetime
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret as siret_number

from accounts.models import Employer, User
from alin.dates import local_today
from alin.places.search_names import search_name
from alin.typed import compact
from applications.errors import ApplicationError, InvalidFields, Sentence
from applications.models import Employment, HousingApplication
from applications.registry.schema import Adult, Demande
from applications.sharing import withdraw

Holder = Employment.Holder


class EmploymentData(TypedDict, total=False):
    """What the form gives: `holder` and `employer_name` always, the rest where it was filled in."""

    holder: str
    employer_name: str
    company_code: str
    staff_number: str
    hired_on: datetime.date | None
    is_agency_contract: bool


class SiretProblem(ApplicationError):
    """The registry has no SIRET for this person, or a wrong one: only the registration site can mend it."""


def holder_in(demande: Demande, holder: str) -> Adult | None:
    """The adult whose work it is: the co-applicant only where there is one."""
    return demande.co_applicant if holder == Holder.CO_APPLICANT else demande.applicant


def registry_siret(demande: Demande, holder: str) -> str:
    """The SIRET at the registry, without spaces, dots and dashes; « » where there is none."""
    adult = holder_in(demande, holder)
    written = adult.employment.siret if adult and adult.employment else ""
    return compact(written)


def siret_problem(siret: str) -> Promise | None:
    """Why this SIRET cannot be used: 14 digits and the check digit (Luhn, or La Poste's own sum)."""
    if not siret:
        return _("Votre demande ne contient pas de numéro SIRET.")
    if not (siret.isascii() and siret.isdigit() and len(siret) == 14):
        return _("Le numéro SIRET de votre demande est incorrect : il doit avoir 14 chiffres.")
    if not siret_number.is_valid(siret):
        return _("Le numéro SIRET de votre demande est incorrect : vérifiez chaque chiffre.")
    return None


def employer_of(siret: str) -> Employer | None:
    """The company Action Logement knows under this SIRET's SIREN, if any."""
    return Employer.objects.filter(siren=siren_of(siret)).first()


def siren_of(siret: str) -> str:
    """The company's own number, the first nine digits of its establishment's."""
    return siret[:9]


def written_siret(siret: str) -> str:
    """In groups, as certificates write it: « 732 829 320 00074 »; a wrong one as it is."""
    return siret if siret_problem(siret) else str(siret_number.format(siret))


@dataclass(frozen=True)
class Workplace:
    """One person's work as the registry has it: it can carry the file when `problem` is None.

    `employer` is the company Action Logement knows under the SIREN, whose policy then counts.
    """

    holder: str
    name: str
    siret: str
    problem: Promise | None
    employer_name: str
    employer: Employer | None

    @property
    def written_siret(self) -> str:
        """The SIRET in groups of digits."""
        return written_siret(self.siret)


def workplaces(application: HousingApplication) -> list[Workplace]:
    """The applicant's work, and the co-applicant's where there is one."""
    found = []
    for holder in Holder:
        adult = holder_in(application.demande, holder)
        if adult is None:
            continue
        siret = registry_siret(application.demande, holder)
        problem = siret_problem(siret)
        found.append(
            Workplace(
                holder=holder.value,
                name=f"{adult.first_name} {adult.last_name}",
                siret=siret,
                problem=problem,
                employer_name=adult.employment.employer_name if adult.employment else "",
                employer=None if problem else employer_of(siret),
            )
        )
    return found


def priority_notice(application: HousingApplication, employer: Employer | None) -> Promise | None:
    """What the holder is told when the file carries no priority (R1.1); nothing stops them."""
    if application.is_priority:
        return None
    if employer is None or employer.headcount == 0:
        return _(
            "Nous ne connaissons pas l'effectif de cette entreprise. "
            "Vous pouvez continuer, mais votre demande n'est pas prioritaire sur AL'in."
        )
    if employer.in_audience:
        return None
    return _(
        "AL'in s'adresse aux salariés des entreprises privées de 10 salariés et plus "
        "(50 dans le secteur agricole). "
        "Vous pouvez continuer, mais votre demande n'est pas prioritaire."
    )


def validate_employment(application: HousingApplication, cleaned: EmploymentData, actor: User) -> Employment:
    """Attach the file to this employment; another person or company ends what was shared (R3.8).

    Raises SiretProblem, or InvalidFields with a sentence per field.
    """
    holder = cleaned["holder"]
    if actor != application.owner or holder_in(application.demande, holder) is None:
        raise InvalidFields({"holder": _("Choisissez la personne dont l'emploi porte la demande.")})
    siret = registry_siret(application.demande, holder)
    if problem := siret_problem(siret):
        raise SiretProblem(problem)
    employer = employer_of(siret)
    adult = holder_in(application.demande, holder)
    if errors := _field_errors(cleaned, employer, siret, adult):
        raise InvalidFields(errors)
    fields = {
        "search_name": _search_name(adult),
        "holder": holder,
        "siret": siret,
        "employer": employer,
        "employer_name": cleaned["employer_name"].strip(),
        "company_code": cleaned.get("company_code", "").strip().upper(),
        "staff_number": cleaned.get("staff_number", "").strip(),
        "hired_on": cleaned.get("hired_on"),
        "is_agency_contract": bool(cleaned.get("is_agency_contract")),
        "validated_at": timezone.now(),
    }
    with transaction.atomic():
        HousingApplication.objects.select_for_update().get(pk=application.pk)
        before = Employment.objects.filter(application=application).first()
        if before is None or _checked(before) != _checked(Employment(**fields)):
            fields |= NOTHING_DECIDED
        employment, _created = Employment.objects.update_or_create(application=application, defaults=fields)
        if before and _company(before) != _company(employment):
            withdraw(application)
    application.employment = employment
    return employment


NOTHING_DECIDED = {"decision": "", "decision_reason": "", "decided_by": None, "decided_at": None}


def _company(employment: Employment) -> tuple[object, ...]:
    """Whose work, where, and who reads: a consent was given for these.

    A company that Action Logement did not know yet when the consent was given was not told to the person.
    """
    return employment.holder, siren_of(employment.siret), employment.employer_id


def _checked(employment: Employment) -> tuple[object, ...]:
    """What a company's answer is about: with another person, company, number or date it answers again."""
    return (
        employment.holder,
        siren_of(employment.siret),
        employment.search_name,
        employment.staff_number,
        employment.hired_on,
    )


def _search_name(adult: Adult | None) -> str:
    """Folded, as a company searches its employees: « eric le goff »."""
    return search_name(f"{adult.first_name} {adult.last_name}") if adult else ""


def follow_registry(application: HousingApplication) -> None:
    """After an update: keep the employment in step with the registry, and never share with a former employer.

    Another establishment of the same company only moves the SIRET. Another company, no SIRET any more,
    no such person any more or another co-applicant: the employment has to be confirmed again and nothing is
    shared meanwhile.
    """
    employment = application.confirmed_employment
    if employment is None:
        return
    siret = registry_siret(application.demande, employment.holder)
    name = _search_name(holder_in(application.demande, employment.holder))
    same = siren_of(siret) == siren_of(employment.siret) and _same_person(employment, name)
    if same and (siret == employment.siret or siret_problem(siret) is None):
        employment.siret, employment.search_name = siret, name
        employment.save(update_fields=["siret", "search_name"])
        return
    with transaction.atomic():
        withdraw(application)
        employment.delete()
    HousingApplication._meta.get_field("employment").delete_cached_value(application)


def _same_person(employment: Employment, name: str) -> bool:
    """Is this still the person who agreed? An applicant is: another identity stops an update (R4.4)."""
    if employment.holder == Holder.APPLICANT or not employment.search_name:
        return True
    return employment.search_name.replace(" ", "") == name.replace(" ", "")


def required_fields(employer: Employer | None) -> dict[str, Sentence]:
    """The fields the company's policy makes necessary, each with what is said when it is empty."""
    found: dict[str, Sentence] = {"employer_name": _("Le champ Nom de l'employeur est obligatoire")}
    if employer is None:
        return found
    if employer.code_required:
        found["company_code"] = _("Votre entreprise demande son code : votre employeur vous le donne.")
    if employer.staff_number_required:
        found["staff_number"] = _(
            "Votre entreprise demande le matricule : il est sur votre bulletin de salaire."
        )
    if employer.asks_hiring_date:
        found["hired_on"] = _("Votre entreprise demande la date d'entrée : indiquez-la.")
    return found


def _field_errors(
    cleaned: EmploymentData, employer: Employer | None, siret: str, adult: Adult | None
) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {
        field: sentence
        for field, sentence in required_fields(employer).items()
        if not str(cleaned.get(field) or "").strip()
    }
    if problem := _code_problem(cleaned.get("company_code", "").strip(), siret):
        errors["company_code"] = problem
    hired_on = cleaned.get("hired_on")
    if hired_on and hired_on > local_today():
        errors["hired_on"] = _("Cette date est dans le futur. Indiquez une date passée.")
    elif hired_on and adult and hired_on <= adult.birth_date:
        errors["hired_on"] = _("Cette date est avant la date de naissance. Vérifiez l'année.")
    return errors


def _code_problem(code: str, siret: str) -> Promise | None:
    """People mix the company code up with the SIRET, so that gets its own sentence."""
    if not code:
        return None
    digits = "".join(code.split())
    if digits.isdigit() and len(digits) in (9, 14):
        return _("Ceci ressemble à un numéro SIRET. Le code entreprise est donné par votre employeur.")
    known = Employer.objects.filter(code__iexact=code).first()
    if known is None:
        return _("Ce code entreprise n'existe pas. Vérifiez-le, ou laissez ce champ vide.")
    if known.siren != siret[:9]:
        return _("Ce code est celui d'une autre entreprise que celle de votre numéro SIRET.")
    return None
