"""« Suis-je éligible ? »: five questions before any account, answered by the same rules."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from alin.places.models import Commune, Department
from applications.models import HousingApplication
from tests.factories.accounts import EmployerFactory
from tests.factories.offers import BREST, OfferFactory, ceilings, commune, household, places

pytestmark = pytest.mark.django_db

ANSWERS = {
    "adults": "2",
    "dependants": "0",
    "first_age": "",
    "second_age": "",
    "reference_income": "31 200",
    "recent_income": "",
    "monthly_resources": "2 600,50 €",
    "lieu": "Saint-Denis",
    "work": "private",
}


@pytest.fixture(autouse=True)
def france():
    places()
    ceilings()


def ask(client, **changes):
    """The page that answers; a field given as None is not sent."""
    sent = {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}
    response = client.post(reverse("eligibility"), sent)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said(soup):
    """The answer's words, plain spaces."""
    answer = soup.select_one("#answer")
    assert answer, soup.select_one("main").get_text(" ", strip=True)
    return " ".join(answer.get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def lines(soup):
    return {row["data-financing"]: row["data-verdict"] for row in soup.select("[data-financing]")}


def test_the_questions_are_there_for_everybody_and_nothing_is_answered_yet(client):
    soup = BeautifulSoup(client.get(reverse("eligibility")).content, "html.parser")
    assert len(soup.select("fieldset.question")) == 5
    assert not soup.select("#answer, .field__error")
    assert soup.select_one("form[method=post] .button--primary")


def test_the_answer_says_category_ceilings_rent_and_homes(client):
    text = said(soup := ask(client))
    assert "AL'in est pour vous" in text
    assert "Catégorie de ménage 2" in text
    assert "866,66 € au plus" in text  # 2 600 / 3, rounded down
    assert "T1 à T3" in text
    assert lines(soup) == {"PLAI": "no", "PLUS": "ok", "PLS": "unknown", "LLI": "unknown"}
    assert "40 233 €" in text
    assert "Vous êtes en dessous : 9 033 € de marge" in text
    assert "Vous êtes au-dessus : 7 060 € de trop" in text
    assert "Publié au Journal officiel" in text


def test_the_answers_stay_in_the_fields_and_out_of_the_address(client):
    soup = ask(client)
    assert soup.select_one("#id_reference_income")["value"] == "31 200"
    assert soup.select_one("input[name=work][checked]")["value"] == "private"
    for link in soup.select("main a[href]"):
        assert "31" not in link["href"].split("?")[-1].replace("93", "")
        assert "2600" not in link["href"]


@pytest.mark.parametrize(("amount", "verdict"), [("40 233", "ok"), ("40.234", "no"), ("40,233", "ok")])
def test_the_ceiling_itself_is_allowed(client, amount, verdict):
    assert lines(ask(client, reference_income=amount))["PLUS"] == verdict


def test_the_last_twelve_months_count_when_ten_percent_lower(client):
    assert "28 080 €" in (text := said(ask(client, recent_income="28080")))
    assert "plus bas d'au moins 10 %" in text
    assert "revenu fiscal de référence" in said(ask(client, recent_income="28081"))


@pytest.mark.parametrize(
    ("changes", "category"),
    [
        ({"adults": "1"}, 1),
        ({"adults": "1", "someone_disabled": "on"}, 2),
        ({"adults": "1", "dependants": "1"}, 3),
        ({"first_age": "28", "second_age": "27"}, 3),
        ({"first_age": "28", "second_age": "28"}, 2),
        ({"first_age": "28", "second_age": "27", "dependants": "1"}, 3),
        ({"someone_disabled": "on"}, 3),
        ({"dependants": "2"}, 4),
        ({"dependants": "6"}, 6),
        # Ages given by mistake for one adult make no couple.
        ({"adults": "1", "first_age": "20", "second_age": "20"}, 1),
    ],
)
def test_the_category_is_that_of_the_arrete(client, changes, category):
    assert f"Catégorie de ménage {category}" in said(ask(client, **changes))


@pytest.mark.parametrize(
    ("work", "priority", "fits"),
    [
        ("private", None, True),
        ("private_small", None, False),
        ("farming", None, True),
        ("farming_small", None, False),
        ("other", None, False),
        ("other", "on", True),
    ],
)
def test_al_in_is_for_companies_of_ten_fifty_in_farming_and_priority_cases(client, work, priority, fits):
    text = said(ask(client, work=work, is_priority=priority))
    assert ("AL'in est pour vous" in text) == fits
    assert ("elle ne sera pas prioritaire" in text) == (not fits)


def test_the_open_offers_that_fit_are_counted_here_and_everywhere(client):
    OfferFactory()
    OfferFactory(commune=commune(BREST), financing="PLUS")
    OfferFactory(typology=5)
    OfferFactory(closed=True)
    OfferFactory(reserved_for=EmployerFactory())
    OfferFactory(reserved_for_priority=True)
    ceilings(cases={("PLUS", "PARIS_LIM", 2): 40_233, ("PLUS", "AUTRES", 2): 31_254})
    counted = ask(client, is_priority="on").select_one("[data-open-here]")
    assert (counted["data-open-here"], counted["data-open-everywhere"]) == ("1", "2")
    adapted = ask(client, needs_accessible="on").select_one("[data-open-here]")
    assert adapted["data-open-everywhere"] == "0"


def test_the_next_step_is_the_departments_registration_site_and_an_account(client):
    soup = ask(client)
    site = Department.objects.get(pk="93").portal_url
    assert soup.select_one(f"#answer a[href='{site}']")
    assert soup.select_one("#answer .button--primary")["href"] == reverse("account_signup")
    assert len(soup.select("main .button--primary")) == 1


def test_who_has_a_file_is_led_to_its_offers(client):
    application = household()
    client.force_login(application.owner)
    soup = ask(client)
    assert "Votre demande est déjà sur AL'in" in soup.get_text()
    assert not soup.select("#answer .button--primary")


def test_a_place_without_ceilings_is_unknown_and_never_a_yes(client):
    Commune.objects.filter(pk=BREST).update(zone="")
    text = said(soup := ask(client, lieu=f"commune:{BREST}"))
    assert "Plafonds non connus" in text
    assert "Vos revenus permettent" not in text
    assert not lines(soup)


def test_too_high_an_income_is_told(client):
    assert "Vos revenus dépassent les plafonds connus" in said(ask(client, reference_income="90000"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("adults", None),
        ("adults", "3"),
        ("dependants", ""),
        ("dependants", "-1"),
        ("dependants", "1,5"),
        ("dependants", "16"),
        ("first_age", "12"),
        ("second_age", "abc"),
        ("reference_income", ""),
        ("reference_income", "beaucoup"),
        ("reference_income", "-5"),
        ("reference_income", "1e5"),
        ("reference_income", "99999999999999999999"),
        ("reference_income", "\x00"),
        ("recent_income", "12..5"),
        ("monthly_resources", ""),
        ("monthly_resources", "200 000"),
        ("lieu", ""),
        ("lieu", "xqzvw"),
        ("lieu", "commune:00000"),
        ("lieu", "é" * 81),
        ("work", None),
        ("work", "pirate"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_the_others_stay(client, name, typed):
    soup = ask(client, **{name: typed})
    assert not soup.select("#answer")
    assert len(soup.select(".field__error")) == 1
    assert soup.select_one(f".field--invalid [name={name}]")
    if name != "monthly_resources":
        assert soup.select_one("#id_monthly_resources")["value"] == "2 600,50 €"


def test_a_suggestion_chosen_is_shown_by_its_name(client):
    soup = ask(client, lieu="commune:93066")
    assert "Saint-Denis" in soup.select_one("#id_lieu")["value"]
    assert soup.select_one("[data-places]")["data-key"] == "commune:93066"
    wrong = ask(client, lieu="commune:\x00")
    assert wrong.select_one(".field--invalid #id_lieu")


@pytest.mark.parametrize(("first", "second"), [("28", ""), ("", "28")])
def test_one_age_alone_is_asked_to_be_completed(client, first, second):
    soup = ask(client, first_age=first, second_age=second)
    assert "Indiquez les deux âges, ou aucun." in soup.get_text()


def test_nothing_is_kept_and_few_queries_are_asked(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        ask(client)
    assert not HousingApplication.objects.exists()
    response = client.post(reverse("eligibility"), ANSWERS)
    assert "no-store" in response["Cache-Control"]


def test_a_place_in_several_departments_names_no_registration_site(client):
    Commune.objects.filter(pk=BREST).update(parent="93066")
    soup = ask(client, lieu="commune:93066")
    assert "Enregistrez votre demande de logement social." in said(soup)
    assert not soup.select("#answer a[target=_blank]")
