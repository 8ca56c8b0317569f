"""The words for missions, theories of change, places and the framework library: one dictionary per enumeration."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.library import Finding, ItemKind, WordingState
from commonweal.domain.metrics import Aggregation, MetricKind
from commonweal.domain.missions import Judgement, MissionKind, MissionStatus, Question
from commonweal.domain.places import PlaceKind
from commonweal.domain.progress import MilestoneStatus
from commonweal.domain.theory_of_change import AssumptionState, OutcomeKind

MISSION_KIND: dict[str, Any] = {
    MissionKind.MISSION: _("Mission"),
    MissionKind.CORPORATE_PLAN_THEME: _("Theme of a corporate plan"),
    MissionKind.CORPORATE_OBJECTIVES: _("Corporate objectives"),
}
MISSION_STATUS: dict[str, Any] = {
    MissionStatus.DRAFTING: _("Being drafted"),
    MissionStatus.ADOPTED: _("Adopted"),
    MissionStatus.ENDED: _("Ended"),
}
MISSION_STATUS_TAG: dict[str, str] = {MissionStatus.ADOPTED: "ok", MissionStatus.DRAFTING: "warn"}
QUESTION: dict[str, Any] = {
    Question.BOLD: _("Is it bold and inspiring?"),
    Question.MEASURABLE: _("Is it measurable and time-bound?"),
    Question.REALISTIC: _("Is it ambitious but realistic?"),
    Question.CROSS_SECTOR: _("Does it reach across sectors?"),
    Question.BOTTOM_UP: _("Does it invite many bottom-up solutions?"),
}
QUESTION_HINT: dict[str, Any] = {
    Question.BOLD: _("Would residents care? Say for whom life gets better, and how much."),
    Question.MEASURABLE: _("How would anyone know that it is reached, and by when?"),
    Question.REALISTIC: _("What makes it hard, and what makes you think that it can be done?"),
    Question.CROSS_SECTOR: _("Which services, suppliers, charities and residents have a part in it?"),
    Question.BOTTOM_UP: _(
        "Does it leave open how it is done, so that different people can try different ways?"
    ),
}
JUDGEMENT: dict[str, Any] = {
    Judgement.YES: _("Yes"),
    Judgement.PARTLY: _("Partly"),
    Judgement.NOT_YET: _("Not yet"),
}
JUDGEMENT_TAG: dict[str, str] = {Judgement.YES: "ok", Judgement.PARTLY: "warn", Judgement.NOT_YET: "stop"}
OUTCOME_KIND: dict[str, Any] = {OutcomeKind.GOAL: _("Goal"), OutcomeKind.OUTCOME: _("Outcome")}
OUTCOME_KIND_HINT: dict[str, Any] = {
    OutcomeKind.GOAL: _("Wanted for its own sake"),
    OutcomeKind.OUTCOME: _("A change in the world that leads to a goal, or to another outcome"),
}
ASSUMPTION_STATE: dict[str, Any] = {
    AssumptionState.UNTESTED: _("Not yet tested"),
    AssumptionState.STRENGTHENED: _("Strengthened"),
    AssumptionState.WEAKENED: _("Weakened"),
    AssumptionState.REFUTED: _("Refuted"),
}
ASSUMPTION_TAG: dict[str, str] = {
    AssumptionState.STRENGTHENED: "ok",
    AssumptionState.WEAKENED: "warn",
    AssumptionState.REFUTED: "stop",
}
MILESTONE_STATUS: dict[str, Any] = {
    MilestoneStatus.PLANNED: _("Planned"),
    MilestoneStatus.UNDER_WAY: _("Under way"),
    MilestoneStatus.REACHED: _("Reached"),
    MilestoneStatus.DROPPED: _("Dropped"),
}
MILESTONE_TAG: dict[str, str] = {MilestoneStatus.REACHED: "ok", MilestoneStatus.UNDER_WAY: "teal"}
PLACE_KIND: dict[str, Any] = {
    PlaceKind.STATE: _("State"),
    PlaceKind.COUNTRY: _("Country"),
    PlaceKind.REGION: _("Region"),
    PlaceKind.COMBINED_AUTHORITY: _("Combined authority"),
    PlaceKind.COUNTY: _("County"),
    PlaceKind.AUTHORITY: _("Local authority"),
    PlaceKind.WARD: _("Ward"),
    PlaceKind.LOCALITY: _("Locality"),
    PlaceKind.ESTATE: _("Estate"),
    PlaceKind.NEIGHBOURHOOD: _("Neighbourhood"),
}
ITEM_KIND: dict[str, Any] = {
    ItemKind.SCOPE: _("To whom it applies"),
    ItemKind.RULE: _("Rule"),
    ItemKind.QUESTION: _("Question"),
    ItemKind.MISSION: _("National mission"),
    ItemKind.THEME: _("Theme"),
    ItemKind.OUTCOME: _("Outcome"),
    ItemKind.CRITERION: _("Award criterion"),
    ItemKind.SUB_CRITERION: _("Sub-criterion"),
    ItemKind.METRIC: _("Metric"),
}
WORDING_STATE: dict[str, Any] = {
    WordingState.VERIFIED: _("Wording checked against an official copy"),
    WordingState.REPORTED: _("Wording from a secondary source"),
    WordingState.PROVISIONAL: _("Wording not yet checked"),
    WordingState.CONFIRMED: _("Wording confirmed by your steward"),
    WordingState.CORRECTED: _("Wording corrected by your steward"),
}
WORDING_TAG: dict[str, str] = {
    WordingState.VERIFIED: "ok",
    WordingState.REPORTED: "warn",
    WordingState.PROVISIONAL: "stop",
    WordingState.CONFIRMED: "ok",
    WordingState.CORRECTED: "teal",
}
FINDING: dict[str, Any] = {
    Finding.CONFIRMED: _("The wording is right"),
    Finding.CORRECTED: _("The wording is different"),
}
METRIC_KIND: dict[str, Any] = {
    MetricKind.HEADCOUNT: _("Counts people"),
    MetricKind.HOURS: _("Counts hours"),
    MetricKind.COUNT: _("Counts things"),
    MetricKind.SPEND: _("Counts money spent"),
    MetricKind.SHARE: _("A share"),
    MetricKind.REDUCTION: _("A reduction"),
    MetricKind.AREA: _("An area"),
}
AGGREGATE: dict[str, Any] = {
    Aggregation.SUM: _("Reports of several periods are added up"),
    Aggregation.LATEST: _("The latest report counts"),
}


def choices(words: dict[str, Any]) -> list[tuple[str, Any]]:
    """For a form field: (value, words) in the order declared."""
    return [(str(getattr(key, "value", key)), text) for key, text in words.items()]
