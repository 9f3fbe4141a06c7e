"""What the portal asks of a registry, and how a registry says no."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from applications.registry.schema import Demande


class RegistryError(Exception):
    """The registry could not give a demande; the subclasses say why."""


class UnknownNumber(RegistryError):
    """No demande carries this unique number."""


class StruckOff(RegistryError):
    """The demande was struck off (radiée); `reason` is a code of the registry's list `radiation`."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class RegistryUnavailable(RegistryError):
    """The registry did not answer, or not in a usable way; asking again later may work.

    `retry_after` is how many seconds from now asking again makes sense, None where nobody knows.
    """

    def __init__(self, trouble: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(trouble)
        self.retry_after = retry_after


class CursorRefused(RegistryUnavailable):
    """This cursor is none of the registry's (any more): begin again from `since`."""


@dataclass(frozen=True)
class Recorded:
    """What is needed to send a security code, and no more: the number, and its mailbox or an empty text."""

    unique_number: str
    email: str


@dataclass(frozen=True)
class Changes:
    """One page of what changed. Follow `cursor` while `more`; afterwards ask from `until` on.

    `until` is the same on all pages of one walk. It lies a little before the walk began, so that what was
    being written at that moment is listed the next time: a change may come twice, and is never lost.
    """

    numbers: list[str]
    cursor: str
    more: bool
    until: datetime.datetime


class Registry(Protocol):
    """What the portal needs. Never call it inside a transaction: it may take seconds."""

    def look_up(self, unique_number: str) -> Recorded:
        """The mailbox recorded with a number, before its holder has proven anything.

        Raises UnknownNumber, StruckOff or RegistryUnavailable.
        """
        ...

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now.

        Raises UnknownNumber, StruckOff or RegistryUnavailable.
        """
        ...

    def changes_since(self, since: datetime.datetime, after: str = "") -> Changes:
        """The numbers of demandes filed, changed, renewed or struck off at or after `since` (aware).

        In the order of their change, a bounded page at a time; `after` is the former page's cursor.
        Raises RegistryUnavailable or CursorRefused.
        """
        ...
