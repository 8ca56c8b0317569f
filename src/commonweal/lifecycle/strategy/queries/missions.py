"""Missions and the answers to the five questions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from commonweal.domain.actors import Actor
from commonweal.domain.missions import Judgement, MissionOrigin, Question, Readiness, readiness
from commonweal.lifecycle.strategy.models import FiveQuestionAnswer, Mission, Outcome, PathwayMilestone
from commonweal.lifecycle.strategy.queries.readable import readable


def missions_of(actor: Actor) -> list[Mission]:
    """Every mission of the actor's authority, the nearest deadline first and those without one last. One query."""
    found = Mission.objects.for_authority(actor).select_related("authority")
    return sorted(
        found, key=lambda each: (each.ended_at is not None, each.deadline_on is None, each.deadline_on or 0)
    )


def latest_answers(mission: Mission) -> dict[Question, FiveQuestionAnswer]:
    """The newest answer to each question that has one, in the order of the questions."""
    newest = {Question(answer.question): answer for answer in mission.answers.order_by("pk")}
    return {question: newest[question] for question in Question if question in newest}


def readiness_of(mission: Mission) -> Readiness:
    """What still stands between a draft and adoption."""
    judged = {question: Judgement(answer.judgement) for question, answer in latest_answers(mission).items()}
    return readiness(judged, outcomes=mission.outcomes.filter(retired_at__isnull=True).count())


@dataclass(frozen=True, slots=True)
class MissionCard:
    """What a list of missions says about one, without the figures of later stages."""

    mission: Mission
    goals: int
    outcomes: int
    unanswered: int
    next_milestone: PathwayMilestone | None


def cards(missions: Iterable[Mission]) -> list[MissionCard]:
    """A card for each mission. Three queries whatever their number."""
    listed = list(missions)
    keys = [mission.pk for mission in listed]
    outcomes: Counter[tuple[int, str]] = Counter()
    milestones: dict[int, PathwayMilestone] = {}
    for outcome in _outcomes_with_milestones(keys):
        outcomes[outcome.mission_id, outcome.kind] += 1
        for pathway in outcome.pathways.all():
            for milestone in pathway.milestones.all():
                _keep_earlier(milestones, outcome.mission_id, milestone)
    answered = Counter(_answered(keys))
    return [
        MissionCard(
            mission,
            goals=outcomes[mission.pk, "goal"],
            outcomes=outcomes[mission.pk, "outcome"],
            unanswered=len(Question) - answered[mission.pk],
            next_milestone=milestones.get(mission.pk),
        )
        for mission in listed
    ]


def _outcomes_with_milestones(keys: list[int]) -> Iterable[Outcome]:
    ahead = PathwayMilestone.objects.for_system("parts of missions that were read in scope").filter(
        status__in=("planned", "under_way"), due_on__isnull=False
    )
    return (
        Outcome.objects.for_system("parts of missions that were read in scope")
        .filter(mission_id__in=keys, retired_at__isnull=True)
        .prefetch_related("pathways", Prefetch("pathways__milestones", queryset=ahead))
    )


def _keep_earlier(kept: dict[int, PathwayMilestone], key: int, milestone: PathwayMilestone) -> None:
    if key not in kept or milestone.due_on < kept[key].due_on:
        kept[key] = milestone


def _answered(keys: list[int]) -> Iterable[int]:
    answers = FiveQuestionAnswer.objects.for_system("parts of missions that were read in scope").filter(
        mission_id__in=keys
    )
    return (mission for mission, _ in answers.order_by().values_list("mission_id", "question").distinct())


def published_elsewhere(actor: Actor) -> list[Mission]:
    """Missions of other bodies that were recorded from published reports. One query."""
    found = readable(Mission, actor).filter(origin=MissionOrigin.PUBLISHED.value)
    others = found.exclude(authority_id=actor.organisation_id).select_related("authority")
    return list(others.order_by("authority__name", "pk"))
