"""Does the time of an answer tell whether an address has an account?  `make timings` runs this.

It starts a portal of its own on 127.0.0.1 with a new database, real password hashing and no limits, makes
some accounts, and asks the same question about unknown, known, waiting and closed addresses, in a new order
each round, so that whatever slows the machine slows all of them. Then it prints each median, and the median
of its ratios to « unknown ». A ratio from 0.9 to 1.1 is below what a network lets anybody see in the tries
that the limits leave (five wrong passwords in five minutes for an address, one mail in three minutes).
"""

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from operator import truediv
from uuid import uuid4

import httpx

QUESTIONS = {
    "log-in": ("/compte/connexion/", "login", {"password": "Faux-Mot-2026"}),
    "sign-up": (
        "/compte/creation/",
        "email",
        {
            "civility": "madame",
            "birth_name": "MESURE",
            "first_name": "Anne",
            "mobile_phone": "0612345678",
            "consent": "on",
            "precision": "",
        },
    ),
    "resend": ("/compte/validation/renvoyer/", "email", {}),
    "forgotten": ("/compte/mot-de-passe-oublie/", "email", {}),
}
KINDS = ("unknown", "known", "waiting", "closed")
WARM_UP = 3  # rounds that are not counted: caches and connections


def prepare() -> None:
    """The tables, and the accounts that will be asked about."""
    import django

    django.setup()
    from allauth.account.models import EmailAddress
    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for kind in KINDS[1:]:
        password = None if kind == "waiting" else "Tourterelle-41"
        user = User.objects.create_user(address_of(kind), password, is_active=kind != "closed")
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=kind != "waiting")


def address_of(kind: str) -> str:
    """A new one each time for « unknown »: a sign-up makes it known."""
    return f"{kind}-{uuid4().hex}@example.org" if kind == "unknown" else f"{kind}@example.org"


@contextmanager
def portal() -> Iterator[str]:
    """A portal of its own, for as long as the measurement lasts; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "ALIN_VAR": folder,
            "DEMO": "1",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_WORKERS": "1",
            "DJANGO_SETTINGS_MODULE": "tests.timings.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        prepare()
        command = [sys.executable, "-m", "gunicorn", "--config", "python:alin.gunicorn", "alin.wsgi"]
        server = subprocess.Popen(command)
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site)
            yield site
        finally:
            server.terminate()
            server.wait(20)


def wait_for(site: str) -> None:
    """Until it answers, half a minute at most."""
    for _try in range(150):
        try:
            httpx.get(f"{site}/healthz", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The portal did not start.")


def ask(site: str, question: str, email: str) -> float:
    """Seconds from sending the form to its answer, in a browser of its own."""
    path, field, data = QUESTIONS[question]
    with httpx.Client(base_url=site, trust_env=False) as browser:
        browser.get(path)
        form = {**data, field: email, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        before = time.perf_counter()
        answer = browser.post(path, data=form)
        elapsed = time.perf_counter() - before
    expected = 200 if question == "log-in" else 302
    if answer.status_code != expected:
        raise SystemExit(f"{question} answered {answer.status_code} instead of {expected}.")
    return elapsed


def measure(site: str, question: str, rounds: int) -> dict[str, list[float]]:
    """The times of each kind of address, asked in a new order each round."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(rounds + WARM_UP):
        for kind in random.sample(KINDS, len(KINDS)):
            elapsed = ask(site, question, address_of(kind))
            if number >= WARM_UP:
                times[kind].append(elapsed * 1000)
    return times


def main() -> None:
    """Measure each question and print a table."""
    parser = argparse.ArgumentParser(description="Compare the times of answers.")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--question", choices=QUESTIONS, action="append")
    chosen = parser.parse_args()
    with portal() as site:
        print(f"{'question':12}{'address':10}{'median ms':>10}{'middle half ms':>18}{'ratio':>8}")
        for question in chosen.question or QUESTIONS:
            times = measure(site, question, chosen.rounds)
            for kind, found in times.items():
                low, median, high = statistics.quantiles(found, n=4)
                # Of each round by itself: neighbours in time share what else the machine was doing.
                ratio = statistics.median(map(truediv, found, times["unknown"]))
                half = f"{low:.1f} to {high:.1f}"
                print(f"{question:12}{kind:10}{median:10.1f}{half:>18}{ratio:8.2f}", flush=True)


if __name__ == "__main__":
    main()
