"""History in sentences: events of one thing, with names resolved and words chosen when they are shown."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from commonweal.audit.models import AuditEvent
from commonweal.audit.queries import history as events_about
from commonweal.organisations.queries import names_of, organisation_names_of
from commonweal.records.events import EventType, all_event_types


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of history: `who` did `sentence` at `at`."""

    at: dt.datetime
    who: str
    sentence: Any


def history_of(record: Any, *, limit: int = 20, own: str | None = None) -> list[Line]:
    """The newest events about a record. With `own` (an organisation's external id) people of other organisations
    are named by their organisation alone."""
    return lines(events_about(record.KIND, str(record.external_id), limit=limit), own=own)


def lines(events: list[AuditEvent], *, own: str | None = None) -> list[Line]:
    """Word events; two queries whatever their number."""
    people = names_of(event.person for event in events)
    organisations = organisation_names_of(event.organisation for event in events)
    return [Line(event.at, _who(event, people, organisations, own), _sentence(event)) for event in events]


@cache
def _types() -> dict[str, EventType]:
    return all_event_types()


def _sentence(event: AuditEvent) -> Any:
    known = _types().get(event.type)
    return known.sentence if known else event.type


def _who(event: AuditEvent, people: dict[str, str], organisations: dict[str, str], own: str | None) -> str:
    if event.person == "system":
        return _("Commonweal")
    organisation = organisations.get(event.organisation, _("Somebody"))
    if own is not None and event.organisation != own:
        return organisation
    return people.get(event.person, organisation)
