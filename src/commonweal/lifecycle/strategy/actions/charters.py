"""Putting a charter into a body's library."""

import datetime as dt
from collections.abc import Iterable

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.strategy.events import LibraryEvent as Event
from commonweal.lifecycle.strategy.models import Charter
from commonweal.records.work import transaction


def add_charter(
    *,
    title: str,
    keeper: str,
    about: str,
    levels: Iterable[str],
    equivalent: str,
    source: str,
    is_checked: bool,
    by: Actor,
    now: dt.datetime,
) -> Charter:
    """Put a charter into the library of the actor's body. It says what else would show the same."""
    by.must(Permission.LIBRARY_EDIT)
    given = {"name": title, "keeper": keeper, "about": about, "equivalent": equivalent, "source": source}
    for field, text in given.items():
        if not text.strip():
            raise Invalid("charter.words_missing", field=field)
    if Charter.objects.for_authority(by).filter(title__iexact=title.strip()).exists():
        raise Invalid("charter.title_taken", field="name")
    with transaction(by=by, at=now) as work:
        row = Charter(
            owner_id=by.organisation_id,
            title=title.strip(),
            keeper=keeper.strip(),
            about=about.strip(),
            levels=[level.strip() for level in levels if level.strip()],
            equivalent=equivalent.strip(),
            source=source.strip(),
            is_checked=is_checked,
            added_by=by.person,
        )
        row.save()
        work.record(Event.CHARTER_ADDED, row)
    return row
