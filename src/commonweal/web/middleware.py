"""What happens around every request: an id, one log line, the acting person, domain errors as pages."""

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from commonweal.domain.errors import DomainError, NotFound, NotPermitted, Stale
from commonweal.records.ids import new_id
from commonweal.web import errors, session

Respond = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("commonweal.request")
_GIVEN_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


def request_id(get_response: Respond) -> Respond:
    """Give each request an id (a proxy's own, when it is plain), show it in errors, log one line without the query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _GIVEN_ID.match(given) else new_id()  # type: ignore[attr-defined]
        request.now = timezone.now()  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request=request.id)  # type: ignore[attr-defined]
        started = time.perf_counter()
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        match = request.resolver_match
        log.info(
            "request",
            view=match.view_name if match else None,
            method=request.method,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - started) * 1000),
        )
        structlog.contextvars.clear_contextvars()
        return response

    return middleware


def actor(get_response: Respond) -> Respond:
    """Find through which membership the signed-in person acts. `request.actor` is None for everyone else.

    A link that was sent for another of their organisations is answered with the offer to switch.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        membership = session.membership_of(request)
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = membership.actor() if membership else None  # type: ignore[attr-defined]
        if offer := session.offer_to_switch(request, membership):
            return HttpResponseRedirect(offer)
        return get_response(request)

    return middleware


TOLD = ("panel.left", "panel.no_seat")
"""Refusals whose reason is told. Every other one says that a role does not allow it, and no more."""


class DomainErrors:
    """Turn domain errors that no page caught into the right page: 404, 403, 409, or 400 with the reason in words."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return errors.page(request, 404)
        if isinstance(exception, NotPermitted):
            return errors.page(request, 403, error=exception if exception.code in TOLD else None)
        if isinstance(exception, Stale):
            return errors.page(request, 409)
        if isinstance(exception, DomainError):
            return errors.page(request, 400, error=exception)
        return None


domain_errors = DomainErrors
