"""Calendar files about a tender."""

import datetime as dt

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from commonweal.domain.asks import AskContent
from commonweal.lifecycle.tendering.models import Tender


def of_tender(tender: Tender, ask: AskContent, *, link: str, now: dt.datetime) -> bytes:
    """The deadline, after which the tenders are opened, and the day the contract is planned to start.

    Says nothing that the public page does not say.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Commonweal//Tender//EN")
    calendar.add("version", "2.0")
    deadline = tender.round.deadline_at
    entries: list[tuple[str, str, dt.datetime | dt.date | None]] = [
        ("deadline", _("Tenders close and are then opened: %(title)s"), deadline),
        ("start", _("Planned start of the contract: %(title)s"), ask.contract_starts_on),
    ]
    for name, words, moment in entries:
        if moment is not None:
            calendar.add_component(
                _event(f"{tender.external_id}-{name}", words % {"title": ask.title}, moment, link, now)
            )
    content: bytes = calendar.to_ical()
    return content


def _event(uid: str, summary: str, moment: dt.datetime | dt.date, link: str, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@commonweal")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment)
    event.add("summary", summary)
    event.add("url", link)
    return event
