"""Who worked on which part of a tender and when: from the audit trail, for its own supplier alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.audit.queries import history
from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.tendering.events import TenderEvent
from commonweal.lifecycle.tendering.models import Tender

MOST = 2_000
"""Events of one tender that are looked at: a team that saves every five minutes for a working month."""


@dataclass(frozen=True)
class PartEdit:
    """One save of one part (``answer:<id>``, ``commitment:<key>``, ``price``, ``files``). `by_workbook`: brought in."""

    part: str
    person: str
    at: dt.datetime
    by_workbook: bool


def edits_of(tender: Tender, *, by: Actor, part: str = "") -> list[PartEdit]:
    """Saves of a tender's parts, the newest first; with `part` those of one part alone.

    Raises:
        NotFound: for anybody but the tender's supplier. NotPermitted.
    """
    if by.organisation_id != tender.supplier_id:
        raise NotFound("record.not_found", kind=tender.KIND)
    by.must(Permission.TENDER_READ)
    return [each for each in _edits(tender) if part in ("", each.part)]


def _edits(tender: Tender) -> Iterator[PartEdit]:
    for event in history(tender.KIND, tender.external_id, limit=MOST):
        if event.type == TenderEvent.DRAFT_SAVED.value:
            which = event.fields.get("which", "")
            part = f"{event.fields['part']}:{which}" if which else str(event.fields["part"])
            yield PartEdit(part, event.person, event.at, by_workbook=False)
        elif event.type == TenderEvent.WORKBOOK_BROUGHT_IN.value:
            for part in event.fields.get("parts", ()):
                yield PartEdit(part, event.person, event.at, by_workbook=True)
