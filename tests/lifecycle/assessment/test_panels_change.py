"""Who leaves, who is trained, who is reminded, and whose interests are looked at again."""

import datetime as dt

import pytest

from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.reminders import is_reminder_day
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.score_reminders import remind_assessors
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import Conflict, ScoreReminder
from commonweal.outbox.actions import dispatch
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    a_locked,
    a_moderation,
    a_panel,
    a_scoring,
    acting,
    another_moderator,
    hand_in,
    officer,
    score_all,
    seat,
    tenders,
)


def leaves(world, member, **changed):
    given = {"because": "Moves to another post.", "by": officer(world), "now": LATER} | changed
    return actions.leave(queries.member(officer(world), member.external_id), **given)


def test_who_leaves_before_handing_in_does_not_count_and_finds_the_panel_no_more(world):
    panel = a_scoring(world)
    for member in (panel.first, panel.second):
        score_all(world, member, FIRST_MARKS)
    hand_in(world, panel.first)
    leaves(world, panel.second)
    one = panel.again()
    assert one.status == "moderation"
    given = queries.all_scores(one)
    assert {mark.member_id for marks in given.values() for mark in marks} == {panel.first.pk}
    with pytest.raises(NotFound):
        seat(world, panel.second)
    left = queries.member(officer(world), panel.second.external_id)
    with pytest.raises(NotPermitted):
        actions.hand_in(left, by=acting(world, panel.second), now=LATER)


def test_what_was_handed_in_stays_and_a_moderator_can_be_followed_by_another(world):
    panel = a_moderation(world)
    leaves(world, panel.first)
    assert len(queries.all_scores(panel.again())) == 4
    leaves(world, panel.moderator)
    follows(world, panel)


def follows(world, panel):
    """Another moderator is named, declares, agrees every score and locks them."""
    other = another_moderator(world)
    one = panel.again()
    actions.add_member(one, other, PanelRole.MODERATOR, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.interests_not_declared"):
        agree_first(one, other.actor())
    own = queries.seat(other.actor(), one.external_id)
    actions.declare(own, has_interest=False, words="", by=other.actor(), now=LATER)
    for tender in tenders(one):
        for question in one.ask_version.read().questions:
            actions.agree(one, tender, question.id, score=5_000, reason=REASON, by=other.actor(), now=LATER)
    actions.lock(one, by=other.actor(), now=LATER)
    assert panel.again().status == "locked"


def agree_first(one, by):
    question = one.ask_version.read().questions[0].id
    return actions.agree(one, tenders(one)[0], question, score=5_000, reason=REASON, by=by, now=LATER)


def kept_out(world, member):
    """The member declares an interest, and it is decided that they take no part."""
    by = acting(world, member)
    actions.declare(seat(world, member), has_interest=True, words="A cousin.", by=by, now=LATER)
    held = queries.member(officer(world), member.external_id)
    actions.decide_interest(held, is_allowed=False, reason="Too close.", by=officer(world), now=LATER)


def test_a_moderator_who_is_kept_out_by_an_interest_can_be_followed_by_another(world):
    panel = a_moderation(world)
    kept_out(world, panel.moderator)
    with pytest.raises(Refused, match=r"assessment\.interest_in_the_way"):
        agree_first(panel.again(), acting(world, panel.moderator))
    follows(world, panel)


def test_a_moderator_who_is_kept_out_after_locking_can_be_followed_by_another(world):
    panel = a_locked(world)
    kept_out(world, panel.moderator)
    agreed = panel.again().agreed_scores.order_by("pk").first()
    actions.reopen(agreed, error="The figure of the wrong year was read.", by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.interest_in_the_way"):
        actions.lock(panel.again(), by=acting(world, panel.moderator), now=LATER)
    other = another_moderator(world)
    actions.add_member(panel.again(), other, PanelRole.MODERATOR, by=officer(world), now=LATER)
    own = queries.seat(other.actor(), panel.assessment.external_id)
    actions.declare(own, has_interest=False, words="", by=other.actor(), now=LATER)
    actions.lock(panel.again(), by=other.actor(), now=LATER)
    assert panel.again().status == "locked"


def test_a_panel_has_one_moderator_and_no_new_assessor_once_moderation_has_begun(world):
    panel = a_moderation(world)
    said = {"by": officer(world), "now": LATER}
    with pytest.raises(Invalid, match=r"panel\.has_a_moderator"):
        actions.add_member(panel.again(), another_moderator(world), PanelRole.MODERATOR, **said)
    with pytest.raises(Refused, match=r"panel\.closed"):
        actions.add_member(panel.assessment, world.cast.member(Role.PANEL_MEMBER), PanelRole.ASSESSOR, **said)


def test_scoring_does_not_begin_while_the_only_moderator_is_kept_out(world):
    panel = a_panel(world)
    kept_out(world, panel.moderator)
    with pytest.raises(Refused, match=r"panel\.no_moderator"):
        actions.start_scoring(panel.again(), by=officer(world), now=LATER)
    actions.add_member(
        panel.assessment, another_moderator(world), PanelRole.MODERATOR, by=officer(world), now=LATER
    )
    actions.start_scoring(panel.again(), by=officer(world), now=LATER)


def test_nobody_leaves_a_question_without_an_assessor_or_without_a_reason(world):
    panel = a_scoring(world)
    leaves(world, panel.first)
    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        leaves(world, panel.second)
    with pytest.raises(Invalid, match=r"panel\.leaving_reason"):
        leaves(world, panel.moderator, because=" ")
    with pytest.raises(NotPermitted):
        leaves(world, panel.moderator, by=world.cast.actor(Role.MODERATOR))
    locked = a_locked(world, "Locked")
    with pytest.raises(Refused, match=r"panel\.cannot_leave"):
        leaves(world, locked.first)


def test_training_is_noted_with_its_day(world):
    panel = a_scoring(world)
    member = queries.member(officer(world), panel.first.external_id)
    actions.note_training(
        member, trained_on=LATER.date(), words="Bands and bias.", by=officer(world), now=LATER
    )
    assert queries.member(officer(world), panel.first.external_id).training == "Bands and bias."
    with pytest.raises(Invalid, match=r"panel\.training_day"):
        actions.note_training(
            member,
            trained_on=LATER.date() + dt.timedelta(days=2),
            words="Later.",
            by=officer(world),
            now=LATER,
        )


def test_reminders_go_out_on_the_days_of_the_rule():
    due = dt.date(2026, 5, 20)
    days = [n for n in range(-10, 40) if is_reminder_day(due, due + dt.timedelta(days=n))]
    assert days == [-3, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30]


def test_who_has_not_handed_in_is_reminded_once_a_day_by_an_email_that_names_no_tenderer(world, settings):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    hand_in(world, panel.first)
    actions.set_due(panel.again(), due_on=LATER.date(), by=officer(world), now=LATER)
    for _time in range(2):
        remind_assessors(LATER)
    assert [each.member_id for each in ScoreReminder.objects.for_system("test")] == [panel.second.pk]
    dispatch(HANDLERS, now=LATER)
    mails = [path.read_text() for path in settings.EMAIL_OUTBOX.iterdir()]
    (mail,) = [each for each in mails if "Your scores" in each]
    assert world.cast.supplier.name not in mail and "are not handed in yet" in mail
    remind_assessors(LATER + dt.timedelta(days=1))
    assert ScoreReminder.objects.for_system("test").count() == 1


def test_conflicts_are_kept_with_what_is_done_and_looked_at_again(world):
    procurement, by = a_scoring(world).assessment.lot.procurement, officer(world)
    later = LATER.date() + dt.timedelta(days=30)
    facts = {
        "whose": "Head of care",
        "interest": "A cousin works there.",
        "review_on": later,
        "by": by,
        "now": LATER,
    }
    first = actions.note_conflict(procurement, mitigation="Takes no part in scoring.", **facts)
    actions.note_conflict(procurement, mitigation="Has left the service.", replaces=first, **facts)
    standing = Conflict.objects.for_authority(by).filter(procurement=procurement, replaced_by__isnull=True)
    assert [each.mitigation for each in standing] == ["Has left the service."]
    with pytest.raises(Refused, match=r"conflict\.replaced"):
        actions.note_conflict(procurement, mitigation="Again.", replaces=first, **facts)
    with pytest.raises(Invalid, match=r"conflict\.review_day"):
        actions.note_conflict(procurement, mitigation="x", **facts | {"review_on": LATER.date()})
    actions.review_conflicts(procurement, words="Nothing new.", next_review_on=later, by=by, now=LATER)
