"""Requests that arrive at the same moment, each in its own thread and connection."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as project
from django.db import connections

from alin.outbox.models import Message
from applications.import_errors import ImportRefused
from applications.importing import confirm_code, send_code
from applications.models import HousingApplication, SecurityCode
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, at_registry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    """Do all of them in parallel; counts how each ended."""

    def outcome(act: Callable[[], object]) -> str:
        try:
            act()
        except ImportRefused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(outcome, acts))


def test_twenty_wrong_tries_at_once_burn_the_code_with_exactly_five() -> None:
    user = UserFactory()
    at_registry()
    code = send_code(user, ANNE)
    wrong = f"{(int(code.digits) + 1) % 1_000_000:06d}"
    ended = at_once([lambda: confirm_code(user, ANNE, wrong)] * 20)
    code.refresh_from_db()
    assert code.wrong_tries == project.SECURITY_CODE_TRIES
    assert ended == {"code_wrong": 4, "code_burnt": 16}


def test_twenty_right_codes_at_once_import_once() -> None:
    user = UserFactory()
    at_registry()
    digits = send_code(user, ANNE).digits
    ended = at_once([lambda: confirm_code(user, ANNE, digits)] * 20)
    assert ended["done"] == 1
    assert HousingApplication.objects.count() == 1
    assert Message.objects.filter(key__startswith="application-imported").count() == 1


def test_two_accounts_with_one_number_at_once_leave_one_owner() -> None:
    users = [UserFactory(), UserFactory()]
    at_registry()
    digits = {user: send_code(user, ANNE).digits for user in users}
    ended = at_once([lambda user=user: confirm_code(user, ANNE, digits[user]) for user in users])  # type: ignore[misc]
    assert ended == {"done": 1, "already_imported_elsewhere": 1}


def test_asking_for_the_code_many_times_at_once_draws_one_code() -> None:
    user = UserFactory()
    at_registry()
    ended = at_once([lambda: send_code(user, ANNE)] * 8)
    assert ended == {"done": project.SECURITY_CODE_SENDS, "too_many_sends": 8 - project.SECURITY_CODE_SENDS}
    assert SecurityCode.objects.count() == 1
