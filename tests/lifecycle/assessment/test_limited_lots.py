"""Where the ask limits lots, who is awarded one lot rests on the rankings of all: none moves under an award."""

import datetime as dt

import pytest

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.errors import Invalid, Refused
from commonweal.journeys.award import enter_into_contract
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.counted import awardable
from tests.builders.assessment import LATER, REASON, acting, look_up, officer, tenders
from tests.builders.lots import two_agreed_lots

DAY = dt.timedelta(days=1)
START, END = dt.date(2026, 9, 1), dt.date(2029, 8, 31)


def locked(world, **facts):
    panels = two_agreed_lots(world, "Meals in two lots", most_lots=1, **facts)
    for panel in panels:
        look_up(world, panel.assessment)
        actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)
        panel.again()
    return panels


@pytest.fixture
def two_lots(world):
    """One lot for each: the supplier leads both, so it has North and its rival South."""
    return locked(world)


def said(world):
    return {"by": officer(world), "now": LATER}


def give(world, panel, place):
    return actions.decide(
        panel.again(),
        tenders(panel.assessment)[place],
        reason="By the limit on lots.",
        standstill=Standstill.NOT_REQUIRED,
        standstill_days=0,
        standstill_reason="A call-off from a framework agreement.",
        **said(world),
    )


def reopened(world, panel):
    agreed = panel.assessment.agreed_scores.filter(tender=tenders(panel.assessment)[0]).first()
    return actions.reopen(agreed, error="Page 4 of the answer was not read.", **said(world))


def lead_changes(world, panel):
    """The supplier's first mark turns out to be nought, so that its rival leads."""
    agreed = reopened(world, panel).agreed
    chair = {"by": acting(world, panel.moderator), "now": LATER}
    panel.again()
    actions.agree(panel.assessment, agreed.tender, agreed.criterion_id, score=0, reason=REASON, **chair)
    actions.lock(panel.assessment, **chair)
    panel.again()


def in_contract(world, award):
    actions.send_summaries(award, **said(world))
    actions.publish_notice(award, published_on=LATER.date(), **said(world))
    whole = queries.award(officer(world), award.external_id)
    return enter_into_contract(whole, starts_on=START, ends_on=END, **said(world))


def may_have(panel):
    one = panel.again()
    return awardable(one, Ranking.from_json(queries.latest_snapshot(one).content))


def test_no_score_of_a_lot_is_opened_again_while_the_award_of_another_rests_on_it(world, two_lots):
    north, south = two_lots
    award = give(world, south, 1)
    with pytest.raises(Refused, match=r"assessment\.other_award_stands"):
        reopened(world, north)
    actions.withdraw(award, reason="A score for North was wrong.", **said(world))
    lead_changes(world, north)
    first = tenders(south.assessment)[0]
    assert may_have(south) == (first.external_id,), "the rival has North now"
    with pytest.raises(Invalid, match=r"award\.not_first"):
        give(world, south, 1)


def test_no_tender_of_a_lot_is_taken_out_while_the_award_of_another_rests_on_it(world, two_lots):
    north, south = two_lots
    award = give(world, south, 1)
    tender = tenders(north.assessment)[0]
    actions.ask(
        tender,
        EnquiryPurpose.LOW_PRICE,
        "Please explain your price to us.",
        answer_until=(LATER + DAY).date(),
        **said(world),
    )
    out = {"reason": "It cannot be done for that price.", "by": officer(world), "now": LATER + 3 * DAY}
    with pytest.raises(Refused, match=r"assessment\.other_award_stands"):
        actions.decide_price(tender, PriceOutcome.DISREGARDED, **out)
    actions.withdraw(award, reason="A tender for North is looked at.", **said(world))
    actions.decide_price(tender, PriceOutcome.DISREGARDED, **out)
    assert may_have(south) == (tenders(south.assessment)[0].external_id,), "its rival has North"


def test_a_lot_that_nobody_is_awarded_counts_for_nobody(world, two_lots):
    north, south = two_lots
    award = give(world, south, 1)
    actions.decide_no_award(north.again(), reason="There is no money for it.", **said(world))
    with pytest.raises(Refused, match=r"award\.no_longer_first"):
        actions.send_summaries(award, **said(world))
    award.refresh_from_db()
    assert award.status == "decided"
    actions.withdraw(award, reason="The supplier is free for it.", **said(world))
    give(world, south, 0)


def test_the_contract_waits_when_another_lot_was_decided_otherwise_since(world, two_lots):
    north, south = two_lots
    award = actions.send_summaries(give(world, south, 1), **said(world))
    actions.publish_notice(award, published_on=LATER.date(), **said(world))
    actions.decide_no_award(north.again(), reason="There is no money for it.", **said(world))
    with pytest.raises(Refused, match=r"award\.no_longer_first"):
        actions.check_ready(award, now=LATER)


def test_an_award_that_no_longer_follows_the_rule_is_withdrawn_before_another_is_decided(world, two_lots):
    north, south = two_lots
    none = actions.decide_no_award(north.again(), reason="There is no money for it.", **said(world))
    give(world, south, 0)
    actions.take_back(none, reason="There is money.", **said(world))
    with pytest.raises(Refused, match=r"award\.lots_disagree"):
        give(world, north, 0)


def test_a_contract_that_is_there_keeps_its_lot_and_uses_up_the_limit(world, two_lots):
    north, south = two_lots
    in_contract(world, give(world, south, 1))
    lead_changes(world, north)
    first, second = tenders(north.assessment)
    results = Ranking.from_json(queries.latest_snapshot(north.assessment).content).results
    assert results[0].id == second.external_id, "the rival leads North"
    assert may_have(north) == (first.external_id,), "and has its one lot"
    with pytest.raises(Invalid, match=r"award\.not_first"):
        give(world, north, 1)


def test_of_tenders_that_nothing_tells_apart_the_reason_chooses_and_the_other_is_free(world):
    north, south = locked(
        world, prices=(98_000_000, 98_000_000), marks={0: (5_000, 5_000), 1: (5_000, 5_000)}
    )
    first, second = (each.external_id for each in tenders(north.assessment))
    assert set(may_have(north)) == {first, second}
    assert len(may_have(south)) == 2
    give(world, north, 1)
    assert may_have(south) == (tenders(south.assessment)[0].external_id,)
