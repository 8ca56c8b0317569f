"""How much one request may carry: told from its head, or at the limit while it is read, never after reading it whole."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse

from commonweal.web import errors

Respond = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024


def limit(get_response: Respond) -> Respond:
    """Refuse a body of more than `LARGEST_REQUEST` bytes with our page for 413, before any form reads it.

    A body that does not state its length (sent in chunks) is read as far as the limit into a temporary file, where
    forms find it; what lies behind the limit is never read.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or ""
        if stated.isdigit():
            return get_response(request) if int(stated) <= settings.LARGEST_REQUEST else _refusal(request)
        if "chunked" not in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return get_response(request)
        with tempfile.SpooledTemporaryFile(max_size=MEGABYTE) as kept:
            if not _gather(request, kept, settings.LARGEST_REQUEST):
                return _refusal(request)
            return get_response(request)

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse:
    return errors.page(request, errors.TOO_BIG, megabytes=settings.LARGEST_REQUEST // MEGABYTE)


def _gather(request: HttpRequest, kept: Any, most: int) -> bool:
    """Whether the chunks end within `most` bytes; if so the request reads them as if their length had been stated."""
    source, length = request.META["wsgi.input"], 0
    while part := source.read(min(CHUNK, most + 1 - length)):
        length += len(part)
        if length > most:
            return False
        kept.write(part)
    kept.seek(0)
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = LimitedStream(kept, length)  # type: ignore[attr-defined]
    return True
