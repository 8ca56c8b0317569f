"""The theory of change as stored: links that stay a graph without circles, assumptions that are judged."""

import pytest
from django.db import IntegrityError
from django.db import transaction as database

from commonweal.audit.queries import history
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import AssumptionState, OutcomeKind
from commonweal.lifecycle.strategy.actions import missions, theory
from commonweal.lifecycle.strategy.models import Outcome, OutcomeLink
from commonweal.lifecycle.strategy.queries.theory import theory_of, theory_view
from tests.cast import World

pytestmark = pytest.mark.django_db


def lead(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def outcome(world: World, title: str, kind: OutcomeKind = OutcomeKind.OUTCOME) -> Outcome:
    return theory.add_outcome(world.mission, title=title, kind=kind, **lead(world))


def test_an_outcome_may_be_linked_as_it_is_added(world: World) -> None:
    assert world.outcome_link.effect == world.goal
    assert [event.type for event in history("outcome", world.outcome.external_id)] == [
        "outcome.linked",
        "outcome.added",
    ]


def test_a_link_that_closes_a_circle_is_refused_and_nothing_is_saved(world: World) -> None:
    first, second, third = (outcome(world, title) for title in ("One", "Two", "Three"))
    theory.link(cause=first, effect=second, **lead(world))
    theory.link(cause=second, effect=third, **lead(world))
    with pytest.raises(Invalid) as refusal:
        theory.link(cause=third, effect=first, **lead(world))
    path = [each.external_id for each in (third, first, second, third)]
    assert (refusal.value.code, list(refusal.value.params["path"])) == ("link.cycle", path)
    assert third.leads_to.count() == 0


def test_an_outcome_whose_link_is_refused_is_not_added_either(world: World) -> None:
    before = world.mission.outcomes.count()
    with pytest.raises(Invalid, match=r"link\.goal_as_cause"):
        theory.add_outcome(
            world.mission, title="Goal", kind=OutcomeKind.GOAL, leads_to=outcome(world, "x"), **lead(world)
        )
    assert world.mission.outcomes.count() == before + 1  # only the outcome it was to lead to


def test_outcomes_of_two_missions_are_not_linked(world: World) -> None:
    other = theory.add_outcome(world.draft_mission, title="Safe", kind=OutcomeKind.GOAL, **lead(world))
    with pytest.raises(Invalid, match=r"link\.orphan"):
        theory.link(cause=world.outcome, effect=other, **lead(world))


def test_a_removed_link_is_kept_with_its_reason_and_may_be_made_again(world: World) -> None:
    theory.remove_link(world.outcome_link, reason="We were wrong", **lead(world))
    assert theory_of(world.mission).links == frozenset()
    again = theory.link(cause=world.outcome, effect=world.goal, **lead(world))
    assert again.pk != world.outcome_link.pk
    assert world.outcome.leads_to.count() == 2


def test_a_link_is_removed_once_and_with_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match=r"strategy\.reason_missing"):
        theory.remove_link(world.outcome_link, reason=" ", **lead(world))
    theory.remove_link(world.outcome_link, reason="Wrong", **lead(world))
    with pytest.raises(Refused, match=r"link\.already_removed"):
        theory.remove_link(world.outcome_link, reason="Wrong", **lead(world))


def test_the_same_standing_link_cannot_be_stored_twice(world: World) -> None:
    link = world.outcome_link
    with pytest.raises(IntegrityError), database.atomic():
        OutcomeLink.objects.bulk_create(
            [OutcomeLink(cause=link.cause, effect=link.effect, linked_by="x", created_at=world.now)]
        )


def test_a_retired_outcome_leaves_the_theory_with_its_links(world: World) -> None:
    assert world.outcome_link
    theory.retire_outcome(world.outcome, reason="Merged into another", **lead(world))
    graph = theory_of(world.mission)
    assert (world.outcome.external_id in graph.outcomes, graph.links) == (False, frozenset())
    with pytest.raises(Refused, match=r"outcome\.already_retired"):
        theory.retire_outcome(world.outcome, reason="Again", **lead(world))


def test_a_retired_outcome_is_not_linked(world: World) -> None:
    theory.retire_outcome(world.outcome, reason="Merged", **lead(world))
    with pytest.raises(Invalid, match=r"link\.orphan"):
        theory.link(cause=world.outcome, effect=world.goal, **lead(world))


def test_a_goal_that_leads_to_another_cannot_become_the_cause_of_an_outcome(world: World) -> None:
    second = outcome(world, "Second goal", OutcomeKind.GOAL)
    theory.link(cause=world.goal, effect=second, **lead(world))
    with pytest.raises(Invalid, match=r"link\.goal_as_cause"):
        theory.edit_outcome(second, title="Second", kind=OutcomeKind.OUTCOME, description="", **lead(world))
    second = Outcome.objects.for_system("test").get(pk=second.pk)
    assert second.kind == "goal"


def test_an_outcome_is_edited_under_its_revision(world: World) -> None:
    made = outcome(world, "One")
    edit = {"kind": OutcomeKind.OUTCOME, "description": "", "revision": made.revision, **lead(world)}
    theory.edit_outcome(made, title="Two", **edit)
    with pytest.raises(Stale):
        theory.edit_outcome(made, title="Three", **edit)


@pytest.mark.parametrize(
    ("title", "code"), [(" ", "strategy.text_missing"), ("x" * 201, "strategy.text_too_long")]
)
def test_an_outcome_has_a_short_title(world: World, title: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        outcome(world, title)
    assert (refusal.value.code, refusal.value.field) == (code, "title")


def test_a_theory_has_a_limit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.mission.outcomes.count() == 1
    monkeypatch.setattr(theory, "MAX_OUTCOMES", 1)
    with pytest.raises(Refused, match=r"outcome\.too_many"):
        outcome(world, "One more")


def test_a_reader_changes_nothing(world: World) -> None:
    reader = {"by": world.cast.actor(Role.READER), "now": world.now}
    for attempt in (
        lambda: theory.add_outcome(world.mission, title="x", kind=OutcomeKind.GOAL, **reader),
        lambda: theory.link(cause=world.outcome, effect=world.goal, **reader),
        lambda: theory.remove_link(world.outcome_link, reason="x", **reader),
        lambda: theory.note_assumption(world.outcome_link, text="x", **reader),
        lambda: theory.judge_assumption(
            world.assumption, state=AssumptionState.REFUTED, reason="x", **reader
        ),
        lambda: missions.end(world.mission, reason="x", **reader),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_a_judgement_changes_the_state_and_keeps_the_reason(world: World) -> None:
    theory.judge_assumption(
        world.assumption, state=AssumptionState.WEAKENED, reason="A third refused entry", **lead(world)
    )
    theory.judge_assumption(
        world.assumption, state=AssumptionState.REFUTED, reason="Most refused", **lead(world)
    )
    assert world.assumption.state == "refuted"
    assert [each.state for each in world.assumption.judgements.all()] == ["refuted", "weakened"]
    with pytest.raises(Refused, match=r"assumption\.status_not_allowed"):
        theory.judge_assumption(
            world.assumption, state=AssumptionState.STRENGTHENED, reason="x", **lead(world)
        )


def test_an_assumption_is_not_noted_on_a_removed_link(world: World) -> None:
    theory.remove_link(world.outcome_link, reason="Wrong", **lead(world))
    with pytest.raises(Refused, match=r"link\.already_removed"):
        theory.note_assumption(world.outcome_link, text="x", **lead(world))


def test_the_whole_theory_is_read_in_three_queries(world: World, django_assert_num_queries: object) -> None:
    assert world.assumption
    with django_assert_num_queries(3):
        view = theory_view(world.mission)
    assert [branch.outcome for branch in view.branches] == [world.goal.external_id]
    assert view.assumptions == {world.outcome_link.pk: [world.assumption]}
    assert view.link_between(world.outcome.external_id, world.goal.external_id) == world.outcome_link
