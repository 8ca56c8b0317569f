"""Sending files: always as attachments, never shown inline, with a name that cannot break a header."""

from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from commonweal.files.actions import content_of
from commonweal.files.kinds import KINDS, TABLES
from commonweal.files.models import StoredFile


def attachment(content: bytes | str, name: str, media_type: str) -> HttpResponse:
    """A download made by the product, for example a CSV table."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def made_file(made: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A large download that the product made, sent piece by piece from its open file, which is closed afterwards."""
    response = FileResponse(made, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def stored_file(stored: StoredFile) -> HttpResponse:
    """An upload, back as it was; the caller has checked who may have it."""
    return attachment(content_of(stored), stored.name, (TABLES | KINDS)[stored.kind].media_type)
