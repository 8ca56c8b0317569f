"""Conditions and charters that an ask states: shown to tenderers, and terms of the contract from the day it is entered into."""

import datetime as dt

import pytest

from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.errors import Invalid, NotFound, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.terms import TermKind
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.procurement.actions.requirements import remove_term, state_term
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.procurement.requirements import terms
from tests.builders.contracts import ENTERED_AT, fresh, starts_on
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
OPEN = AskTermContent("", TermKind.ACCESS, "Open drawings", "Anybody may use the drawings.", 6, 12)


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def test_it_is_stated_changed_and_taken_out_and_the_second_of_two_is_told(world, officer):
    ask = world.procurement.ask
    read = ask.revision
    state_term(ask, OPEN, None, by=officer, now=world.now, revision=read)
    (kept,) = terms(ask)
    with pytest.raises(Stale):
        state_term(ask, OPEN, None, by=officer, now=world.now, revision=read)
    text = page(client_of(world, Role.PROCUREMENT_OFFICER), "ask", ask_id=ask.external_id)
    assert "Anybody may use the drawings." in text
    remove_term(ask, kept.id, by=officer, now=world.now)
    assert terms(ask) == ()
    with pytest.raises(NotFound):
        remove_term(ask, kept.id, by=officer, now=world.now)


def test_a_charter_brings_its_equivalent_with_it_and_its_own_levels(world, officer):
    ask = world.procurement.ask
    term = AskTermContent("", TermKind.CHARTER, "Good work", "Signs it.", 0, None, charter_level="Member")
    state_term(ask, term, world.charter, by=officer, now=world.now)
    (kept,) = terms(ask)
    assert (kept.charter, kept.equivalent) == (world.charter.title, world.charter.equivalent)
    assert (kept.charter_keeper, kept.charter_source) == (world.charter.keeper, world.charter.source)
    wrong = AskTermContent("", TermKind.CHARTER, "Good work", "Signs it.", 0, None, charter_level="Hero")
    with pytest.raises(Invalid, match="level_unknown"):
        state_term(ask, wrong, world.charter, by=officer, now=world.now)
    with pytest.raises(Invalid, match="charter_missing"):
        state_term(ask, term, None, by=officer, now=world.now)
    with pytest.raises(Invalid, match="due_out_of_range"):
        late = AskTermContent("", TermKind.ACCESS, "A", "B", 121, None)
        state_term(ask, late, None, by=officer, now=world.now)


def test_it_becomes_a_term_of_the_contract_when_that_is_entered_into(world, officer, monkeypatch):
    from dataclasses import replace

    prepared = world.prepared_contract
    asked = prepared.tender.ask_version.read()
    with_terms = replace(
        asked, terms=(replace(OPEN, id="t1"), replace(OPEN, id="t2", title="Later", due_months=120))
    )
    monkeypatch.setattr(AskVersion, "read", lambda self: with_terms)
    first = starts_on(prepared.tender)
    last = prepared.ends_on
    contracts.enter(prepared, award_is_ready=True, starts_on=first, ends_on=last, by=officer, now=ENTERED_AT)
    contract: Contract = fresh(prepared)
    found = [(each.title, each.due_on, each.every_months) for each in contract.terms.all()]
    assert [each[0] for each in found] == ["Open drawings", "Later"]
    assert found[0][1] > first + dt.timedelta(days=150)
    assert found[0][2] == 12
    assert found[1][1] == last
