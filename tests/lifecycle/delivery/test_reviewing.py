"""Both sides prepare apart, nobody reads the other's words early, they write together, and a lesson may come of it."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.delivery import actions, reviews
from commonweal.lifecycle.delivery.models import LearningReview
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.handover import a_sent_handover
from tests.builders.reviews import HELD_ON, WORDS, a_planned_review

pytestmark = pytest.mark.django_db
SHARED = ("handover", "review", "review_action")


@pytest.fixture
def sides(shared_world):
    return tuple(shared_world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))


def stored(review: LearningReview, actor) -> LearningReview:
    return reviews.review(actor, review.external_id)


def held(review: LearningReview, actor) -> LearningReview:
    actions.write_review_together(stored(review, actor), WORDS, by=actor, now=HELD_ON)
    return actions.hold_review(stored(review, actor), by=actor, now=HELD_ON)


def test_nobody_reads_the_other_sides_words_until_both_have_handed_in(shared_world, sides, db):
    manager, lead = sides
    held(shared_world.review, manager)
    review = a_planned_review(shared_world)
    actions.prepare_review(
        review, {"what_happened": "We ran by day."}, is_ready=True, by=lead, now=ENTERED_AT
    )
    assert reviews.preparations(stored(review, manager), manager) == []
    assert [each.what_happened for each in reviews.preparations(stored(review, lead), lead)] == [
        "We ran by day."
    ]
    with pytest.raises(Refused, match="handed_in_already"):
        actions.prepare_review(
            stored(review, lead), {"what_happened": "No."}, is_ready=False, by=lead, now=ENTERED_AT
        )
    with pytest.raises(Refused):
        actions.write_review_together(stored(review, manager), WORDS, by=manager, now=ENTERED_AT)
    actions.prepare_review(
        stored(review, manager), {"what_happened": "Few came."}, is_ready=True, by=manager, now=ENTERED_AT
    )
    for actor in sides:
        found = stored(review, actor)
        assert found.status == "together"
        assert len(reviews.preparations(found, actor)) == 2


def test_of_two_who_write_at_once_the_second_is_told(shared_world, sides, db):
    manager, lead = sides
    review = stored(shared_world.review, manager)
    seen = review.revision
    actions.write_review_together(review, WORDS, by=manager, now=HELD_ON, revision=seen)
    with pytest.raises(Stale):
        actions.write_review_together(stored(review, lead), WORDS, by=lead, now=HELD_ON, revision=seen)


def test_it_stands_with_its_lesson_and_the_next_one_is_planned(shared_world, sides, db):
    manager, lead = sides
    review = stored(shared_world.review, manager)
    a_sent_handover(shared_world)
    with pytest.raises(Invalid):
        actions.hold_review(review, by=manager, now=HELD_ON)
    actions.write_review_together(review, WORDS, by=lead, now=HELD_ON)
    with pytest.raises(Invalid, match="failure_without_lesson"):
        actions.hold_review(stored(review, lead), is_managed_failure=True, by=lead, now=HELD_ON)
    actions.hold_review(
        stored(review, lead),
        lesson_title="Come in the evening",
        is_managed_failure=True,
        by=lead,
        now=HELD_ON,
    )
    done = stored(review, manager)
    assert (done.status, done.lesson.title, done.lesson.is_managed_failure) == (
        "held",
        "Come in the evening",
        True,
    )
    assert done.lesson.what_happened == WORDS["what_happened"]
    newest = reviews.reviews_of(done.contract)[0]
    assert (newest.number, newest.status) == (done.number + 1, "preparing")
    assert newest.due_on > HELD_ON.date()
    with pytest.raises(Refused):
        actions.write_review_together(done, WORDS, by=manager, now=HELD_ON)


def test_no_review_follows_one_that_is_held_after_an_early_end(shared_world, sides, db):
    manager, _lead = sides
    a_sent_handover(shared_world)
    contracts.terminate(fresh(shared_world.contract), reason="It ended.", by=manager, now=HELD_ON)
    review = held(shared_world.review, manager)
    assert [each.number for each in reviews.reviews_of(review.contract)] == [review.number]


def test_one_review_is_open_at_a_time(shared_world, sides, db):
    assert shared_world.review
    with pytest.raises(Refused, match="another_is_open"):
        a_planned_review(shared_world)


def test_what_was_decided_has_an_owner_of_one_of_the_two_sides(shared_world, sides, db):
    manager, lead = sides
    action = shared_world.review_action
    assert action.pk in {each.pk for each in reviews.actions_owned(lead, to_day=action.due_on)}
    assert not reviews.actions_owned(manager, to_day=action.due_on)
    stranger = shared_world.cast.person(Role.DELIVERY_LEAD, shared_world.cast.rival)
    with pytest.raises(Invalid):
        actions.add_review_action(
            stored(shared_world.review, lead),
            text="Call them.",
            owner=stranger,
            due_on=HELD_ON.date() + dt.timedelta(days=1),
            by=lead,
            now=HELD_ON,
        )
    actions.finish_review_action(reviews.action(lead, action.external_id), by=lead, now=HELD_ON)
    with pytest.raises(Refused):
        actions.finish_review_action(reviews.action(lead, action.external_id), by=lead, now=HELD_ON)


def test_strangers_find_nothing_and_readers_write_nothing(shared_world, sides, db):
    review = shared_world.review
    for role, organisation in (
        (Role.DELIVERY_LEAD, shared_world.cast.rival),
        (Role.CONTRACT_MANAGER, shared_world.cast.other_authority),
    ):
        with pytest.raises(NotFound):
            reviews.review(shared_world.cast.actor(role, organisation), review.external_id)
    with pytest.raises(NotPermitted):
        actions.write_review_together(
            stored(review, sides[0]), WORDS, by=shared_world.cast.actor(Role.READER), now=HELD_ON
        )
