"""Summaries with what is confidential left out: marked before they are sent, read by the others without it."""

import pytest

from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.told import summary
from tests.builders.assessment import LATER, REASON, an_award, officer, tenders

PASSAGE = "who does what"


def reason_of(award, place=0):
    return (
        award.assessment.agreed_scores.filter(tender=tenders(award.assessment)[place]).order_by("pk").first()
    )


def mark(world, award, agreed, **changed):
    given = {"reason": "Names a person.", "by": officer(world), "now": LATER} | changed
    return actions.mark_confidential(award, agreed, PASSAGE, **given)


def test_the_rival_reads_the_winners_reason_without_it_and_the_winner_its_own_whole(world):
    award = an_award(world)
    agreed = reason_of(award)
    mark(world, award, agreed)
    actions.send_summaries(award, by=officer(world), now=LATER)
    first, second = tenders(award.assessment)
    _tender, told = summary(world.cast.actor(Role.TENDER_WRITER, world.cast.rival), second.external_id)
    assert told.winners_reason(agreed.criterion_id, "[…]") == REASON.replace(PASSAGE, "[…]")
    _tender, own = summary(world.cast.actor(Role.TENDER_WRITER), first.external_id)
    assert own.own[agreed.criterion_id].reason == REASON


def test_only_the_winners_reasons_are_marked_and_only_by_who_decides(world):
    award = an_award(world)
    with pytest.raises(NotFound):
        mark(world, award, reason_of(award, 1))
    with pytest.raises(NotPermitted):
        mark(world, award, reason_of(award), by=world.cast.actor(Role.MODERATOR))


def test_nothing_changes_once_summaries_are_sent(world):
    award = an_award(world)
    passage = mark(world, award, reason_of(award))
    actions.send_summaries(award, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"confidential\.sent"):
        mark(world, award, reason_of(award))
    passage.award.refresh_from_db(fields=["status"], from_queryset=type(award).objects.for_system("test"))
    with pytest.raises(Refused, match=r"confidential\.sent"):
        actions.unmark(passage, by=officer(world), now=LATER)


def test_a_passage_can_be_shown_after_all(world):
    award = an_award(world)
    passage = mark(world, award, reason_of(award))
    actions.unmark(passage, by=officer(world), now=LATER)
    assert not award.passages.exists()
