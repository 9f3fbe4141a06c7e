"""The rules of allocation as verdicts: what holds, what does not, the boundary, and the figures said."""

from decimal import Decimal

import pytest

from alin.dates import local_today
from applications.company_support import supporting_employer
from offers import rules
from offers.income_limits import IncomeLimits
from tests.factories.accounts import EmployerFactory
from tests.factories.offers import OfferFactory, ceilings, commune, household

pytestmark = pytest.mark.django_db


def verdict(rule, application, offer):
    return {v.rule.value: v for v in rules.verdicts(application, offer)}[rule]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


# --- R1.2 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "fitting"),
    [
        (1, {1, 2}),
        (2, {1, 2, 3}),
        (3, {2, 3, 4}),
        (4, {3, 4, 5}),
        (5, {4, 5, 6}),
        (6, {4, 5, 6}),
        (9, {4, 5, 6}),
    ],
)
def test_each_household_size_has_its_typologies(size, fitting):
    offer = OfferFactory()
    application = household(household_size=size)
    found = set()
    for typology in range(1, 7):
        offer.typology = typology
        if verdict("typology", application, offer).status == "ok":
            found.add(typology)
    assert found == fitting


def test_the_typology_is_said_with_the_household_and_its_rooms():
    offer, application = OfferFactory(typology=2), household(household_size=2)
    assert verdict("typology", application, offer).sentence == (
        "T2 : convient à votre foyer de 2 personnes (T1 à T3)"
    )


def test_too_small_and_too_large_are_told_apart():
    application = household(household_size=5)
    small = verdict("typology", application, OfferFactory(typology=3))
    assert small.sentence == "T3 : trop petit pour votre foyer de 5 personnes (T4 et plus)"
    large = verdict("typology", household(household_size=1), OfferFactory(typology=3))
    assert large.sentence == "T3 : trop grand pour votre foyer de 1 personne (T1 à T2)"
    assert small.advice


# --- R1.3 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("income", "status"), [(31_200, "ok"), (40_233, "ok"), (40_234, "no"), (0, "ok")])
def test_income_up_to_the_ceiling_is_accepted(income, status):
    ceilings()
    assert verdict("income", household(counted_income=income), OfferFactory()).status == status


def test_the_income_is_said_beside_the_ceiling_with_its_year_and_status(time_machine):
    time_machine.move_to("2026-11-22 12:00 +01:00")
    ceilings()
    said = verdict("income", household(), OfferFactory())
    assert plain(said.sentence) == "Revenus 31 200 € ≤ plafond PLUS 40 233 €"
    assert "2026" in said.detail
    assert "Publié au Journal officiel" in said.detail
    assert "Paris et communes limitrophes" in said.detail


def test_an_income_above_the_ceiling_is_said_with_both_figures():
    ceilings()
    said = verdict("income", household(counted_income=61_200), OfferFactory())
    assert plain(said.sentence) == "Revenus 61 200 € > plafond PLUS 40 233 €"
    assert "10 %" in plain(said.advice)


def test_the_ceiling_is_that_of_the_offers_financing():
    ceilings()
    application = household(counted_income=30_000)
    assert verdict("income", application, OfferFactory(financing="PLAI")).status == "no"
    assert verdict("income", application, OfferFactory(financing="PLUS")).status == "ok"


def test_the_ceiling_is_that_of_the_communes_zone():
    ceilings()
    application = household(counted_income=35_000)
    elsewhere = commune("29019", "Brest", "AUTRES", "242900314", "29200")
    assert verdict("income", application, OfferFactory(commune=elsewhere)).status == "no"
    assert verdict("income", application, OfferFactory()).status == "ok"


@pytest.mark.parametrize(
    ("persons", "income", "status"),
    [(0, 84_304, "ok"), (0, 84_305, "no"), (2, 84_304 + 2 * 9_394, "ok"), (2, 84_305 + 2 * 9_394, "no")],
)
def test_each_person_beyond_six_adds_to_the_ceiling(persons, income, status):
    ceilings()
    application = household(
        household_size=6 + persons, income_category=6, extra_persons=persons, counted_income=income
    )
    assert verdict("income", application, OfferFactory()).status == status


def test_a_missing_ceiling_is_unknown_and_never_eligible():
    ceilings()
    given = rules.verdicts(household(counted_income=1), OfferFactory(financing="LLI"))
    income = given[1]
    assert income.status == "unknown"
    assert "LLI" in income.sentence
    assert not rules.is_eligible(given)


def test_a_missing_sum_per_further_person_is_unknown():
    ceilings(cases={("PLUS", "PARIS_LIM", 6): 84_304})
    application = household(household_size=7, income_category=6, extra_persons=1, counted_income=1)
    assert verdict("income", application, OfferFactory()).status == "unknown"


def test_last_years_ceilings_do_not_count(time_machine):
    time_machine.move_to("2026-11-22 12:00 +01:00")
    ceilings(year=2025)
    assert verdict("income", household(), OfferFactory()).status == "unknown"


def test_the_year_changes_at_midnight_in_paris(time_machine):
    ceilings(year=2027)
    offer, application = OfferFactory(), household()
    time_machine.move_to("2026-12-31 22:59:59 +00:00")
    assert verdict("income", application, offer).status == "unknown"
    time_machine.move_to("2026-12-31 23:00:00 +00:00")
    assert verdict("income", application, offer).status == "ok"


def test_an_unknown_income_is_unknown_and_says_which_notice_is_missing(time_machine):
    time_machine.move_to("2026-11-22 12:00 +01:00")
    ceilings()
    given = rules.verdicts(household(counted_income=None), OfferFactory())
    assert given[1].status == "unknown"
    assert "2024" in given[1].advice
    assert not rules.is_eligible(given)


def test_an_overseas_commune_has_no_ceiling():
    ceilings()
    overseas = commune("98411", "Une île", "", "I1", "98400")
    said = verdict("income", household(), OfferFactory(commune=overseas))
    assert said.status == "unknown"


def test_one_derived_figure_makes_the_ceiling_derived():
    rows = {("PLUS", "IDF", 6): (80_000, "published"), ("PLUS", "IDF", 0): (9_000, "derived")}
    limits = IncomeLimits(2026, rows)
    assert limits.limit("PLUS", "IDF", 6).status == "published"
    assert limits.limit("PLUS", "IDF", 6, 1).status == "derived"


# --- R1.4 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("resources", "status"), [(1_501, "ok"), (1_500, "ok"), (1_499, "no"), (0, "no")])
def test_resources_of_three_rents_are_enough(resources, status):
    application = household(monthly_resources=resources)
    assert verdict("affordability", application, OfferFactory()).status == status


def test_charges_count_in_the_rent():
    application = household(monthly_resources=1_500)
    offer = OfferFactory(rent=Decimal("430.01"), charges=Decimal("70"))
    assert verdict("affordability", application, offer).status == "no"


def test_affordability_is_said_with_its_figures_and_the_effort_rate():
    said = verdict("affordability", household(monthly_resources=2_600), OfferFactory())
    assert plain(said.sentence) == "Ressources 2 600 € par mois ≥ 3 × loyer 500 €"
    assert said.detail == "Taux d'effort : 19,2 %"


def test_the_ratio_is_a_setting(settings):
    settings.AFFORDABILITY_RATIO = 3.5
    application = household(monthly_resources=1_700)
    said = verdict("affordability", application, OfferFactory())
    assert said.status == "no"
    assert "3,5 ×" in said.sentence


def test_without_resources_there_is_no_effort_rate():
    application = household(monthly_resources=0)
    assert rules.effort_rate(application, OfferFactory()) is None
    assert verdict("affordability", application, OfferFactory()).detail == ""


def test_too_high_a_rent_names_the_highest_that_would_do():
    said = verdict("affordability", household(monthly_resources=1_000), OfferFactory())
    assert "333,33 €" in plain(said.advice)


# --- The need of an adapted home -----------------------------------------------------------------


def test_an_adapted_home_is_judged_only_where_the_file_asks_for_one():
    ceilings()
    for adapted in (True, False):
        given = rules.verdicts(household(), OfferFactory(is_accessible=adapted))
        assert "accessibility" not in {v.rule.value for v in given}
        assert rules.is_eligible(given)


@pytest.mark.parametrize(("adapted", "status"), [(True, "ok"), (False, "no")])
def test_who_asks_for_an_adapted_home_needs_one(adapted, status):
    ceilings()
    application = household(needs_accessible=True)
    said = verdict("accessibility", application, OfferFactory(is_accessible=adapted))
    assert said.status == status
    assert bool(said.advice) == (status == "no")
    assert "vous" not in said.for_office().sentence


# --- Where a rule is written ---------------------------------------------------------------------


def test_every_verdict_says_its_source():
    ceilings()
    application = household(needs_accessible=True)
    for offer in (OfferFactory(), OfferFactory(financing="LLI", reserved_for_priority=True)):
        assert all(v.source for v in rules.verdicts(application, offer))
    assert verdict("income", application, OfferFactory()).source == "test"  # the ceiling's own
    reserved = OfferFactory(reserved_for_priority=True)
    assert "L313-26-2" in verdict("reservation", application, reserved).source


def test_too_high_an_income_names_the_financing_that_would_do():
    ceilings(cases={("PLAI", "PARIS_LIM", 2): 24_140, ("PLUS", "PARIS_LIM", 2): 40_233})
    said = verdict("income", household(counted_income=31_200), OfferFactory(financing="PLAI"))
    assert "logements PLUS (40 233 €)" in plain(said.advice)
    none = verdict("income", household(counted_income=50_000), OfferFactory(financing="PLAI"))
    assert "conviennent" not in none.advice


# --- R5.8 ---------------------------------------------------------------------------------------


def test_an_offer_reserved_for_nobody_is_open_to_all():
    assert verdict("reservation", household(), OfferFactory()).status == "ok"


def test_a_company_offer_is_for_its_employees():
    employer = EmployerFactory()
    offer = OfferFactory(reserved_for=employer)
    assert verdict("reservation", household(employer=employer), offer).status == "ok"
    assert verdict("reservation", household(employer=EmployerFactory()), offer).status == "no"
    assert verdict("reservation", household(), offer).status == "no"


def test_a_priority_offer_is_for_priority_cases():
    offer = OfferFactory(reserved_for_priority=True)
    assert verdict("reservation", household(is_priority=True), offer).status == "ok"
    assert verdict("reservation", household(), offer).status == "no"


def test_an_offer_reserved_twice_needs_both():
    employer = EmployerFactory()
    offer = OfferFactory(reserved_for=employer, reserved_for_priority=True)
    assert verdict("reservation", household(employer=employer), offer).status == "no"
    assert verdict("reservation", household(is_priority=True), offer).status == "no"
    both = household(employer=employer, is_priority=True)
    assert verdict("reservation", both, offer).status == "ok"


# --- All together --------------------------------------------------------------------------------


def test_the_rules_come_in_their_order_and_all_must_say_yes():
    ceilings()
    given = rules.verdicts(household(), OfferFactory())
    assert [v.rule.value for v in given] == ["typology", "income", "affordability", "reservation"]
    assert rules.is_eligible(given)


def test_the_verdicts_cost_one_query_and_none_with_the_ceilings(django_assert_num_queries):
    ceilings()
    application, offer = household(), OfferFactory()
    supporting_employer(application, local_today())
    with django_assert_num_queries(1):
        rules.verdicts(application, offer)
    limits = IncomeLimits.of()
    with django_assert_num_queries(0):
        rules.verdicts(application, offer, limits)


@pytest.mark.parametrize(
    ("size", "square_metres"), [(1, 9), (2, 16), (3, 25), (4, 34), (7, 61), (8, 70), (10, 70)]
)
def test_the_least_surface_follows_the_household(size, square_metres):
    assert rules.least_surface(household(household_size=size)) == square_metres


def test_a_wished_surface_replaces_the_legal_one():
    assert rules.least_surface(household(min_surface=40)) == 40
