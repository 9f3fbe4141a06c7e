"""The demandes of the cast and of some seventy other households who apply to the same homes."""

from dataclasses import dataclass

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
# Territory of the number, desk, communes people of that area wish for.
AREAS = (
    ("111", "G9301", NORTH),
    ("111", "G9303", EAST),
    ("111", "G9401", SOUTH),
    ("111", "G9202", WEST),
    ("111", "G9301", NORTH),
    ("029", "G2901", BREST),
    ("111", "G9303", EAST),
    ("069", "G6901", LYON),
)
TENANTS = {
    "111": ("93200", "Saint-Denis", 790),
    "029": ("29200", "Brest", 560),
    "069": ("69003", "Lyon", 650),
}
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
WORKPLACES = {"111": "93400", "029": "29200", "069": "69003"}


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
    territory, desk, wishes = AREAS[position % len(AREAS)]
    shape = SHAPES[position // len(AREAS) % len(SHAPES)]
    turn = position // len(AREAS) % len(wishes)
    data = household_data(
        (civility, first, last),
        email,
        shape,
        territory,
        desk,
        [*wishes[turn:], *wishes[:turn]][:4],
        sequence=100_200 + position * 613,
        company="estuaire" if territory == "029" else COMPANIES[position % len(COMPANIES)],
    )
    return Household(Account(email, civility, first, last, phone=f"+3363998{2000 + position}"), data)


def household_data(
    who: tuple[str, str, str],
    email: str,
    shape: Shape,
    territory: str,
    desk: str,
    wishes: list[str],
    *,
    sequence: int,
    company: str,
) -> Data:
    """A demande drawn from a shape; the sequence decides ages and seniority too."""
    civility, first, last = who
    chance = dice(sequence)
    couple = shape.adults == 2
    months = chance.randint(7, 62)
    year = local_today().year - chance.randint(28, 49)
    born = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    share = 0.58 if couple else 1.0
    resources = {"SAL": round(shape.monthly * share)}
    if shape.children > 1:
        resources |= {"AF": 148 * (shape.children - 1), "SAL": resources["SAL"] - 148 * (shape.children - 1)}
    situation = "M" if couple else "C"
    applicant = adult(
        civility, first, last, born, income=round(shape.income * share), resources=resources,
        family_situation=situation, employment=work(company, at=WORKPLACES[territory]),
    )  # fmt: skip
    more: Data = {
        "dependants": [
            child(CHILDREN[(sequence + n * 5) % len(CHILDREN)], last, 3 + 4 * n)
            for n in range(shape.children)
        ]
    }
    if couple:
        other = "monsieur" if civility == "madame" else "madame"
        name = chance.choice(MEN if other == "monsieur" else WOMEN)
        more["co_applicant"] = adult(
            other, name, last, born, income=round(shape.income * 0.42), family_situation=situation,
            resources={"SAL": round(shape.monthly * 0.42)},
            employment=work(name=chance.choice(OTHER_WORK), at=WORKPLACES[territory]),
        )  # fmt: skip
        more["co_applicant_link"] = "M"
    postal_code, commune, rent = TENANTS[territory]
    rented = tenant("5 rue Carnot", postal_code, commune, rent)
    number = number_of(territory, add_months(local_today(), -months), sequence, desk)
    return demande(
        number,
        email,
        applicant,
        wishes,
        months_ago=months,
        renewed_months_ago=min(months, chance.randint(1, 9)),
        housing=hosted(postal_code, commune) if chance.random() < 0.3 else rented,
        reasons=(chance.choice(("09", "12", "13", "19", "20")),),
        **more,
    )


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
    data = household_data(
        who, user.email, shape, "111", "G9301", list(wishes), sequence=sequence, company=company
    )
    return {**data, "filed_on": "2020-11-05"} if key == BEFORE_2021 else data
