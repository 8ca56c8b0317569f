"""Draft files that take too long to wait for: made by the worker, kept in the cache under the digest of the draft.

Nothing here is a record. When the draft changes its digest changes, and what was made of the earlier one is not found.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

from commonweal.interchange.packs.pdf import PdfNotPossibleError
from commonweal.journeys.packs.making import Format, draft_pack, format_of
from commonweal.lifecycle.procurement.models import Ask

#: Seconds a file is kept, and after which one that was never finished may be asked for again.
KEPT, GIVEN_UP_AFTER = 24 * 3600, 600


class Stands(StrEnum):
    """How far the making of a file has come."""

    NOT_ASKED = "not_asked"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Made:
    """Where one slow file stands; `content` when it is ready, `asked_at` while it is being made."""

    stands: Stands
    asked_at: dt.datetime | None = None
    content: bytes = b""


def state(ask: Ask, made: Format) -> Made:
    """Where a file of the draft, as it is now, stands."""
    found: Made | None = cache.get(_key(ask, made))
    return found or Made(Stands.NOT_ASKED)


def begin(ask: Ask, made: Format, *, now: dt.datetime) -> bool:
    """Note that a file is being made; False when it is ready or being made already."""
    if state(ask, made).stands in (Stands.MAKING, Stands.READY):
        return False
    cache.set(_key(ask, made), Made(Stands.MAKING, now), GIVEN_UP_AFTER)
    return True


def make(ask_id: str, format_id: str) -> None:
    """Make a file of the draft as it is now. Called by the worker."""
    ask: Ask = (
        Ask.objects.for_system("the pack of a draft ask")
        .select_related("procurement__authority")
        .get(external_id=ask_id)
    )
    made = format_of(format_id)
    try:
        done = Made(Stands.READY, content=made.make(draft_pack(ask)))
    except PdfNotPossibleError:
        done = Made(Stands.FAILED)
    cache.set(_key(ask, made), done, KEPT)


def _key(ask: Ask, made: Format) -> str:
    return f"pack:{ask.external_id}:{made.id}:{draft_pack(ask).ask.digest()}"
