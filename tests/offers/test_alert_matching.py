"""An alert matches an offer when the search for its query holds the offer: one query, the same answer."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from alin.dates import local_today
from offers import alert_criteria
from offers.alert_criteria import KNOWN
from offers.alert_matching import alerts_for
from offers.filters import OfferFilter
from offers.models import Alert, Offer
from offers.searching import Search, application_of
from tests.factories import offers as made
from tests.factories.accounts import EmployerFactory, LandlordFactory, MembershipFactory, UserFactory
from tests.factories.alerts import AlertFactory, alert_for

pytestmark = pytest.mark.django_db

COMMUNES = [made.SAINT_DENIS, made.AUBERVILLIERS, made.BREST, "75118", "75056", "92024"]
PLACES = [
    "",
    "commune:93066",
    "commune:75056",
    "commune:75118",
    "departement:93",
    "departement:75",
    "region:11",
    "region:53",
    "code:93300",
    "code:75018",
    "Saint-Denis",
    "Aubervilliers",
    "Nulle-Part-sur-Rien",
]
ASKED = {
    "lieu": st.sampled_from(PLACES),
    "pieces": st.lists(st.sampled_from(["T1", "T2", "T3", "T6"]), max_size=3),
    "type": st.lists(st.sampled_from(["house", "apartment"]), max_size=2),
    "surface": st.sampled_from(["44", "44,5", "45", "45,5", "46", "zéro"]),
    "loyer_min": st.sampled_from(["0", "499,99", "500", "500,004", "500,006", "500,01", "-1"]),
    "loyer_max": st.sampled_from(["499,99", "499,994", "499,996", "500", "500.01", "4000", "99999"]),
    "pmr": st.sampled_from(["on", ""]),
    "disponible": st.sampled_from(["on", ""]),
}
OFFERED = {
    "typology": st.sampled_from([1, 2, 3]),
    "kind": st.sampled_from(["house", "apartment"]),
    "surface": st.sampled_from([44, 45, 46]),
    "charges": st.sampled_from([Decimal("69.99"), Decimal("70"), Decimal("70.01")]),
    "is_accessible": st.booleans(),
    "later": st.booleans(),
    "reserved": st.sampled_from(["no", "no", "priority", "company"]),
    "closed": st.sampled_from([False, False, False, True]),
    "commune": st.sampled_from(COMMUNES),
}
# What of the offer each criterion looks at. Each example draws one criterion at its boundary and lets the
# others hold, or draws everything: were all drawn each time, one of them would nearly always say no.
FOCUSES: dict[str, list[str]] = {
    "lieu": ["commune"],
    "pieces": ["typology"],
    "type": ["kind"],
    "surface": ["surface"],
    "loyer_min": ["charges"],
    "loyer_max": ["charges"],
    "pmr": ["is_accessible"],
    "disponible": ["later"],
    "person": ["typology", "reserved", "closed", "commune"],
    "everything": list(OFFERED),
}
PEOPLE = ["none", "fits", "wishes Paris", "large", "poor", "priority", "employee"]


@st.composite
def cases(draw):
    """An offer, and some (person, criteria)."""
    focus = draw(st.sampled_from(list(FOCUSES)))
    offer = {name: draw(OFFERED[name]) for name in FOCUSES[focus]}
    asked = []
    for _number in range(draw(st.integers(1, 4))):
        people = PEOPLE if focus in ("person", "everything") else ["none", "fits"]
        names = list(ASKED) if focus == "everything" else [focus] if focus in ASKED else []
        asked.append((draw(st.sampled_from(people)), {name: draw(ASKED[name]) for name in names}))
    return offer, asked


class World:
    """Communes, a company, and people with the files of PEOPLE."""

    def __init__(self):
        made.places()
        made.ceilings()
        self.company = EmployerFactory()
        self.landlord = LandlordFactory()
        self.people = {kind: self.person(kind) for kind in PEOPLE}

    def person(self, kind):
        user = UserFactory()
        if kind == "none":
            return user
        fields = {
            "wishes Paris": {"wishes": ("75056",)},
            "large": {"household_size": 6},
            "poor": {"monthly_resources": 900},
            "priority": {"is_priority": True},
            "employee": {"employer": self.company},
        }.get(kind, {})
        made.household(owner=user, **fields)
        return user

    def offer(self, drawn):
        fields = dict(drawn)
        today = local_today()
        fields["available_on"] = today + datetime.timedelta(days=1) if fields.pop("later", False) else today
        reserved = fields.pop("reserved", "no")
        fields["commune_id"] = fields.pop("commune", made.SAINT_DENIS)
        fields["commune"] = made.commune(fields.pop("commune_id"))
        return made.OfferFactory(
            landlord=self.landlord,
            reserved_for=self.company if reserved == "company" else None,
            reserved_for_priority=reserved == "priority",
            **fields,
        )


@pytest.fixture
def world():
    return World()


def found_by_search(alert, offer):
    search = Search(QueryDict(alert.query), application_of(alert.user))
    return search.filter.qs.filter(pk=offer.pk).exists()


@settings(
    max_examples=150,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(case=cases())
def test_an_alert_matches_exactly_what_its_search_finds(world, case):
    drawn, asked = case
    Alert.objects.all().delete()
    Offer.objects.all().delete()
    offer = world.offer(drawn)
    for kind, values in asked:
        query = QueryDict(mutable=True)
        for name, value in values.items():
            query.setlist(name, value if isinstance(value, list) else [value])
        user = world.people[kind]
        criteria = alert_criteria.criteria_of(Search(query, application_of(user)))
        if Alert.objects.filter(user=user, query=criteria.query).exists():
            continue
        alert = alert_for(user, query.urlencode())
        # What was typed and what is kept find the same.
        as_typed = Search(query, application_of(user)).filter.qs.filter(pk=offer.pk).exists()
        assert as_typed == found_by_search(alert, offer), alert.query
    expected = {alert.pk for alert in Alert.objects.all() if found_by_search(alert, offer)}
    assert set(alerts_for(offer).values_list("pk", flat=True)) == expected


def test_the_random_cases_meet_both_answers(world):
    """The property above would hold for alerts that never match."""
    alert = alert_for(
        world.people["fits"], "lieu=commune:93066&pieces=T2&surface=45&loyer_max=500&type=apartment"
    )
    offer = made.OfferFactory()
    assert list(alerts_for(offer)) == [alert]
    assert not alerts_for(made.OfferFactory(typology=3)).exists()


def test_every_criterion_of_the_search_is_known():
    assert set(OfferFilter.base_filters) == KNOWN


def test_it_is_one_query(world):
    alert_for(world.people["fits"], "lieu=commune:93066")
    offer = made.OfferFactory(typology=2)
    matching = alerts_for(offer)
    with CaptureQueriesContext(connection) as queries:
        assert matching.count() == 1
    assert len(queries) == 1


def test_a_wish_for_paris_reaches_its_arrondissements(world):
    alert = AlertFactory(user=world.people["wishes Paris"])
    offer = made.OfferFactory(commune=made.commune("75118"))
    assert list(alerts_for(offer)) == [alert]


# --- Who listens ------------------------------------------------------------------------------------


def test_a_paused_alert_matches_nothing():
    AlertFactory(paused=True)
    assert not alerts_for(made.OfferFactory()).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"is_staff": True},
        {"left_at": timezone.now()},
        {"offer_mails_wanted": False},
    ],
)
def test_only_applicants_who_want_such_mails_are_told(change):
    alert = AlertFactory()
    offer = made.OfferFactory()
    assert alerts_for(offer).exists()
    User.objects.get_queryset().filter(pk=alert.user_id).update(**change)
    assert not alerts_for(offer).exists()


def test_who_joined_an_organisation_is_no_longer_told():
    alert = AlertFactory()
    MembershipFactory(user=alert.user, landlord=LandlordFactory())
    assert not alerts_for(made.OfferFactory()).exists()


@pytest.mark.parametrize("trait", ["draft", "withdrawn", "closed", "upcoming"])
def test_an_offer_that_is_not_open_matches_nothing(trait):
    AlertFactory()
    assert not alerts_for(made.OfferFactory(**{trait: True})).exists()


# --- Names and words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "Toutes les offres"),
        (
            "lieu=commune:93066&pieces=T3&pieces=T2&loyer_max=700",
            "Saint-Denis (93) · T2, T3 · loyer jusqu'à 700 €",
        ),
        ("type=house&surface=40&pmr=on", "Maison · dès 40 m² · adapté aux personnes à mobilité réduite"),
        ("disponible=on&loyer_min=300", "loyer dès 300 € · disponible immédiatement"),
        ("surface=abc&tri=loyer&page=3", "Toutes les offres"),
    ],
)
def test_the_name_says_the_criteria(anne, query, name):
    found = alert_for(anne, query).name.replace("\N{NO-BREAK SPACE}", " ")
    assert found.replace("(93200)", "(93)").replace("(93210)", "(93)") == name


def test_the_same_search_written_otherwise_is_the_same(anne):
    first = alert_criteria.criteria_of(
        Search(QueryDict("pieces=T3&pieces=T2&loyer_max=700,00&tri=loyer"), None)
    )
    again = alert_criteria.criteria_of(Search(QueryDict("loyer_max=700&pieces=T2&pieces=T3&page=2"), None))
    assert first.query == again.query == "pieces=T2&pieces=T3&loyer_max=700"
