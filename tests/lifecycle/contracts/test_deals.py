"""Price and term change once both sides have approved; every version is kept; the notice follows from how much moves."""

import datetime as dt
from dataclasses import replace

import pytest

from commonweal.domain.changes import Answer, NoticeNeed
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.journeys import contract_notices as notices
from commonweal.journeys.changes_in_force import put_due_into_force
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions, deals
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.models import ContractChange
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.deals import a_proposal

pytestmark = pytest.mark.django_db
SHARED = ("contract", "deal", "kpi")
YES = Said(Answer.APPROVE, "Fair.", shifts_balance=False, grounds=("not-substantial",))


@pytest.fixture
def sides(shared_world):
    return tuple(shared_world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))


def stored(row: ContractChange, actor) -> ContractChange:
    return deals.change(actor, row.external_id)


def test_the_last_approval_puts_it_into_force_and_keeps_what_stood(shared_world, sides, db):
    manager, lead = sides
    row, stood = shared_world.deal, deals.deal_of(fresh(shared_world.contract))
    assert deals.latest_answers(stored(row, lead)) == {"delivery_lead": "approve"}
    assert row.external_id in {
        item.id for item in week_of(manager, ENTERED_AT).waiting if item.job is Job.ANSWER_DEAL
    }
    with pytest.raises(Invalid, match="balance_missing"):
        actions.answer_contract_change(stored(row, manager), Said(Answer.APPROVE), by=manager, now=ENTERED_AT)
    kpi_due = shared_world.kpi.due_on
    actions.answer_contract_change(stored(row, manager), YES, by=manager, now=ENTERED_AT)
    contract = fresh(shared_world.contract)
    assert contract.ends_on == stood.ends_on + dt.timedelta(days=90)
    done = stored(row, manager)
    assert (done.status, deals.before(done), deals.after(done)) == (
        "in_force",
        stood,
        deals.deal_of(contract),
    )
    assert kpi_due is not None and contract.kpis.get(pk=shared_world.kpi.pk).due_on is not None
    with pytest.raises(Refused):
        actions.answer_contract_change(done, YES, by=manager, now=ENTERED_AT)


def test_before_its_day_comes_what_stands_stands(shared_world, sides, db):
    manager, lead = sides
    actions.withdraw_contract_change(stored(shared_world.deal, lead), by=lead, now=ENTERED_AT)
    contract = fresh(shared_world.contract)
    stood, day = deals.deal_of(contract), ENTERED_AT.date() + dt.timedelta(days=400)
    longer = replace(stood, ends_on=stood.ends_on + dt.timedelta(days=90))
    row = actions.propose_contract_change(
        contract, longer, reason="Later.", takes_effect_on=day, by=lead, now=ENTERED_AT
    )
    actions.answer_contract_change(stored(row, manager), YES, by=manager, now=ENTERED_AT)
    put_due_into_force(ENTERED_AT + dt.timedelta(days=399))
    assert (stored(row, lead).status, deals.deal_of(fresh(contract))) == ("agreed", stood)
    put_due_into_force(ENTERED_AT + dt.timedelta(days=400))
    assert (stored(row, lead).status, deals.deal_of(fresh(contract))) == ("in_force", longer)


def test_a_refusal_leaves_the_contract_as_it_is(shared_world, sides, db):
    manager, _lead = sides
    stood = deals.deal_of(fresh(shared_world.contract))
    row = actions.answer_contract_change(
        stored(shared_world.deal, manager), Said(Answer.REFUSE, "The school opened."), by=manager, now=ENTERED_AT
    )  # fmt: skip
    assert (row.status, deals.deal_of(fresh(shared_world.contract))) == ("refused", stood)


def test_a_question_is_replied_to_and_leaves_it_open(shared_world, sides, db):
    manager, lead = sides
    row = shared_world.deal

    def whose_week() -> tuple[bool, bool]:
        return tuple(row.pk in {each.pk for each in deals.waiting_for(actor)} for actor in sides)

    assert whose_week() == (True, False)
    with pytest.raises(Invalid, match="nothing_asked"):
        actions.answer_contract_change(
            stored(row, lead), Said(Answer.REPLY, "Because."), by=lead, now=ENTERED_AT
        )
    actions.answer_contract_change(
        stored(row, manager), Said(Answer.QUESTION, "Which school?"), by=manager, now=ENTERED_AT
    )
    assert whose_week() == (False, True)
    actions.answer_contract_change(
        stored(row, lead), Said(Answer.REPLY, "The new one."), by=lead, now=ENTERED_AT
    )
    assert whose_week() == (True, False)
    assert stored(row, lead).status == "proposed"


def test_one_proposal_is_open_at_a_time_and_only_its_own_side_takes_it_back(shared_world, sides, db):
    manager, lead = sides
    row = shared_world.deal
    with pytest.raises(Refused, match="another_is_open"):
        a_proposal(shared_world, days=10, role=Role.CONTRACT_MANAGER)
    with pytest.raises(NotPermitted):
        actions.withdraw_contract_change(stored(row, manager), by=manager, now=ENTERED_AT)
    actions.withdraw_contract_change(stored(row, lead), by=lead, now=ENTERED_AT)
    assert a_proposal(shared_world, days=10, role=Role.CONTRACT_MANAGER).number == row.number + 1


def test_no_promise_is_left_behind_an_earlier_end(shared_world, sides, db):
    contract = fresh(shared_world.contract)
    stands, last = deals.deal_of(contract), deals.last_promise_on(contract)
    assert last is not None
    with pytest.raises(Invalid, match="promises_left_behind"):
        actions.propose_contract_change(
            contract,
            replace(stands, ends_on=last - dt.timedelta(days=1)),
            reason="Shorter.",
            takes_effect_on=ENTERED_AT.date(),
            by=sides[0],
            now=ENTERED_AT,
        )


def test_of_two_who_answer_at_once_the_second_is_told(shared_world, sides, db):
    manager = sides[0]
    row = stored(shared_world.deal, manager)
    seen = row.revision
    actions.answer_contract_change(
        row, Said(Answer.QUESTION, "Which school?"), by=manager, now=ENTERED_AT, revision=seen
    )
    with pytest.raises(Stale):
        actions.answer_contract_change(stored(row, manager), YES, by=manager, now=ENTERED_AT, revision=seen)


def test_the_notice_follows_from_how_much_moves_and_carries_both_ends(shared_world, sides, db):
    row = stored(shared_world.deal, sides[0])
    term = (row.new_ends_on - row.old_ends_on).days / ((row.old_ends_on - row.old_starts_on).days + 1)
    need = notices.deal_need(row)
    assert need in (NoticeNeed.SMALL, NoticeNeed.NEEDED)
    if need is NoticeNeed.SMALL:
        assert term <= 0.1
    values = {field.rule.id: field.value for field in notices.deal_change(row).fields}
    assert (values["ends_before"], values["ends_after"]) == (row.old_ends_on, row.new_ends_on)


def test_no_stranger_finds_it_and_a_reader_answers_nothing(shared_world, sides, db):
    row = shared_world.deal
    with pytest.raises(NotFound):
        stored(row, shared_world.cast.actor(Role.DELIVERY_LEAD, shared_world.cast.rival))
    reader = shared_world.cast.actor(Role.READER)
    with pytest.raises(NotPermitted):
        actions.answer_contract_change(stored(row, reader), YES, by=reader, now=ENTERED_AT)


def longer_by(world, sides, share: int, said: Said) -> ContractChange:
    """The term longer by a share of its first length, in per cent, agreed by both and in force."""
    manager, lead = sides
    contract = fresh(world.contract)
    first = (world.contract.ends_on - world.contract.starts_on).days + 1
    longer = replace(
        deals.deal_of(contract), ends_on=contract.ends_on + dt.timedelta(days=first * share // 100)
    )
    row = actions.propose_contract_change(
        contract, longer, reason="Longer.", takes_effect_on=ENTERED_AT.date(), by=lead, now=ENTERED_AT
    )
    actions.answer_contract_change(stored(row, manager), said, by=manager, now=ENTERED_AT)
    return stored(row, manager)


def test_three_small_extensions_are_a_large_one_together(shared_world, sides, db):
    _manager, lead = sides
    actions.withdraw_contract_change(stored(shared_world.deal, lead), by=lead, now=ENTERED_AT)
    rows = [longer_by(shared_world, sides, 9, YES) for _each in range(3)]
    assert [deals.moved_by(row).term[1] > deals.moved_by(row).term[0] for row in rows] == [False, True, True]
    needs = [notices.deal_need(row) for row in rows]
    assert needs == [NoticeNeed.SMALL, NoticeNeed.NEEDED, NoticeNeed.NEEDED]


def test_a_ground_that_the_figures_pass_is_not_taken_without_a_word(shared_world, sides, db):
    _manager, lead = sides
    actions.withdraw_contract_change(stored(shared_world.deal, lead), by=lead, now=ENTERED_AT)
    with pytest.raises(Invalid, match="ground_is_passed"):
        longer_by(shared_world, sides, 40, replace(YES, words=""))
