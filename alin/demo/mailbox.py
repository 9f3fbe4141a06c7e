"""The mails and text messages the embedded portal wrote as files, for people to read."""

import email
import email.policy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.@=_+-]{0,150}$")
MAIL, SMS = "mail", "sms"


@dataclass(frozen=True)
class SentMessage:
    """A message as it was sent. `name` is its file's, without the ending."""

    channel: str
    name: str
    to: str
    sender: str
    subject: str
    text: str
    sent_at: datetime

    @property
    def key(self) -> str:
        """What its address carries."""
        return f"{self.channel}-{self.name}"

    @property
    def title(self) -> str:
        """The subject; a text message has none, so its beginning."""
        return self.subject or (self.text if len(self.text) <= 70 else f"{self.text[:70]}…")


def sent_messages() -> list[SentMessage]:
    """Every message, the newest first."""
    found = [*_read_all(MAIL), *_read_all(SMS)]
    return sorted(found, key=lambda message: (message.sent_at, message.name), reverse=True)


def find_message(key: str) -> SentMessage | None:
    """The message an address names, or None."""
    path = path_of(key)
    return _read(key.partition("-")[0], path) if path else None


def path_of(key: str) -> Path | None:
    """Its file; a key that could lead anywhere else names nothing."""
    channel, _, name = key.partition("-")
    if channel not in (MAIL, SMS) or not NAME.match(name) or ".." in name:
        return None
    path = _folder(channel) / f"{name}{_ending(channel)}"
    return path if path.is_file() else None


def _folder(channel: str) -> Path:
    return Path(settings.MAIL_FOLDER if channel == MAIL else settings.SMS_FOLDER)


def _ending(channel: str) -> str:
    return ".eml" if channel == MAIL else ".json"


def _read_all(channel: str) -> Iterator[SentMessage]:
    folder = _folder(channel)
    if not folder.is_dir():
        return
    for path in folder.glob(f"*{_ending(channel)}"):
        message = _read(channel, path) if NAME.match(path.stem) else None
        if message:
            yield message


def _read(channel: str, path: Path) -> SentMessage | None:
    """A file that cannot be read, or is gone meanwhile, is no message."""
    try:
        content = path.read_bytes()
        return _mail(path, content) if channel == MAIL else _sms(path, content)
    except (OSError, ValueError, KeyError, LookupError):
        return None


def _mail(path: Path, content: bytes) -> SentMessage:
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(parsed, EmailMessage):
        raise ValueError(path.name)
    body = parsed.get_body(preferencelist=("plain",))
    return SentMessage(
        MAIL,
        path.stem,
        to=parseaddr(str(parsed["To"] or ""))[1],
        sender=str(parsed["From"] or ""),
        subject=str(parsed["Subject"] or ""),
        text=body.get_content().strip() if body else "",
        sent_at=_sent_at(path),
    )


def _sms(path: Path, content: bytes) -> SentMessage:
    given = json.loads(content)
    return SentMessage(SMS, path.stem, str(given["to"]), "", "", str(given["text"]), _sent_at(path))


def _sent_at(path: Path) -> datetime:
    """When the file was written: what was sent last is what somebody waits for."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(timezone.get_current_timezone())
