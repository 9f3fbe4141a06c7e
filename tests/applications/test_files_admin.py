"""Files in the consultants' space: to read, within the agency's departments."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import HousingApplication
from tests.factories.files import adult, shared

LIST = "/admin/applications/housingapplication/"
MODELS = ("housingapplication", "employment", "sharingdecision", "filelook")


def page(application: HousingApplication) -> str:
    return reverse("admin:applications_housingapplication_change", args=[application.pk])


@pytest.fixture
def desk(client: Client, karim: User) -> Client:
    karim.user_permissions.set(Permission.objects.filter(codename__in=[f"view_{model}" for model in MODELS]))
    client.force_login(karim)
    return client


@pytest.mark.usefixtures("employer")
def test_a_consultant_reads_the_whole_file(desk: Client, anne: User) -> None:
    answer = desk.get(page(shared(anne)))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Situation professionnelle" in text
    assert "Ateliers du Canal" in text
    assert "Carte nationale d&#x27;identité ou passeport" in text


@pytest.mark.usefixtures("employer")
def test_a_consultant_can_change_or_delete_nothing(desk: Client, anne: User) -> None:
    application = shared(anne)
    assert desk.post(page(application), {"last_name": "AUTRE"}).status_code == 403
    assert desk.post(page(application).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_file_of_other_departments_is_not_there(desk: Client, anne: User) -> None:
    application = shared(anne, wishes={"communes": ["69123"]})
    assert desk.get(page(application)).status_code == 302  # the admin's « does not exist »
    assert application.als_number not in desk.get(LIST).content.decode()


def test_an_administrator_reads_every_file(client: Client, administrator: User, anne: User) -> None:
    client.force_login(administrator)
    assert client.get(page(shared(anne, wishes={"communes": ["69123"]}))).status_code == 200


def test_lists_mask_the_unique_number(desk: Client, anne: User) -> None:
    application = shared(anne)
    text = desk.get(LIST).content.decode()
    assert application.masked_number in text
    assert application.unique_number not in text


@pytest.mark.parametrize("typed", ["PORTE", "{als}", "{number}", "{spaced}"])
def test_a_file_is_found_by_name_or_number(desk: Client, anne: User, typed: str) -> None:
    application = shared(anne)
    shared(applicant=adult(last_name="AUTRE", email="a@example.org"))
    number = application.unique_number
    words = typed.format(
        als=application.als_number, number=number, spaced=f"{number[:9]} {number[9:].lower()}"
    )
    found = desk.get(LIST, {"q": words}).context["cl"].queryset
    assert list(found) == [application]


@pytest.mark.usefixtures("employer")
@pytest.mark.parametrize("model", MODELS[1:])
def test_the_other_lists_are_limited_too(desk: Client, anne: User, model: str) -> None:
    shared(anne)
    shared(wishes={"communes": ["69123"]})
    answer = desk.get(f"/admin/applications/{model}/")
    assert answer.status_code == 200
    assert answer.context["cl"].result_count == (0 if model == "filelook" else 1)


def test_the_simulators_demandes_are_the_administrators_alone(
    client: Client, desk: Client, administrator: User
) -> None:
    assert desk.get("/admin/applications/simulateddemande/").status_code == 403
    client.force_login(administrator)
    assert client.get("/admin/applications/simulateddemande/").status_code == 200
