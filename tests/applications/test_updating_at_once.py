"""Updates, rounds, reminders and deletions that arrive at the same moment, each with its own connection."""

import datetime

import pytest
from pytest_django.fixtures import Settings

from alin.dates import add_months, local_today
from alin.outbox.models import Message
from applications.deleting import delete_application
from applications.expiring import remind_of_expiry
from applications.models import HousingApplication, RegistryUpdate, SecurityCode
from applications.refreshing import refresh_turn
from applications.updating import update_application
from tests.applications.test_importing_at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, adult, at_registry, import_for

pytestmark = pytest.mark.django_db(transaction=True)


def changed_file() -> HousingApplication:
    """A live file whose registry has something new."""
    application = import_for(UserFactory())
    before = application.fetched_at - datetime.timedelta(days=1)
    HousingApplication.objects.update(submitted_at=before, fetched_at=before)
    at_registry(applicant=adult(contract="CDD"))
    return HousingApplication.objects.get()


def test_eight_presses_at_once_keep_one_row_of_what_changed() -> None:
    application = changed_file()
    key = application.pk
    ended = at_once([lambda: update_application(HousingApplication.objects.get(pk=key))] * 8)
    assert ended == {"done": 8}
    assert RegistryUpdate.objects.count() == 1


def test_eight_rounds_at_once_are_one(settings: Settings) -> None:
    settings.REFRESH_PAUSE = (0, 0)
    changed_file()
    at_once([refresh_turn] * 8)
    assert RegistryUpdate.objects.count() == 1
    assert Message.objects.filter(key__startswith="file-updated").count() == 1


def test_eight_reminders_at_once_are_one_letter() -> None:
    last_day = local_today() + datetime.timedelta(days=5)
    import_for(UserFactory(), filed_on=add_months(last_day, -12).isoformat())
    at_once([remind_of_expiry] * 8)
    assert Message.objects.filter(key__startswith="expiry").count() == 1


def test_a_deletion_among_updates_leaves_nothing() -> None:
    application = changed_file()
    owner = application.owner

    def update() -> None:
        columns = {"pk": application.pk, "unique_number": ANNE, "filed_on": application.filed_on}
        update_application(HousingApplication(owner=owner, **columns))

    ended = at_once([update, update, lambda: delete_application(application, owner), update, update])
    assert set(ended) <= {"done", "file_gone"}
    assert not HousingApplication.objects.exists()
    assert not RegistryUpdate.objects.exists()
    assert not SecurityCode.objects.exists()
