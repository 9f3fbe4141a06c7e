"""A choice that waits for another tab's employment is about the new one (R3.8), by PostgreSQL's row locks."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from accounts.models import User
from applications.models import Employment, HousingApplication
from applications.sharing import current_decision, decide
from tests.factories.accounts import EmployerFactory
from tests.factories.files import shared

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks and real concurrency need PostgreSQL: set DATABASE_URL")


def until_somebody_waits() -> None:
    """Somebody stands before a lock."""
    for _turn in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_a_choice_that_waited_is_given_to_the_company_of_now(anne: User, employer: object) -> None:
    application = shared(anne, "essential")
    other = EmployerFactory()
    ended: list[object] = []

    def choose() -> None:
        try:
            ended.append(decide(HousingApplication.objects.get(pk=application.pk), "full", anne))
        finally:
            connections.close_all()

    waiting = threading.Thread(target=choose)
    with transaction.atomic():
        HousingApplication.objects.select_for_update().get(pk=application.pk)
        waiting.start()
        until_somebody_waits()
        Employment.objects.update(employer=other, employer_name=other.name)
    waiting.join()
    decision = current_decision(HousingApplication.objects.get())
    assert decision is not None and ended == [decision]
    assert (decision.employer, decision.employer_name) == (other, other.name)
