"""Who is kept out by an interest after handing in: their scores are kept and count nowhere."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Role
from commonweal.journeys import firmness
from commonweal.journeys.assessment_papers.contents import members
from commonweal.journeys.assessment_papers.exports import scores_csv
from commonweal.lifecycle.assessment import actions, queries
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    SECOND_MARKS,
    a_locked,
    a_moderation,
    a_scoring,
    acting,
    hand_in,
    officer,
    score_all,
    seat,
    tenders,
)


def kept_out(world, member):
    by = acting(world, member)
    actions.declare(seat(world, member), has_interest=True, words="My brother works there.", by=by, now=LATER)
    held = queries.member(officer(world), member.external_id)
    return actions.decide_interest(held, is_allowed=False, reason="Too close.", by=officer(world), now=LATER)


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


def test_the_last_assessor_of_a_question_is_not_kept_out(world):
    panel = a_moderation(world)
    kept_out(world, panel.first)
    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        kept_out(world, panel.second)
    assert whose(panel.again()) == [{panel.second.pk}] * 3
