"""Does the time of an answer tell more about a unique number than its sentence does?

`make timings` runs this too. It starts a portal as compare_answers does, logs one person in, and types
unknown, struck-off and imported numbers, and one imported by yet another account, in a new order each
round. Each kind has its own sentence (R3.4); whose account holds a number must not show, in the time
either. The simulated registry answers from the same database: a real one's time comes on top for all but
imported numbers.
"""

import argparse
import random
import statistics
import time
from operator import truediv

import httpx

from tests.timings.compare_answers import WARM_UP, portal

NUMBERS = {
    "unknown": "1110520020171G9999",
    "struck off": "1110520020171G0001",
    "imported": "1110520020171G0002",
    "by another": "1110520020171G0003",
}
PAGE = "/ma-demande/numero/"


def make_numbers() -> None:
    """One struck off, two imported by two accounts."""
    from accounts.models import User
    from tests.factories.applications import at_registry, import_for

    at_registry(NUMBERS["struck off"], struck_off="RADATT")
    for n, kind in enumerate(["imported", "by another"]):
        import_for(User.objects.create_user(f"holder{n}@example.org"), NUMBERS[kind])


def logged_in(site: str) -> httpx.Client:
    """A browser of somebody who has no demande."""
    browser = httpx.Client(base_url=site, trust_env=False, follow_redirects=True)
    browser.get("/compte/connexion/")
    token = browser.cookies["csrftoken"]
    form = {"login": "known@example.org", "password": "Tourterelle-41", "csrfmiddlewaretoken": token}
    browser.post("/compte/connexion/", data=form)
    browser.get(PAGE).raise_for_status()
    return browser


def ask(browser: httpx.Client, number: str) -> float:
    """Milliseconds from sending the number to its refusal."""
    form = {"number": number, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    before = time.perf_counter()
    answer = browser.post(PAGE, data=form)
    elapsed = time.perf_counter() - before
    if answer.status_code != httpx.codes.OK or "field__error" not in answer.text:
        raise SystemExit(f"{number} was answered {answer.status_code} without a refusal.")
    return elapsed * 1000


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Compare the times of answers about numbers.")
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {kind: [] for kind in NUMBERS}
    with portal() as site:
        make_numbers()
        browser = logged_in(site)
        for turn in range(rounds + WARM_UP):
            for kind in random.sample(list(NUMBERS), len(NUMBERS)):
                elapsed = ask(browser, NUMBERS[kind])
                if turn >= WARM_UP:
                    times[kind].append(elapsed)
    print(f"{'number':12}{'median ms':>10}{'ratio to « imported »':>24}")
    for kind, found in times.items():
        ratio = statistics.median(map(truediv, found, times["imported"]))
        print(f"{kind:12}{statistics.median(found):10.1f}{ratio:24.2f}")


if __name__ == "__main__":
    main()
