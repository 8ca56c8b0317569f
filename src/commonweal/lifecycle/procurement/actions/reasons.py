"""Keeping a drafted reason and what a person made of it."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.reasons import Line
from commonweal.lifecycle.procurement.actions.asks import designing, edit_ask, keep_reason, may_design
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import Ask


def use_draft(
    ask: Ask,
    *,
    drafted: str,
    lines: tuple[Line, ...],
    edited: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Ask:
    """Keep the draft with what it rests on, and take the person's own wording of it as the reason.

    Raises:
        Invalid: nothing was written. Stale: somebody else changed the ask meanwhile.
    """
    may_design(ask, by)
    if not edited.strip():
        raise Invalid("ask.why_missing", field="why")
    basis = [
        {"kind": line.kind, "id": line.id, "words": " · ".join(filter(None, line.parts))} for line in lines
    ]
    with designing(ask, by=by, now=now) as work:
        keep_reason(ask, drafted, by=by, now=now, basis=basis)
        edit_ask(ask, why=edited.strip(), by=by, now=now, revision=revision)
        work.record(Event.REASON_DRAFTED, ask, lines=len(basis))
    return ask
