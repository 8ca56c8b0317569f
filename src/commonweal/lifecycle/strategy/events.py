"""Audit events of the strategy stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class StrategyEvent(EventType):
    MISSION_CREATED = "mission.created", _("wrote the mission")
    MISSION_CHANGED = "mission.changed", _("changed the mission")
    MISSION_ADOPTED = "mission.adopted", _("adopted the mission")
    MISSION_ENDED = "mission.ended", _("ended the mission")
    MISSION_PUBLISHED_RECORDED = (
        "mission.published_recorded",
        _("recorded the mission from a published source"),
    )
    QUESTION_ANSWERED = "mission.question_answered", _("answered one of the five questions")
    OUTCOME_ADDED = "outcome.added", _("added an outcome")
    OUTCOME_CHANGED = "outcome.changed", _("changed the outcome")
    OUTCOME_RETIRED = "outcome.retired", _("retired the outcome")
    OUTCOMES_LINKED = "outcome.linked", _("said that one outcome leads to another")
    LINK_REMOVED = "outcome.link_removed", _("removed the link between two outcomes")
    ASSUMPTION_NOTED = "assumption.noted", _("noted an assumption")
    ASSUMPTION_JUDGED = "assumption.judged", _("said what was learned about the assumption")
    INDICATOR_ADDED = "indicator.added", _("added an indicator")
    INDICATOR_CHANGED = "indicator.changed", _("changed the indicator")
    OBSERVATION_RECORDED = "indicator.observed", _("recorded an observation")
    PATHWAY_ADDED = "pathway.added", _("added a pathway")
    MILESTONE_ADDED = "pathway.milestone_added", _("added a milestone")
    MILESTONE_CHANGED = "pathway.milestone_changed", _("changed a milestone")
    MILESTONE_MOVED = "pathway.milestone_moved", _("moved a milestone to another status")


class PlaceEvent(EventType):
    PLACES_LOADED = "place.loaded", _("loaded places")
    PLACE_ADDED = "place.added", _("added the place")
    PLACE_CHANGED = "place.changed", _("changed the place")
    SHAPES_LOADED = "place.shapes_loaded", _("loaded shapes of places")


class LibraryEvent(EventType):
    EDITION_LOADED = "library.edition_loaded", _("loaded the edition")
    ITEM_VERIFIED = "library.item_verified", _("checked the wording against a source")
    CHARTER_ADDED = "library.charter_added", _("put a charter into the library")
    ITEM_ADAPTED = "library.item_adapted", _("adapted the wording for this body")
