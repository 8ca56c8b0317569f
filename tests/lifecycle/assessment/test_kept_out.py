"""Who is kept out by an interest after handing in: their scores are kept and count nowhere."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Role
from commonweal.journeys import firmness
from commonweal.journeys.assessment_papers.contents import members
from commonweal.journeys.assessment_papers.exports import scores_csv
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.actions.moderation import not_agreed
from commonweal.lifecycle.assessment.holding import holds
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    SECOND_MARKS,
    a_locked,
    a_moderation,
    a_scoring,
    acting,
    agree_all,
    decide,
    hand_in,
    look_up,
    officer,
    score_all,
    seat,
    tenders,
)

NEXT = LATER + dt.timedelta(days=1)


def interested(world, member):
    by = acting(world, member)
    actions.declare(seat(world, member), has_interest=True, words="My brother works there.", by=by, now=LATER)


def decide_on(world, member, *, is_allowed):
    held = queries.member(officer(world), member.external_id)
    return actions.decide_interest(
        held, is_allowed=is_allowed, reason="Said in words.", by=officer(world), now=LATER
    )


def kept_out(world, member):
    interested(world, member)
    return decide_on(world, member, is_allowed=False)


def whose(one):
    """Who gave the marks that are read, by each way of reading them."""
    question = one.ask_version.read().questions[0].id
    return [
        {mark.member_id for marks in queries.all_scores(one).values() for mark in marks},
        {mark.member_id for mark in queries.scores_of_answer(one, tenders(one)[0], question)},
        set(queries.marks_by_member(one)),
    ]


def test_scores_of_who_is_kept_out_during_scoring_count_nowhere(world):
    panel = a_scoring(world)
    for member, marks in ((panel.first, FIRST_MARKS), (panel.second, SECOND_MARKS)):
        score_all(world, member, marks)
    hand_in(world, panel.first)
    kept_out(world, panel.first)
    hand_in(world, panel.second)
    one = panel.again()
    assert one.status == "moderation"
    assert whose(one) == [{panel.second.pk}] * 3
    given = queries.scores_of_tenders(one, tenders(one))
    first = tenders(one)[0]
    assert [given[first.pk, key] for key in panel.second.criteria] == [[5_000], [7_500]]


def test_scores_of_who_is_kept_out_in_moderation_leave_its_pages_and_files(world):
    panel = a_moderation(world)
    assert whose(panel.assessment) == [{panel.first.pk, panel.second.pk}] * 3
    kept_out(world, panel.first)
    one, name = panel.again(), panel.first.person.name
    assert whose(one) == [{panel.second.pk}] * 3
    assert name not in scores_csv(one) and panel.second.person.name in scores_csv(one)
    moderator = Client()
    moderator.force_login(world.cast.person(Role.MODERATOR))
    args = [one.external_id, panel.first.criteria[0], tenders(one)[0].external_id]
    page = moderator.get(reverse("assessment-agree", args=args)).content.decode()
    assert name not in page and panel.second.person.name in page


def test_the_whole_file_keeps_them_in_a_table_that_says_they_do_not_count(world):
    panel = a_locked(world)
    kept_out(world, panel.first)
    held = {each.path: each for each in members(panel.again(), now=LATER)}
    name = panel.first.person.name
    out = held["5-scores/not-counted.csv"]
    assert "do not count" in out.title
    assert out.content.decode().count(name) == 4, "two questions of two tenders"
    assert panel.second.person.name not in out.content.decode()
    assert name not in held["5-scores/scores.csv"].content.decode()


def test_how_firm_the_result_is_follows_who_counts(world):
    panel = a_locked(world)
    one = panel.again()
    before = firmness.firmness_of(one, queries.latest_snapshot(one))
    kept_out(world, panel.first)
    after = firmness.firmness_of(panel.again(), queries.latest_snapshot(one))
    assert after is not before
    assert firmness.firmness_of(panel.again(), queries.latest_snapshot(one)) is after


def kept_out_both(world, panel):
    """Nobody's scores are left for either question."""
    kept_out(world, panel.first)
    kept_out(world, panel.second)
    return panel.again()


def another(world, panel, *, criteria):
    return actions.add_member(
        panel.again(),
        world.cast.member(Role.PANEL_MEMBER),
        PanelRole.ASSESSOR,
        criteria=criteria,
        by=officer(world),
        now=LATER,
    )


def score_again(world, panel):
    """A new assessor scores both questions a day later, blind."""
    member = another(world, panel, criteria=panel.first.criteria)
    by = world.cast.actor(Role.PANEL_MEMBER)
    actions.declare(member, has_interest=False, words="", by=by, now=LATER)
    own = queries.seat(by, panel.assessment.external_id)
    for tender in tenders(panel.again()):
        for criterion in own.criteria:
            actions.save_score(own, tender, criterion, score=5_000, reason=REASON, by=by, now=NEXT)
    with pytest.raises(Refused, match=r"assessment\.still_blind"):
        queries.all_scores(panel.again())
    actions.hand_in(queries.seat(by, panel.assessment.external_id), by=by, now=NEXT)
    return panel.again()


def agree_again(world, panel, *, now):
    by = acting(world, panel.moderator)
    for tender, criterion in not_agreed(panel.again()):
        held = panel.assessment.agreed_scores.get(tender=tender, criterion_id=criterion)
        actions.agree(
            panel.assessment,
            tender,
            criterion,
            score=5_000,
            reason=REASON,
            by=by,
            now=now,
            revision=held.revision,
        )


def lock(world, panel, *, now=NEXT):
    return actions.lock(panel.again(), by=acting(world, panel.moderator), now=now)


def test_nothing_is_locked_or_awarded_while_an_interest_is_not_decided(world):
    panel = a_moderation(world)
    agree_all(world, panel)
    look_up(world, panel.assessment)
    interested(world, panel.first)
    with pytest.raises(Refused, match=r"assessment\.interest_undecided"):
        lock(world, panel, now=LATER)
    decide_on(world, panel.first, is_allowed=True)
    lock(world, panel, now=LATER)
    interested(world, panel.second)
    first = tenders(panel.again())[0]
    assert [each.reason.value for each in holds(panel.assessment, first, LATER.date())] == ["interest"]
    with pytest.raises(Refused, match=r"award\.held_up"):
        decide(world, panel)
    decide_on(world, panel.second, is_allowed=True)
    award = decide(world, panel, Standstill.NOT_REQUIRED)
    actions.send_summaries(award, by=officer(world), now=LATER)
    actions.publish_notice(award, published_on=LATER.date(), by=officer(world), now=LATER)
    interested(world, panel.moderator)
    with pytest.raises(Refused, match=r"award\.entry_held_up"):
        actions.check_ready(award, now=LATER)


def test_the_last_assessor_of_a_question_is_kept_out_and_it_is_scored_and_agreed_again(world):
    panel = a_moderation(world)
    agree_all(world, panel)
    kept_out_both(world, panel)
    assert whose(panel.assessment) == [set()] * 3
    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        lock(world, panel)
    assert score_again(world, panel).status == "moderation"
    assert len(not_agreed(panel.assessment)) == 4
    with pytest.raises(Refused, match=r"assessment\.not_all_agreed"):
        lock(world, panel)
    moderator = Client()
    moderator.force_login(world.cast.person(Role.MODERATOR))
    grid = reverse("assessment-grid", args=[panel.assessment.external_id])
    assert "Lock" not in moderator.get(grid).content.decode()
    agree_again(world, panel, now=NEXT)
    assert lock(world, panel).number == 1


def test_after_locking_the_award_waits_until_the_question_is_scored_again(world):
    panel = a_locked(world)
    kept_out_both(world, panel)
    first = tenders(panel.assessment)[0]
    found = holds(panel.assessment, first, LATER.date())
    assert [each.reason.value for each in found] == ["unscored", "unscored"]
    with pytest.raises(Refused, match=r"award\.held_up"):
        decide(world, panel)
    page = Client()
    page.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = page.get(reverse("assessment", args=[panel.assessment.external_id])).content.decode()
    assert "Name another assessor" in shown
    form = page.get(reverse("assessment-member-add", args=[panel.assessment.external_id]))
    assert panel.first.criteria[0] in form.content.decode()
    assert score_again(world, panel).status == "moderation"
    agree_again(world, panel, now=NEXT)
    assert lock(world, panel).number == 2


def test_while_an_award_stands_the_interest_is_decided_and_the_award_withdrawn_first(world):
    panel = a_locked(world)
    award = decide(world, panel)
    kept_out_both(world, panel)
    with pytest.raises(Refused, match=r"assessment\.award_stands"):
        another(world, panel, criteria=panel.first.criteria)
    actions.withdraw(award, reason="Nobody's scores are left.", by=officer(world), now=LATER)
    another(world, panel, criteria=panel.first.criteria)
    assert panel.again().status == "scoring"


def test_who_is_let_back_and_has_not_handed_in_again_leaves_the_question_unscored(world):
    panel = a_moderation(world)
    agree_all(world, panel)
    kept_out_both(world, panel)
    held = queries.member(officer(world), panel.first.external_id)
    actions.lift_exclusion(held, reason="It was another firm.", by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        lock(world, panel)
    hand_in(world, panel.first)
    lock(world, panel)


def test_nobody_is_named_for_a_question_that_has_scores(world):
    panel = a_moderation(world)
    kept_out(world, panel.first)
    with pytest.raises(Refused, match=r"panel\.closed"):
        another(world, panel, criteria=panel.first.criteria)


def test_while_scores_are_given_another_assessor_is_named_before_the_last_is_kept_out(world):
    panel = a_scoring(world)
    kept_out(world, panel.first)
    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        kept_out(world, panel.second)
