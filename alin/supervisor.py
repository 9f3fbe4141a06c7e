"""`make run`: prepare the state, start web and worker, keep them running, stop them all.

Everything is embedded: the two children share this machine, this user and the state folder. In service,
docker-compose.yml or the operator's own init system does this part (docs/operations.md).
"""

import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import django
from django.conf import settings
from django.utils import translation

from alin import preparation
from alin.environment import load_settings

READY_WITHIN = 90.0  # seconds until the portal should answer and the worker have shown itself
STOP_WITHIN = 20.0  # seconds a child gets to finish what it is doing
LONGEST_PAUSE = 30.0
LOG_SIZE = 5_000_000
PR_SET_PDEATHSIG = 1
WEB = ["gunicorn", "--config", "python:alin.gunicorn", "alin.wsgi"]
WORKER = [
    *("celery", "--app", "alin", "worker", "--beat", "--concurrency", "2", "--loglevel", "INFO"),
    *("--without-gossip", "--without-mingle"),
]


class Stop(BaseException):
    """Ctrl-C, or the order to end."""


class Child:
    """A program that should always run: started again after it died, later each time it dies young."""

    def __init__(self, name: str, *command: str) -> None:
        self.name = name
        self.command = [sys.executable, "-m", *command]
        self.log = settings.VAR / "log" / f"{name}.log"
        self.log.parent.mkdir(exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_SIZE:
            self.log.replace(self.log.with_suffix(".old"))
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.not_before = 0.0
        self.pause = 0.5

    def start(self) -> None:
        """Start it in a session of its own, so that its whole family can be ended as one."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.started_at = time.monotonic()

    def watch(self) -> None:
        """Start it again if it died, not more often than its pauses allow."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
        elif self.process.poll() is not None:
            code = self.process.returncode
            self.end_family()
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if now - self.started_at < 60 else 1.0
            self.not_before = now + self.pause
            say(f"The {self.name} ended by itself ({self.last_words(code)}); it is started again.")

    def last_words(self, code: int) -> str:
        """Why it ended: the signal that killed it, or the end of its log, where a crash says its reason."""
        if code < 0:
            return signal.Signals(-code).name
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else f"code {code}"

    def ask_to_stop(self) -> None:
        """Let the program finish what it is doing; it stops its own children itself."""
        if self.process is not None:
            self.process.terminate()

    def end_family(self, within: float = 0) -> None:
        """Wait for the program to end, then make sure that nobody of its family is left."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(within)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def end_with_parent() -> None:
    """Ask Linux to stop this process when its parent dies, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)


def main() -> None:
    """Run until told to stop."""
    load_settings()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stop)
    children: list[Child] = []
    try:
        run(children)
    except Stop:
        say("\nStopping…")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(children)
    say("Stopped.")


def raise_stop(number: int, frame: object) -> None:
    """Leave whatever is being done."""
    raise Stop


def run(children: list[Child]) -> None:
    """Prepare, start, say where, and watch."""
    django.setup()
    try:
        preparation.check_port(settings.HOST, settings.PORT)
        preparation.check_servers()
        with preparation.locked_state():
            preparation.prepare(say)
            preparation.tidy_broker(older_than=0)
            children += [Child("web", *WEB), Child("worker", *WORKER)]
            for child in children:
                child.start()
            wait_until_ready(children)
            introduce()
            watch(children)
    except preparation.Refusal as refusal:
        sys.exit(f"\n{refusal}\n")


def watch(children: list[Child]) -> None:
    """Keep the children running until a signal, or until the `make` that started us is gone."""
    parent = os.getppid()
    while "MAKELEVEL" not in os.environ or os.getppid() == parent:
        time.sleep(0.5)
        for child in children:
            child.watch()
        if any(child.process is None for child in children):
            preparation.tidy_broker()


def wait_until_ready(children: list[Child]) -> None:
    """Wait for the first 200 of /readyz: the web answers, and the worker has shown a sign of life."""
    deadline = time.monotonic() + READY_WITHIN
    while answer("/readyz") != 200:
        if time.monotonic() > deadline:
            sys.exit(unready_sentence(children))
        time.sleep(0.2)
        for child in children:
            child.watch()


def answer(path: str) -> int:
    """The status of a page of ours, 0 when nobody answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def unready_sentence(children: list[Child]) -> str:
    """What to look at when the portal does not come up."""
    logs = " and ".join(str(child.log) for child in children)
    return (
        f"\nThe portal is not ready after {READY_WITHIN:.0f} seconds: the reason is at the end of {logs}.\n"
    )


def introduce() -> None:
    """Say where the portal is and who can log in."""
    from alin.demo.cast import printed  # needs the apps to be loaded

    say(f"\nAL'in answers at {settings.SITE_URL}/\n")
    with translation.override("en"):
        say(printed())
    say(f"\nEverybody else, numbers to import, mails sent: {settings.SITE_URL}/demo/")
    say("Ctrl-C stops everything.\n")


def stop(children: list[Child]) -> None:
    """Ask all of them at once, then wait for each; what does not end is ended."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        child.end_family(max(0.0, deadline - time.monotonic()))


if __name__ == "__main__":
    main()
