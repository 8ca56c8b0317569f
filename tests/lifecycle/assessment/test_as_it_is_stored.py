"""What may be done is asked of the assessment and the seat as they are stored, not as a page fetched them before."""

import pytest

from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.score_sheet import Entry, Stood, digest_of
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.errors import NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import AgreedScore, Assessment, AwardDecision
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    SECOND_MARKS,
    a_locked,
    a_moderation,
    a_panel,
    a_scoring,
    acting,
    agree_all,
    decide,
    hand_in,
    officer,
    score_all,
    seat,
    system,
    tenders,
)

ERROR = "The figure of the wrong year was read."


def fetched(panel) -> Assessment:
    """The assessment as a page that is fetched now would hold it."""
    found: Assessment = (
        system(Assessment)
        .select_related("lot__procurement", "round", "ask_version")
        .get(pk=panel.assessment.pk)
    )
    return found


def a_score_of(panel) -> AgreedScore:
    found: AgreedScore = (
        system(AgreedScore).select_related("assessment", "tender").filter(assessment=panel.assessment)[0]
    )
    return found


def test_nothing_is_awarded_on_scores_that_were_opened_again_meanwhile(world):
    panel = a_locked(world)
    page = fetched(panel)
    actions.reopen(a_score_of(panel), error=ERROR, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.not_locked"):
        actions.decide(
            page,
            tenders(page)[0],
            reason="The most advantageous tender.",
            standstill=Standstill.MANDATORY,
            standstill_days=8,
            by=officer(world),
            now=LATER,
        )
    assert not system(AwardDecision).exists()


def test_no_score_is_opened_again_when_a_decision_was_made_meanwhile_or_twice(world):
    panel = a_locked(world)
    held, twice = a_score_of(panel), a_score_of(panel)
    actions.reopen(held, error=ERROR, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.status_not_allowed"):
        actions.reopen(twice, error=ERROR, by=officer(world), now=LATER)
    other = a_locked(world, "Second")
    held = a_score_of(other)
    decide(world, other)
    with pytest.raises(Refused, match=r"assessment\.award_stands"):
        actions.reopen(held, error=ERROR, by=officer(world), now=LATER)


def test_no_score_is_agreed_and_none_locked_twice_when_they_were_locked_meanwhile(world):
    panel = a_moderation(world)
    agree_all(world, panel)
    page, by = fetched(panel), acting(world, panel.moderator)
    actions.lock(fetched(panel), by=by, now=LATER)
    question = page.ask_version.read().questions[0].id
    with pytest.raises(Refused, match=r"assessment\.locked"):
        actions.agree(page, tenders(page)[0], question, score=0, reason=REASON, by=by, now=LATER)
    with pytest.raises(Refused, match=r"assessment\.locked"):
        actions.lock(page, by=by, now=LATER)
    assert fetched(panel).snapshots.count() == 1


def test_of_two_who_lock_the_second_learns_that_somebody_was_first(world):
    panel = a_moderation(world)
    agree_all(world, panel)
    first, second = fetched(panel), fetched(panel)
    read = first.revision
    by = acting(world, panel.moderator)
    actions.lock(first, by=by, now=LATER, revision=read)
    with pytest.raises(Stale):
        actions.lock(second, by=by, now=LATER, revision=read)


def test_no_score_is_saved_by_a_window_that_was_open_when_another_handed_in(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    window, by = seat(world, panel.first), acting(world, panel.first)
    sheet = actions.bring_back(seat(world, panel.first), "mine.xlsx", b"a sheet", by=by, now=LATER)
    hand_in(world, panel.first)
    tender = tenders(panel.assessment)[0]
    with pytest.raises(Refused, match=r"assessment\.handed_in"):
        actions.save_score(window, tender, window.criteria[0], score=0, reason=REASON, by=by, now=LATER)
    with pytest.raises(Refused, match=r"assessment\.handed_in"):
        actions.hand_in(window, by=by, now=LATER)
    entry = Entry(tender.external_id, window.criteria[0], 0, REASON, Stood(None, digest_of("")), ("D4", "E4"))
    with pytest.raises(Refused, match=r"assessment\.handed_in"):
        actions.save_sheet(sheet, [entry], by=by, now=LATER)
    assert seat(world, panel.first).scores.get(tender=tender, criterion_id=window.criteria[0]).score == 7_500


def test_no_score_is_saved_by_a_window_of_somebody_who_left_or_was_kept_out_meanwhile(world):
    panel = a_scoring(world)
    tender, by = tenders(panel.assessment)[0], acting(world, panel.first)
    window = seat(world, panel.first)
    said = {"score": 0, "reason": REASON, "by": by, "now": LATER}
    actions.declare(seat(world, panel.first), has_interest=True, words="A cousin.", by=by, now=LATER)
    with pytest.raises(Refused, match=r"assessment\.interest_in_the_way"):
        actions.save_score(window, tender, window.criteria[0], **said)
    left = queries.member(officer(world), panel.first.external_id)
    actions.leave(left, because="Is ill.", by=officer(world), now=LATER)
    with pytest.raises(NotPermitted, match=r"panel\.not_your_seat"):
        actions.save_score(window, tender, window.criteria[0], **said)
    assert not window.scores.exists()


def test_nobody_leaves_twice_and_no_assessor_joins_once_moderation_began_meanwhile(world):
    panel = a_scoring(world)
    page = fetched(panel)
    first, again = (queries.member(officer(world), panel.first.external_id) for _time in range(2))
    actions.leave(first, because="Is ill.", by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"panel\.cannot_leave"):
        actions.leave(again, because="Is ill.", by=officer(world), now=LATER)
    score_all(world, panel.second, SECOND_MARKS)
    hand_in(world, panel.second)
    resident = world.cast.member(Role.PANEL_MEMBER)
    with pytest.raises(Refused, match=r"panel\.closed"):
        actions.add_member(
            page, resident, PanelRole.ASSESSOR, criteria=panel.first.criteria, by=officer(world), now=LATER
        )
    with pytest.raises(Refused, match=r"panel\.closed"):
        actions.set_due(page, due_on=LATER.date(), by=officer(world), now=LATER)


def test_scoring_begins_once(world):
    panel = a_panel(world)
    page = fetched(panel)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.status_not_allowed"):
        actions.start_scoring(page, by=officer(world), now=LATER)


def test_an_interest_is_decided_once(world):
    panel = a_scoring(world)
    by = acting(world, panel.first)
    actions.declare(seat(world, panel.first), has_interest=True, words="A cousin.", by=by, now=LATER)
    first, again = (queries.member(officer(world), panel.first.external_id) for _time in range(2))
    assert first.clearance == again.clearance == "to_decide"
    said = {"reason": "Far removed.", "by": officer(world), "now": LATER}
    actions.decide_interest(first, is_allowed=True, **said)
    with pytest.raises(Refused, match=r"interest\.nothing_to_decide"):
        actions.decide_interest(again, is_allowed=False, **said)


def test_no_tender_comes_back_when_the_last_scores_came_in_meanwhile(world, monkeypatch):
    panel = a_scoring(world)
    first = tenders(panel.assessment)[0]
    said = {"by": officer(world), "now": LATER}
    monkeypatch.setattr(
        "commonweal.lifecycle.assessment.actions.suitability.check_price_decision", lambda *_a, **_k: None
    )
    actions.decide_price(first, PriceOutcome.DISREGARDED, reason="It cannot be done for this.", **said)
    page = fetched(panel)
    for member in (panel.first, panel.second):
        score_all(world, member, {0: (5_000, 2_500)})
        hand_in(world, member)
    monkeypatch.setattr("commonweal.lifecycle.assessment.suitability.assessment_of", lambda _tender: page)
    with pytest.raises(Refused, match=r"suitability\.scores_are_in"):
        actions.decide_price(first, PriceOutcome.ACCEPTED, reason="It can be done for this.", **said)
