"""The client of a JSON-over-HTTPS gateway in front of the national registry (R9; see docs/registry.md)."""

import datetime
import logging
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

import httpx
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, ValidationError, field_validator

from applications.registry.asking import Answer, Question
from applications.registry.labels import STRIKE_OFF
from applications.registry.protocol import Changes, CursorRefused, Recorded, StruckOff, UnknownNumber
from applications.registry.schema import Demande, Part, UniqueNumber
from applications.unique_number import is_possible, masked, normalise

REFUSED = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
FAULTS_NAMED = 10
CLOCKS_DIFFER = datetime.timedelta(minutes=5)
# Why a demande is inadmissible (no right to stay, income): sub-reasons of RADIRR in the registry's list.
INADMISSIBLE = {"IRRSEJ": "RADIRR", "IRRRES": "RADIRR"}

ModelT = TypeVar("ModelT", bound=BaseModel)
RecordedEmail = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=254)]


class Contact(Part):
    """The answer to `/demandes/{number}/contact`.

    `email` as it was recorded: whether a mail can be sent there is for who asks, who then tells the holder.
    """

    unique_number: UniqueNumber
    email: RecordedEmail | None


class ChangesPage(Part):
    """The answer to `/changements`."""

    numbers: Annotated[list[UniqueNumber], Field(max_length=1000)]
    cursor: Annotated[str, Field(max_length=400, pattern=r"^[\x21-\x7e]*$")]
    more: bool
    until: AwareDatetime

    @field_validator("until")
    @classmethod
    def has_come(cls, until: datetime.datetime) -> datetime.datetime:
        """A moment of the future would let the next list begin after changes that nobody has seen."""
        if until.replace(tzinfo=None).year < 2 or until > timezone.now() + CLOCKS_DIFFER:
            raise ValueError("a moment that has come is expected")
        return until


class GatewayRegistry:
    """Asks below `url`, with a bearer token and perhaps a client certificate (a PEM file)."""

    def __init__(self, url: str, token: str = "", certificate: str = "") -> None:
        self.url = url.rstrip("/")
        self.token = token
        self.certificate = certificate

    def look_up(self, unique_number: str) -> Recorded:
        """The recorded mailbox; see Registry.look_up for the errors."""
        number = _asked(unique_number)
        question = self._question(f"/demandes/{number}/contact", f"the contact of {masked(number)}")
        contact = _read(Contact, _found(question), question)
        if contact.unique_number != number:
            question.give_up("answer about another number", logging.ERROR)
        return Recorded(contact.unique_number, contact.email or "")

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now; see Registry.fetch for the errors."""
        number = _asked(unique_number)
        question = self._question(f"/demandes/{number}", f"demande {masked(number)}")
        demande = _read(Demande, _found(question), question)
        if demande.unique_number != number:
            question.give_up("answer about another number", logging.ERROR)
        if demande.struck_off:
            raise StruckOff(demande.struck_off)
        return demande

    def changes_since(self, since: datetime.datetime, after: str = "") -> Changes:
        """Numbers by time of change; see Registry.changes_since."""
        question = self._question("/changements", "the changes")
        question.parameters = {"depuis": since.astimezone(datetime.UTC).isoformat()}
        if after:
            question.parameters["apres"] = after
        answer = question.ask()
        if answer.status == httpx.codes.BAD_REQUEST and after:
            raise CursorRefused("status 400")
        _expect_ok(answer, question)
        page = _read(ChangesPage, answer, question)
        if page.more and (not page.cursor or page.cursor == after):
            question.give_up("the same page of changes again", logging.ERROR)
        return Changes(page.numbers, page.cursor, page.more, page.until)

    def _question(self, path: str, about: str) -> Question:
        return Question(self.url + path, about, self.token, self.certificate)


def _asked(typed: str) -> str:
    """The number as it goes into an address; what is no number is unknown without asking."""
    number = normalise(typed)
    if not is_possible(number):
        raise UnknownNumber
    return number


def _found(question: Question) -> Answer:
    """The answer about one demande, if there is one to give."""
    answer = question.ask()
    if answer.status == httpx.codes.NOT_FOUND:
        raise UnknownNumber
    if answer.status == httpx.codes.GONE:
        raise StruckOff(_reason(answer.data))
    _expect_ok(answer, question)
    return answer


def _expect_ok(answer: Answer, question: Question) -> None:
    if answer.status in REFUSED:
        # Nothing a person can do about: REGISTRY_TOKEN or REGISTRY_CERTIFICATE is wrong.
        question.give_up(f"status {answer.status}, the gateway refuses this portal", logging.ERROR)
    if answer.status != httpx.codes.OK:
        question.give_up(f"status {answer.status}")


def _read(model: type[ModelT], answer: Answer, question: Question) -> ModelT:
    try:
        return model.model_validate(answer.data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        places = ", ".join(_place(model, fault["loc"]) for fault in faults[:FAULTS_NAMED])
        question.give_up(f"{len(faults)} fault(s) in the answer, at {places}", logging.ERROR)


def _place(model: type[BaseModel], path: tuple[int | str, ...]) -> str:
    """« applicant.birth_date »: where a fault is, not what the value was.

    A name that the schema does not have came from outside, and could itself be somebody's.
    """
    known = set(_names(model.model_json_schema()))
    steps = [str(step) if isinstance(step, int) or step in known else "(unknown field)" for step in path]
    return ".".join(steps) or "(the whole)"


def _names(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {})


def _reason(given: Any) -> str:
    """The code in `{"reason": "RADATT"}`, or nothing where the gateway gives none that the list has."""
    reason = given.get("reason") if isinstance(given, dict) else None
    reason = INADMISSIBLE.get(reason, reason) if isinstance(reason, str) else ""
    return reason if reason in STRIKE_OFF else ""
