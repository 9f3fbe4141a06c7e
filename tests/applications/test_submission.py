"""Steps, resuming, and submitting a file (R3.9, R3.10)."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, User
from alin.dates import add_months, local_today
from alin.outbox.models import Message
from applications.documents import required_documents
from applications.models import DocumentTick, HousingApplication
from applications.progress import cannot_apply_reasons, next_step, steps
from applications.sharing import withdraw
from applications.submission import DocumentsMissing, StepMissing, confirm_documents
from tests.factories.files import employed, imported, read, shared, submitted

PAGE = "/ma-demande/pieces/"
pytestmark = pytest.mark.usefixtures("employer")


@pytest.fixture
def site(client: Client, anne: User) -> Client:
    client.force_login(anne)
    return client


def keys(application: HousingApplication) -> list[str]:
    return [line.key for line in required_documents(application.demande, local_today())]


def states(application: HousingApplication) -> list[str]:
    return [step.state for step in steps(application)]


# --- Steps -----------------------------------------------------------------------------------------
def test_steps_open_one_after_the_other(anne: User, marc: User, lise: User, emma: User, karim: User) -> None:
    assert states(imported(anne)) == ["todo", "blocked", "blocked", "blocked"]
    assert states(read(marc)) == ["done", "todo", "blocked", "blocked"]
    assert states(employed(lise)) == ["done", "done", "todo", "blocked"]
    assert states(shared(emma)) == ["done", "done", "done", "todo"]
    assert states(submitted(karim)) == ["done", "done", "done", "done"]


def test_a_complete_file_has_no_next_step(anne: User) -> None:
    assert next_step(submitted(anne)) is None


@pytest.mark.parametrize("page", ["entreprise", "donnees-personnelles", "pieces"])
def test_opening_a_later_step_early_leads_to_the_step_to_do_with_a_message(
    site: Client, anne: User, page: str
) -> None:
    imported(anne)
    answer = site.get(f"/ma-demande/{page}/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("applications:information")
    assert "Terminez d&#x27;abord l&#x27;étape" in answer.content.decode()


def test_earlier_steps_stay_open_after_the_submission(site: Client, anne: User) -> None:
    submitted(anne)
    for page in ("entreprise", "donnees-personnelles", "pieces"):
        assert site.get(f"/ma-demande/{page}/").status_code == 200


# --- Submitting ------------------------------------------------------------------------------------
def test_all_boxes_ticked_submit_the_file_and_say_so_by_mail(site: Client, anne: User) -> None:
    application = shared(anne)
    answer = site.post(PAGE, {"document": keys(application)}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("applications:dashboard")
    assert "Votre demande est validée." in answer.content.decode()
    application.refresh_from_db()
    assert application.submitted_at is not None
    assert Message.objects.filter(user=anne, key=f"application-submitted:{application.pk}").count() == 1


def test_one_missing_box_is_named_and_the_others_are_kept(site: Client, anne: User) -> None:
    application = shared(anne)
    answer = site.post(PAGE, {"document": keys(application)[1:]})
    text = answer.content.decode()
    assert "Il manque une pièce" in text
    assert '<a href="#applicant:identite">' in text
    application.refresh_from_db()
    assert application.submitted_at is None
    assert application.document_ticks.count() == len(keys(application)) - 1
    assert not Message.objects.filter(key__startswith="application-submitted").exists()


def test_a_page_left_open_takes_back_no_tick_it_never_showed(site: Client, anne: User) -> None:
    application = shared(anne)
    first, second = keys(application)[:2]
    site.post(PAGE, {"shown": ["", first], "document": [second], "later": "1"})
    site.post(PAGE, {"shown": [""], "document": [first], "later": "1"})
    assert {tick.key for tick in application.document_ticks.all()} == {first, second}
    boxes = BeautifulSoup(site.get(PAGE).content, "html.parser").select("input[name=shown]")
    assert {box["value"] for box in boxes} == {"", first, second}
    site.post(PAGE, {"shown": ["", first, second], "document": [first], "later": "1"})
    assert {tick.key for tick in application.document_ticks.all()} == {first}


def test_ticking_can_be_continued_later(site: Client, anne: User) -> None:
    application = shared(anne)
    answer = site.post(PAGE, {"document": ["applicant:identite"], "later": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("applications:dashboard")
    assert [tick.key for tick in application.document_ticks.all()] == ["applicant:identite"]
    again = site.get(PAGE).content.decode()
    assert f"1 sur {len(keys(application))}" in again


def test_submitting_twice_sends_one_mail_and_keeps_the_first_time(anne: User) -> None:
    application = shared(anne)
    assert confirm_documents(application, keys(application), anne) is True
    first = application.submitted_at
    assert confirm_documents(application, keys(application), anne) is False
    application.refresh_from_db()
    assert application.submitted_at == first
    assert Message.objects.filter(key__startswith="application-submitted").count() == 1


def test_a_step_undone_meanwhile_stops_the_submission(anne: User) -> None:
    application = shared(anne)
    withdraw(application)
    with pytest.raises(StepMissing) as refusal:
        confirm_documents(HousingApplication.objects.get(), keys(application), anne)
    assert refusal.value.url == reverse("applications:sharing")
    assert HousingApplication.objects.get().submitted_at is None


def test_nobody_submits_somebody_elses_file(anne: User, marc: User) -> None:
    application = shared(anne)
    with pytest.raises(HousingApplication.DoesNotExist):
        confirm_documents(application, keys(application), marc)


def test_forged_keys_do_not_stand_for_a_missing_box(anne: User) -> None:
    application = shared(anne)
    with pytest.raises(DocumentsMissing):
        confirm_documents(application, [*keys(application)[1:], "applicant:autre"], anne)


# --- What keeps a file from applying ---------------------------------------------------------------
def codes(application: HousingApplication) -> list[str]:
    return [reason.code for reason in cannot_apply_reasons(application, local_today())]


def test_a_complete_file_may_apply(anne: User) -> None:
    assert codes(submitted(anne)) == []


def test_a_file_not_submitted_may_not_and_is_led_to_its_next_step(anne: User) -> None:
    reasons = cannot_apply_reasons(employed(anne), local_today())
    assert [reason.code for reason in reasons] == ["not_submitted"]
    assert reasons[0].way_out_url == reverse("applications:sharing")


def test_a_document_newly_required_keeps_it_from_applying(anne: User) -> None:
    application = submitted(anne)
    DocumentTick.objects.filter(key="applicant:identite").delete()
    assert codes(HousingApplication.objects.get(pk=application.pk)) == ["documents"]


def test_the_last_day_of_validity_still_counts(anne: User) -> None:
    application = submitted(anne)
    application.expires_on = local_today()
    assert codes(application) == []
    application.expires_on -= datetime.timedelta(days=1)
    assert codes(application) == ["expired"]


def test_a_file_struck_off_may_not_apply(anne: User) -> None:
    application = submitted(anne)
    application.struck_off = "RADREN"
    assert codes(application) == ["struck_off"]


def test_a_file_struck_off_is_not_asked_to_be_finished(anne: User) -> None:
    application = employed(anne)
    application.struck_off = "RADREN"
    assert codes(application) == ["struck_off"]


def test_a_choice_withdrawn_with_the_company_has_to_be_made_again(anne: User) -> None:
    application = submitted(anne)
    withdraw(application)
    assert codes(HousingApplication.objects.get(pk=application.pk)) == ["sharing"]


def test_outside_the_audience_nothing_is_blocked(anne: User) -> None:
    Employer.objects.update(headcount=3)
    assert codes(submitted(anne)) == []


# --- « Ma situation » -------------------------------------------------------------------------------
def dashboard(site: Client) -> str:
    return site.get("/ma-situation/").content.decode()


def test_before_the_import_the_next_thing_is_the_number(site: Client) -> None:
    text = dashboard(site)
    assert "Saisissez votre numéro unique" in text
    assert reverse("applications:number") in text


def test_the_next_thing_is_the_next_step(site: Client, anne: User) -> None:
    employed(anne)
    text = dashboard(site)
    assert 'class="next__title">Choisir ce que voit mon entreprise' in text


def test_a_complete_file_is_sent_to_the_offers(site: Client, anne: User) -> None:
    application = submitted(anne)
    text = dashboard(site)
    assert "Voir les offres" in text
    assert application.als_number in text
    assert application.unique_number in text


def test_a_reminder_shows_from_a_month_before_the_end(site: Client, anne: User) -> None:
    application = submitted(anne)
    month_before = add_months(application.expires_on, -1)
    with time_machine.travel(f"{month_before - datetime.timedelta(days=1)} 12:00"):
        site.force_login(anne)
        text = dashboard(site)
        assert "Valable jusqu" in text
        assert "Renouveler ma demande" not in text
    with time_machine.travel(f"{month_before} 12:00"):
        site.force_login(anne)
        assert "Renouveler ma demande" in dashboard(site)


def test_an_expired_file_is_sent_to_the_registration_site(site: Client, anne: User) -> None:
    application = submitted(anne)
    HousingApplication.objects.update(expires_on=local_today() - datetime.timedelta(days=1))
    text = dashboard(site)
    assert "Votre demande a expiré" in text
    assert application.demande.unique_number in text
    assert "/site-enregistrement/?numero=" in text


def test_the_dashboard_costs_at_most_twelve_queries(
    site: Client, anne: User, django_assert_max_num_queries: object
) -> None:
    submitted(anne, wishes={"communes": ["93066", "75111", "93001", "92050"]})
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        dashboard(site)


@pytest.mark.parametrize("page", ["entreprise", "donnees-personnelles", "pieces"])
def test_each_step_costs_at_most_twelve_queries(
    site: Client, anne: User, page: str, django_assert_max_num_queries: object
) -> None:
    submitted(anne)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        site.get(f"/ma-demande/{page}/")
