"""The rules in SQL agree with the rules in words, both ways, and wishes make the sections."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alin.dates import local_today
from applications.models import HousingApplication
from offers import matching, rules
from offers.income_limits import IncomeLimits
from offers.models import Offer
from tests.factories import offers as made
from tests.factories.accounts import EmployerFactory, LandlordFactory

pytestmark = pytest.mark.django_db

ZONES = ["PARIS_LIM", "IDF", "AUTRES", ""]
FINANCINGS = ["PLAI", "PLUS", "PLS", "LLI"]
# Few values that meet each other often: the boundaries are where the two could part.
AMOUNTS = [20_000, 30_000, 40_000]
EXTRAS = [5_000, 10_000]

tables = st.dictionaries(
    st.tuples(st.sampled_from(FINANCINGS), st.sampled_from(ZONES[:3]), st.integers(1, 6)),
    st.tuples(st.sampled_from(AMOUNTS), st.just("published")),
    min_size=20,
)
extras = st.dictionaries(
    st.tuples(st.sampled_from(FINANCINGS), st.sampled_from(ZONES[:3]), st.just(0)),
    st.tuples(st.sampled_from(EXTRAS), st.just("derived")),
)
cents = st.integers(20_000, 50_000).map(lambda n: Decimal(n) / 100)
boundary_rents = st.sampled_from([Decimal(n) / 100 for n in (33333, 33334, 33300, 40000, 40001, 10, 30)])
offers = st.fixed_dictionaries(
    {
        "typology": st.integers(1, 6),
        "financing": st.sampled_from(FINANCINGS),
        "zone": st.sampled_from(ZONES),
        "rent": st.one_of(cents, boundary_rents),
        "charges": st.one_of(st.just(Decimal(0)), st.sampled_from([Decimal("0.01"), Decimal("66.67")])),
        "company": st.sampled_from([None, None, 0, 1]),
        "reserved_for_priority": st.sampled_from([False, False, True]),
    }
)


@st.composite
def households(draw):
    size = draw(st.integers(1, 9))
    category = draw(st.integers(1, 6))
    extra = draw(st.integers(0, 3)) if category == 6 else 0
    bounds = [amount + extra * more for amount in AMOUNTS for more in EXTRAS]
    near = st.sampled_from(bounds).flatmap(lambda n: st.integers(n - 1, n + 1))
    return {
        "household_size": size,
        "income_category": category,
        "extra_persons": extra,
        "counted_income": draw(st.one_of(st.none(), near, st.integers(0, 60_000))),
        "monthly_resources": draw(st.one_of(st.sampled_from([0, 999, 1_000, 1_200]), st.integers(0, 2_000))),
        "is_priority": draw(st.booleans()),
        "company": draw(st.sampled_from([None, 0, 1])),
    }


class World:
    """Two companies and a commune per zone, kept from one example to the next."""

    def __init__(self):
        self.companies = [EmployerFactory(), EmployerFactory()]
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


often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(table=tables, more=extras, file=households(), some=st.lists(offers, min_size=1, max_size=6))
def test_offers_for_a_file_are_those_whose_every_verdict_is_yes(world, table, more, file, some):
    Offer.objects.all().delete()
    limits = IncomeLimits(local_today().year, {**table, **more})
    application = world.application(file)
    made_offers = [world.offer(fields) for fields in some]
    expected = {o.pk for o in made_offers if rules.is_eligible(rules.verdicts(application, o, limits))}
    assert set(matching.offers_for(application, limits).values_list("pk", flat=True)) == expected


@often
@given(table=tables, more=extras, offered=offers, some=st.lists(households(), min_size=1, max_size=6))
def test_files_for_an_offer_are_those_whose_every_verdict_is_yes(world, table, more, offered, some):
    HousingApplication.objects.all().delete()
    limits = IncomeLimits(local_today().year, {**table, **more})
    offer = world.offer(offered)
    files = [world.application(fields) for fields in some]
    expected = {a.pk for a in files if rules.is_eligible(rules.verdicts(a, offer, limits))}
    assert set(matching.applications_for(offer, limits).values_list("pk", flat=True)) == expected


@often
@given(resources=st.integers(0, 5_000), rent=cents, ratio=st.sampled_from([3, 3.0, 2.5, 3.3, 1]))
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


# --- Sections --------------------------------------------------------------------------------------


def test_wished_and_bordering_communes_make_two_sections_without_overlap():
    made.places()
    made.ceilings()
    here = made.OfferFactory()
    beside = made.OfferFactory(commune=made.commune(made.AUBERVILLIERS))
    made.OfferFactory(commune=made.commune(made.BREST))
    application = made.household()
    offers_found = matching.offers_for(application)
    assert list(matching.in_wished_communes(offers_found, application)) == [here]
    assert list(matching.in_bordering_communes(offers_found, application)) == [beside]


def test_a_commune_wished_is_never_bordering():
    made.places()
    made.ceilings()
    made.OfferFactory(commune=made.commune(made.AUBERVILLIERS))
    application = made.household(wishes=(made.SAINT_DENIS, made.AUBERVILLIERS))
    assert not matching.in_bordering_communes(Offer.objects.all(), application).exists()


def test_a_wish_for_paris_covers_its_arrondissements():
    paris = made.commune("75056", "Paris", postal_code="75001")
    eleventh = made.commune("75111", "Paris 11e Arrondissement", postal_code="75011")
    eleventh.parent = paris
    eleventh.save()
    offer = made.OfferFactory(commune=eleventh)
    application = made.household(wishes=("75056",))
    assert list(matching.in_wished_communes(Offer.objects.all(), application)) == [offer]


def test_no_wish_means_no_section():
    made.OfferFactory()
    application = made.household(wishes=())
    assert not matching.in_wished_communes(Offer.objects.all(), application).exists()
    assert not matching.in_bordering_communes(Offer.objects.all(), application).exists()
