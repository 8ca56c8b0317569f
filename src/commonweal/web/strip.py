"""The thread strip of a page, as `thread` knows it, in words and links."""

from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.thread import Stop, StopState
from commonweal.domain.visibility import may_see_kind
from commonweal.thread import strips
from commonweal.web.threads.places import page_url, thread_url
from commonweal.web.threads.words import STOP

STATES = {StopState.HERE: "here", StopState.EXISTS: "there", StopState.NOT_YET: "absent"}


def strip_for(actor: Actor, node: Any) -> dict[str, Any] | None:
    """The ten stops of the thread for a record, as this actor may see them; None for what has no place on it."""
    stops = strips.strip_for(actor, node)
    if stops is None:
        return None
    here = next(number for number, stop in enumerate(stops) if stop.state is StopState.HERE)
    return {
        "stops": [_shown(actor, stops, number, here) for number in range(len(stops))],
        "number": here + 1,
        "name": STOP[stops[here].kind],
    }


def _shown(actor: Actor, stops: tuple[Stop, ...], number: int, here: int) -> dict[str, Any]:
    """One stop. The line before it is gold when the stop and the one before it both exist."""
    stop = stops[number]
    is_there = stop.state is not StopState.NOT_YET
    return {
        "name": STOP[stop.kind],
        "state": STATES[stop.state],
        "url": _url(actor, stop, stops[here]),
        "reached": number > 0 and is_there and stops[number - 1].state is not StopState.NOT_YET,
    }


def _url(actor: Actor, stop: Stop, here: Stop) -> str | None:
    """The page of the one thing at a stop; with several, the place on the thread page that lists them, for who may open it."""
    if stop.state is not StopState.EXISTS:
        return None
    if stop.only is not None:
        return page_url(actor, stop.only.ref)
    assert here.only is not None
    if not may_see_kind(actor, here.only.ref.kind):
        return None
    return f"{thread_url(here.only.ref)}#{stop.kind.value}"
