"""Audit events of the procurement stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class ProcurementEvent(EventType):
    BEGUN = "procurement.begun", _("began planning the procurement")
    CHANGED = "procurement.changed", _("changed the procurement")
    STATUS_CHANGED = "procurement.status_changed", _("moved the procurement on")
    PLACES_CHANGED = "procurement.places_changed", _("said where it is for")
    SERVES_LINKED = "procurement.serves_linked", _("said what it serves")
    SERVES_REMOVED = "procurement.serves_removed", _("took back what it serves")
    LOT_ADDED = "procurement.lot_added", _("added a lot")
    LOT_CHANGED = "procurement.lot_changed", _("changed a lot")
    LOT_REMOVED = "procurement.lot_removed", _("removed a lot")
    ROUND_ADDED = "procurement.round_added", _("added a round")
    ROUND_CHANGED = "procurement.round_changed", _("changed a round")
    ROUND_REMOVED = "procurement.round_removed", _("removed a round")
    ROUND_OPENED = "procurement.round_opened", _("invited the next round of tenders")


class AskEvent(EventType):
    CHANGED = "ask.changed", _("changed the ask")
    CRITERION_ADDED = "ask.criterion_added", _("added an award criterion")
    CRITERION_CHANGED = "ask.criterion_changed", _("changed an award criterion")
    CRITERION_REMOVED = "ask.criterion_removed", _("removed an award criterion")
    WEIGHTS_CHANGED = "ask.weights_changed", _("changed the weightings")
    METRIC_ADDED = "ask.metric_added", _("added a metric")
    METRIC_CHANGED = "ask.metric_changed", _("changed a metric")
    METRIC_REMOVED = "ask.metric_removed", _("removed a metric")
    PROMISE_ADDED = "ask.promise_added", _("added something the authority commits to")
    PROMISE_CHANGED = "ask.promise_changed", _("changed something the authority commits to")
    CONDITION_STATED = "ask.condition_stated", _("stated a condition of participation")
    TERM_STATED = "ask.term_stated", _("stated a condition or charter of the contract")
    TERM_REMOVED = "ask.term_removed", _("took out a condition or charter of the contract")
    CONDITION_REMOVED = "ask.condition_removed", _("took out a condition of participation")
    SCHEDULE_CHANGED = "ask.schedule_changed", _("stated the price schedule")
    PROMISE_REMOVED = "ask.promise_removed", _("removed something the authority commits to")
    FACTS_STATED = "ask.facts_stated", _("said more about what is bought and asked")
    FINDING_DECIDED = "ask.finding_decided", _("decided on a fit finding")
    DEADLINE_EXTENDED = "ask.deadline_extended", _("extended the deadline for tenders")
    PUBLISHED = "ask.published", _("published the ask and invited tenders")
    SENT_FOR_APPROVAL = "ask.sent_for_approval", _("sent the ask for approval")
    APPROVED = "ask.approved", _("approved the ask")
    SENT_BACK = "ask.sent_back", _("sent the ask back with reasons")
    TAKEN_BACK = "ask.taken_back", _("took the request for approval back")
    COMMENTED = "ask.commented", _("commented on the ask")
    REASON_DRAFTED = "ask.reason_drafted", _("had “why we ask this” drafted from the thread")
    METHOD_CHANGED = "ask.method_changed", _("said how tenders are assessed")
    SCALE_CHOSEN = "ask.scale_chosen", _("chose a scoring scale")
    COPIED = "ask.copied", _("copied an earlier ask")
    VERSION_WITHDRAWN = "ask.version_withdrawn", _("withdrew the published version for correction")
    REISSUED = "ask.reissued", _("re-issued the ask as a corrected version")


class LawEvent(EventType):
    FACTS_CHANGED = "law.facts_changed", _("changed the facts that decide its duties")
    DUTY_MARKED = "law.duty_marked", _("marked a duty")
    PROCEDURE_CHOSEN = "law.procedure_chosen", _("chose the procedure")
    SOCIAL_VALUE_ACT_RECORDED = (
        "law.social_value_act_recorded",
        _("recorded what was considered under the Social Value Act"),
    )
    ACCESS_REVIEWED = "law.access_reviewed", _("considered lots and access")
    BASELINE_TAKEN = (
        "law.engagement_baseline_taken",
        _("kept the plan as it stood before talking to the market"),
    )
    CHANGED_BECAUSE = "law.changed_because_heard", _("said what was changed because of what was heard")


class RuleEvent(EventType):
    VALUE_SET = "rule.value_set", _("set the authority’s own figure for a rule")


class PackEvent(EventType):
    TEMPLATE_ADDED = "pack.template_added", _("put a Word template to use")
    TEMPLATE_RETIRED = "pack.template_retired", _("retired a Word template")


class OwnRuleEvent(EventType):
    """What an authority sets for all of its asks."""

    SCALE_ADDED = "scoring_scale.added", _("added a scoring scale")
    SCALE_CHANGED = "scoring_scale.changed", _("changed a scoring scale")
    SCALE_RETIRED = "scoring_scale.retired", _("retired a scoring scale")
    POLICY_SET = "local_policy.set", _("set a local policy")
    POLICY_CHANGED = "local_policy.changed", _("changed a local policy")
