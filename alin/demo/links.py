"""Make the addresses in a message's text clickable."""

import re

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ADDRESS = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)]")


def with_links(text: str) -> SafeString:
    """The text, escaped, with its http(s) addresses as links.

    Addresses of this site become paths, so that they work under the name the reader came by too.
    """
    parts: list[str] = []
    end = 0
    for found in ADDRESS.finditer(text):
        address = found.group()
        inside = address == settings.SITE_URL or address.startswith(f"{settings.SITE_URL}/")
        target = (address.removeprefix(settings.SITE_URL) or "/") if inside else address
        rel = "" if inside else ' rel="noreferrer"'
        parts += [escape(text[end : found.start()]), f'<a href="{escape(target)}"{rel}>{escape(address)}</a>']
        end = found.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped just above
