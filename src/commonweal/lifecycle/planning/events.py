"""Audit events of the planning stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class PlanningEvent(EventType):
    ENTRY_ADDED = "pipeline.added", _("added it to the pipeline")
    ENTRY_CHANGED = "pipeline.changed", _("changed the pipeline entry")
    ENTRY_WITHDRAWN = "pipeline.withdrawn", _("withdrew it from the pipeline")
    SERVES_LINKED = "pipeline.serves_linked", _("said what it could serve")
    SERVES_REMOVED = "pipeline.serves_removed", _("took back what it could serve")


class EngagementEvent(EventType):
    PLANNED = "engagement.planned", _("planned to talk to the market")
    CHANGED = "engagement.changed", _("changed the market engagement")
    QUESTION_ADDED = "engagement.question_added", _("added a question to the market")
    QUESTION_REMOVED = "engagement.question_removed", _("removed a question to the market")
    INVITED = "engagement.invited", _("invited a supplier")
    UNINVITED = "engagement.uninvited", _("took an invitation back")
    STATUS_CHANGED = "engagement.status_changed", _("moved the market engagement on")
    ATTENDANCE_NOTED = "engagement.attendance_noted", _("noted who came")
    ANSWERED = "engagement.answered", _("answered the market engagement")
    SIGNED_UP = "engagement.signed_up", _("signed up to take part")
    MARKET_ASKED = "engagement.market_asked", _("asked the authority a question")
    REPLIED = "engagement.replied", _("replied to a question of the market")
    HEARD = "engagement.heard", _("wrote down what was heard")
