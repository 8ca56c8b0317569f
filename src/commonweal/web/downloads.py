"""Sending files: always as attachments, never shown inline, with a name that cannot break a header."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
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


def made_pieces(pieces: Iterator[bytes], name: str, media_type: str, size: int) -> StreamingHttpResponse:
    """A large download whose pieces are made as they are sent. A browser tells that it is cut off by its `size`."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def stored_file(stored: StoredFile) -> HttpResponse:
    """An upload, back as it was; the caller has checked who may have it."""
    return attachment(content_of(stored), stored.name, (TABLES | KINDS)[stored.kind].media_type)
