"""The nightly purge as a whole: idempotent, bounded in time, and stopped by nobody's trouble (R8.2)."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import retention
from accounts.deleting import delete_account
from accounts.models import Invitation, User
from alin.outbox.models import Message
from alin.pages.models import HelpRequest
from applications.models import FileLook, SecurityCode
from candidatures.models import Candidature
from tests.factories.accounts import UserFactory
from tests.privacy.test_retention import DAY, MAKERS, NOW, last_night_of, message, sleeper

pytestmark = pytest.mark.django_db


def everything() -> list[User]:
    """One of each thing that is due, and what is not."""
    for rule, make in MAKERS.items():
        make(last_night_of("message" if rule == "archive" else rule))
    return [sleeper(), UserFactory(last_login=NOW)]


def state() -> dict[str, list[Any]]:
    return {
        model.__name__: sorted(model._base_manager.values_list("pk", flat=True))
        for model in (User, Message, HelpRequest, Invitation, FileLook, SecurityCode, Candidature)
    }


def test_one_run_or_ten_the_same() -> None:
    everything()
    retention.run(NOW)
    once = state()
    for _night in range(9):
        retention.run(NOW)
    assert state() == once


def test_a_dry_run_counts_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    message(timezone.now() - DAY * 500)
    before = state()
    call_command("purge", "--dry-run")
    assert "message              1" in capsys.readouterr().out
    assert state() == before
    call_command("purge")
    assert state() != before


def test_more_than_a_batch_goes_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        message(last_night_of("message"))
    gone, complete = retention.run(NOW)
    assert (gone["message"], complete) == (5, True)


def test_a_run_out_of_time_says_so() -> None:
    message(last_night_of("message"))
    _gone, complete = retention.run(NOW, seconds=1e-9)
    assert not complete


def test_one_rules_trouble_does_not_keep_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(now: datetime.datetime) -> Any:
        raise RuntimeError("anne.porte@example.org")

    purgers = [retention.Purger("broken", broken), *retention.PURGERS]
    monkeypatch.setattr(retention, "PURGERS", purgers)
    row = message(last_night_of("message"))
    retention.run(NOW)
    assert not Message.objects.filter(pk=row.pk).exists()
    assert "Purge of broken failed (RuntimeError)" in caplog.text
    assert "anne.porte" not in caplog.text


def test_who_deletes_the_account_while_the_purge_runs_is_deleted_once() -> None:
    user = sleeper()
    retention.run(NOW - DAY * 30)
    delete_account(user)
    retention.run(NOW)
    assert Message.objects.filter(key__startswith="account-deleted:").count() == 1


def test_who_comes_back_while_the_purge_runs_keeps_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sleeper(), sleeper()
    retention.run(NOW - DAY * 30)

    def meanwhile(user: User, **how: Any) -> None:
        User.objects.filter(pk=second.pk).update(last_login=NOW)
        delete_account(user, **how)

    monkeypatch.setattr("accounts.inactivity.delete_account", meanwhile)
    retention.run(NOW)
    assert list(User.objects.filter(pk__in=[first.pk, second.pk])) == [second]
