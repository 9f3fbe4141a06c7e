"""The archive as a file: data.json for programs, index.html for people, in one ZIP.

docs/privacy.md documents the keys. The page is self-contained: no script, no link anywhere, its own styles.
"""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.archive import ArchivePart, Card, Line, collect
from accounts.models import User

FORMAT = "al-in-archive"
VERSION = 1


def archive_of(user: User, now: datetime) -> bytes:
    """The ZIP of everything held about the person, in their language."""
    with translation.override(user.language):
        parts = collect(user)
        page = readable_page(user, parts, now)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.localtime(now).isoformat(),
        "language": user.language,
        "parts": {part.key: part.data for part in parts},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2))
        zipped.writestr("index.html", page)
    return packed.getvalue()


def readable_page(user: User, parts: list[ArchivePart], now: datetime) -> str:
    """The same for people."""
    shown = [(part, part.cards or [Card(list(lines_of_data(part.data)))]) for part in parts]
    context = {
        "parts": [(part, [card for card in cards if card.lines]) for part, cards in shown],
        "person": user,
        "made_at": now,
        "language": translation.get_language(),
    }
    return render_to_string("account/archive/page.html", context)


def lines_of_data(data: Any, prefix: str = "") -> list[Line]:
    """Data without words of its own, flattened: « wishes.communes.1 » and its value."""
    if isinstance(data, dict):
        items: list[tuple[Any, Any]] = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data, start=1))
    else:
        return [] if data in (None, "") else [(prefix, str(data))]
    lines: list[Line] = []
    for key, value in items:
        lines += lines_of_data(value, f"{prefix}.{key}" if prefix else str(key))
    return lines
