"""Audit events of publication."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class PublicationEvent(EventType):
    PUBLISHED = "publication.published", _("made it public")
    WITHDRAWN = "publication.withdrawn", _("withdrew it from the public site")
    FILE_PUBLISHED = "publication.file_published", _("made a file public")
    SUSPENDED = "publication.suspended", _("withdrew it from tendering for correction")
