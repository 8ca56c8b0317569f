"""One of each thing of the strategy stage."""

import datetime as dt
from typing import Any

from commonweal.domain.library import Edition, Finding, Item, ItemKind, Wording
from commonweal.domain.metrics import Aggregation, MetricKind
from commonweal.domain.missions import Judgement, MissionKind, Question
from commonweal.domain.permissions import Role
from commonweal.domain.places import PlaceKind
from commonweal.domain.progress import Measure, Point
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.lifecycle.strategy.actions import library, missions, places, progress, theory
from commonweal.lifecycle.strategy.models import (
    Assumption,
    FrameworkEdition,
    FrameworkItem,
    Indicator,
    ItemVerification,
    Mission,
    Observation,
    Outcome,
    OutcomeLink,
    Pathway,
    PathwayMilestone,
    Place,
)

NATIONAL = Edition(
    code="national",
    edition="2025",
    title="National example framework",
    wording=Wording.VERIFIED,
    usable_from=dt.date(2025, 1, 1),
    source="An example notice",
    licence="Open Government Licence v3.0",
    items=(
        Item(
            ItemKind.RULE, "minimum-weighting", "at least 10% of the score", Wording.VERIFIED, weight_bp=1000
        ),
        Item(ItemKind.THEME, "T1", "Good work", Wording.VERIFIED),
        Item(ItemKind.OUTCOME, "1", "Fair work", Wording.VERIFIED, parent="T1"),
        Item(
            ItemKind.CRITERION, "1a", "Create good jobs in the relevant area", Wording.PROVISIONAL, parent="1"
        ),
        Item(
            ItemKind.METRIC,
            "1-fte",
            "Full-time equivalent jobs created",
            Wording.REPORTED,
            parent="1",
            unit="FTE",
            metric_kind=MetricKind.HEADCOUNT,
            aggregate=Aggregation.SUM,
        ),
    ),
)
OWN = Edition(
    code="example",
    edition="2026",
    title="Borough of Example framework",
    wording=Wording.VERIFIED,
    usable_from=dt.date(2026, 1, 1),
    source="Cabinet paper 12",
    licence="Open Government Licence v3.0",
    items=(
        Item(ItemKind.OUTCOME, "1", "Warm homes", Wording.VERIFIED),
        Item(
            ItemKind.CRITERION,
            "1a",
            "Create good jobs in the borough",
            Wording.VERIFIED,
            "1",
            adapts="national/1a",
        ),
    ),
)
SHARED = (
    places.SharedPlace("K02000001", "United Kingdom", PlaceKind.STATE, None),
    places.SharedPlace("E92000001", "England", PlaceKind.COUNTRY, "K02000001"),
    places.SharedPlace("E47000014", "Example Combined Authority", PlaceKind.COMBINED_AUTHORITY, "E92000001"),
    places.SharedPlace("E12000001", "North East", PlaceKind.REGION, "E92000001"),
    places.SharedPlace("E08000024", "Sunderland", PlaceKind.AUTHORITY, "E12000001", "E47000014"),
)


def _who(world: Any) -> dict[str, Any]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def mission(world: Any) -> Mission:
    """An adopted mission of the borough, with every question answered and one goal and two outcomes."""
    made = missions.write(
        authority=world.cast.authority,
        statement="By 2030, every home in the borough is warm",
        deadline_on=dt.date(2030, 12, 31),
        **_who(world),
    )
    for question in Question:
        missions.answer_question(
            made, question=question, judgement=Judgement.PARTLY, words="We think so.", **_who(world)
        )
    theory.add_outcome(made, title="Nobody is cold at home", kind=OutcomeKind.GOAL, **_who(world))
    return missions.adopt(made, **_who(world))


def draft_mission(world: Any) -> Mission:
    """A mission nobody has answered a question about."""
    return missions.write(
        authority=world.cast.authority, statement="Streets are safe to walk", deadline_on=None, **_who(world)
    )


def published_mission(world: Any) -> Mission:
    """A mission recorded from a published source."""
    return missions.record_published(
        authority=world.cast.authority,
        external_id="example-published",
        statement="A fair borough",
        kind=MissionKind.CORPORATE_OBJECTIVES,
        deadline_on=None,
        source="A published plan",
        is_abridged=True,
        goals=[missions.PublishedGoal("example-published-1", "Fair", (("example-published-1-1", "Fairer"),))],
        now=world.now,
    )


def goal(world: Any) -> Outcome:
    """The mission's goal."""
    return world.mission.outcomes.get(position=1)


def outcome(world: Any) -> Outcome:
    """An outcome of the mission that leads to its goal."""
    return theory.add_outcome(
        world.mission,
        title="Homes are insulated",
        kind=OutcomeKind.OUTCOME,
        leads_to=world.goal,
        **_who(world),
    )


def outcome_link(world: Any) -> OutcomeLink:
    """The link from the outcome to the goal."""
    return world.outcome.leads_to.get()


def assumption(world: Any) -> Assumption:
    """An assumption on that link."""
    return theory.note_assumption(world.outcome_link, text="Residents let installers in", **_who(world))


def indicator(world: Any) -> Indicator:
    """An indicator of the outcome with a baseline and a target."""
    return progress.add_indicator(
        world.outcome,
        title="Homes below band C",
        unit="homes",
        measure=Measure(Point(dt.date(2025, 4, 1), 12_000_000), Point(dt.date(2030, 3, 31), 2_000_000)),
        source="Housing register",
        **_who(world),
    )


def observation(world: Any) -> Observation:
    """A dated value of the indicator."""
    return progress.observe(
        world.indicator,
        point=Point(dt.date(2026, 1, 31), 9_500_000),
        source="Housing register",
        **_who(world),
    )


def pathway(world: Any) -> Pathway:
    """A pathway of the outcome."""
    return progress.add_pathway(world.outcome, title="A trusted advice service", **_who(world))


def milestone(world: Any) -> PathwayMilestone:
    """The first milestone of the pathway."""
    return progress.add_milestone(
        world.pathway, title="Residents have shaped the service", due_on=dt.date(2026, 9, 30), **_who(world)
    )


def place(world: Any) -> Place:
    """A shared local authority area, with the tree above it."""
    places.load_shared(SHARED, source="The shipped list", now=world.now)
    return Place.objects.for_system("build the world of a test").get(code="E08000024")


def estate(world: Any) -> Place:
    """An estate that the borough added by hand."""
    return places.add_by_hand(
        owner=world.cast.authority,
        parent=world.place,
        name="Sample Estate",
        kind=PlaceKind.ESTATE,
        **_who(world),
    )


def framework_edition(world: Any) -> FrameworkEdition:
    """A national edition."""
    return library.load_national(NATIONAL, now=world.now)


def framework_criterion(world: Any) -> FrameworkItem:
    """A criterion of the national edition, wording not yet checked."""
    return world.framework_edition.items.get(code="1a")


def framework_metric(world: Any) -> FrameworkItem:
    """A metric of the national edition."""
    return world.framework_edition.items.get(code="1-fte")


def own_edition(world: Any) -> FrameworkEdition:
    """The borough's own framework, with an item that adapts a national one."""
    assert world.framework_edition
    return library.load_own(OWN, owner=world.cast.authority, **_who(world))


def item_verification(world: Any) -> ItemVerification:
    """The borough's steward confirmed the wording of the national metric."""
    return library.verify_item(
        world.framework_metric,
        authority=world.cast.authority,
        finding=Finding.CONFIRMED,
        title="",
        source="The notice, page 7",
        checked_on=dt.date(2026, 2, 27),
        **_who(world),
    )


WORLD = {
    "mission": mission,
    "draft_mission": draft_mission,
    "published_mission": published_mission,
    "goal": goal,
    "outcome": outcome,
    "outcome_link": outcome_link,
    "assumption": assumption,
    "indicator": indicator,
    "observation": observation,
    "pathway": pathway,
    "milestone": milestone,
    "place": place,
    "estate": estate,
    "framework_edition": framework_edition,
    "framework_criterion": framework_criterion,
    "framework_metric": framework_metric,
    "own_edition": own_edition,
    "item_verification": item_verification,
}
