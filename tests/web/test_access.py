"""The authorisation matrix: every URL, every kind of person, exactly the status that is declared.

A URL without an entry fails, so a new view cannot be forgotten.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from commonweal.organisations.models import Person
from tests.web.access.harness import PEOPLE, Access, declared, entries
from tests.web.access.posting import forms_of, writes

NOT_ALLOWED = 405
REFUSALS = (403, 404, 410)


def is_refusal(entry: Access, who: str) -> bool:
    """Whether the page is kept from somebody: not theirs, not there, or only after signing in."""
    status = entry.expected(who)
    return status in REFUSALS or (who == "anonymous" and status == 302)


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


def test_every_url_says_who_may_have_it():
    assert url_names() - declared().keys() == set()


def test_no_entry_is_for_a_url_that_is_gone():
    assert declared().keys() - url_names() == set()


@pytest.fixture(scope="module")
def sessions(shared_world, django_db_blocker) -> Callable[[Person | None], Client]:
    """A browser for somebody; everyone signs in once for the whole module."""
    kept: dict[int, str] = {}

    def browser(person: Person | None) -> Client:
        client = Client(raise_request_exception=False)
        if person is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = kept[person.pk]
        return client

    with django_db_blocker.unblock():
        for member in shared_world.cast._members.values():
            client = Client()
            client.force_login(member.person)
            kept[member.person.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return browser


def told(answer: HttpResponse, who: str, url: str) -> str:
    return f"{who} at {url}: {answer.request['REQUEST_METHOD']} gave {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "entry"), entries(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_person_gets_exactly_what_they_should_and_sends_only_what_they_were_offered(
    shared_world, sessions, name, entry
):
    """Who is refused a page is refused when sending to it, in the same way. Who is shown a page without its owner's
    form cannot send that form. Neither writes anything."""
    url = reverse(name, kwargs=dict(entry.args(shared_world)) or None) + entry.query
    faults, offered = [], {}
    for who in PEOPLE:
        with transaction.atomic():
            client = sessions(entry.person(who, shared_world))
            answer = getattr(client, entry.method)(url, dict(entry.data(shared_world)))
            transaction.set_rollback(True)
        if answer.status_code != entry.expected(who):
            faults.append(f"{told(answer, who, url)} instead of {entry.expected(who)}")
        offered[who] = next(iter(forms_of(answer, url.partition("?")[0])), None)
    sent = offered["owner"].filled() if offered["owner"] else dict(entry.data(shared_world))
    for who in PEOPLE:
        if is_refusal(entry, who) or (who != "owner" and offered[who] is None):
            client = sessions(entry.person(who, shared_world))
            faults += faults_of_sending(client, entry, who, url, sent, was_form=offered["owner"] is not None)
    assert not faults, "\n".join(faults)


def faults_of_sending(
    client: Client, entry: Access, who: str, url: str, sent: Mapping[str, Any], *, was_form: bool
) -> list[str]:
    """What is wrong with the answer to somebody who may not send this: it should be a refusal that wrote nothing."""
    with transaction.atomic(), writes() as written:
        answer = client.post(url, sent)
        transaction.set_rollback(True)
    faults = [f"{told(answer, who, url)} and wrote {sorted(written)}"] if written else []
    if is_refusal(entry, who) and answer.status_code not in (entry.expected(who), NOT_ALLOWED):
        faults.append(f"{told(answer, who, url)} instead of {entry.expected(who)}")
    if was_form and answer.status_code < 400 and not is_refusal(entry, who):
        faults.append(f"{told(answer, who, url)} though no form was offered")
    return faults
