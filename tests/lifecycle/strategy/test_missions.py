"""Missions: written, tested by five questions, adopted, ended; published ones recorded as they are."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db import transaction as database

from commonweal.audit.queries import history
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.missions import Judgement, MissionKind, MissionStatus, Question
from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.lifecycle.strategy.actions import missions, theory
from commonweal.lifecycle.strategy.models import FiveQuestionAnswer, Mission
from commonweal.lifecycle.strategy.queries.missions import cards, latest_answers, missions_of, readiness_of
from commonweal.records.models import PublishedIsFinalError
from tests.cast import World

pytestmark = pytest.mark.django_db


def lead(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def events(world: World, record: Mission) -> list[str]:
    return [event.type for event in history("mission", record.external_id)]


def answer_all(world: World, mission: Mission) -> None:
    for question in Question:
        missions.answer_question(
            mission, question=question, judgement=Judgement.YES, words="Yes.", **lead(world)
        )


def test_a_mission_begins_as_a_draft(world: World) -> None:
    assert world.draft_mission.status is MissionStatus.DRAFTING
    assert events(world, world.draft_mission) == ["mission.created"]


def test_only_who_may_edit_missions_writes_one(world: World) -> None:
    with pytest.raises(NotPermitted):
        missions.write(
            authority=world.cast.authority,
            statement="Warm",
            deadline_on=None,
            by=world.cast.actor(Role.READER),
            now=world.now,
        )


def test_a_mission_is_written_for_ones_own_authority(world: World) -> None:
    with pytest.raises(Invalid, match=r"strategy\.not_your_authority"):
        missions.write(
            authority=world.cast.other_authority, statement="Warm", deadline_on=None, **lead(world)
        )


def test_a_deadline_that_has_passed_may_stay_but_not_be_set(world: World) -> None:
    later = {**lead(world), "now": world.now + dt.timedelta(days=3650)}
    mission = world.mission
    missions.edit(mission, statement="By 2030, homes are warm", deadline_on=mission.deadline_on, **later)
    with pytest.raises(Invalid, match=r"mission\.deadline_past"):
        missions.edit(mission, statement="x", deadline_on=dt.date(2031, 1, 1), **later)


def test_two_people_who_edit_at_once_do_not_overwrite_each_other(world: World) -> None:
    mission = world.draft_mission
    read = mission.revision
    missions.edit(mission, statement="One", deadline_on=None, revision=read, **lead(world))
    with pytest.raises(Stale):
        missions.edit(mission, statement="Two", deadline_on=None, revision=read, **lead(world))
    assert Mission.objects.for_system("test").get(pk=mission.pk).statement == "One"


def test_earlier_answers_are_kept_and_the_newest_counts(world: World) -> None:
    mission = world.draft_mission
    for judgement in (Judgement.NOT_YET, Judgement.YES):
        missions.answer_question(
            mission, question=Question.BOLD, judgement=judgement, words="Why", **lead(world)
        )
    assert [each.judgement for each in mission.answers.all()] == ["not_yet", "yes"]
    assert latest_answers(mission)[Question.BOLD].judgement == "yes"


def test_an_answer_is_never_edited_or_deleted(world: World) -> None:
    answer = world.mission.answers.first()
    with pytest.raises(PublishedIsFinalError):
        answer.save()
    with pytest.raises(PublishedIsFinalError):
        answer.delete()


def test_an_answer_needs_words(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        missions.answer_question(
            world.draft_mission, question=Question.BOLD, judgement=Judgement.YES, words=" ", **lead(world)
        )
    assert refusal.value.field == "words"


def test_a_mission_is_adopted_after_five_answers_and_an_outcome(world: World) -> None:
    mission = world.draft_mission
    with pytest.raises(Refused, match=r"mission\.questions_unanswered"):
        missions.adopt(mission, **lead(world))
    answer_all(world, mission)
    with pytest.raises(Refused, match=r"mission\.no_outcome"):
        missions.adopt(mission, **lead(world))
    theory.add_outcome(mission, title="Safe", kind=OutcomeKind.GOAL, **lead(world))
    missions.adopt(mission, **lead(world))
    assert mission.status is MissionStatus.ADOPTED
    assert mission.adopted_by == world.cast.actor(Role.MISSION_LEAD).person


def test_a_retired_outcome_does_not_make_a_mission_ready(world: World) -> None:
    mission = world.draft_mission
    outcome = theory.add_outcome(mission, title="Safe", kind=OutcomeKind.GOAL, **lead(world))
    theory.retire_outcome(outcome, reason="Too vague", **lead(world))
    assert not readiness_of(mission).has_outcome


def test_an_adopted_mission_is_not_adopted_again(world: World) -> None:
    with pytest.raises(Refused, match=r"mission\.status_not_allowed"):
        missions.adopt(world.mission, **lead(world))


def test_an_ended_mission_is_kept_as_it_was(world: World) -> None:
    mission = missions.end(world.mission, reason="Reached", **lead(world))
    assert (mission.status, mission.ended_reason) == (MissionStatus.ENDED, "Reached")
    for attempt in (
        lambda: missions.edit(mission, statement="x", deadline_on=None, **lead(world)),
        lambda: missions.answer_question(
            mission, question=Question.BOLD, judgement=Judgement.YES, words="x", **lead(world)
        ),
        lambda: theory.add_outcome(mission, title="x", kind=OutcomeKind.GOAL, **lead(world)),
    ):
        with pytest.raises(Refused, match=r"mission\.ended"):
            attempt()


def test_ending_needs_a_reason_and_an_adopted_mission(world: World) -> None:
    with pytest.raises(Invalid, match=r"strategy\.reason_missing"):
        missions.end(world.mission, reason="", **lead(world))
    with pytest.raises(Refused, match=r"mission\.status_not_allowed"):
        missions.end(world.draft_mission, reason="No", **lead(world))


def test_a_published_mission_is_adopted_by_its_body_and_unanswered_here(world: World) -> None:
    mission = world.published_mission
    assert mission.status is MissionStatus.ADOPTED
    assert (mission.adopted_at, mission.answers.count()) == (None, 0)
    assert [(o.external_id, o.kind) for o in mission.outcomes.all()] == [
        ("example-published-1", "goal"),
        ("example-published-1-1", "outcome"),
    ]
    assert mission.outcomes.get(kind="outcome").leads_to.get().effect.title == "Fair"


def test_a_published_mission_has_a_source(world: World) -> None:
    with pytest.raises(IntegrityError), database.atomic():
        missions.record_published(
            authority=world.cast.authority,
            external_id="no-source",
            statement="x",
            kind=MissionKind.MISSION,
            deadline_on=None,
            source="",
            now=world.now,
        )


def test_nothing_is_saved_when_the_event_cannot_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.records import work

    def broken(events: object) -> None:
        raise RuntimeError("the chain is broken")

    authority, who = world.cast.authority, lead(world)
    monkeypatch.setattr(work, "_sink", [broken])
    with pytest.raises(RuntimeError, match="chain is broken"):
        missions.write(authority=authority, statement="Warm", deadline_on=None, **who)
    assert Mission.objects.for_system("test").count() == 0


def test_each_authority_sees_its_own_missions(world: World) -> None:
    assert world.mission in missions_of(world.cast.actor(Role.READER))
    assert missions_of(world.cast.actor(Role.READER, world.cast.other_authority)) == []
    assert missions_of(world.cast.actor(Role.TENDER_WRITER)) == []


def test_missions_are_listed_by_deadline_and_ended_ones_last(world: World) -> None:
    soon = missions.write(
        authority=world.cast.authority, statement="Soon", deadline_on=dt.date(2027, 1, 1), **lead(world)
    )
    never, late = world.draft_mission, world.mission
    actor = world.cast.actor(Role.READER)
    assert [each.pk for each in missions_of(actor)] == [soon.pk, late.pk, never.pk]
    missions.end(late, reason="Done", **lead(world))
    assert [each.pk for each in missions_of(actor)] == [soon.pk, never.pk, late.pk]


def test_a_card_says_what_a_list_needs(world: World, django_assert_num_queries: object) -> None:
    world.milestone, world.draft_mission  # noqa: B018 (building them is the point)
    listed = missions_of(world.cast.actor(Role.READER))
    with django_assert_num_queries(4):  # outcomes, pathways, milestones, answers
        found = {card.mission.pk: card for card in cards(listed)}
    card, draft = found[world.mission.pk], found[world.draft_mission.pk]
    assert (card.goals, card.outcomes, card.unanswered) == (1, 1, 0)
    assert card.next_milestone == world.milestone
    assert (draft.goals, draft.outcomes, draft.unanswered, draft.next_milestone) == (0, 0, 5, None)


def test_the_database_refuses_half_a_fact(world: World) -> None:
    mission = world.draft_mission
    for fields in (
        {"adopted_at": world.now, "adopted_by": ""},
        {"ended_at": world.now, "ended_by": "x", "ended_reason": ""},
    ):
        with pytest.raises(IntegrityError), database.atomic():
            Mission.objects.for_system("test").filter(pk=mission.pk).update(**fields)


def test_answers_are_counted_once_for_each_question(world: World) -> None:
    mission = world.draft_mission
    for _ in range(2):
        missions.answer_question(
            mission, question=Question.BOLD, judgement=Judgement.YES, words="x", **lead(world)
        )
    assert cards([mission])[0].unanswered == 4
    assert FiveQuestionAnswer.objects.for_system("test").filter(mission=mission).count() == 2
