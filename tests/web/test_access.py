"""The authorisation matrix: every URL, every kind of person, exactly the status that is declared.

A URL without an entry fails, so a new view cannot be forgotten.
"""

import importlib
import pkgutil

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.web import access
from tests.web.access.harness import PEOPLE, Access


def declared() -> dict[str, Access | list[Access]]:
    found: dict[str, Access | list[Access]] = {}
    for module in pkgutil.iter_modules(access.__path__):
        own = getattr(importlib.import_module(f"{access.__name__}.{module.name}"), "ACCESS", {})
        assert not (found.keys() & own.keys()), f"{module.name} declares what another module declares"
        found |= own
    return found


def url_names() -> set[str]:
    names: set[str] = set()

    def walk(patterns) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern.pattern} has no name"
                names.add(pattern.name)
            else:
                walk(pattern.url_patterns)

    walk(get_resolver().url_patterns)
    return names


def entries() -> list[tuple[str, Access]]:
    return [
        (name, entry)
        for name, given in sorted(declared().items())
        for entry in (given if isinstance(given, list) else [given])
    ]


def test_every_url_says_who_may_have_it():
    assert url_names() - declared().keys() == set()


def test_no_entry_is_for_a_url_that_is_gone():
    assert declared().keys() - url_names() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(
    ("name", "entry"), entries(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_person_gets_exactly_what_they_should(shared_world, db, name, entry, who):
    client = Client(raise_request_exception=False)
    person = entry.person(who, shared_world)
    if person is not None:
        client.force_login(person)
    url = reverse(name, kwargs=dict(entry.args(shared_world)) or None) + entry.query
    response = getattr(client, entry.method)(url, dict(entry.data(shared_world)))
    assert response.status_code == entry.expected(who), f"{who} at {url}"
