"""Email: a backend that writes messages as files, and reading them back. The demonstration sends no mail."""

import datetime as dt
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class SentMail:
    """A message in the file outbox."""

    at: dt.datetime
    to: tuple[str, ...]
    subject: str
    body: str


class FileOutbox(BaseEmailBackend):
    """Writes each message to `settings.EMAIL_OUTBOX` as one JSON file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder: Path = settings.EMAIL_OUTBOX
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _write(folder, message)
        return len(email_messages)


def _write(folder: Path, message: EmailMessage) -> None:
    now = timezone.now()
    content: dict[str, Any] = {
        "at": now.isoformat(),
        "to": list(message.to),
        "subject": str(message.subject),
        "body": str(message.body),
    }
    name = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.json"
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


def sent_messages(folder: Path, *, limit: int) -> list[SentMail]:
    """The newest messages of the file outbox, newest first."""
    paths = sorted(folder.glob("*.json"), reverse=True)[:limit] if folder.exists() else []
    return [_read(path) for path in paths]


def _read(path: Path) -> SentMail:
    content = json.loads(path.read_text(encoding="utf-8"))
    return SentMail(
        at=dt.datetime.fromisoformat(content["at"]),
        to=tuple(content["to"]),
        subject=content["subject"],
        body=content["body"],
    )
