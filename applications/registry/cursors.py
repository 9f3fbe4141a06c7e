"""Where a walk through the simulator's changes stands, as an opaque text that fits in an address."""

import base64
import binascii
import datetime
import json
from dataclasses import dataclass
from typing import Self

from applications.registry.protocol import CursorRefused


@dataclass(frozen=True)
class Cursor:
    """After the change of `unique_number` at `changed_at`, in a walk whose answers say `until`."""

    until: datetime.datetime
    changed_at: datetime.datetime
    unique_number: str

    def written(self) -> str:
        """Letters, digits, « - » and « _ » only."""
        parts = [self.until.isoformat(), self.changed_at.isoformat(), self.unique_number]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).rstrip(b"=").decode()

    @classmethod
    def read(cls, written: str) -> Self:
        """The cursor; raises CursorRefused for any other text."""
        try:
            padded = written.encode("ascii") + b"=" * (-len(written) % 4)
            until, changed_at, unique_number = json.loads(base64.b64decode(padded, b"-_", validate=True))
            found = cls(moment(until), moment(changed_at), unique_number)
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise CursorRefused("not a cursor") from error
        if not isinstance(unique_number, str) or len(unique_number) > 18 or "\0" in unique_number:
            raise CursorRefused("not a cursor")
        return found


def moment(written: str) -> datetime.datetime:
    """An aware moment that a database can compare, in UTC; raises ValueError or TypeError."""
    found = datetime.datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError("without an offset")
    try:
        return found.astimezone(datetime.UTC)
    except OverflowError as error:
        raise ValueError("before the first year, or after the last") from error
