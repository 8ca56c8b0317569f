"""An award is a decision: summaries, notice, standstill, contract; withdrawn and assessed again."""

import datetime as dt

import pytest

from commonweal.domain.assessment.exclusions import ExclusionOutcome
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.award import enter_into_contract, withdraw_award
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import AwardDecision, CheckedParty
from commonweal.lifecycle.assessment.told import summary
from commonweal.lifecycle.assessment.working_days import is_bank_holiday
from commonweal.outbox.actions import dispatch
from tests.builders.assessment import (
    LATER,
    REASON,
    a_locked,
    a_moderation,
    acting,
    an_award,
    decide,
    ground,
    officer,
    system,
    tenders,
)
from tests.builders.procurement import fresh
from tests.cast import World

DAY = dt.timedelta(days=1)
START, END = dt.date(2026, 9, 1), dt.date(2029, 8, 31)


def at(award: AwardDecision) -> AwardDecision:
    return (
        system(AwardDecision)
        .select_related(
            "tender__supplier", "tender__lot__procurement__ask", "tender__ask_version", "assessment__lot"
        )
        .get(pk=award.pk)
    )


def test_the_law_s_order_from_decision_to_contract(world):
    """The notice of Wednesday 6 May 2026: eight working days end on Friday 15 May; entry from the day after."""
    award = an_award(world)
    by = officer(world)
    procurement = award.assessment.lot.procurement
    assert fresh(procurement).status == ProcurementStatus.AWARD_DECIDED
    with pytest.raises(Refused):
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=LATER)
    actions.send_summaries(award, by=by, now=LATER)
    actions.publish_notice(award, published_on=dt.date(2026, 5, 6), by=by, now=LATER)
    with pytest.raises(Refused) as refused:
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=LATER + 30 * DAY)
    assert refused.value.code == "award.standstill_not_begun"
    actions.begin_standstill(award, by=by, now=LATER)
    assert award.standstill_ends_on == dt.date(2026, 5, 15)
    with pytest.raises(Refused) as refused:
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=LATER + 9 * DAY)
    assert refused.value.code == "award.standstill_runs"
    contract = enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=LATER + 10 * DAY)
    assert contract.status == ContractStatus.IN_FORCE
    offered = {offer.title for offer in at(award).tender.commitments.all()}
    assert offered <= set(contract.commitments.values_list("title", flat=True))
    assert at(award).status == AwardStatus.ENTERED
    assert fresh(procurement).status == ProcurementStatus.IN_CONTRACT
    kept = [(change.old, change.new) for change in award.status_changes.all()]
    assert kept == [
        ("", "decided"),
        ("decided", "summaries_sent"),
        ("summaries_sent", "notice_published"),
        ("notice_published", "standstill"),
        ("standstill", "entered"),
    ]
    with pytest.raises(Refused):
        withdraw_award(at(award), reason="Too late.", by=by, now=LATER + 11 * DAY)


def a_standing_still(world: World, title: str) -> AwardDecision:
    """Its standstill ends on Friday 15 May 2026."""
    award, by = an_award(world, title), officer(world)
    actions.send_summaries(award, by=by, now=LATER)
    actions.publish_notice(award, published_on=LATER.date(), by=by, now=LATER)
    return actions.begin_standstill(award, by=by, now=LATER)


def test_a_ground_noted_during_the_standstill_holds_the_contract_up_until_it_is_decided(world):
    award, by = a_standing_still(world, "Noted late"), officer(world)
    now = LATER + 10 * DAY
    party = actions.supplier_party(award.tender, by=by, now=LATER)
    noted = actions.find_ground(
        party, ground("breach-of-contract"), "A notice says so.", by=by, now=LATER + DAY
    )
    with pytest.raises(Refused) as refused:
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=now)
    assert refused.value.code == "award.entry_held_up"
    assert at(award).status == AwardStatus.STANDSTILL
    actions.decide_finding(
        noted, ExclusionOutcome.SELF_CLEANED, reason="It has paid what it owed.", by=by, now=now
    )
    assert (
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=now).status
        == ContractStatus.IN_FORCE
    )


def test_the_debarment_list_is_looked_at_again_before_a_contract_that_comes_long_after_the_decision(world):
    award, by = a_standing_still(world, "Looked up long ago"), officer(world)
    now = LATER + 31 * DAY
    with pytest.raises(Refused) as refused:
        enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=now)
    assert refused.value.code == "award.entry_held_up"
    for party in system(CheckedParty).filter(tender=award.tender):
        actions.check_debarment(party, checked_on=now.date(), is_listed=False, by=by, now=now)
    assert enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=now).entered_at == now


def test_without_a_standstill_the_contract_follows_the_notice(world):
    award = an_award(world, standstill=Standstill.NOT_REQUIRED)
    by = officer(world)
    actions.send_summaries(award, by=by, now=LATER)
    actions.publish_notice(award, published_on=LATER.date(), by=by, now=LATER)
    with pytest.raises(Refused) as refused:
        actions.begin_standstill(award, by=by, now=LATER)
    assert refused.value.code == "award.no_standstill"
    assert enter_into_contract(at(award), starts_on=START, ends_on=END, by=by, now=LATER).entered_at == LATER


def test_withdrawn_assessed_again_and_decided_again(world):
    panel = a_locked(world)
    award = decide(world, panel)
    by = officer(world)
    actions.send_summaries(award, by=by, now=LATER)
    with pytest.raises(Invalid):
        withdraw_award(at(award), reason=" ", by=by, now=LATER)
    withdraw_award(at(award), reason="An answer was overlooked.", by=by, now=LATER)
    assert fresh(panel.assessment.lot.procurement).status == ProcurementStatus.ASSESSING
    agreed = panel.assessment.agreed_scores.order_by("pk").first()
    panel.again()
    actions.reopen(agreed, error="The second page of the answer was overlooked.", by=by, now=LATER)
    actions.agree(
        panel.again(),
        agreed.tender,
        agreed.criterion_id,
        score=10_000,
        reason=REASON,
        by=acting(world, panel.moderator),
        now=LATER,
    )
    actions.lock(panel.again(), by=acting(world, panel.moderator), now=LATER)
    again = decide(world, panel)
    assert again.snapshot.number == 2
    assert fresh(panel.assessment.lot.procurement).status == ProcurementStatus.AWARD_DECIDED


def test_who_may_decide_what(world):
    panel = a_locked(world)
    facts = {
        "reason": REASON,
        "standstill": Standstill.MANDATORY,
        "standstill_days": 8,
        "by": officer(world),
        "now": LATER,
    }
    first, second = tenders(panel.assessment)
    for wrong, error, code in (
        ({"by": world.cast.actor(Role.MODERATOR)}, NotPermitted, "permission.missing"),
        ({"by": world.cast.actor(Role.ASSESSOR)}, NotPermitted, "permission.missing"),
        ({"reason": ""}, Invalid, "award.reason_missing"),
        ({"standstill_days": 7}, Invalid, "standstill.too_short"),
        ({"standstill": Standstill.NOT_REQUIRED}, Invalid, "standstill.reason_missing"),
    ):
        with pytest.raises(error) as refused:
            actions.decide(panel.assessment, first, **{**facts, **wrong})
        assert refused.value.code == code
    with pytest.raises(Invalid) as refused:
        actions.decide(panel.assessment, second, **facts)
    assert refused.value.code == "award.not_first"
    award = actions.decide(panel.assessment, first, **facts)
    with pytest.raises(Refused) as refused:
        actions.decide(panel.assessment, first, **facts)
    assert refused.value.code == "award.stands_already"
    with pytest.raises(Invalid):
        actions.publish_notice(award, published_on=LATER.date() + DAY, by=officer(world), now=LATER)
    with pytest.raises(Invalid):
        actions.publish_notice(award, published_on=LATER.date() - DAY, by=officer(world), now=LATER)
    read = award.revision
    actions.send_summaries(award, by=officer(world), now=LATER, revision=read)
    with pytest.raises(Stale):
        actions.publish_notice(award, published_on=LATER.date(), by=officer(world), now=LATER, revision=read)


def test_the_notice_is_not_dated_before_the_summaries(world):
    """Decided, summaries five days later: a notice dated on the day of the decision would end its standstill early."""
    award, by = an_award(world), officer(world)
    sent = LATER + 5 * DAY
    actions.send_summaries(award, by=by, now=sent)
    for early in (LATER.date(), sent.date() - DAY):
        with pytest.raises(Invalid) as refused:
            actions.publish_notice(award, published_on=early, by=by, now=sent + DAY)
        assert refused.value.code == "award.notice_before_summaries"
        assert refused.value.params["sent"] == sent.date()
    actions.publish_notice(award, published_on=sent.date(), by=by, now=sent + DAY)
    assert at(award).notice_published_on == sent.date()


def test_nothing_is_decided_before_scores_are_locked(world):
    panel = a_moderation(world)
    with pytest.raises(Refused) as refused:
        decide(world, panel)
    assert refused.value.code == "assessment.not_locked"


def test_a_tenderer_reads_its_own_summary_and_only_once_sent(world):
    award = an_award(world)
    winner, rival = (
        world.cast.actor(Role.TENDER_WRITER),
        world.cast.actor(Role.TENDER_WRITER, world.cast.rival),
    )
    mine, theirs = tenders(award.assessment)
    for actor, tender in ((winner, mine), (rival, theirs)):
        with pytest.raises(NotFound):
            summary(actor, tender.external_id)
    actions.send_summaries(award, by=officer(world), now=LATER)
    assert summary(winner, mine.external_id)[1].is_winner
    _, told = summary(rival, theirs.external_id)
    assert not told.is_winner
    assert {mark.score for mark in told.own.values()} == {5_000, 2_500}
    assert {mark.score for mark in told.winner.values()} == {7_500}
    with pytest.raises(NotFound):
        summary(rival, mine.external_id)


def test_one_calendar_for_the_united_kingdom():
    """St Andrew's Day (Scotland) and the Twelfth of July (Northern Ireland, kept on Monday 13 July 2026) both count."""
    for day in (dt.date(2026, 12, 25), dt.date(2026, 11, 30), dt.date(2026, 7, 13), dt.date(2026, 4, 6)):
        assert is_bank_holiday(day)
    assert not is_bank_holiday(dt.date(2026, 3, 3))


def test_every_tenderer_is_told_by_email_that_its_summary_is_there_and_not_what_is_in_it(world, settings):
    award = an_award(world)
    actions.send_summaries(award, by=officer(world), now=LATER)
    dispatch(HANDLERS, now=LATER)
    mails = [path.read_text() for path in settings.EMAIL_OUTBOX.iterdir()]
    told = [mail for mail in mails if "Your assessment summary" in mail]
    writers = [
        world.cast.person(Role.TENDER_WRITER),
        world.cast.person(Role.TENDER_WRITER, world.cast.rival),
    ]
    assert all(any(person.email in mail for mail in told) for person in writers)
    assert not any("85.00" in mail or REASON in mail for mail in told)


@pytest.mark.parametrize("was_sent", [True, False])
def test_who_was_sent_a_summary_is_told_that_the_decision_is_withdrawn_and_nobody_else(
    world, settings, was_sent
):
    award, by = an_award(world), officer(world)
    if was_sent:
        actions.send_summaries(award, by=by, now=LATER)
        dispatch(HANDLERS, now=LATER)
    withdraw_award(at(award), reason="An answer was overlooked.", by=by, now=LATER)
    dispatch(HANDLERS, now=LATER)
    mails = [path.read_text() for path in settings.EMAIL_OUTBOX.iterdir()]
    told = [mail for mail in mails if "A decision to award is withdrawn" in mail]
    people = [world.cast.person(Role.TENDER_WRITER), world.cast.person(Role.TENDER_WRITER, world.cast.rival)]
    assert len(told) == (len(people) if was_sent else 0)
    assert all(any(each.email in mail for mail in told) for each in people) is was_sent
