"""The nightly round: gentle, resumable, and each file's holder told once."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from alin.dates import local_today
from alin.outbox.models import Message
from applications import refreshing, tasks
from applications.models import HousingApplication, RefreshRound, RegistryUpdate, SimulatedDemande
from applications.refreshing import due, refresh_turn
from applications.registry.protocol import Changes, CursorRefused, RegistryUnavailable
from applications.registry.simulator import SimulatedRegistry
from tests.factories.accounts import UserFactory
from tests.factories.applications import ANNE, adult, at_registry, import_for

pytestmark = pytest.mark.django_db
NIGHT = datetime.datetime(2026, 11, 23, 1, 30, tzinfo=datetime.UTC)  # 02:30 in Paris


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """No pause between two files."""
    settings.REFRESH_PAUSE = (0, 0)


def submitted_for(user: User, number: str = ANNE, **fields: Any) -> HousingApplication:
    """A live file, imported a day ago."""
    application = import_for(user, number, **fields)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    HousingApplication.objects.filter(pk=application.pk).update(submitted_at=yesterday, fetched_at=yesterday)
    return application


def change(number: str = ANNE, **fields: Any) -> None:
    """Something is different at the registry now."""
    at_registry(number, **{"applicant": adult(contract="CDD"), **fields})


class Listing(SimulatedRegistry):
    """A registry that counts what it is asked, and fails where told."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.pages: list[Changes] = []
        self.listed: list[tuple[datetime.datetime, str]] = []
        self.down_for: set[str] = set()
        self.down = False
        self.retry_after: int | None = None

    def fetch(self, unique_number: str) -> Any:
        self.fetched.append(unique_number)
        if self.down or unique_number in self.down_for:
            raise RegistryUnavailable(retry_after=self.retry_after)
        return super().fetch(unique_number)

    def changes_since(self, since: datetime.datetime, after: str = "") -> Changes:
        self.listed.append((since, after))
        if self.down:
            raise RegistryUnavailable(retry_after=self.retry_after)
        if after == "refused":
            raise CursorRefused
        return self.pages.pop(0) if self.pages else super().changes_since(since, after)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Listing:
    """Asked by the round and by each update."""
    listing = Listing()
    monkeypatch.setattr("applications.refreshing.get_registry", lambda: listing)
    monkeypatch.setattr("applications.lookup.get_registry", lambda: listing)
    return listing


def page(*numbers: str, more: bool = False, cursor: str = "") -> Changes:
    return Changes(list(numbers), cursor, more, timezone.now())


# --- What changes --------------------------------------------------------------------------------
def test_a_change_at_the_registry_is_here_in_the_morning_and_told_by_its_heading(anne: User) -> None:
    application = submitted_for(anne)
    change()
    assert refresh_turn() == 1
    row = application.registry_updates.get()
    assert row.origin == "nightly"
    letter = Message.objects.get()
    assert "Ce qui a changé : Situation professionnelle." in letter.text
    assert "/ma-demande/modifications/" in letter.text
    assert letter.user == anne
    for secret in ("CDD", "CDI", "intérim", ANNE):
        assert secret not in letter.subject + letter.text + letter.html


def test_ten_turns_a_night_give_what_one_gives(anne: User, registry: Listing) -> None:
    submitted_for(anne)
    change()
    for _turn in range(10):
        tasks.refresh_turn()
    assert (RegistryUpdate.objects.count(), Message.objects.count()) == (1, 1)
    assert (len(registry.fetched), len(registry.listed)) == (1, 1)


def test_nothing_new_sends_nothing(anne: User) -> None:
    submitted_for(anne)
    at_registry()
    refresh_turn()
    assert not Message.objects.exists()
    assert not RegistryUpdate.objects.exists()


def test_what_waits_for_the_holder_is_announced(anne: User) -> None:
    submitted_for(anne)
    change(applicant=adult(), reasons=["04"])
    refresh_turn()
    assert "Certains changements demandent une action de votre part." in Message.objects.get().text


def test_a_demande_struck_off_is_told_with_the_reason(anne: User) -> None:
    application = submitted_for(anne)
    change(struck_off="RADREN")
    for _turn in range(3):
        refresh_turn()
    application.refresh_from_db()
    assert application.struck_off == "RADREN"
    assert "Motif : Non-renouvellement." in Message.objects.get().text
    assert "radi" not in Message.objects.get().subject


def test_another_identity_changes_nothing_and_is_told_once(anne: User, registry: Listing) -> None:
    application = submitted_for(anne)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _night in range(3):
            change(applicant=adult(last_name="MARTIN"))
            refresh_turn()
            clock.shift(datetime.timedelta(days=1))
    application.refresh_from_db()
    assert application.identity_mismatch
    assert application.last_name == "PORTE"
    assert "MARTIN" not in Message.objects.get().text
    assert len(registry.fetched) == 3  # only because the registry named it again each night


def test_an_old_number_to_confirm_is_not_fetched_and_told_once(anne: User, registry: Listing) -> None:
    old = {"filed_on": "2021-04-19", "renewed_on": local_today().isoformat()}
    submitted_for(anne, **old)
    for _night in range(2):
        change(**old)
        RefreshRound.objects.update(listed_on=None)
        refresh_turn()
    assert registry.fetched == []
    assert "Un code de sécurité suffit." in Message.objects.get().text


def test_a_number_the_registry_no_longer_knows_is_left_in_peace(anne: User, registry: Listing) -> None:
    submitted_for(anne)
    registry.pages = [page(ANNE)]
    SimulatedDemande.objects.all().delete()
    for _turn in range(3):
        refresh_turn()
    assert registry.fetched == [ANNE]
    assert not Message.objects.exists()


# --- Which files ---------------------------------------------------------------------------------
def test_only_imported_numbers_of_the_list_are_asked_for(anne: User, registry: Listing) -> None:
    submitted_for(anne)
    at_registry("1110520999999G1175")
    change()
    refresh_turn()
    assert registry.fetched == [ANNE]


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ({}, True),
        ({"struck_off": "RADATT"}, False),
        ({"submitted_at": None}, False),
    ],
)
def test_only_live_files_are_due(anne: User, state: dict[str, Any], asked: bool) -> None:
    application = submitted_for(anne)
    HousingApplication.objects.filter(pk=application.pk).update(refresh_wanted_at=timezone.now(), **state)
    assert due(timezone.now()).exists() is asked


@pytest.mark.parametrize(("days", "asked"), [(179, True), (181, False)])
def test_a_file_not_submitted_is_due_while_its_holder_comes_by(anne: User, days: int, asked: bool) -> None:
    application = submitted_for(anne)
    anne.last_login = timezone.now() - datetime.timedelta(days=days)
    anne.save()
    HousingApplication.objects.filter(pk=application.pk).update(
        refresh_wanted_at=timezone.now(), submitted_at=None
    )
    assert due(timezone.now()).exists() is asked


def test_a_closed_account_s_file_is_not_due(anne: User) -> None:
    submitted_for(anne)
    HousingApplication.objects.update(refresh_wanted_at=timezone.now())
    anne.is_active = False
    anne.save()
    assert not due(timezone.now()).exists()


@pytest.mark.parametrize(("days", "asked"), [(29, False), (31, True)])
def test_a_file_never_named_by_the_list_is_asked_for_now_and_then(anne: User, days: int, asked: bool) -> None:
    submitted_for(anne)
    HousingApplication.objects.update(fetched_at=timezone.now() - datetime.timedelta(days=days))
    assert due(timezone.now()).exists() is asked


def test_a_turn_asks_for_no_more_than_its_share(settings: Settings, registry: Listing) -> None:
    settings.REFRESH_FILES_PER_MINUTE = 2
    for index in range(3):
        number = f"1110520{index:06d}G1175"
        submitted_for(UserFactory(), number)
        change(number)
    assert [refresh_turn(), refresh_turn(), refresh_turn()] == [2, 1, 0]
    assert len(set(registry.fetched)) == 3


def test_the_queries_of_an_idle_turn_are_few(anne: User, django_assert_max_num_queries: Any) -> None:
    submitted_for(anne)
    refresh_turn()
    with django_assert_max_num_queries(8):
        assert refresh_turn() == 0


# --- The list ---------------------------------------------------------------------------------------
def test_a_long_list_is_read_over_several_turns_and_goes_on_where_it_stopped(
    anne: User, registry: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "PAGES", 1)
    submitted_for(anne)
    registry.pages = [page("1110520999999G1175", more=True, cursor="two"), page(ANNE)]
    until = registry.pages[1].until
    assert refresh_turn() == 0
    assert refresh_turn() == 1
    assert [after for _since, after in registry.listed] == ["", "two"]
    found = RefreshRound.objects.get()
    assert (found.since, found.cursor, found.listed_on) == (until, "", local_today())


def test_the_next_night_asks_from_where_the_last_list_ended(anne: User, registry: Listing) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        submitted_for(anne)
        refresh_turn()
        ended = RefreshRound.objects.get().since
        clock.shift(datetime.timedelta(days=1))
        refresh_turn()
    assert registry.listed[1] == (ended, "")


def test_a_cursor_the_registry_forgot_begins_the_list_anew(anne: User, registry: Listing) -> None:
    application = submitted_for(anne)
    since = application.fetched_at - datetime.timedelta(days=2)
    RefreshRound.objects.create(pk=1, since=since, cursor="refused")
    change()
    refresh_turn()
    RefreshRound.objects.update(not_before=None)
    assert refresh_turn() == 1
    assert registry.listed == [(since, "refused"), (since, "")]


def test_without_any_file_the_registry_is_not_asked(registry: Listing, db: None) -> None:
    assert refresh_turn() == 0
    assert registry.listed == []


# --- A registry that is down ----------------------------------------------------------------------------
def test_a_registry_that_is_down_is_left_alone_longer_and_longer_but_never_over_an_hour(
    anne: User, registry: Listing
) -> None:
    submitted_for(anne)
    registry.down = True
    pauses = []
    with time_machine.travel(NIGHT, tick=False) as clock:
        for _failure in range(9):
            refresh_turn()
            waits = RefreshRound.objects.get().not_before
            assert waits
            pauses.append((waits - timezone.now()).total_seconds())
            asked = len(registry.listed)
            refresh_turn()
            assert len(registry.listed) == asked  # still left alone
            clock.move_to(waits)
    assert 45 <= pauses[0] <= 75
    assert 90 <= pauses[1] <= 150
    assert max(pauses) == 3600


def test_the_registry_s_own_wish_counts_within_the_hour(anne: User, registry: Listing) -> None:
    submitted_for(anne)
    registry.down, registry.retry_after = True, 900
    with time_machine.travel(NIGHT, tick=False):
        refresh_turn()
        waits = RefreshRound.objects.get().not_before
    assert waits == NIGHT + datetime.timedelta(seconds=900)


def test_nothing_is_lost_when_it_was_down_and_the_next_night_goes_on(anne: User, registry: Listing) -> None:
    application = submitted_for(anne)
    change()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        registry.down = True
        refresh_turn()
        assert not Message.objects.exists()
        registry.down = False
        clock.shift(datetime.timedelta(days=1))
        assert refresh_turn() == 1
    assert application.registry_updates.exists()
    found = RefreshRound.objects.get()
    assert (found.failures, found.not_before) == (0, None)


def test_one_file_the_registry_cannot_give_does_not_stop_the_others(registry: Listing) -> None:
    numbers = [f"1110520{index:06d}G1175" for index in range(4)]
    for number in numbers:
        submitted_for(UserFactory(), number)
        change(number)
    registry.down_for = {numbers[0]}
    assert refresh_turn() == 4
    assert RegistryUpdate.objects.count() == 3
    refresh_turn()
    assert len(registry.fetched) == 4  # left in peace for an hour, and not forgotten
    assert due(timezone.now() + datetime.timedelta(minutes=61)).count() == 1


def test_three_failures_in_a_row_end_the_turn(registry: Listing) -> None:
    for index in range(5):
        number = f"1110520{index:06d}G1175"
        submitted_for(UserFactory(), number)
        change(number)
        registry.down_for.add(number)
    refresh_turn()
    assert len(registry.fetched) == 3
    assert RefreshRound.objects.get().not_before


def test_an_answer_makes_the_next_failure_a_first_one_again(registry: Listing) -> None:
    RefreshRound.objects.create(pk=1, failures=6)
    for index in range(4):
        number = f"1110520{index:06d}G1175"
        submitted_for(UserFactory(), number)
        change(number)
    registry.down_for = {f"1110520{index:06d}G1175" for index in range(1, 4)}
    refresh_turn()
    assert RefreshRound.objects.get().failures == 1


def test_an_odd_file_is_logged_without_its_values_and_the_round_goes_on(
    anne: User, marc: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    submitted_for(anne)
    submitted_for(marc, "1110520000001G1175")
    HousingApplication.objects.update(refresh_wanted_at=timezone.now())

    def broken(application: HousingApplication, origin: str) -> None:
        if application.owner == anne:
            raise ValueError("PORTE")

    monkeypatch.setattr("applications.refreshing.update_application", broken)
    assert refresh_turn() == 2
    assert "ValueError" in caplog.text
    assert "PORTE" not in caplog.text
    assert ANNE not in caplog.text


# --- Two turns at once -----------------------------------------------------------------------------------
def test_while_one_turn_runs_another_does_nothing(anne: User, registry: Listing) -> None:
    submitted_for(anne)
    change()
    assert refreshing._take()
    assert refresh_turn() == 0
    assert registry.listed == []


def test_a_dead_worker_s_hold_ends_by_itself(anne: User) -> None:
    submitted_for(anne)
    change()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        refreshing._take()
        clock.shift(refreshing.LEASE)
        assert refresh_turn() == 1


def test_a_turn_frees_the_round_even_when_it_breaks(anne: User, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted_for(anne)

    def broken(current: RefreshRound) -> None:
        raise RuntimeError

    monkeypatch.setattr(refreshing, "_list_changes", broken)
    with pytest.raises(RuntimeError):
        refresh_turn()
    assert RefreshRound.objects.get().held_until is None
