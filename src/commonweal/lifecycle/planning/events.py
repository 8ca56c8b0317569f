"""Audit events of the planning stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class PlanningEvent(EventType):
    ENTRY_ADDED = "pipeline.added", _("added it to the pipeline")
    ENTRY_CHANGED = "pipeline.changed", _("changed the pipeline entry")
    ENTRY_WITHDRAWN = "pipeline.withdrawn", _("withdrew it from the pipeline")
    SERVES_LINKED = "pipeline.serves_linked", _("said what it could serve")
    SERVES_REMOVED = "pipeline.serves_removed", _("took back what it could serve")
