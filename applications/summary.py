"""Everything the registry gave, in words, by section and person (R3.6).

The same description serves tab 1 and the comparison of two snapshots (changes.py), so what is shown and
what counts as a change can't drift apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alin.formats import euros, short_date
from alin.places.models import Commune
from applications.models import HousingApplication
from applications.registry import labels
from applications.registry.labels import label
from applications.registry.schema import Adult, Demande, Dependant

Row = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """The rows about one person, or about the household where `person` is empty."""

    person: str
    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Section:
    """A titled group of parts. `key` is stable and may be used as an anchor."""

    key: str
    title: str
    parts: list[Part]


def describe(demande: Demande) -> list[Section]:
    """The whole demande, in the language of the moment; empty values are left out. One query."""
    sections = [
        Section("situation", _("Situation personnelle"), [_identity(a, r) for a, r in _adults(demande)]),
        Section("household", _("Personnes à loger"), list(_household(demande))),
        Section("work", _("Situation professionnelle"), [_work(a, r) for a, r in _adults(demande)]),
        Section(
            "resources", _("Ressources"), [_resources(a, r) for a, r in _adults(demande)] + _recent(demande)
        ),
        Section("housing", _("Logement actuel"), [Part("", "", _current_housing(demande))]),
        Section("reasons", _("Motifs de la demande"), [Part("", "", _reasons(demande))]),
        Section("wishes", _("Logement recherché"), [Part("", "", _wishes(demande))]),
        Section("demande", _("Enregistrement de la demande"), [Part("", "", _registration(demande))]),
    ]
    return [section for section in map(_without_blanks, sections) if section.parts]


def _without_blanks(section: Section) -> Section:
    parts = [
        Part(part.person, part.name, [(name, value) for name, value in part.rows if value])
        for part in section.parts
    ]
    return Section(section.key, section.title, [part for part in parts if part.rows])


def _adults(demande: Demande) -> list[tuple[Adult, str]]:
    return list(zip(demande.adults, (_("Demandeur"), _("Codemandeur")), strict=False))


def _identity(adult: Adult, role: str) -> Part:
    rows = [
        (_("Civilité"), label(labels.CIVILITIES, adult.civility)),
        (_("Nationalité"), label(labels.NATIONALITIES, adult.nationality)),
        (_("Nom (nom d'usage ou d'époux(se))"), adult.last_name),
        (_("Nom de naissance"), adult.birth_name),
        (_("Prénom"), adult.first_name),
        (_("Date de naissance"), short_date(adult.birth_date)),
        (_("Situation familiale"), label(labels.FAMILY_SITUATIONS, adult.family_situation)),
        (_("Téléphone portable"), phone(adult.mobile_phone)),
        (_("Téléphone du domicile"), phone(adult.home_phone)),
        (_("Téléphone du travail"), phone(adult.work_phone)),
        (_("Notification sms"), yes_no(adult.sms_notifications)),
        (_("Mail personnel"), adult.email or ""),
        (_("Situation de handicap"), yes_no(adult.disabled)),
        (_("Sous tutelle ou curatelle"), yes_no(adult.under_protection)),
    ]
    return Part(role, full_name(adult), rows)


def _household(demande: Demande) -> Iterator[Part]:
    link = label(labels.LINKS, demande.co_applicant_link or "")
    size = len(demande.adults) + len(demande.dependants) + demande.unborn_children
    yield Part(
        "",
        "",
        [
            (_("Nombre de personnes à loger"), str(size)),
            (_("Lien avec le codemandeur"), link),
            (_("Enfants à naître"), str(demande.unborn_children or "")),
            (_("Naissance prévue le"), short_date(demande.birth_expected_on)),
        ],
    )
    for dependant in demande.dependants:
        yield _dependant(dependant)


def _dependant(dependant: Dependant) -> Part:
    rows = [
        (_("Date de naissance"), short_date(dependant.birth_date)),
        (_("Garde alternée"), yes_no(dependant.shared_custody)),
        (_("Situation de handicap"), yes_no(dependant.disabled)),
    ]
    return Part(_("Personne à charge"), full_name(dependant), rows)


def _work(adult: Adult, role: str) -> Part:
    rows = [
        (_("Profession"), adult.occupation),
        (_("Contrat"), label(labels.CONTRACTS, adult.contract)),
    ]
    if adult.employment:
        work = adult.employment
        rows += [
            (_("Nom de l'employeur"), work.employer_name),
            (_("N° SIRET de l'employeur"), work.siret),
            (_("Lieu de travail"), f"{work.workplace_postal_code} {work.workplace_commune}".strip()),
            (_("Plusieurs employeurs"), yes_no(work.several_employers)),
        ]
    return Part(role, full_name(adult), rows)


def _resources(adult: Adult, role: str) -> Part:
    rows = [
        (label(labels.RESOURCES, income.kind), _("%(amount)s par mois") % {"amount": euros(income.monthly)})
        for income in adult.resources
    ]
    rows += [
        (label(labels.PAYMENTS, paid.kind), _("%(amount)s par mois") % {"amount": euros(paid.monthly)})
        for paid in adult.payments
    ]
    rows += [
        (_("Revenu fiscal de référence %(year)s") % {"year": notice.year}, euros(notice.amount))
        for notice in sorted(adult.tax_incomes, key=lambda notice: -notice.year)
    ]
    return Part(role, full_name(adult), rows)


def _recent(demande: Demande) -> list[Part]:
    if demande.last_twelve_months_income is None:
        return []
    return [
        Part(
            _("Foyer"), "", [(_("Revenus des douze derniers mois"), euros(demande.last_twelve_months_income))]
        )
    ]


def _current_housing(demande: Demande) -> list[Row]:
    home = demande.current_housing
    return [
        (_("Type de logement"), label(labels.HOUSING, home.kind)),
        (_("Nombre de pièces"), label(labels.TYPOLOGIES, home.typology or "")),
        (_("Surface"), f"{home.surface} m²" if home.surface else ""),
        (_("Nombre d'occupants"), str(home.occupants or "")),
        (_("Nom du bailleur"), home.landlord_name),
        (_("Adresse"), home.address),
        (_("Commune"), f"{home.postal_code} {home.commune}".strip()),
        (_("Loyer, charges comprises"), "" if home.rent is None else euros(home.rent)),
        (_("Depuis le"), short_date(home.since)),
    ]


def _reasons(demande: Demande) -> list[Row]:
    return [
        (_("Motif %(rank)s") % {"rank": rank}, label(labels.REASONS, code))
        for rank, code in enumerate(demande.reasons, start=1)
    ]


def _wishes(demande: Demande) -> list[Row]:
    wishes = demande.wishes
    names = Commune.objects.in_bulk(wishes.communes)
    communes = [_commune(names.get(code), code) for code in dict.fromkeys(wishes.communes)]
    return [
        (_("Communes souhaitées, par ordre de préférence"), ", ".join(communes)),
        (_("Types de logement"), ", ".join(label(labels.TYPOLOGIES, code) for code in wishes.typologies)),
        (_("Appartement ou maison"), label(labels.DWELLINGS, wishes.dwelling or "")),
        (_("Place de stationnement"), "" if wishes.parking is None else yes_no(wishes.parking)),
        (_("Loyer maximum"), "" if wishes.max_rent is None else euros(wishes.max_rent)),
        (_("Surface minimum"), f"{wishes.min_surface} m²" if wishes.min_surface else ""),
        (_("Logement adapté aux personnes à mobilité réduite"), yes_no(wishes.accessible)),
    ]


def _commune(commune: Commune | None, code: str) -> str:
    return f"{commune.name} ({commune.department_id})" if commune else code


def _registration(demande: Demande) -> list[Row]:
    filed = len(demande.documents_filed)
    expires_on = HousingApplication.expiry_for(demande.filed_on, demande.renewed_on)
    return [
        (_("Numéro unique"), demande.unique_number),
        (_("Mail du site d'enregistrement"), demande.email or ""),
        (_("Déposée le"), short_date(demande.filed_on)),
        (_("Renouvelée le"), short_date(demande.renewed_on)),
        (_("Valable jusqu'au"), short_date(expires_on)),
        (_("Situation prioritaire"), yes_no(demande.priority)),
        (_("Droit au logement opposable (DALO)"), label(labels.DALO, demande.dalo or "")),
        (
            _("Réservataires"),
            ", ".join(label(labels.RESERVATIONS, code) for code in dict.fromkeys(demande.reservations)),
        ),
        (
            _("Pièces déposées"),
            ngettext("%(count)s pièce", "%(count)s pièces", filed) % {"count": filed},
        ),
    ]


def full_name(person: Adult | Dependant) -> str:
    """First and last name as the registry spells them."""
    return f"{person.first_name} {person.last_name}".strip()


def yes_no(value: bool) -> str:
    """« oui » or « non », as the handbook shows them."""
    return _("oui") if value else _("non")


def phone(typed: str) -> str:
    """A French number in pairs, a foreign one with its country code, anything else as it came."""
    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        return typed
    if not phonenumbers.is_possible_number(number):
        return typed
    french = number.country_code == 33
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
