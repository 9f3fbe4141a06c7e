"""The client of a JSON-over-HTTP gateway in front of the national registry (R9; see docs/registry.md)."""

import datetime
import json
import logging
import random
import time

import httpx
from pydantic import ValidationError

from applications.registry.protocol import Changes, Recorded, RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande
from applications.unique_number import masked, normalise

logger = logging.getLogger(__name__)

# Seconds. A person is waiting for the page: two tries must end well before a web worker's own limit.
TIMEOUT = httpx.Timeout(5.0, connect=2.0)
TRIES = 2
PAUSE = (0.1, 0.4)  # before the second try, drawn at random so that many clients don't come back at once
LARGEST_ANSWER = 1_000_000  # bytes


class GatewayRegistry:
    """Asks `GET {url}/demandes/{number}` with a bearer token."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url.rstrip("/")
        self.headers = {"Accept": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def look_up(self, unique_number: str) -> Recorded:
        """The recorded mailbox; see Registry.look_up for the errors."""
        demande = self.fetch(unique_number)
        return Recorded(demande.unique_number, demande.email)

    def changes_since(self, since: datetime.datetime, after: str = "") -> Changes:
        """Numbers by time of change; see Registry.changes_since."""
        raise RegistryUnavailable("not asked yet")

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now; see Registry.fetch for the errors."""
        number = normalise(unique_number)
        response = self._get(number)
        if response.status_code == httpx.codes.NOT_FOUND:
            raise UnknownNumber
        if response.status_code == httpx.codes.GONE:
            raise StruckOff(_reason(response))
        if response.status_code != httpx.codes.OK:
            raise self._unavailable(number, f"status {response.status_code}")
        return self._read(number, response)

    def _get(self, number: str) -> httpx.Response:
        """One read, repeated once when the network or the gateway failed: reading twice is harmless."""
        trouble = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(random.uniform(*PAUSE))  # noqa: S311  # spreading load, not a secret
            try:
                response = httpx.get(f"{self.url}/demandes/{number}", headers=self.headers, timeout=TIMEOUT)
            except httpx.HTTPError as error:
                trouble = type(error).__name__
                continue
            if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return response
            trouble = f"status {response.status_code}"
        raise self._unavailable(number, trouble)

    def _read(self, number: str, response: httpx.Response) -> Demande:
        if len(response.content) > LARGEST_ANSWER:
            raise self._unavailable(number, "answer too large")
        try:
            demande = Demande.model_validate(json.loads(response.content))
        except ValidationError as error:
            # Where the faults are, not what the values were: those are personal.
            places = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
            raise self._unavailable(number, f"answer not in the schema at {places}") from None
        except ValueError:
            raise self._unavailable(number, "answer is not JSON") from None
        if demande.unique_number != number:
            raise self._unavailable(number, "answer about another number")
        if demande.struck_off:
            raise StruckOff(demande.struck_off)
        return demande

    def _unavailable(self, number: str, trouble: str) -> RegistryUnavailable:
        logger.warning("The registry did not give demande %s: %s", masked(number), trouble)
        return RegistryUnavailable(trouble)


def _reason(response: httpx.Response) -> str:
    """The code in `{"reason": "RADATT"}`, or nothing where the gateway gives none."""
    try:
        answer = response.json()
    except ValueError:
        return ""
    reason = answer.get("reason") if isinstance(answer, dict) else None
    return reason if isinstance(reason, str) else ""
