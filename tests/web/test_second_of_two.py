"""Of two people who have the same page open, the second to save is told and loses nothing.

Every form that changes something stored carries the version it was read from; all of them are found and tried.
"""

import html
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.access.harness import Access, entries
from tests.web.access.posting import PageForm, forms_of

pytestmark = pytest.mark.django_db
CONFLICT, INVALID = 409, 422
NOT_READY = {"hand-in", "lock", "enter", "notice", "standstill", "adopt", "answer"}
"""Steps that the things of these tests are not ready for: each says so before it looks at the version."""
TO_RECOGNISE = 12
"""Only what is longer than this is looked for on the page: a figure or a choice could stand there by chance."""


def versioned(world) -> Iterator[tuple[Client, str, PageForm]]:
    """Every form with a version, as its owner finds it: their browser, the address, the form."""
    for name, entry in entries():
        if entry.method == "get" and entry.expected("owner") == 200:
            with transaction.atomic():
                client, url = browser(world, entry), address(world, name, entry)
                for form in forms_of(client.get(url), url.partition("?")[0])[:1]:
                    if form.filled().get("revision", [""])[0].isdigit():
                        yield client, url, form
                transaction.set_rollback(True)


def browser(world, entry: Access) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(entry.person("owner", world))
    return client


def address(world, name: str, entry: Access) -> str:
    return reverse(name, kwargs=dict(entry.args(world)) or None) + entry.query


def as_read_before(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same, from a page that was opened when another version was stored."""
    return sent | {"revision": [str(int(sent["revision"][0]) + 7)]}


def lost(answer: HttpResponse, sent: dict[str, list[str]]) -> list[str]:
    """What was typed and is not on the page that answers."""
    page = " ".join(html.unescape(answer.content.decode()).split())
    typed = {" ".join(value.split()) for name in sent.keys() - {"form_key"} for value in sent[name]}
    return sorted(
        value for value in typed if len(value) > TO_RECOGNISE and " " in value and value not in page
    )


def test_the_second_of_two_is_told_and_finds_what_they_typed(shared_world, db):
    """What cannot be done now in any case is refused with its own reason (422), which keeps what was typed too."""
    faults, told = [], []
    for client, url, form in versioned(shared_world):
        for data in (form.filled(), form.as_given(), form.untouched()):
            sent = as_read_before(data)
            answer = client.post(url, sent)
            if answer.status_code not in (CONFLICT, INVALID) or lost(answer, sent):
                faults.append(f"{url}: {answer.status_code}, lost {lost(answer, sent)}")
            if answer.status_code == CONFLICT:
                told.append(url)
                break
        else:
            faults += [] if url.rpartition("/")[2] in NOT_READY else [f"{url}: 422 only"]
    assert not faults, "\n".join(faults)
    assert len(told) > 40
