"""Invented landlords, companies and agencies. SIRETs are right by their check digit, and nobody's."""

from dataclasses import dataclass, field

from accounts.models import Agency, Employer, Landlord, SharingChoice
from alin.places.models import Department

LANDLORDS: dict[str, tuple[str, str]] = {
    "TS": ("Les Toits de Seine", "Saint-Denis"),
    "FM": ("Foyers Mirabelle", "Créteil"),
    "LC": ("Les Logis du Couchant", "Brest"),
    "HG": ("Habitat Garance", "Lyon"),
}
INNER_SUBURBS = ("75", "92", "93", "94")
OUTER_SUBURBS = ("77", "78", "91", "95")
EVERY = tuple(SharingChoice.values)


@dataclass(frozen=True)
class Company:
    """A company and its policy; `siret` is one of its establishments."""

    name: str
    siret: str
    code: str
    headcount: int
    points: int
    sector: str = Employer.Sector.PRIVATE
    choices: tuple[str, ...] = EVERY
    staff_number: bool = False
    hired_on: bool = False
    validates: bool = False
    months: int = 0  # minimum seniority

    @property
    def siren(self) -> str:
        """The company's own number."""
        return self.siret[:9]


COMPANIES: dict[str, Company] = {
    "canal": Company("Ateliers du Canal", "81234507200019", "CANAL93", 240, 10),
    "belleroche": Company(
        "Transports Belleroche",
        "53309128600013",
        "BELLE75",
        1450,
        15,
        staff_number=True,
        hired_on=True,
        validates=True,
    ),
    "estuaire": Company(
        "Cliniques de l'Estuaire",
        "44218760500013",
        "ESTU29",
        820,
        8,
        choices=(SharingChoice.ESSENTIAL, SharingChoice.FULL),
        hired_on=True,
        months=6,
    ),
    "verdure": Company(
        "Pépinières Verdure",
        "39764105100016",
        "VERD91",
        62,
        5,
        sector=Employer.Sector.FARMING,
        choices=(SharingChoice.ANONYMOUS, SharingChoice.ESSENTIAL),
    ),
    "fournil": Company("Le Fournil de Léonie", "90125633900010", "FOURN69", 6, 0),
}
UNKNOWN_SIRET = "84527193100014"  # right by its digits, of a company Action Logement does not know


@dataclass
class Organisations:
    """The demo's organisations, by their key in this module."""

    landlords: dict[str, Landlord] = field(default_factory=dict)
    companies: dict[str, Employer] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)


def load_organisations() -> Organisations:
    """Create what is missing; an organisation somebody edited is left as it is."""
    loaded = Organisations()
    for key, (name, city) in LANDLORDS.items():
        loaded.landlords[key], _created = Landlord.objects.get_or_create(
            name=name, defaults={"city": city, "email": f"contact.{key.lower()}@example.org"}
        )
    for key, company in COMPANIES.items():
        loaded.companies[key], _created = Employer.objects.get_or_create(
            siren=company.siren,
            defaults={
                "name": company.name,
                "code": company.code,
                "sector": company.sector,
                "headcount": company.headcount,
                "points": company.points,
                "choices_offered": [str(choice) for choice in company.choices],
                "staff_number_required": company.staff_number,
                "hired_on_required": company.hired_on,
                "validation_needed": company.validates,
                "minimum_seniority_months": company.months,
            },
        )
    regions = Department.objects.exclude(pk__in=INNER_SUBURBS + OUTER_SUBURBS).values_list("pk", flat=True)
    for key, name, codes in (
        ("paris", "Agence Paris et petite couronne", INNER_SUBURBS),
        ("couronne", "Agence Grande couronne", OUTER_SUBURBS),
        ("regions", "Agence Régions", tuple(regions)),
    ):
        agency, _created = Agency.objects.get_or_create(
            name=name, defaults={"email": f"agence.{key}@example.org"}
        )
        agency.departments.add(*Department.objects.filter(pk__in=codes))
        loaded.agencies[key] = agency
    return loaded
