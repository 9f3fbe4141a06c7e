"""The embedded default's « mail server » and « SMS gateway »: one file per message in the state folder."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def write_once(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: readers never meet half a message, and a repeat overwrites itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(content)
    partial.replace(path)


class EmlFileBackend(BaseEmailBackend):
    """Writes each mail as `<name>.eml`, named after the X-Alin-Message header when there is one."""

    def __init__(self, *args: Any, file_path: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(file_path or settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; returns how many."""
        for message in email_messages:
            mail = message.message()
            name = mail["X-Alin-Message"] or mail["Message-ID"].strip("<>")
            write_once(
                self.folder / f"{name.replace('/', '_')}.eml",
                mail.as_bytes(linesep="\r\n"),  # type: ignore[call-arg]  # Django's own parameter,
            )
        return len(email_messages)


def send_sms(name: str, number: str, text: str) -> None:
    """Write a text message as `<name>.json` with its number and text."""
    content = {"to": number, "text": text}
    write_once(
        settings.SMS_FOLDER / f"{name}.json",
        json.dumps(content, ensure_ascii=False).encode(),
    )
