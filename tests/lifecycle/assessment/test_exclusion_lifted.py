"""An exclusion is lifted with a reason by somebody else; what was given before counts once it is handed in again."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers.contents import members
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.kept_out import unscored
from commonweal.lifecycle.assessment.models import ExclusionLifting
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    SECOND_MARKS,
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
from tests.lifecycle.assessment.test_kept_out import kept_out

WHY = "The brother left that company two years ago; it was not known."


def lift(world, member, *, reason=WHY, by=None):
    held = queries.member(officer(world), member.external_id)
    return actions.lift_exclusion(held, reason=reason, by=by or officer(world), now=LATER)


def counted(panel) -> set[int]:
    """Whose marks count, by every way of reading them."""
    one = panel.again()
    question = one.ask_version.read().questions[0].id
    ways = [
        {mark.member_id for marks in queries.all_scores(one).values() for mark in marks},
        {mark.member_id for mark in queries.scores_of_answer(one, tenders(one)[0], question)},
        set(queries.marks_by_member(one)),
    ]
    assert all(way == ways[0] for way in ways)
    return ways[0]


def own_page(world, panel, member):
    client = Client()
    client.force_login(member.person)
    return client.get(reverse("assessment-questions", args=[panel.assessment.external_id])).text


@pytest.fixture
def scored(world):
    """Both have scored, the first has handed in and was then kept out."""
    panel = a_scoring(world)
    for member, marks in ((panel.first, FIRST_MARKS), (panel.second, SECOND_MARKS)):
        score_all(world, member, marks)
    hand_in(world, panel.first)
    kept_out(world, panel.first)
    return panel


def test_while_scores_are_given_they_score_and_hand_in_again(world, scored):
    lift(world, scored.first)
    again = seat(world, scored.first)
    assert (again.clearance, again.handed_in_at, again.stays_out) == (Clearance.ALLOWED, None, True)
    shown = own_page(world, scored, scored.first)
    assert "You may take part again. What you gave before counts only once you hand it in" in shown
    assert "Hand in your scores" in shown
    hand_in(world, scored.second)
    assert scored.again().status == "scoring", "moderation waits for who takes part again"
    hand_in(world, scored.first)
    assert scored.again().status == "moderation"
    assert counted(scored) == {scored.first.pk, scored.second.pk}


def test_in_moderation_what_was_given_stays_out_until_it_is_confirmed_unchanged(world, scored):
    hand_in(world, scored.second)
    assert counted(scored) == {scored.second.pk}
    lift(world, scored.first)
    assert counted(scored) == {scored.second.pk}
    shown = own_page(world, scored, scored.first)
    assert "What you gave before stays out until you confirm it" in shown and "Confirm your scores" in shown
    first = tenders(scored.again())[0]
    with pytest.raises(Refused, match=r"assessment\.scores_are_in"):
        actions.save_score(
            seat(world, scored.first), first, scored.first.criteria[0], score=0, reason="No.",
            by=acting(world, scored.first), now=LATER,
        )  # fmt: skip
    hand_in(world, scored.first)
    assert counted(scored) == {scored.first.pk, scored.second.pk}
    with pytest.raises(Refused, match=r"assessment\.handed_in"):
        hand_in(world, scored.first)


def test_until_it_is_confirmed_the_whole_file_keeps_it_apart_and_the_page_says_so(world):
    panel = a_moderation(world)
    kept_out(world, panel.first)
    lift(world, panel.first)
    held = {each.path: each for each in members(panel.again(), now=LATER)}
    assert panel.first.person.name in held["5-scores/not-counted.csv"].content.decode()
    assert panel.first.person.name not in held["5-scores/scores.csv"].content.decode()
    assert WHY in held["4-panel/exclusions-lifted.csv"].content.decode()
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = client.get(reverse("assessment", args=[panel.assessment.external_id])).text
    assert "What they gave before counts only once they hand it in again" in shown


def test_what_was_not_given_in_full_before_moderation_stays_out(world):
    panel = a_scoring(world)
    kept_out(world, panel.first)
    score_all(world, panel.second, SECOND_MARKS)
    hand_in(world, panel.second)
    lift(world, panel.first)
    assert "so what you gave stays out" in own_page(world, panel, panel.first)
    with pytest.raises(Refused, match=r"score\.incomplete"):
        hand_in(world, panel.first)


def test_who_has_not_confirmed_does_not_stand_in_for_the_last_assessor(world):
    panel = a_moderation(world)
    kept_out(world, panel.first)
    lift(world, panel.first)
    kept_out(world, panel.second)
    assert set(unscored(panel.again())) == set(panel.second.criteria)


def test_a_moderator_moderates_again_unless_another_has_the_seat(world):
    panel = a_moderation(world)
    kept_out(world, panel.moderator)
    role, said = PanelRole.MODERATOR, {"by": officer(world), "now": LATER}
    lift(world, panel.moderator)
    assert seat(world, panel.moderator).clearance is Clearance.ALLOWED
    kept_out(world, panel.moderator)
    actions.add_member(panel.again(), another_moderator(world), role, **said)
    with pytest.raises(Refused, match=r"panel\.has_a_moderator"):
        lift(world, panel.moderator)


def test_it_is_recorded_with_its_reason_and_the_decision_before_it_stays(world):
    panel = a_panel(world)
    decision = kept_out(world, panel.first)
    made = lift(world, panel.first)
    rows = ExclusionLifting.objects.for_system("a test")
    assert [(each.decision, each.reason) for each in rows.all()] == [(decision, WHY)]
    assert made.lifted_by == officer(world).person and not decision.is_allowed
    assert AuditEvent.objects.filter(type="panel.exclusion_lifted").count() == 1
    with pytest.raises(Refused, match=r"interest\.not_kept_out"):
        lift(world, panel.first)


def test_it_is_refused_without_a_reason_for_oneself_and_to_who_may_not_decide(world):
    panel = a_panel(world)
    kept_out(world, panel.first)
    with pytest.raises(Invalid, match=r"interest\.lifting_reason_missing"):
        lift(world, panel.first, reason=" ")
    with pytest.raises(NotPermitted):
        lift(world, panel.first, by=acting(world, panel.first))
    with pytest.raises(NotPermitted):
        lift(world, panel.first, by=acting(world, panel.moderator))
    assert seat(world, panel.first).clearance is Clearance.EXCLUDED


def test_once_scores_are_locked_an_exclusion_stays(world):
    panel = a_locked(world)
    kept_out(world, panel.first)
    with pytest.raises(Refused, match=r"interest\.scores_are_locked"):
        lift(world, panel.first)


def test_an_interest_that_keeps_them_out_again_needs_its_own_lifting(world):
    panel = a_panel(world)
    kept_out(world, panel.first)
    lift(world, panel.first)
    kept_out(world, panel.first)
    assert seat(world, panel.first).clearance is Clearance.EXCLUDED
    lift(world, panel.first)
    assert seat(world, panel.first).clearance is Clearance.ALLOWED


def test_the_officer_lifts_it_from_the_page_of_the_assessment(world):
    panel = a_panel(world)
    kept_out(world, panel.first)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    address = reverse("assessment-exclusion-lift", args=[panel.first.external_id])
    home = reverse("assessment", args=[panel.assessment.external_id])
    assert address in client.get(home).text
    refused = client.post(address, {"form_key": "a", "reason": ""})
    assert refused.status_code == 422
    done = client.post(address, {"form_key": "b", "reason": WHY}, follow=True)
    assert "The exclusion is lifted." in done.text and address not in done.text
