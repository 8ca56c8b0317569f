"""Conditions and charters of a contract: set by the authority, shown by either side, decided by a person."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.terms import TermKind, TermOutcome, TermState
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions, terms
from commonweal.lifecycle.contracts.actions import Shown
from commonweal.lifecycle.strategy.actions.charters import add_charter
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.terms import term_facts

pytestmark = pytest.mark.django_db
SHARED = ("contract", "contract_term")


@pytest.fixture
def sides(shared_world):
    return tuple(shared_world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))


def test_it_is_met_once_shown_and_falls_due_again(shared_world, sides, db):
    manager, lead = sides
    made = actions.set_term(
        fresh(shared_world.contract), term_facts(shared_world, title="Fair pay"), by=manager, now=ENTERED_AT
    )
    term = terms.term(manager, made.external_id)
    first = term.due_on
    with pytest.raises(Invalid, match="met_without_evidence"):
        actions.decide_term(term, outcome=TermOutcome.MET, reason="Yes.", by=manager, now=ENTERED_AT)
    actions.show_for_term(
        term, Shown(words="Our own audit of pay.", is_equivalent=True), by=lead, now=ENTERED_AT
    )
    with pytest.raises(NotPermitted):
        actions.decide_term(term, outcome=TermOutcome.MET, reason="Yes.", by=lead, now=ENTERED_AT)
    actions.decide_term(term, outcome=TermOutcome.MET, reason="I read it.", by=manager, now=ENTERED_AT)
    found = terms.term(manager, term.external_id)
    assert found.due_on == first.replace(year=first.year + 1)
    (seen,) = [each for each in terms.terms_of(fresh(found.contract), first) if each.term.pk == term.pk]
    assert (seen.state, seen.latest.reason) == (TermState.MET, "I read it.")


def test_what_falls_due_again_is_not_met_on_what_was_shown_the_last_time(shared_world, sides, db):
    manager, lead = sides
    term = terms.term(manager, shared_world.contract_term.external_id)
    a_year = dt.timedelta(days=365)
    shown, met = Shown(words="The audit of this year."), {"outcome": TermOutcome.MET, "reason": "I read it."}
    actions.show_for_term(term, shown, by=lead, now=ENTERED_AT)
    actions.decide_term(term, **met, by=manager, now=ENTERED_AT + dt.timedelta(days=1))
    again = terms.term(manager, term.external_id)
    assert again.due_on is not None
    with pytest.raises(Invalid, match="met_on_old_evidence"):
        actions.decide_term(again, **met, by=manager, now=ENTERED_AT + a_year)
    still = Shown(words="The certificate runs for two years.")
    actions.show_for_term(again, still, by=manager, now=ENTERED_AT + a_year)
    decided = actions.decide_term(again, **met, by=manager, now=ENTERED_AT + a_year + dt.timedelta(hours=1))
    assert decided.outcome == "met"


def test_of_two_who_decide_at_once_the_second_is_told(shared_world, sides, db):
    manager = sides[0]
    one, other = (terms.term(manager, shared_world.contract_term.external_id) for _ in range(2))
    actions.decide_term(one, outcome=TermOutcome.WAIVED, reason="Closed.", by=manager, now=ENTERED_AT)
    with pytest.raises(Stale):
        actions.decide_term(other, outcome=TermOutcome.NOT_MET, reason="No.", by=manager, now=ENTERED_AT)


def test_a_term_says_where_it_is_stated_and_names_a_charter_of_the_own_library(shared_world, sides, db):
    manager = sides[0]
    contract = fresh(shared_world.contract)
    with pytest.raises(Invalid, match="stated_nowhere"):
        actions.set_term(contract, term_facts(shared_world, stated_in=" "), by=manager, now=ENTERED_AT)
    elsewhere = add_charter(
        title="Theirs",
        keeper="Them",
        about="Good.",
        levels=[],
        equivalent="As good.",
        source="Here",
        is_checked=False,
        by=shared_world.cast.actor(Role.MISSION_LEAD, shared_world.cast.other_authority),
        now=ENTERED_AT,
    )
    with pytest.raises(Invalid, match="charter_of_another_body"):
        actions.set_term(
            contract, term_facts(shared_world, charter=elsewhere, level=""), by=manager, now=ENTERED_AT
        )
    condition = term_facts(shared_world, kind=TermKind.REINVESTMENT, charter=None, level="")
    assert actions.set_term(contract, condition, by=manager, now=ENTERED_AT).charter is None


def test_it_waits_in_both_sides_week_and_no_stranger_finds_it(shared_world, sides, db):
    term = shared_world.contract_term
    on_the_day = dt.datetime.combine(term.due_on, dt.time(12), tzinfo=dt.UTC)
    for actor in sides:
        waiting = week_of(actor, on_the_day).waiting
        assert term.external_id in {item.id for item in waiting if item.job is Job.TERM_DUE}
    with pytest.raises(NotFound):
        terms.term(shared_world.cast.actor(Role.DELIVERY_LEAD, shared_world.cast.rival), term.external_id)
