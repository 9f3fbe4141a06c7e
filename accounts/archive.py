"""The archive of one person's data (GDPR articles 15 and 20)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ArchivePart:
    """What one app holds about the person: a key of data.json, a heading in words, and JSON-able data."""

    key: str
    title: str
    data: Any
