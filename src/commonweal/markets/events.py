"""Audit events of reading notices."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class MarketEvent(EventType):
    BEGUN = "market.begun", _("gave a file of notices")
    MEASURED = "market.measured", _("measured the health of the markets")
    FAILED = "market.failed", _("could not read the file of notices")
    REMOVED = "market.removed", _("removed a file of notices")
