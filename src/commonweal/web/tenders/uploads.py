"""Uploads to a draft stay in memory: a file on its way in must not lie readable in a temporary folder."""

from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.files.kinds import KINDS, MEGABYTE
from commonweal.web.pages import View

LARGEST = max(kind.limit for kind in KINDS.values()) + MEGABYTE
"""The largest file that is taken, and room for the rest of the form."""


class InMemory(MemoryFileUploadHandler):
    """Django's handler for small files, for any file that would be accepted. A larger request is refused unread."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's own name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Raise `RequestDataTooBig` instead of falling back to a temporary file."""
        if content_length > LARGEST:
            raise RequestDataTooBig("the upload is larger than any file that is taken")
        self.activated = True


def in_memory(view: View) -> View:
    """Choose the handler before anything reads the form; the CSRF token is then checked as everywhere else."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **kwargs)

    return guarded
