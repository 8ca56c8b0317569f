"""Calendar files (RFC 5545) of days and moments."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Entry:
    """One entry: a whole day, or an instant. `uid` stays the same for the same thing, so that it is replaced, not doubled."""

    uid: str
    summary: str
    on: dt.date | dt.datetime
    url: str = ""
    description: str = ""


def calendar_file(entries: Iterable[Entry], *, product: str, now: dt.datetime) -> bytes:
    """The entries as a file. `product` names what made it, as the format asks."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Commonweal//{product}//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, now: dt.datetime) -> Event:
    event = Event()
    when: Any = entry.on.astimezone(dt.UTC) if isinstance(entry.on, dt.datetime) else entry.on
    event.add("uid", f"{entry.uid}@commonweal")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", when)
    event.add("summary", entry.summary)
    for name, text in (("url", entry.url), ("description", entry.description)):
        if text:
            event.add(name, text)
    return event
