"""Moving a procurement: the table decides, each move leaves its history, and the clock alone closes."""

import datetime as dt

import pytest
from django.db import transaction as database

from commonweal.domain.actors import SYSTEM
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import NEEDS_REASON, TRANSITIONS
from commonweal.domain.procurements import ProcurementStatus as S
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.actions.statuses import shift
from commonweal.records.models import PublishedIsFinalError
from commonweal.records.work import change, transaction
from tests.builders.procurement import DEADLINE, a_designed_procurement, a_procurement, approved, fresh

OFFICER = Role.PROCUREMENT_OFFICER


@pytest.fixture
def procurement(world):
    return a_procurement(world)


def _put(procurement, status, world):
    """Set a status as if the moves before it had been made."""
    with transaction(by=SYSTEM, at=world.now) as work:
        change(procurement, status=status.value)
        work.record(_event(), procurement)
    return fresh(procurement)


def _event():
    from commonweal.lifecycle.procurement.events import ProcurementEvent

    return ProcurementEvent.CHANGED


@pytest.mark.parametrize("old", list(S))
def test_the_store_moves_exactly_as_the_table_allows(world, procurement, old):
    procurement = _put(procurement, old, world)
    for new in S:
        with database.atomic():
            _move_and_look(fresh(procurement), new, world)
            database.set_rollback(True)


def _move_and_look(procurement, new, world):
    old = S(procurement.status)
    reason = "The budget was cut." if new in NEEDS_REASON else ""
    if TRANSITIONS.allows(old, new):
        shift(procurement, new, reason=reason, by=SYSTEM, now=world.now)
        last = queries.history(procurement)[-1]
        assert (last.old, last.new, last.reason) == (old, new, reason)
        assert fresh(procurement).status == new
    else:
        with pytest.raises(Refused):
            shift(procurement, new, reason=reason, by=SYSTEM, now=world.now)
        assert fresh(procurement).status == old


def test_a_person_without_the_permission_of_a_status_cannot_move_there(world, procurement):
    with pytest.raises(NotPermitted):
        actions.move(procurement, S.WITHDRAWN, reason="x", by=world.cast.actor(Role.READER), now=world.now)
    assert fresh(procurement).status == S.DESIGN


def test_giving_up_needs_a_reason(world, procurement):
    officer = world.cast.actor(OFFICER)
    with pytest.raises(Invalid):
        actions.move(procurement, S.WITHDRAWN, reason="  ", by=officer, now=world.now)
    actions.move(procurement, S.WITHDRAWN, reason="The need has gone.", by=officer, now=world.now)
    assert queries.history(procurement)[-1].reason == "The need has gone."


@pytest.mark.parametrize("to", [S.OPEN, S.CLOSED])
def test_opening_and_closing_have_their_own_actions(world, procurement, to):
    with pytest.raises(Refused) as refused:
        actions.move(procurement, to, by=world.cast.actor(OFFICER), now=world.now)
    assert refused.value.code == "procurement.status_has_its_own_action"


def test_of_two_people_who_move_it_at_once_the_second_is_told(world, procurement):
    officer = world.cast.actor(OFFICER)
    second = fresh(procurement)
    actions.move(procurement, S.ENGAGEMENT, by=officer, now=world.now)
    with pytest.raises(Stale):
        actions.move(second, S.WITHDRAWN, reason="Meanwhile", by=officer, now=world.now)
    assert fresh(procurement).status == S.ENGAGEMENT


def test_history_begins_with_planning_and_is_never_edited(world, procurement):
    rows = queries.history(procurement)
    assert [(row.old, row.new) for row in rows] == [("", "planned"), ("planned", "design")]
    with transaction(by=SYSTEM, at=world.now), pytest.raises(PublishedIsFinalError):
        rows[0].save()


def test_a_tender_at_the_deadline_is_in_time_and_a_second_later_it_is_closed(world):
    procurement = world.open_procurement
    assert not actions.close_if_due(procurement, now=DEADLINE)
    assert not queries.due_to_close(DEADLINE).exists()
    later = DEADLINE + dt.timedelta(seconds=1)
    assert [each.pk for each in queries.due_to_close(later)] == [procurement.pk]
    assert actions.close_if_due(procurement, now=later)
    assert fresh(procurement).status == S.CLOSED
    assert not actions.close_if_due(fresh(procurement), now=later)


def test_only_the_last_move_before_it_can_open_a_next_round_and_only_if_there_is_one(world):
    officer = world.cast.actor(OFFICER)
    procurement = _put(world.open_procurement, S.ASSESSING, world)
    with pytest.raises(Refused) as refused:
        actions.open_next_round(procurement, by=officer, now=world.now)
    assert refused.value.code == "procurement.no_next_round"


def test_the_next_round_opens_with_its_own_deadline(world):
    officer = world.cast.actor(OFFICER)
    procurement = a_designed_procurement(world)
    second = DEADLINE + dt.timedelta(days=30)
    actions.add_round(procurement, title="Final tenders", deadline_at=second, by=officer, now=world.now)
    actions.publish(approved(world, procurement), by=officer, now=world.now)
    procurement = _put(fresh(procurement), S.ASSESSING, world)
    actions.open_next_round(procurement, by=officer, now=DEADLINE + dt.timedelta(days=10))
    stored = fresh(procurement)
    assert (stored.status, stored.round_number, stored.tender_deadline_at) == (S.OPEN, 2, second)
    version = queries.published(procurement.external_id)
    assert (version.number, version.read().tender_deadline_at) == (2, second)
