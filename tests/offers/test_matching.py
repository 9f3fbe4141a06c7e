"""The rules in SQL agree with the rules in words, both ways."""

import datetime
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alin.dates import add_months, local_today
from alin.places.models import Commune
from offers import matching, rules
from offers.income_limits import IncomeLimits
from offers.searching import Search
from tests.factories import offers as made
from tests.factories.accounts import EmployerFactory, LandlordFactory

pytestmark = pytest.mark.django_db

ZONES = ["PARIS_LIM", "IDF", "AUTRES", ""]
FINANCINGS = ["PLAI", "PLUS", "PLS", "LLI"]
RULES = ["typology", "income", "affordability", "accessibility", "reservation"]
# Few values that meet each other often: the boundaries are where the two could part. Each example puts one
# rule at its boundary and lets the others hold, or draws everything at random: were every rule drawn at
# random each time, one of them would nearly always say no and hide the others.
AMOUNTS = [20_000, 30_000]
EXTRAS = [5_000, 10_000]
RESOURCES = [999, 1_000, 1_001, 1_200]
RENTS = [Decimal(cents) / 100 for cents in (33300, 33333, 33334, 33366, 33367, 40000, 40001)]
# The day of hiring around the boundary of MONTHS, and the company's answer.
MONTHS = 6
HIRINGS = [None, *(add_months(local_today(), -MONTHS) + datetime.timedelta(days=n) for n in (-1, 0, 1))]
ANSWERS = [
    {},
    {"decision": "approved", "decided_at": "2026-01-05T10:00Z"},
    {"decision": "refused", "decided_at": "2026-01-05T10:00Z", "decision_reason": "Inconnu chez nous"},
]
WORKS = [{"hired_on": day, **answer} for day in HIRINGS for answer in ANSWERS]
CASES = [(financing, zone) for financing in FINANCINGS for zone in ZONES[:3]]

focuses = st.sampled_from([*RULES, "income", "everything"])  # income has the most figures


@st.composite
def tables(draw):
    """Ceilings of every case, less some that are missing."""
    missing = draw(st.sets(st.tuples(st.sampled_from(CASES), st.integers(0, 6)), max_size=8))
    base, extra = draw(st.sampled_from(AMOUNTS)), draw(st.sampled_from(EXTRAS))
    return {
        (*case, category): (base + 1_000 * category if category else extra, "published")
        for case in CASES
        for category in range(7)
        if (case, category) not in missing
    }


@st.composite
def households(draw, focus):
    """A file: at the boundary of the rule in focus, well within the others."""

    def drawn(rule, strategy, otherwise):
        return draw(strategy) if focus in (rule, "everything") else otherwise

    category = drawn("income", st.sampled_from([6, 6, 5, 2, 1]), 6)
    extra = drawn("income", st.sampled_from([0, 2, 3, 1]), 0) if category == 6 else 0
    bounds = [a + 1_000 * category + extra * e + off for a in AMOUNTS for e in EXTRAS for off in (-1, 0, 1)]
    return {
        "household_size": drawn("typology", st.integers(1, 8), 5),
        "income_category": category,
        "extra_persons": extra,
        "counted_income": drawn("income", st.sampled_from([None, *bounds]), 0),
        "monthly_resources": drawn("affordability", st.sampled_from(RESOURCES), 9_000),
        "needs_accessible": drawn("accessibility", st.booleans(), False),
        "is_priority": drawn("reservation", st.booleans(), False),
        "company": drawn("reservation", st.sampled_from([None, 0, 1, 2, 3]), None),
        "work": draw(st.sampled_from(WORKS)),
    }


@st.composite
def offers(draw, focus):
    """An offer, likewise."""

    def drawn(rule, strategy, otherwise):
        return draw(strategy) if focus in (rule, "everything") else otherwise

    rent = drawn("affordability", st.sampled_from(RENTS), Decimal(300))
    charges = drawn(
        "affordability", st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("66.67")]), Decimal(0)
    )
    return {
        "typology": drawn("typology", st.integers(1, 6), 4),
        "financing": drawn("income", st.sampled_from(FINANCINGS), "PLUS"),
        "zone": drawn("income", st.sampled_from(ZONES), "IDF"),
        "rent": rent - charges,
        "charges": charges,
        "is_accessible": drawn("accessibility", st.booleans(), False),
        "company": drawn("reservation", st.sampled_from([None, None, 0, 1, 2, 3]), None),
        "reserved_for_priority": drawn("reservation", st.booleans(), False),
    }


@st.composite
def file_and_offers(draw):
    """One file and the offers it may be matched with."""
    focus = draw(focuses)
    return draw(households(focus)), draw(st.lists(offers(focus), min_size=3, max_size=8))


@st.composite
def offer_and_files(draw):
    """One offer and the files it may be matched with."""
    focus = draw(focuses)
    return draw(offers(focus)), draw(st.lists(households(focus), min_size=3, max_size=8))


def grid_ceilings(chance):
    """Every case but one in seven."""
    return {
        (*case, category): (25_000 + 1_000 * category if category else 5_000, "published")
        for case in CASES
        for category in range(7)
        if chance.random() > 1 / 7
    }


def grid_file(chance):
    """A household whose every figure is often at a boundary."""
    category = chance.choice([1, 2, 5, 6, 6, 6])
    extra = chance.choice([0, 1, 3]) if category == 6 else 0
    bound = 25_000 + 1_000 * category + 5_000 * extra
    return {
        "household_size": chance.randint(2, 6),
        "income_category": category,
        "extra_persons": extra,
        "counted_income": chance.choice([None, 0, 0, bound, bound, bound + 1]),
        "monthly_resources": chance.choice(RESOURCES),
        "needs_accessible": chance.random() < 0.3,
        "is_priority": chance.random() < 0.4,
        "company": chance.choice([None, 0, 1, 2, 3]),
        "work": chance.choice(WORKS),
    }


def grid_offer(chance):
    """An offer that few rules exclude, so that each of them is met alone."""
    charges = chance.choice([Decimal(0), Decimal("0.01"), Decimal("66.67")])
    return {
        "typology": chance.choice([2, 3, 4, 4, 5]),
        "financing": chance.choice(FINANCINGS),
        "zone": chance.choice(ZONES),
        "rent": chance.choice(RENTS[:5]) - charges,
        "charges": charges,
        "is_accessible": chance.random() < 0.6,
        "company": chance.choice([None, None, None, 0, 1, 2, 3]),
        "reserved_for_priority": chance.random() < 0.25,
    }


class World:
    """Four companies with their policies and a commune per zone, kept from one example to the next."""

    def __init__(self):
        self.companies = [
            EmployerFactory(),
            EmployerFactory(minimum_seniority_months=MONTHS),
            EmployerFactory(validation_needed=True),
            EmployerFactory(minimum_seniority_months=MONTHS, validation_needed=True),
        ]
        self.communes = {
            zone: made.commune(f"9800{n}", f"Commune {n}", zone, f"G{n}", f"9800{n}")
            for n, zone in enumerate(ZONES)
        }
        self.landlord = LandlordFactory()

    def company(self, index):
        return None if index is None else self.companies[index]

    def application(self, fields):
        fields = dict(fields)
        return made.household(wishes=(), employer=self.company(fields.pop("company")), **fields)

    def offer(self, fields):
        fields = dict(fields)
        return made.OfferFactory(
            landlord=self.landlord,
            commune=self.communes[fields.pop("zone")],
            reserved_for=self.company(fields.pop("company")),
            **fields,
        )


@pytest.fixture
def world():
    return World()


often = settings(
    max_examples=150,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking asks the database thousands of times more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@often
@given(table=tables(), drawn=file_and_offers())
def test_offers_for_a_file_are_those_whose_every_verdict_is_yes(world, table, drawn):
    limits = IncomeLimits(local_today().year, table)
    file, some = drawn
    application = world.application(file)
    made_offers = [world.offer(fields) for fields in some]
    expected = {o.pk for o in made_offers if rules.is_eligible(rules.verdicts(application, o, limits))}
    # Those of earlier examples stay: deleting them would cost more than everything else.
    found = matching.offers_for(application, limits).filter(pk__in=[o.pk for o in made_offers])
    assert set(found.values_list("pk", flat=True)) == expected


@often
@given(table=tables(), drawn=offer_and_files())
def test_files_for_an_offer_are_those_whose_every_verdict_is_yes(world, table, drawn):
    limits = IncomeLimits(local_today().year, table)
    offered, some = drawn
    offer = world.offer(offered)
    files = [world.application(fields) for fields in some]
    expected = {a.pk for a in files if rules.is_eligible(rules.verdicts(a, offer, limits))}
    found = matching.applications_for(offer, limits).filter(pk__in=[a.pk for a in files])
    assert set(found.values_list("pk", flat=True)) == expected


@pytest.mark.parametrize("seed", [2026, 1987])
def test_a_grid_of_files_and_offers_agrees_in_every_cell(world, seed):
    """Fifty by fifty at once, each rule near its boundary: 2,500 cells, asked of SQL from both sides."""
    chance = random.Random(seed)
    limits = IncomeLimits(local_today().year, grid_ceilings(chance))
    files = [world.application(grid_file(chance)) for _ in range(50)]
    offers_made = [world.offer(grid_offer(chance)) for _ in range(50)]
    expected = {
        (file.pk, offer.pk)
        for file in files
        for offer in offers_made
        if rules.is_eligible(rules.verdicts(file, offer, limits))
    }
    by_file = {
        (f.pk, pk) for f in files for pk in matching.offers_for(f, limits).values_list("pk", flat=True)
    }
    by_offer = {
        (pk, offer.pk)
        for offer in offers_made
        for pk in matching.applications_for(offer, limits).values_list("pk", flat=True)
    }
    assert by_file == expected
    assert by_offer == expected
    assert len(expected) > 25  # a grid in which nothing fits would prove nothing


@often
@given(
    resources=st.integers(0, 5_000),
    rent=st.integers(1, 200_000).map(lambda cents: Decimal(cents) / 100),
    ratio=st.sampled_from([3, 3.0, 2.5, 3.3, 1]),
)
def test_the_highest_rent_and_the_least_resources_say_the_same(settings, resources, rent, ratio):
    settings.AFFORDABILITY_RATIO = ratio
    assert (rent <= rules.highest_rent(resources)) == (resources >= rules.least_resources(rent))


def test_the_random_cases_meet_every_answer(world):
    """The property above would hold on an empty world: here is one pair that fits, in SQL both ways."""
    made.ceilings()
    application, offer = made.household(wishes=()), made.OfferFactory()
    assert matching.offers_for(application).get() == offer
    assert matching.applications_for(offer).get() == application


def test_only_open_offers_are_proposed():
    made.ceilings()
    application, offer = made.household(wishes=()), made.OfferFactory()
    made.OfferFactory(draft=True)
    made.OfferFactory(withdrawn=True)
    made.OfferFactory(closed=True)
    made.OfferFactory(published_on=local_today() + datetime.timedelta(days=1))
    assert list(matching.offers_for(application)) == [offer]


# --- Files for an offer, with their wishes -----------------------------------------------------------

PARIS, ELEVENTH, EIGHTEENTH = "75056", "75111", "75118"
BONDY = "93010"
WISHES = [made.SAINT_DENIS, made.AUBERVILLIERS, BONDY, made.BREST, PARIS, ELEVENTH, EIGHTEENTH]


def real_places():
    """Communes around a border of Paris, and one far away."""
    made.places()
    made.commune(BONDY, "Bondy", grouping="T8", postal_code="93140")
    paris = made.commune(PARIS, "Paris", grouping="T1", postal_code="75001")
    for insee, name in ((ELEVENTH, "Paris 11e"), (EIGHTEENTH, "Paris 18e")):
        made.commune(insee, name, grouping="T1", postal_code=f"750{insee[-2:]}")
        Commune.objects.filter(pk=insee).update(parent=paris)


def test_the_files_that_match_an_offer_are_those_whose_search_shows_it():
    real_places()
    made.ceilings()
    files = [
        made.household(wishes=(wish,), submitted_at="2026-06-01T10:00Z", is_priority=wish == BONDY)
        for wish in WISHES
    ]
    for insee in set(WISHES) - {PARIS}:
        offer = made.OfferFactory(commune=Commune.objects.get(pk=insee))
        shown_to = {file.pk for file in files if offer in Search(QueryDict(""), file).filter.qs}
        assert set(matching.files_matching(offer).values_list("pk", flat=True)) == shown_to, insee
        assert matching.files_matching_count(offer) == len(shown_to)


def test_files_that_could_not_apply_are_not_counted():
    made.places()
    made.ceilings()
    offer, ready = made.OfferFactory(), {"submitted_at": "2026-06-01T10:00Z"}
    made.household()
    made.household(**ready, expires_on=local_today() - datetime.timedelta(days=1))
    made.household(**ready, struck_off="owner")
    made.household(**ready, household_size=6)
    made.household(**ready, expires_on=local_today())
    assert matching.files_matching_count(offer) == 1


def test_a_file_with_several_wishes_around_an_offer_counts_once():
    made.places()
    made.ceilings()
    made.household(wishes=(made.SAINT_DENIS, made.AUBERVILLIERS), submitted_at="2026-06-01T10:00Z")
    with CaptureQueriesContext(connection) as queries:
        assert matching.files_matching_count(made.OfferFactory.create()) == 1
    assert len([q for q in queries if "housingapplication" in q["sql"]]) == 1
