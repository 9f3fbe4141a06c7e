"""A question to the gateway, asked with patience and asked again where that may help.

All three questions only read, so asking twice is harmless. Logs name the masked number, the kind of failure
and the request's id, which the gateway gets too; never an address, an answer or a token.
"""

import datetime
import email.utils
import json
import logging
import math
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, NoReturn

import httpx
from django.utils import timezone

from alin import circuits
from applications.registry import transport
from applications.registry.protocol import RegistryUnavailable

logger = logging.getLogger(__name__)

LARGEST_ANSWER = 1_000_000  # bytes
LONGEST_RETRY_AFTER = 600  # seconds; a gateway that says « tomorrow » is asked again before
TOO_MANY = httpx.codes.TOO_MANY_REQUESTS
ABOUT_A_NUMBER = {httpx.codes.NOT_FOUND, httpx.codes.GONE}  # where the gateway itself says so


@dataclass(frozen=True)
class Patience:
    """How long a person waits, in seconds. All of it must end well before a web worker's own limit."""

    connect: float = 2.0
    read: float = 5.0
    total: float = 8.0  # retries and pauses included
    tries: int = 2
    # Before the second try, drawn at random so that many clients don't come back at once.
    pause: tuple[float, float] = (0.1, 0.4)
    longest_pause: float = 1.5  # what a Retry-After may ask of a person who is waiting

    @property
    def timeout(self) -> httpx.Timeout:
        """For one try, as httpx wants it; waiting for a free connection counts as well."""
        return httpx.Timeout(self.read, connect=self.connect, pool=self.connect)


PATIENCE = Patience()


@dataclass(frozen=True)
class Answer:
    """What came back, whole; its faults as JSON are Trouble."""

    status: int
    data: Any = field(repr=False)  # JSON of status 200; of other statuses None where the body is none


class Trouble(Exception):
    """No answer worth anything to this try; `wait` is how long the gateway asks to be left alone."""

    def __init__(self, kind: str, wait: float | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.wait = wait


@dataclass
class Question:
    """One question: its address, and `about` as the logs may name it."""

    url: str
    about: str
    token: str = ""
    certificate: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def ask(self) -> Answer:
        """The answer, whatever its status below 500 but 429; raises RegistryUnavailable for anything else."""
        wait = circuits.registry.refuses_for()
        if wait:
            self.give_up("left alone after failures", logging.INFO, retry_after=wait)
        with transport.within(PATIENCE.total):
            for tries_left in reversed(range(PATIENCE.tries)):
                try:
                    answer = self._try()
                    circuits.registry.close()
                    return answer
                except Trouble as trouble:
                    pause = trouble.wait if trouble.wait is not None else random.uniform(*PATIENCE.pause)  # noqa: S311
                    if not tries_left or pause > min(PATIENCE.longest_pause, transport.seconds_left()):
                        self._lost(trouble)
                    time.sleep(pause)
        raise AssertionError("unreachable: the last try returns or gives up")

    def give_up(self, trouble: str, level: int = logging.WARNING, retry_after: int | None = None) -> NoReturn:
        """Write down why and raise RegistryUnavailable."""
        logger.log(level, "The registry did not give %s: %s (request %s)", self.about, trouble, self.id)
        raise RegistryUnavailable(trouble, retry_after=retry_after) from None

    def _lost(self, trouble: Trouble) -> NoReturn:
        circuits.registry.failed()
        if trouble.wait:
            circuits.registry.open_for(trouble.wait)
        self.give_up(trouble.kind, retry_after=math.ceil(trouble.wait) if trouble.wait else None)

    def _try(self) -> Answer:
        try:
            with transport.client(self.certificate).stream(
                "GET", self.url, params=self.parameters, headers=self._headers(), timeout=PATIENCE.timeout
            ) as response:
                if response.status_code == TOO_MANY or response.status_code >= 500:
                    raise Trouble(f"status {response.status_code}", retry_after(response.headers))
                return _understood(response)
        except (httpx.HTTPError, OSError) as error:
            raise Trouble(type(error).__name__) from error

    def _headers(self) -> dict[str, str]:
        # Uncompressed, so that the bound on the size is one on the memory too.
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "X-Request-ID": self.id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


def _understood(response: httpx.Response) -> Answer:
    status, body = response.status_code, _whole(response)
    if status in ABOUT_A_NUMBER and "html" in response.headers.get("content-type", ""):
        # A web server's own page: taken as the gateway's word, it would end every demande asked for.
        raise Trouble(f"{status:d} as a page; is REGISTRY_URL right?")
    try:
        return Answer(status, json.loads(body))
    except (ValueError, RecursionError):
        if status == httpx.codes.OK:
            raise Trouble("answer is not JSON") from None
        return Answer(status, None)


def _whole(response: httpx.Response) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Trouble("a compressed answer")
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise Trouble("answer too large")
    return bytes(body)


def retry_after(headers: Any) -> float | None:
    """Seconds until the gateway wants to be asked again, bounded; None where it says nothing usable."""
    said = str(headers.get("retry-after", "")).strip()
    if said.isascii() and said.isdigit() and len(said) < 10:
        seconds = float(said)
    else:
        try:
            moment = email.utils.parsedate_to_datetime(said)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        seconds = (moment - timezone.now()).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
