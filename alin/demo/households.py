"""The demandes of the cast and of some seventy other households who apply to the same homes."""

from dataclasses import dataclass
from random import Random

from accounts.models import User
from alin.dates import add_months, local_today
from alin.demo.demandes import Data, adult, child, demande, hosted, number_of, tenant, work
from alin.demo.drawing.canvas import dice
from alin.demo.people import Account
from alin.places.search_names import search_name

NORTH = ("93070", "93066", "93001", "75118", "92024", "93055")
EAST = ("93048", "75120", "75119", "93055", "93006", "93063")
SOUTH = ("94041", "94081", "75113", "94076", "94028", "94022")
WEST = ("92024", "92004", "92036", "92025", "92050", "75117")
BREST = ("29019", "29075", "29232")
LYON = ("69383", "69388", "69266", "69029")
Who = tuple[str, str, str]  # civility, first name, last name


@dataclass(frozen=True)
class Area:
    """Where people look: the number's territory and desk, where they live and work, what they wish for."""

    territory: str
    desk: str
    postal_code: str
    commune: str
    rent: int
    work: str
    wishes: tuple[str, ...]


SAINT_DENIS = ("93200", "Saint-Denis", 790, "93400")
AREAS = (
    Area("111", "G9301", *SAINT_DENIS, NORTH),
    Area("111", "G9303", *SAINT_DENIS, EAST),
    Area("111", "G9401", *SAINT_DENIS, SOUTH),
    Area("111", "G9202", *SAINT_DENIS, WEST),
    Area("111", "G9301", *SAINT_DENIS, NORTH),
    Area("029", "G2901", "29200", "Brest", 560, "29200", BREST),
    Area("111", "G9303", *SAINT_DENIS, EAST),
    Area("069", "G6901", "69003", "Lyon", 650, "69003", LYON),
)
APPLICANT_SHARE = 0.58  # of a couple's income
FAMILY_BENEFIT = 148  # a month, from the second child on
OTHERS = 72


@dataclass(frozen=True)
class Shape:
    """What a household is: adults, children, tax income of N-2 and what comes in each month (euros)."""

    adults: int
    children: int
    income: int
    monthly: int


SHAPES = (
    Shape(1, 0, 16_800, 1_560),
    Shape(2, 1, 30_500, 2_760),
    Shape(1, 0, 21_200, 1_890),
    Shape(2, 0, 27_400, 2_460),
    Shape(1, 1, 18_900, 1_980),
    Shape(2, 2, 33_800, 3_120),
    Shape(1, 2, 17_300, 2_050),
    Shape(2, 0, 31_900, 2_880),
    Shape(2, 3, 36_200, 3_560),
)
WOMEN = (
    "Aïcha", "Brigitte", "Chloé", "Delphine", "Elsa", "Fanny", "Giulia", "Houda", "Irène", "Jeanne",
    "Kadiatou", "Laure", "Mélanie", "Nathalie", "Oriane", "Priya", "Rachel", "Sabrina", "Tiphaine",
)  # fmt: skip
MEN = (
    "Adrien", "Boubacar", "Cédric", "Damien", "Enzo", "Farid", "Gaël", "Henri", "Idriss", "Jérôme",
    "Kévin", "Loïc", "Mathieu", "Nicolas", "Omar", "Pierre", "Quentin", "Rémi", "Sofiane",
)  # fmt: skip
LAST_NAMES = (
    "ARNAUD", "BARBIER", "BENSAÏD", "BRUN", "CHEVALIER", "COULIBALY", "DA SILVA", "DUMAS", "ESNAULT",
    "FERREIRA", "FOURNIER", "GUÉRIN", "HAMEL", "IDIR", "JACQUET", "KEITA", "LEMOINE", "MARTINEZ", "MEYER",
    "NGUYEN", "OLIVIER", "PELLETIER", "QUÉRÉ", "RENAUD", "SANCHEZ", "TRAORÉ", "URBAIN", "VIDAL", "WEBER",
)  # fmt: skip
CHILDREN = ("Lina", "Gabriel", "Maya", "Noé", "Inès", "Sacha", "Jade", "Ismaël", "Rose", "Axel", "Zoé")
OTHER_WORK = ("Pharmacie du Parc", "Garage des Quatre-Routes", "École Sainte-Anne", "Marché Couvert")
COMPANIES = ("canal", "belleroche", "canal", "verdure", "belleroche")


@dataclass(frozen=True)
class Household:
    """A household that is in the portal already: its account and its demande."""

    account: Account
    data: Data


def other_households() -> list[Household]:
    """The rivals: different in size, income, wishes and seniority, the same on every machine."""
    return [_household(position) for position in range(OTHERS)]


def _household(position: int) -> Household:
    woman = position % 2 == 0
    first = (WOMEN if woman else MEN)[position // 2 % 19]
    last = LAST_NAMES[position * 5 % len(LAST_NAMES)]
    email = f"{search_name(first)}.{search_name(last)}{position}@example.org".replace(" ", "")
    civility = User.Civility.MADAME if woman else User.Civility.MONSIEUR
    area = AREAS[position % len(AREAS)]
    shape = SHAPES[position // len(AREAS) % len(SHAPES)]
    turn = position // len(AREAS) % len(area.wishes)
    data = household_data(
        (civility, first, last),
        email,
        shape,
        area,
        [*area.wishes[turn:], *area.wishes[:turn]][:4],
        sequence=100_200 + position * 613,
        company="estuaire" if area.territory == "029" else COMPANIES[position % len(COMPANIES)],
    )
    return Household(Account(email, civility, first, last, phone=f"+3363998{2000 + position}"), data)


def household_data(
    who: Who, email: str, shape: Shape, area: Area, wishes: list[str], *, sequence: int, company: str
) -> Data:
    """A demande drawn from a shape; the sequence decides ages and seniority too."""
    chance = dice(sequence)
    months = chance.randint(7, 62)
    applicant = _adult(who, shape, APPLICANT_SHARE if shape.adults == 2 else 1.0, work(company, at=area.work))
    children = [
        child(CHILDREN[(sequence + n * 5) % len(CHILDREN)], who[2], 3 + 4 * n) for n in range(shape.children)
    ]
    more: Data = {"dependants": children}
    if shape.adults == 2:
        more["co_applicant"] = _partner(who, shape, area, chance)
        more["co_applicant_link"] = "M"
    at_home = hosted(area.postal_code, area.commune)
    rented = tenant("5 rue Carnot", area.postal_code, area.commune, area.rent)
    return demande(
        number_of(area.territory, add_months(local_today(), -months), sequence, area.desk),
        email,
        applicant,
        wishes,
        months_ago=months,
        renewed_months_ago=min(months, chance.randint(1, 9)),
        housing=at_home if chance.random() < 0.3 else rented,
        reasons=(chance.choice(("09", "12", "13", "19", "20")),),
        **more,
    )


def _adult(who: Who, shape: Shape, share: float, employment: Data) -> Data:
    """One of the adults, with their share of what the household earns."""
    civility, first, last = who
    chance = dice(sum(map(ord, first + last)))
    year = local_today().year - chance.randint(28, 49)
    wage, benefit = round(shape.monthly * share), FAMILY_BENEFIT * (shape.children - 1)
    resources = {"SAL": wage}
    if benefit > 0 and share > 1 - APPLICANT_SHARE:
        resources = {"SAL": wage - benefit, "AF": benefit}
    return adult(
        civility,
        first,
        last,
        f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        income=round(shape.income * share),
        resources=resources,
        family_situation="M" if shape.adults == 2 else "C",
        employment=employment,
    )


def _partner(who: Who, shape: Shape, area: Area, chance: Random) -> Data:
    """The co-applicant, under the same name."""
    other = "monsieur" if who[0] == "madame" else "madame"
    first = chance.choice(MEN if other == "monsieur" else WOMEN)
    employment = work(name=chance.choice(OTHER_WORK), at=area.work)
    return _adult((other, first, who[2]), shape, 1 - APPLICANT_SHARE, employment)


BEFORE_2021 = "odile.garnier"  # imported before 20/04/2021, and filed before that
# Members of the cast: shape, wishes, company. The rest follows as for everybody.
CAST: dict[str, tuple[Shape, tuple[str, ...], str]] = {
    "pauline.riviere": (SHAPES[0], EAST[:4], "canal"),
    "yanis.belkacem": (SHAPES[2], NORTH[:4], "canal"),
    "odile.garnier": (SHAPES[0], NORTH[:3], "canal"),
    "claire.vasseur": (SHAPES[1], NORTH[:4], "canal"),
    "samir.haddad": (SHAPES[5], NORTH[:4], "canal"),
    "helene.marchal": (SHAPES[4], WEST, "belleroche"),
    "julie.perrin": (SHAPES[3], NORTH[:4], "canal"),
    "thomas.leclerc": (SHAPES[2], EAST, "belleroche"),
    "amina.diallo": (SHAPES[6], SOUTH, "canal"),
    "fatou.ndiaye": (SHAPES[5], WEST, "canal"),
    "leo.fontaine": (SHAPES[0], EAST, "belleroche"),
    "nora.benali": (SHAPES[4], SOUTH, "canal"),
    "eric.moulin": (SHAPES[2], EAST, "verdure"),
    "lucie.caron": (SHAPES[7], WEST, "canal"),
}


def cast_data(key: str, user: User) -> Data:
    """The demande of a member of the cast, under their own name."""
    shape, wishes, company = CAST[key]
    who = (user.civility, user.first_name, user.birth_name)
    sequence = 300_000 + 1_009 * list(CAST).index(key)
    data = household_data(who, user.email, shape, AREAS[0], list(wishes), sequence=sequence, company=company)
    return {**data, "filed_on": "2020-11-05"} if key == BEFORE_2021 else data
