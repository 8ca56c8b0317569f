"""Audit events of stored files."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class FileEvent(EventType):
    FILE_STORED = "file.stored", _("stored a file")
