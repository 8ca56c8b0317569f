"""The audit chain: every write leaves an event in the same transaction, and tampering shows."""

import datetime as dt

import pytest
from django.db import connection

from commonweal.audit import chain
from commonweal.audit.models import AuditEvent
from commonweal.domain.actors import SYSTEM
from commonweal.domain.permissions import Side
from commonweal.organisations import actions
from commonweal.organisations.models import Organisation
from commonweal.records import work
from commonweal.records.models import PublishedIsFinalError
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def make(count: int) -> None:
    for number in range(count):
        actions.create_organisation(name=f"Body {number}", side=Side.AUTHORITY, now=NOW)


def table() -> str:
    return AuditEvent._meta.db_table


def tamper(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_whole_chain_verifies_and_counts_its_events():
    make(3)
    verdict = chain.verify()
    assert verdict.problem is None
    assert verdict.count == AuditEvent.objects.count() == 3


def test_a_changed_event_is_found_at_its_number():
    make(3)
    tamper(f"UPDATE {table()} SET type = %s WHERE number = %s", "organisation.changed", 2)
    assert (chain.verify().problem, chain.verify().number) == ("changed", 2)


def test_a_removed_event_is_found():
    make(3)
    tamper(f"DELETE FROM {table()} WHERE number = %s", 2)
    assert (chain.verify().problem, chain.verify().number) == ("missing", 2)


def test_reordered_events_are_found():
    make(3)
    tamper(f"UPDATE {table()} SET number = %s WHERE number = %s", 99, 2)
    tamper(f"UPDATE {table()} SET number = %s WHERE number = %s", 2, 3)
    tamper(f"UPDATE {table()} SET number = %s WHERE number = %s", 3, 99)
    assert (chain.verify().problem, chain.verify().number) == ("reordered", 2)


def test_a_cut_tail_is_found_by_the_head():
    make(3)
    tamper(f"DELETE FROM {table()} WHERE number = %s", 3)
    assert chain.verify().problem == "head_differs"


def test_a_cut_tail_with_a_rewritten_head_is_found_by_the_anchor(settings):
    make(3)
    chain.anchor_to(settings.ANCHOR_FILE, at=NOW)
    tamper(f"DELETE FROM {table()} WHERE number = %s", 3)
    last = AuditEvent.objects.get(number=2)
    tamper("UPDATE audit_audithead SET count = %s, digest = %s", 2, last.digest)
    assert chain.verify().problem is None
    assert (chain.verify(settings.ANCHOR_FILE).problem, chain.verify(settings.ANCHOR_FILE).number) == (
        "cut_short",
        3,
    )


def test_a_chain_rewritten_from_the_middle_differs_from_its_anchor(settings):
    make(2)
    chain.anchor_to(settings.ANCHOR_FILE, at=NOW)
    event = AuditEvent.objects.get(number=2)
    event.type = "organisation.changed"
    digest = chain.digest_of(event)
    tamper(f"UPDATE {table()} SET type = %s, digest = %s WHERE number = 2", event.type, digest)
    tamper("UPDATE audit_audithead SET digest = %s", digest)
    assert chain.verify().problem is None
    assert chain.verify(settings.ANCHOR_FILE).problem == "differs_from_anchor"


def test_anchoring_twice_writes_one_line(settings):
    make(1)
    chain.anchor_to(settings.ANCHOR_FILE, at=NOW)
    chain.anchor_to(settings.ANCHOR_FILE, at=NOW + dt.timedelta(minutes=1))
    assert len(settings.ANCHOR_FILE.read_text().splitlines()) == 1


def test_when_the_event_cannot_be_written_nothing_is_saved(monkeypatch):
    def broken(events):
        raise RuntimeError("the audit store is away")

    monkeypatch.setattr(work, "_sink", [broken])
    with pytest.raises(RuntimeError, match="away"):
        make(1)
    assert Organisation.objects.for_system("test").count() == 0


def test_writing_without_an_event_is_refused_and_undone():
    with pytest.raises(work.AuditMissingError), work.transaction(by=SYSTEM, at=NOW):
        Organisation(name="Silent", side="authority").save()
    assert Organisation.objects.for_system("test").count() == 0


def test_a_record_is_not_saved_outside_a_transaction_of_an_action():
    with pytest.raises(work.OutsideTransactionError):
        Organisation(name="Stray", side="authority").save()


@pytest.mark.parametrize("value", ["somebody@example.org", "free text", 0.5, b"bytes", "x" * 81])
def test_events_hold_no_text_addresses_or_floats(value):
    with pytest.raises(chain.UnfitForAuditError):
        chain.plain(value)


def test_events_are_never_edited_or_deleted():
    make(1)
    event = AuditEvent.objects.get()
    with pytest.raises(PublishedIsFinalError):
        event.save()
    with pytest.raises(PublishedIsFinalError):
        event.delete()
