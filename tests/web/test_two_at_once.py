"""Two people press the button in the same instant: both requests really run at once, on a database on disk.

The second to arrive is told and sees both versions; a form sent twice at once acts once; nothing is lost.
"""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from commonweal.audit import chain
from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery.models import Verification
from commonweal.lifecycle.delivery.proving import prove
from commonweal.organisations.models import Invitation, Membership, Organisation
from tests.cast import NOW, Cast, World

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
Opened = Callable[[], None]


def opener_of(path: Path) -> Opened:
    """Makes a thread use the SQLite file instead of the test's own database in memory, which knows no waiting."""

    def opened() -> None:
        connection = connections.create_connection("default")
        connection.settings_dict = {**connection.settings_dict, "NAME": str(path)}
        connections["default"] = connection

    return opened


@pytest.fixture
def on_disk(tmp_path) -> Iterator[Opened]:
    """A database that several threads can use as the workers do: PostgreSQL as it is, SQLite copied to a file."""
    own = connections["default"]
    if own.vendor == "postgresql":
        yield lambda: None
        return
    import sqlite3

    path = tmp_path / "at-once.sqlite3"
    own.ensure_connection()
    with sqlite3.connect(path) as copy:
        own.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    opened = opener_of(path)
    opened()
    yield opened
    connections["default"].close()
    connections["default"] = own


@pytest.fixture
def cast(on_disk) -> Cast:
    return Cast(NOW)


def at_once(on_disk: Opened, *things: Callable[[], object]) -> list[object]:
    """Do these things in as many threads, released together; returns what each gave."""
    ready, given, failed = threading.Barrier(len(things), timeout=PATIENCE), {}, []

    def one(number: int, thing: Callable[[], object]) -> None:
        on_disk()
        try:
            ready.wait()
            given[number] = thing()
        except Exception as error:
            failed.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert failed == []
    return [given[number] for number in range(len(things))]


def administrator_of(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.person(Role.AUTHORITY_ADMINISTRATOR))
    return client


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found[1]


def test_of_two_who_save_at_once_the_second_is_told_and_sees_both_versions(on_disk, cast):
    url = reverse("organisation-edit")
    people = [administrator_of(cast), administrator_of(cast)]
    names = ["Name of the one", "Name of the other"]
    pages = [person.get(url) for person in people]
    events = chain.verify().count

    def saving(person: Client, page, name: str) -> Callable[[], object]:
        typed = {"form_key": hidden(page, "form_key"), "revision": hidden(page, "revision"), "name": name}
        return lambda: person.post(url, typed)

    answers = at_once(on_disk, *map(saving, people, pages, names))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = next(answer for answer in answers if answer.status_code == 409).content.decode()
    kept = names[[answer.status_code for answer in answers].index(302)]
    assert all(name in told for name in names)
    stored = Organisation.objects.for_system("test").get(pk=cast.authority.pk)
    assert (stored.name, stored.revision) == (kept, cast.authority.revision + 1)
    assert chain.verify().count == events + 1


def test_a_form_sent_twice_at_once_acts_once_and_leads_to_one_place(on_disk, cast):
    person = administrator_of(cast)
    url = reverse("organisation-invite")
    typed = {
        "form_key": hidden(person.get(url), "form_key"),
        "name": "New", "email": "new@example.org", "roles": ["reader"],
    }  # fmt: skip
    other = administrator_of(cast)
    answers = at_once(on_disk, lambda: person.post(url, typed), lambda: other.post(url, typed))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Invitation.objects.for_system("test").count() == 1


def test_of_two_who_verify_one_report_at_once_one_decides_and_the_other_is_told(on_disk):
    world = World(NOW)
    report, managers = world.report, (Role.CONTRACT_MANAGER, Role.AUTHORITY_ADMINISTRATOR)
    clients = [Client() for _ in managers]
    second = world.cast.member(Role.AUTHORITY_ADMINISTRATOR)
    Membership.objects.for_system("test").filter(pk=second.pk).update(roles=[Role.CONTRACT_MANAGER.value])
    url = reverse("report-verify", kwargs={"report_id": report.external_id})

    def decide(number: int, decision: str) -> int:
        clients[number].force_login(world.cast.person(managers[number]))
        given = {
            "form_key": f"{number}",
            "decision": decision,
            "reason": "I looked.",
            "revision": report.revision,
        }
        return clients[number].post(url, given).status_code

    given = at_once(on_disk, lambda: decide(0, "accept"), lambda: decide(1, "reject"))
    assert sorted(given) == [302, 409]
    assert Verification.objects.for_system("test").filter(report=report).count() == 1
    assert prove().differences == []


def test_many_who_write_different_things_at_once_leave_one_whole_chain(on_disk, cast):
    url = reverse("organisation-invite")
    people = [administrator_of(cast) for _number in range(4)]
    before = chain.verify().count

    def inviting(number: int, person: Client) -> Callable[[], object]:
        typed = {
            "form_key": hidden(person.get(url), "form_key"),
            "name": "New", "email": f"new{number}@example.org", "roles": ["reader"],
        }  # fmt: skip
        return lambda: person.post(url, typed)

    answers = at_once(on_disk, *(inviting(*pair) for pair in enumerate(people)))
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Invitation.objects.for_system("test").count() == 4
    after = chain.verify()
    assert after.problem is None
    assert after.count >= before + 4
