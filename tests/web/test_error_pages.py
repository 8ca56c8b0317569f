"""Each thing that can go wrong has our own page, which says what to do and the number to give when reporting it."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role

pytestmark = pytest.mark.django_db
MANY = 25
GOOD_NAME = "testserver"


def browser(cast, role: Role | None = None) -> Client:
    cache.clear()
    client = Client(raise_request_exception=False)
    if role is not None:
        client.force_login(cast.person(role))
    return client


def bad_request(cast, monkeypatch) -> HttpResponse:
    """A host name that is not ours."""
    return browser(cast).get("/", headers={"host": "elsewhere.invalid"})


def refused(cast, monkeypatch) -> HttpResponse:
    return browser(cast, Role.READER).get(reverse("organisation-invite"))


def form_without_token(cast, monkeypatch) -> HttpResponse:
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})


def nowhere(cast, monkeypatch) -> HttpResponse:
    return browser(cast).get("/nothing-here")


def stale(cast, monkeypatch) -> HttpResponse:
    client = browser(cast, Role.AUTHORITY_ADMINISTRATOR)
    typed = {"revision": 1, "name": "A name", "description": ""}
    assert client.post(reverse("organisation-edit"), typed | {"form_key": "one"}).status_code == 302
    return client.post(reverse("organisation-edit"), typed | {"form_key": "two"})


def too_many_resets(cast, monkeypatch) -> HttpResponse:
    """The real limit: asking again and again for a link to the same address."""
    client = browser(cast)
    typed = {"email": cast.person(Role.READER).email}
    answers = (client.post(reverse("account_reset_password"), typed) for _try in range(MANY))
    return next(answer for answer in answers if answer.status_code != 302)


def too_many_sign_ins(cast, monkeypatch) -> HttpResponse:
    """The real limit of one address on sign-ins, whoever is tried."""
    client = browser(cast)
    for number in range(2 * MANY):
        typed = {"login": f"somebody{number}@example.org", "password": "wrong"}
        answer = client.post(reverse("account_login"), typed)
        if answer.status_code != 200:
            return answer
    return answer


def broken(cast, monkeypatch) -> HttpResponse:
    def fails(*args, **kwargs):
        raise RuntimeError("secret detail")

    client = browser(cast, Role.AUTHORITY_ADMINISTRATOR)
    monkeypatch.setattr("commonweal.web.organisations.views.own_organisation", fails)
    return client.get(reverse("organisation"))


def without_a_database(cast, monkeypatch) -> HttpResponse:
    """Sessions cannot be read: the page is drawn without them."""
    from django.db import OperationalError

    def fails(*args, **kwargs):
        raise OperationalError("secret detail")

    client = browser(cast, Role.AUTHORITY_ADMINISTRATOR)
    monkeypatch.setattr("commonweal.web.session.memberships_of", fails)
    return client.get(reverse("organisation"))


WAYS: list[tuple[int, str, Callable[..., HttpResponse]]] = [
    (400, "could not be understood", bad_request),
    (403, "Your role does not allow it", refused),
    (403, "open for too long", form_without_token),
    (404, "nothing at this address", nowhere),
    (409, "Nothing of yours is lost", stale),
    (429, "Wait a few minutes", too_many_resets),
    (429, "Wait a few minutes", too_many_sign_ins),
    (500, "Nothing was half saved", broken),
    (500, "Nothing was half saved", without_a_database),
]


@pytest.mark.parametrize(("status", "words", "way"), WAYS, ids=[way.__name__ for _s, _w, way in WAYS])
def test_an_error_has_our_own_page_with_what_to_do_and_a_number(cast, monkeypatch, status, words, way):
    answer = way(cast, monkeypatch)
    page = answer.content.decode()
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert words in page
    assert len(re.findall("<h1", page)) == 1
    assert 'href="/' in page, "a way on"
    assert f"give the number {answer['X-Request-ID']}" in page
    assert "secret detail" not in page
    assert "Traceback" not in page
