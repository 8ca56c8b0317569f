"""Our own pages for what goes wrong, each with the request's id so that somebody can look it up."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.domain.errors import DomainError
from commonweal.presentation.words import sentence

TOO_BIG = 413


def page(
    request: HttpRequest, status: int, *, error: DomainError | None = None, **context: Any
) -> HttpResponse:
    """The page for a status; `error` is worded on it."""
    context["reason"] = sentence(error) if error else None
    return render(request, f"errors/{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return page(request, TOO_BIG)
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database or the session: whatever failed may be one of them."""
    return render(request, "errors/500.html", {"bare": True}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, expired=True)
