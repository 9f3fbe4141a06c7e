"""What is supervised is started again when it dies, and leaves nobody behind when it is stopped.

The whole `make run`, in a fresh clone, is tried by .ci/run.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from alin import supervisor

# Starts a grandchild that ignores SIGTERM, says both numbers, and waits.
PARENT = """
import os, signal, subprocess, sys, time
stubborn = 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)'
grandchild = subprocess.Popen([sys.executable, '-c', stubborn])
print(os.getpid(), grandchild.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def child(settings: Settings, tmp_path: Path) -> Iterator[supervisor.Child]:
    """A program with a stubborn grandchild."""
    settings.VAR = tmp_path
    (tmp_path / "parent.py").write_text(PARENT)
    child = supervisor.Child("web", "unused")
    child.command = [sys.executable, str(tmp_path / "parent.py")]
    yield child
    child.end_family()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def family(child: supervisor.Child, generation: int = 1) -> list[int]:
    wait_for(lambda: child.log.exists() and len(child.log.read_text().splitlines()) >= generation)
    return [int(number) for number in child.log.read_text().splitlines()[-1].split()]


def is_alive(number: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_dead_child_is_started_again_without_its_old_family(
    child: supervisor.Child, capsys: pytest.CaptureFixture[str]
) -> None:
    child.start()
    parent, grandchild = family(child)
    os.kill(parent, 9)
    wait_for(lambda: not is_alive(parent))
    child.watch()
    wait_for(lambda: not is_alive(grandchild))
    assert "The web ended by itself (SIGKILL)" in capsys.readouterr().out
    child.not_before = 0
    child.watch()
    assert all(is_alive(number) for number in family(child, generation=2))


def test_a_child_that_dies_young_again_and_again_waits_longer_and_longer(child: supervisor.Child) -> None:
    child.command = [sys.executable, "-c", "raise SystemExit(1)"]
    pauses = []
    for _ in range(8):
        child.not_before = 0
        child.watch()
        assert child.process
        child.process.wait()
        child.watch()
        pauses.append(child.pause)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_living_child_is_left_alone(child: supervisor.Child) -> None:
    child.start()
    parent = child.process
    child.watch()
    assert child.process is parent


def test_stopping_leaves_nobody_behind(child: supervisor.Child) -> None:
    child.start()
    members = family(child)
    supervisor.stop([child])
    wait_for(lambda: not any(is_alive(number) for number in members))


def test_a_large_log_makes_room(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "web.log").write_bytes(b"x" * (supervisor.LOG_SIZE + 1))
    supervisor.Child("web", "unused")
    assert [path.name for path in (tmp_path / "log").iterdir()] == ["web.old"]
