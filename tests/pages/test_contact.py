"""Writing to the help desk, and its answers."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from alin.outbox.models import Message
from alin.pages.asking import AlreadyAnswered, answer
from alin.pages.models import HelpRequest
from tests.factories.pages import HelpRequestFactory

pytestmark = pytest.mark.django_db

WRITTEN = {
    "subject": "number_taken",
    "name": "Zoé Lambert",
    "email": "zoe@example.org",
    "about": "1110520020171G1175",
    "message": "Mon numéro est déjà pris par un autre compte.",
}
ClientOf = Callable[[User], Client]


def page_of(client: Client, path: str = "/contact/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_a_visitor_writes_and_gets_a_number(client: Client) -> None:
    response = client.post("/contact/", WRITTEN, follow=True)
    question = HelpRequest.objects.get()
    assert question.number in response.content.decode()
    assert (question.user, question.state, question.name) == (None, "new", "Zoé Lambert")


def test_the_receipt_says_the_number_and_repeats_nothing_of_the_message(client: Client) -> None:
    client.post("/contact/", WRITTEN)
    mail = Message.objects.get()
    assert mail.to == "zoe@example.org"
    assert HelpRequest.objects.get().number in mail.text
    assert "déjà pris" not in mail.text and "1110520020171G1175" not in mail.text


def test_a_signed_in_person_is_not_asked_who_they_are(anne: User, client_of: ClientOf) -> None:
    client = client_of(anne)
    assert page_of(client).select_one("[name=email]") is None
    client.post("/contact/", {**WRITTEN, "name": "Somebody else", "email": "else@example.org"})
    question = HelpRequest.objects.get()
    assert (question.user, question.email, question.name) == (anne, anne.email, "Anne PORTE")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("subject", ""), ("subject", "nothing"), ("name", " "), ("email", "zoe@"), ("message", "trop court")],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_stays(
    client: Client, field: str, typed: str
) -> None:
    response = client.post("/contact/", {**WRITTEN, field: typed})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(f".field--invalid [name={field}]")
    assert "1110520020171G1175" in response.content.decode()
    assert not HelpRequest.objects.exists()


def test_a_message_may_have_the_least_length_and_not_one_sign_less(client: Client) -> None:
    client.post("/contact/", {**WRITTEN, "message": "x" * 14})
    assert not HelpRequest.objects.exists()
    client.post("/contact/", {**WRITTEN, "message": "x" * 15})
    assert HelpRequest.objects.count() == 1


def test_a_robot_that_fills_the_trap_is_thanked_and_forgotten(client: Client) -> None:
    response = client.post("/contact/", {**WRITTEN, "precision": "x"}, follow=True)
    assert response.status_code == 200
    assert not HelpRequest.objects.exists() and not Message.objects.exists()


def test_a_page_that_sends_people_here_chooses_the_subject(client: Client) -> None:
    page = page_of(client, "/contact/?sujet=number_taken")
    assert page.select_one("[name=subject] option[selected]")["value"] == "number_taken"
    assert page_of(client, "/contact/?sujet=%00").select_one("[name=subject] option[selected]")["value"] == ""


def test_many_questions_from_one_address_are_refused_for_a_while(client: Client) -> None:
    answers = [client.post("/contact/", WRITTEN).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_people_see_their_own_questions_with_state_and_answer(
    anne: User, marc: User, client_of: ClientOf
) -> None:
    asked = HelpRequestFactory(user=anne, answered=True)
    assert asked.answer in page_of(client_of(anne)).get_text()
    assert asked.number not in page_of(client_of(marc)).get_text()


def test_a_consultant_answers_once_in_the_readers_language(karim: User, client_of: ClientOf) -> None:
    question = HelpRequestFactory(language="en")
    client_of(karim).post(
        reverse("admin:pages_helprequest_change", args=[question.pk]), {"answer": "Here it is.\nKarim"}
    )
    question.refresh_from_db()
    assert (question.state, question.taken_by) == ("answered", karim)
    mail = Message.objects.get()
    assert "Here it is." in mail.text and "Vous nous avez" not in mail.text
    with pytest.raises(AlreadyAnswered):
        answer(question, "Again", karim)
    assert Message.objects.count() == 1


def test_saving_without_an_answer_takes_the_question_over(karim: User, client_of: ClientOf) -> None:
    question = HelpRequestFactory()
    client_of(karim).post(reverse("admin:pages_helprequest_change", args=[question.pk]), {"answer": " "})
    question.refresh_from_db()
    assert (question.state, question.taken_by) == ("in_progress", karim)
    assert not Message.objects.exists()


def test_an_answered_question_has_a_date_and_an_open_one_none() -> None:
    with pytest.raises(IntegrityError):
        HelpRequestFactory(answered_at=timezone.now())


def test_the_consultants_front_page_counts_the_questions_that_wait(karim: User, client_of: ClientOf) -> None:
    HelpRequestFactory.create_batch(2)
    HelpRequestFactory(answered=True)
    page = page_of(client_of(karim), "/admin/")
    counter = page.select_one("a.counter[href*=helprequest]")
    assert counter.select_one(".counter__number").get_text() == "2"
    shown = page_of(client_of(karim), counter["href"])
    assert len(shown.select("#result_list tbody tr")) == 2
