"""People of several suppliers and bodies look back together; a supplier sees its own contracts and what is written together."""

import pytest

from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.thread import NodeKind, Ref
from commonweal.lifecycle.delivery import actions, queries, reviews
from commonweal.lifecycle.delivery.models import LearningReview
from commonweal.lifecycle.strategy.actions import missions
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import trace
from tests.builders.contracts import ENTERED_AT
from tests.builders.reviews import HELD_ON, WORDS

pytestmark = pytest.mark.django_db
SHARED = ("assumption", "contract", "framework_metric", "mission", "shared_review")


@pytest.fixture
def people(shared_world):
    cast = shared_world.cast
    return {
        "steward": cast.actor(Role.SYSTEM_STEWARD),
        "supplier": cast.actor(Role.DELIVERY_LEAD),
        "rival": cast.actor(Role.DELIVERY_LEAD, cast.rival),
        "elsewhere": cast.actor(Role.CONTRACT_MANAGER, cast.other_authority),
    }


def stored(review: LearningReview, actor) -> LearningReview:
    return reviews.review(actor, review.external_id)


def brought(world, people) -> LearningReview:
    """The shared review with the borough's contract brought in."""
    steward = people["steward"]
    actions.bring_contracts(
        stored(world.shared_review, steward), [world.contract], by=steward, now=ENTERED_AT
    )
    return stored(world.shared_review, steward)


@pytest.fixture
def together(shared_world, people, db) -> LearningReview:
    """Four organisations have prepared: it is being written together."""
    review = brought(shared_world, people)
    for organisation in (shared_world.cast.rival, shared_world.cast.other_authority):
        actions.invite_to_review(
            stored(review, people["steward"]), organisation, by=people["steward"], now=ENTERED_AT
        )
    for name, actor in people.items():
        found = stored(review, actor)
        actions.prepare_review(
            found, {"what_happened": f"As {name} saw it."}, is_ready=True, by=actor, now=HELD_ON
        )
    return stored(review, people["steward"])


def test_the_supplier_of_a_contract_that_is_brought_in_takes_part(shared_world, people, db):
    steward = people["steward"]
    review = actions.plan_shared_review(title="Ours", due_on=HELD_ON.date(), by=steward, now=ENTERED_AT)
    assert {each.party.organisation for each in reviews.parties_of(review)} == {shared_world.cast.authority}
    actions.bring_contracts(review, [shared_world.contract], by=steward, now=ENTERED_AT)
    review = stored(review, people["supplier"])
    assert {each.party.organisation for each in reviews.parties_of(review)} == {
        shared_world.cast.authority,
        shared_world.cast.supplier,
    }
    with pytest.raises(NotFound):
        stored(review, people["rival"])
    with pytest.raises(Invalid, match="contract_already"):
        actions.bring_contracts(review, [shared_world.contract], by=steward, now=ENTERED_AT)


def test_each_sees_its_own_contracts_and_nobody_else_s(shared_world, people, together):
    assert [each.pk for each in reviews.contracts_seen(together, people["steward"])] == [
        shared_world.contract.pk
    ]
    assert [each.pk for each in reviews.contracts_seen(together, people["supplier"])] == [
        shared_world.contract.pk
    ]
    for name in ("rival", "elsewhere"):
        assert reviews.contracts_seen(together, people[name]) == []
        assert reviews.register_seen(together, people[name]) == []


def test_only_the_body_that_keeps_it_reads_what_the_others_prepared(people, together):
    def read_by(name: str) -> set[str]:
        return {each.what_happened for each in reviews.preparations(together, people[name])}

    assert read_by("steward") == {f"As {name} saw it." for name in people}
    assert read_by("supplier") == {"As supplier saw it."}
    assert read_by("elsewhere") == {"As elsewhere saw it."}


def test_nobody_is_waited_for_for_ever_and_the_reason_is_kept(shared_world, people, db):
    steward, review = people["steward"], shared_world.shared_review
    party = review.parties.get(organisation=shared_world.cast.supplier)
    with pytest.raises(Refused, match="nobody_has_prepared"):
        actions.go_on_without(stored(review, steward), party, reason="Away.", by=steward, now=HELD_ON)
    actions.prepare_review(
        stored(review, steward), {"what_happened": "Few came."}, is_ready=True, by=steward, now=HELD_ON
    )
    assert stored(review, steward).status == "preparing"
    with pytest.raises(Invalid):
        actions.go_on_without(stored(review, steward), party, reason=" ", by=steward, now=HELD_ON)
    actions.go_on_without(stored(review, steward), party, reason="Away until May.", by=steward, now=HELD_ON)
    found = stored(review, people["supplier"])
    assert found.status == "together"
    assert [each.party.not_waited_reason for each in reviews.parties_of(found)] == ["", "Away until May."]
    with pytest.raises(Refused, match="already_together"):
        actions.invite_to_review(found, shared_world.cast.rival, by=steward, now=HELD_ON)


def test_a_body_that_calls_nobody_writes_nothing_together(people, db):
    steward = people["steward"]
    alone = actions.plan_shared_review(title="Alone", due_on=HELD_ON.date(), by=steward, now=ENTERED_AT)
    actions.prepare_review(
        stored(alone, steward), {"what_happened": "We spoke to ourselves."}, is_ready=True, by=steward, now=HELD_ON
    )  # fmt: skip
    assert stored(alone, steward).status == "preparing"


def test_only_a_steward_of_the_body_that_keeps_it_asks_others(shared_world, people, together):
    manager = shared_world.cast.actor(Role.CONTRACT_MANAGER)
    stranger = shared_world.cast.actor(Role.SYSTEM_STEWARD, shared_world.cast.other_authority)
    for actor in (manager, stranger):
        with pytest.raises(NotPermitted):
            actions.invite_to_review(together, shared_world.cast.rival, by=actor, now=HELD_ON)
    with pytest.raises(NotPermitted):
        actions.plan_shared_review(title="Ours", due_on=HELD_ON.date(), by=manager, now=ENTERED_AT)


def test_nobody_brings_in_a_contract_of_another_body(shared_world, people, db):
    review = shared_world.shared_review
    actions.invite_to_review(
        stored(review, people["steward"]), shared_world.cast.other_authority, by=people["steward"], now=ENTERED_AT
    )  # fmt: skip
    elsewhere = people["elsewhere"]
    with pytest.raises(NotPermitted):
        actions.bring_contracts(
            stored(review, elsewhere), [shared_world.contract], by=elsewhere, now=ENTERED_AT
        )


def test_of_two_stewards_who_ask_at_once_the_second_is_told(shared_world, people, db):
    steward = people["steward"]
    review = stored(shared_world.shared_review, steward)
    seen = review.revision
    actions.invite_to_review(review, shared_world.cast.rival, by=steward, now=ENTERED_AT, revision=seen)
    with pytest.raises(Stale):
        actions.invite_to_review(
            stored(review, steward), shared_world.cast.other_authority, by=steward, now=ENTERED_AT, revision=seen
        )  # fmt: skip


def test_actions_are_owned_across_bodies_and_found_in_the_owner_s_week(shared_world, people, together):
    rival = shared_world.cast.person(Role.DELIVERY_LEAD, shared_world.cast.rival)
    due = HELD_ON.date()
    actions.add_review_action(
        together, text="Share the rota.", owner=rival, due_on=due, by=people["steward"], now=HELD_ON
    )
    assert [each.text for each in reviews.actions_owned(people["rival"], to_day=due)] == ["Share the rota."]
    # A supplier does not choose among the people of its rivals.
    owners = {body for _person, body in reviews.possible_owners(together, people["supplier"])}
    assert owners == {shared_world.cast.authority, shared_world.cast.supplier}


def held(together, people) -> LearningReview:
    actor = people["rival"]
    actions.write_review_together(stored(together, actor), WORDS, by=actor, now=HELD_ON)
    return actions.hold_review(
        stored(together, people["steward"]),
        lesson_title="Come in the evening",
        is_managed_failure=True,
        by=people["steward"],
        now=HELD_ON,
    )


def test_its_lesson_is_read_by_all_and_used_by_each_body_that_took_part(shared_world, people, together):
    lesson = held(together, people).lesson
    for actor in people.values():
        assert queries.lesson(actor, lesson.external_id).learned_on == "Warm homes, two years on"
    stranger = shared_world.cast.actor(Role.DELIVERY_LEAD)
    assert stranger.organisation_id == people["supplier"].organisation_id
    steward, mission_lead = people["steward"], shared_world.cast.actor(Role.MISSION_LEAD)
    actions.link_lesson(
        lesson, shared_world.assumption, effect=LessonEffect.WEAKENED, reason="Not by day.", by=steward, now=HELD_ON
    )  # fmt: skip
    assert lesson.pk in {each.lesson_id for each in queries.lessons_about(steward, shared_world.mission.pk)}
    proposal = actions.propose_to_library(
        lesson, shared_world.framework_metric, suggestion="Count evenings apart.", by=steward, now=HELD_ON
    )
    with pytest.raises(NotPermitted):
        actions.propose_to_library(
            lesson, shared_world.framework_metric, suggestion="Ours.", by=people["supplier"], now=HELD_ON
        )
    actions.answer_proposal(
        proposal, answer=OfferAnswer.TAKEN_UP, reason="True here.", by=mission_lead, now=HELD_ON
    )
    shown = queries.proposals_to(shared_world.framework_metric, steward)[0]
    assert (shown.suggestion, shown.answer.reason) == ("Count evenings apart.", "True here.")
    # Another body that took part uses it for what is its own, decides itself, and sees nothing of the first one's use.
    elsewhere = people["elsewhere"]
    assert queries.proposals_to(shared_world.framework_metric, elsewhere) == []
    theirs = actions.propose_to_library(
        lesson, shared_world.framework_metric, suggestion="Ours too.", by=elsewhere, now=HELD_ON
    )
    with pytest.raises(NotPermitted):
        actions.answer_proposal(
            theirs, answer=OfferAnswer.TAKEN_UP, reason="No.", by=mission_lead, now=HELD_ON
        )
    with pytest.raises(Invalid, match="offered_to_another_body"):
        actions.offer_lesson(lesson, shared_world.mission, suggestion="Ask.", by=elsewhere, now=HELD_ON)
    with pytest.raises(Invalid, match="assumption_of_another_body"):
        actions.link_lesson(
            lesson, shared_world.assumption, effect=LessonEffect.WEAKENED, reason="No.", by=elsewhere, now=HELD_ON
        )  # fmt: skip
    own = missions.write(
        authority=shared_world.cast.other_authority,
        statement="Evenings are safe",
        deadline_on=None,
        by=shared_world.cast.actor(Role.MISSION_LEAD, shared_world.cast.other_authority),
        now=HELD_ON,
    )
    offer = actions.offer_lesson(lesson, own, suggestion="Ask for evenings.", by=elsewhere, now=HELD_ON)
    assert queries.offer(
        shared_world.cast.actor(Role.PROCUREMENT_OFFICER, shared_world.cast.other_authority),
        offer.external_id,
    )
    with pytest.raises(NotFound):
        queries.offer(shared_world.cast.actor(Role.PROCUREMENT_OFFICER), offer.external_id)
    assert queries.usable_lesson(elsewhere, lesson.external_id) == lesson


def test_it_hangs_from_every_contract_it_looked_at(shared_world, people, together):
    lesson = held(together, people).lesson
    for name in ("steward", "supplier"):
        found = trace(Viewer(people[name]), Ref(NodeKind.CONTRACT, shared_world.contract.external_id))
        assert Ref(NodeKind.LESSON, lesson.external_id) in found.nodes
    # Whoever took part without a contract finds the lesson and no contract above it.
    rows = SOURCES[NodeKind.LESSON].rows(Viewer(people["rival"]))
    assert lesson.external_id in set(rows.values_list("external_id", flat=True))
    contracts = SOURCES[NodeKind.CONTRACT].rows(Viewer(people["rival"]))
    assert shared_world.contract.external_id not in set(contracts.values_list("external_id", flat=True))


def test_the_same_people_are_called_together_again(people, together):
    held(together, people)
    again = next(iter(reviews.shared_reviews(people["rival"]).filter(status="preparing")))
    assert (again.title, again.number, again.every_months) == ("Warm homes, two years on", 2, 6)
    assert again.parties.count() == 4
    assert again.contracts.count() == 1
    assert again.due_on > HELD_ON.date()


def test_what_somebody_owns_is_called_done_by_their_organisation_or_by_the_body_that_keeps_the_review(
    shared_world, people, together, db
):
    owner = shared_world.cast.person(Role.DELIVERY_LEAD, shared_world.cast.rival)
    first, second = (
        actions.add_review_action(
            together, text=text, owner=owner, due_on=HELD_ON.date(), by=people["steward"], now=HELD_ON
        )
        for text in ("Call them.", "Write it down.")
    )
    for who in ("supplier", "elsewhere"):
        actor = people[who]
        assert reviews.finishable(stored(together, actor), actor) == set()
        with pytest.raises(NotPermitted, match="action_of_another"):
            actions.finish_review_action(reviews.action(actor, first.external_id), by=actor, now=HELD_ON)
    for action, who in ((first, "rival"), (second, "steward")):
        actor = people[who]
        assert action.pk in reviews.finishable(stored(together, actor), actor)
        actions.finish_review_action(reviews.action(actor, action.external_id), by=actor, now=HELD_ON)
