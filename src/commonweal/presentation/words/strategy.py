"""Sentences for errors of missions, theories of change, indicators and pathways."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "strategy.reason_missing": _("Say why, in a few words"),
    "strategy.text_missing": _("Write something here"),
    "strategy.text_too_long": _("Use at most %(limit)s characters"),
    "strategy.not_your_authority": _("You can only change what belongs to your own organisation."),
    "mission.statement_missing": _("Write the mission in one sentence"),
    "mission.statement_too_long": _("Use at most %(limit)s characters: a mission fits in one sentence"),
    "mission.deadline_past": _("The deadline must not be in the past"),
    "mission.questions_unanswered": _("Answer all five questions before the mission is adopted."),
    "mission.no_outcome": _("Add at least one goal or outcome before the mission is adopted."),
    "mission.ended": _("This mission has ended. It is kept as it was."),
    "mission.status_not_allowed": _("A mission with this status cannot be moved there."),
    "outcome.too_many": _(
        "A theory of change can have at most %(limit)s outcomes. Retire some, or begin another mission."
    ),
    "outcome.already_retired": _("This outcome was retired already."),
    "link.cycle": _("This would close a circle: %(path)s"),
    "link.orphan": _("Both ends of a link must be outcomes of this mission that were not retired"),
    "link.repeated": _("This link is there already"),
    "link.goal_as_cause": _("A goal cannot lead to an outcome. Turn the link round, or make it an outcome"),
    "link.already_removed": _("This link was removed."),
    "assumption.status_not_allowed": _(
        "An assumption cannot go from “%(old)s” to “%(new)s” in one step. One that was refuted is first put in doubt"
    ),
    "indicator.baseline_date_missing": _("Give the day of the baseline"),
    "indicator.baseline_value_missing": _("Give the value of the baseline"),
    "indicator.target_date_missing": _("Give the day of the target"),
    "indicator.target_value_missing": _("Give the value of the target"),
    "indicator.target_before_baseline": _("The target must be on a later day than the baseline"),
    "observation.in_future": _("The day must not be in the future"),
    "observation.before_baseline": _("No observation may be older than the baseline"),
    "observation.already_replaced": _("Somebody corrected this observation already."),
    "milestone.due_before_previous": _(
        "Milestones are in order: milestone %(position)s would be due before the one that precedes it"
    ),
    "milestone.reached_on_missing": _("Give the day on which it was reached"),
    "milestone.reached_on_without_status": _(
        "Only a milestone that is reached has a day on which it was reached"
    ),
    "milestone.reached_in_future": _("The day must not be in the future"),
    "milestone.status_not_allowed": _("A milestone with this status cannot be moved there."),
}
