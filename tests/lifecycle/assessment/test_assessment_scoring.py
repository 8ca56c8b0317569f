"""Blind, independent scores: saved as they come, handed in once, seen by nobody else until all are in."""

import pytest

from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import AgreedScore, Score, ScoreChange
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    SECOND_MARKS,
    a_scoring,
    acting,
    hand_in,
    officer,
    score_all,
    seat,
    system,
    tenders,
)


def save(world, member, *, score=7_500, reason=REASON, place=0, criterion=None, revision=None, by=None):
    own = seat(world, member)
    return actions.save_score(
        own,
        tenders(own.assessment)[place],
        criterion or own.criteria[0],
        score=score,
        reason=reason,
        by=by or acting(world, member),
        now=LATER,
        revision=revision,
    )


def test_a_mark_is_saved_as_far_as_it_has_come_and_every_change_is_kept(world):
    panel = a_scoring(world)
    save(world, panel.first, score=None, reason="Begins well")
    save(world, panel.first, score=5_000, reason="Begins well")
    mark = save(world, panel.first, score=7_500, reason=REASON)
    save(world, panel.first, score=7_500, reason=REASON)  # a save that changes nothing
    assert (mark.score, mark.reason) == (7_500, REASON)
    kept = [(c.score, c.reason) for c in system(ScoreChange)]
    assert kept == [(None, "Begins well"), (5_000, "Begins well"), (7_500, REASON)]


def test_a_mark_changed_in_another_window_is_told(world):
    panel = a_scoring(world)
    save(world, panel.first)
    save(world, panel.first, score=5_000, revision=1)
    with pytest.raises(Stale):
        save(world, panel.first, score=2_500, revision=1)


def test_what_cannot_be_saved(world):
    panel = a_scoring(world)
    price = panel.assessment.ask_version.read().criteria[0].id
    for wrong, code in (
        ({"score": 7_000}, "score.not_a_band"),
        ({"criterion": price}, "score.criterion_not_given"),
        ({"criterion": "other"}, "score.criterion_not_given"),
    ):
        with pytest.raises(Invalid) as refused:
            save(world, panel.first, **wrong)
        assert refused.value.code == code
    with pytest.raises(Invalid) as refused:
        actions.save_score(
            seat(world, panel.first),
            world.tender,
            panel.first.criteria[0],
            score=5_000,
            reason=REASON,
            by=acting(world, panel.first),
            now=LATER,
        )
    assert refused.value.code == "score.tender_of_another_lot"
    with pytest.raises(NotPermitted):
        save(world, panel.first, by=acting(world, panel.second))
    with pytest.raises(Refused) as refused:
        actions.save_score(
            seat(world, panel.moderator),
            tenders(panel.assessment)[0],
            panel.first.criteria[0],
            score=5_000,
            reason=REASON,
            by=world.cast.actor(Role.MODERATOR),
            now=LATER,
        )
    assert refused.value.code in ("assessment.moderators_do_not_score", "permission.missing")


def test_nobody_hands_in_before_every_mark_has_a_reason(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    save(world, panel.first, reason="Good")
    with pytest.raises(Refused) as refused:
        hand_in(world, panel.first)
    assert (refused.value.code, refused.value.params["count"]) == ("score.incomplete", 1)
    assert len(queries.own_scores(seat(world, panel.first))) == 4


def test_the_last_to_hand_in_begins_moderation_and_then_nothing_changes(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    score_all(world, panel.second, SECOND_MARKS)
    hand_in(world, panel.first)
    assert panel.again().status == AssessmentStatus.SCORING
    with pytest.raises(Refused) as refused:
        save(world, panel.first)
    assert refused.value.code == "assessment.handed_in"
    hand_in(world, panel.second)
    assert panel.again().status == AssessmentStatus.MODERATION
    with pytest.raises(Refused) as refused:
        save(world, panel.second)
    assert refused.value.code == "assessment.scores_are_in"


def test_blind_means_blind(world):
    """While one assessor has still to hand in nobody finds a score, by any scope but the assessor's own."""
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    hand_in(world, panel.first)
    everybody = [
        officer(world),
        *(world.cast.actor(role) for role in (Role.MODERATOR, Role.AUTHORITY_ADMINISTRATOR)),
    ]
    for actor in (*everybody, acting(world, panel.second)):
        assert not Score.objects.for_authority(actor).exists()
        assert not ScoreChange.objects.for_authority(actor).exists()
        assert not AgreedScore.objects.for_authority(actor).exists()
    assert not Score.objects.for_panel_member(acting(world, panel.second)).exists()
    assert not ScoreChange.objects.for_panel_member(acting(world, panel.second)).exists()
    assert Score.objects.for_panel_member(acting(world, panel.first)).count() == 4
    with pytest.raises(Refused) as refused:
        queries.all_scores(panel.assessment)
    assert refused.value.code == "assessment.still_blind"
    with pytest.raises(Refused):
        actions.agree(
            panel.assessment,
            tenders(panel.assessment)[0],
            panel.first.criteria[0],
            score=5_000,
            reason=REASON,
            by=acting(world, panel.moderator),
            now=LATER,
        )
    counts = {each.member.pk: (each.done, each.of) for each in queries.progress(panel.assessment)}
    assert counts == {panel.first.pk: (4, 4), panel.second.pk: (0, 4)}
    score_all(world, panel.second, SECOND_MARKS)
    hand_in(world, panel.second)
    panel.again()
    assert all(len(marks) == 2 for marks in queries.all_scores(panel.assessment).values())
    assert not Score.objects.for_panel_member(acting(world, panel.second)).filter(member=panel.first).exists()
