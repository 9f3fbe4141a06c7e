"""A demande as the registry gives it: typed, checked, without the social-security number.

The same schema checks what a gateway answers and what `load_demandes` reads. Amounts are whole euros;
codes are those of the national registry's public table (applications/data/registry_codes.csv).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from applications.registry.social_security import without_social_security_numbers
from applications.unique_number import normalise

Money = Annotated[int, Field(ge=0, le=1_000_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Insee = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])\d{3}$")]
UniqueNumber = Annotated[str, AfterValidator(normalise), StringConstraints(pattern=r"^[0-9A-Z]{15,18}$")]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        max_length=254,
    ),
]

Civility = Literal["madame", "monsieur"]
Nationality = Literal["1", "2", "3"]
FamilySituation = Literal["C", "M", "D", "S", "P", "U", "V"]
Link = Literal["M", "P", "C", "L"]
Contract = Literal["CDI", "CDD", "ART", "CHO", "APP", "ETU", "RET", "AUT"]
Resource = Literal[
    "SAL",
    "RET",
    "CHO",
    "PAR",
    "PINV",
    "AF",
    "AAH",
    "AEEH",
    "AJPP",
    "RSA",
    "AMV",
    "PAJE",
    "BE",
    "APL",
    "AUT",
]
Housing = Literal[
    "HLM", "LP", "RS", "RHVS", "RE", "SLHT", "SH", "CDEFCM", "CPE", "CP", "LTG", "FONC", "POCC", "CAMCAR",
    "HOT", "SD", "SQUAT",
]  # fmt: skip
Reason = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-9]|2[0-3])$")]
Payment = Literal["PAV"]
# « C » is a room. The registry's own code for six rooms and more is T6P; both are read, T6 is kept.
Typology = Literal["C", "T1", "T2", "T3", "T4", "T5", "T6"]
Dwelling = Literal["apartment", "house"]
Dalo = Literal["NON", "ACTIF", "CADUC"]
Reservation = Literal["COLTER", "COLACT", "PPRIOR", "PFONCT", "AUTRES", "AUCUN"]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
StrikeOffReason = Literal["RADATT", "RADABA", "RADCON", "RADIRR", "RADREN"]


class Part(BaseModel):
    """Base of every part: unknown fields are refused by name, so that a typing error is not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="after")
    @classmethod
    def storable(cls, value: object) -> object:
        """PostgreSQL keeps no NUL, and a day of the year 9999 has no year after it."""
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and "\0" in text for text in texts):
            raise ValueError("a NUL character is not allowed")
        if isinstance(value, date) and not 1900 <= value.year <= 2100:
            raise ValueError("a date between 1900 and 2100 is expected")
        return value


class Income(Part):
    """A monthly resource of one person."""

    kind: Resource
    monthly: Money


class Paid(Part):
    """What one person pays out each month; the rules that count resources do not subtract it."""

    kind: Payment
    monthly: Money


class TaxIncome(Part):
    """The reference tax income (revenu fiscal de référence) on one person's notice for one year."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    amount: Money


class Employment(Part):
    """Work as declared at the registry; `siret` may be missing or wrong there."""

    employer_name: str = ""
    siret: Annotated[str, StringConstraints(max_length=20)] = ""
    workplace_postal_code: str = ""
    workplace_commune: str = ""
    several_employers: bool = False


class Adult(Part):
    """The applicant (demandeur) or the co-applicant (codemandeur)."""

    civility: Civility
    last_name: Name
    birth_name: str = ""
    first_name: Name
    birth_date: date
    nationality: Nationality = "1"
    family_situation: FamilySituation = "C"
    mobile_phone: str = ""
    home_phone: ShortText = ""
    work_phone: ShortText = ""
    sms_notifications: bool = False
    email: Email | None = None
    contract: Contract = "AUT"
    occupation: ShortText = ""
    employment: Employment | None = None
    resources: list[Income] = []
    payments: list[Paid] = []
    tax_incomes: list[TaxIncome] = []
    disabled: bool = False
    under_protection: bool = False


class Dependant(Part):
    """Someone else who will live there; `shared_custody` marks a child with two homes."""

    first_name: Name
    last_name: str = ""
    birth_date: date
    shared_custody: bool = False
    disabled: bool = False


class CurrentHousing(Part):
    """Where the household lives now; `rent` is monthly, charges included, `surface` in m²."""

    kind: Housing
    typology: Typology | None = None
    surface: Annotated[int, Field(ge=0, le=1000)] | None = None
    occupants: Annotated[int, Field(ge=1, le=30)] | None = None
    landlord_name: ShortText = ""
    address: str = ""
    postal_code: str = ""
    commune: str = ""
    rent: Money | None = None
    since: date | None = None

    @field_validator("typology", mode="before")
    @classmethod
    def one_code_for_six_rooms(cls, given: object) -> object:
        """T6P is T6."""
        return _six_rooms(given)


class Wishes(Part):
    """What is looked for: communes in order of preference, typologies, highest rent."""

    communes: Annotated[list[Insee], Field(min_length=1, max_length=60)]
    typologies: list[Typology] = []
    dwelling: Dwelling | None = None  # None: either
    parking: bool | None = None
    max_rent: Money | None = None
    min_surface: Annotated[int, Field(ge=0, le=1000)] | None = None
    accessible: bool = False

    @field_validator("typologies", mode="before")
    @classmethod
    def one_code_for_six_rooms(cls, given: object) -> object:
        """T6P is T6."""
        return [_six_rooms(code) for code in given] if isinstance(given, list) else given


def _six_rooms(code: object) -> object:
    return "T6" if code == "T6P" else code


class Demande(Part):
    """A demande de logement social under its unique number."""

    unique_number: UniqueNumber
    email: Email | None  # none was recorded, for a demande filed on paper: no code can be sent, updates go on
    filed_on: date
    renewed_on: date | None = None
    struck_off: StrikeOffReason | None = None
    applicant: Adult
    co_applicant: Adult | None = None
    co_applicant_link: Link | None = None
    dependants: list[Dependant] = []
    unborn_children: Annotated[int, Field(ge=0, le=5)] = 0
    birth_expected_on: date | None = None
    last_twelve_months_income: Money | None = None
    current_housing: CurrentHousing
    reasons: Annotated[list[Reason], Field(min_length=1, max_length=5)]
    wishes: Wishes
    priority: bool = False  # a priority case in the sense of article L313-26-2 CCH
    dalo: Dalo | None = None  # right to housing, articles L300-1 and L441-2-3 CCH
    reservations: list[Reservation] = []
    documents_filed: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def drop_social_security_numbers(cls, given: object) -> object:
        """The number may be sent to us; it is thrown away before anything can keep it (R3.6)."""
        return without_social_security_numbers(given)

    @field_validator("email", mode="before")
    @classmethod
    def nothing_is_none(cls, given: object) -> object:
        """An empty text is no mailbox."""
        return None if given == "" else given

    @property
    def adults(self) -> list[Adult]:
        """The applicant, then the co-applicant where there is one."""
        return [self.applicant] + ([self.co_applicant] if self.co_applicant else [])
