"""Marks from an offline score sheet: all of them or none, in one transaction, as if they had been typed."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import check_may_score
from commonweal.domain.assessment.score_sheet import ChangedMeanwhile, Entry, merged
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid
from commonweal.lifecycle.assessment.actions.panels import check_own_seat
from commonweal.lifecycle.assessment.actions.scoring import check_scores_now
from commonweal.lifecycle.assessment.events import ScoreEvent
from commonweal.lifecycle.assessment.models import PanelMember, Score, ScoreChange, ScoreSheet, SheetStatus
from commonweal.lifecycle.assessment.queries import tenders_of
from commonweal.records.work import Work, change, transaction

BATCH = 500
MOST_BYTES = 5_000_000


def bring_back(member: PanelMember, name: str, content: bytes, *, by: Actor, now: dt.datetime) -> ScoreSheet:
    """Keep a sheet that came back until it is read.

    Raises:
        NotPermitted: not the actor's own seat. Refused: interests are not cleared, or the scores are handed in.
        Invalid: ``sheet.too_large``.
    """
    check_own_seat(member, by)
    check_may_score(member.seat, AssessmentStatus(member.assessment.status))
    if len(content) > MOST_BYTES:
        raise Invalid("sheet.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    with transaction(by=by, at=now) as work:
        sheet = ScoreSheet(member=member, name=name[-180:], content=content)
        sheet.save()
        work.record(
            ScoreEvent.SHEET_BROUGHT, sheet, size=len(content), sha256=hashlib.sha256(content).hexdigest()
        )
    return sheet


def refuse_sheet(
    sheet: ScoreSheet, faults: Sequence[tuple[str, str, dict[str, object]]], *, by: Actor, now: dt.datetime
) -> ScoreSheet:
    """Note why nothing of a sheet was saved, and forget the file."""
    with transaction(by=by, at=now) as work:
        change(
            sheet,
            status=SheetStatus.REFUSED,
            faults=[[place, code, params] for place, code, params in faults],
            content=None,
        )
        work.record(ScoreEvent.SHEET_REFUSED, sheet, faults=len(faults))
    return sheet


def save_sheet(sheet: ScoreSheet, entries: Sequence[Entry], *, by: Actor, now: dt.datetime) -> ScoreSheet:
    """Save every mark and reason of a sheet; an empty cell leaves what is stored, and the same again changes nothing.

    Raises:
        NotPermitted, Refused: as `save_score`. Invalid: a tender or criterion that is not the assessor's.
        ChangedMeanwhile: marks were changed in the sheet and online.
    """
    member = sheet.member
    with transaction(by=by, at=now) as work:
        # It locks the seat: of two sheets brought back at once the second is read after the first is saved.
        check_scores_now(member, by)
        changed = _changed(member, entries)
        _write(changed, work)
        change(sheet, status=SheetStatus.SAVED, rows=len(entries), saved=len(changed), content=None)
        work.record(ScoreEvent.SHEET_SAVED, sheet, rows=len(entries), changed=len(changed))
    return sheet


def _changed(member: PanelMember, entries: Sequence[Entry]) -> list[Score]:
    """The marks that would be another than they are stored, as they would be. Raises `ChangedMeanwhile`."""
    tenders = {tender.external_id: tender for tender in tenders_of(member.assessment)}
    held = {(mark.tender_id, mark.criterion_id): mark for mark in member.scores.all()}
    found, clashes = [], []
    for entry in entries:
        tender = tenders.get(entry.tender_id)
        if tender is None or entry.criterion_id not in member.criteria:
            raise Invalid("sheet.tender_unknown", field="file")
        mark = held.get((tender.pk, entry.criterion_id))
        if mark is None:
            mark = Score(member=member, tender=tender, criterion_id=entry.criterion_id)
        score, reason, both = merged(entry, mark.score, mark.reason)
        clashes += both
        if (mark.score, mark.reason) != (score, reason):
            mark.score, mark.reason = score, reason
            found.append(mark)
    if clashes:
        raise ChangedMeanwhile(clashes)
    return found


def _write(changed: Sequence[Score], work: Work) -> None:
    """In few statements: a sheet may hold tens of thousands of marks. How each stood is kept, as for every save."""
    if not changed:
        return
    work.wrote = True
    new = [mark for mark in changed if mark.pk is None]
    old = [mark for mark in changed if mark.pk is not None]
    for mark in new:
        mark.created_at = work.at
    for mark in old:
        mark.revision += 1
    Score.objects.bulk_create(new, batch_size=BATCH)
    Score.objects.for_system("marks of a sheet that its own assessor brought back").bulk_update(
        old, ["score", "reason", "revision"], batch_size=BATCH
    )
    ScoreChange.objects.bulk_create(
        [
            ScoreChange(
                record=mark,
                score=mark.score,
                reason=mark.reason,
                saved_at=work.at,
                saved_by=work.by.person,
                created_at=work.at,
            )
            for mark in changed
        ],
        batch_size=BATCH,
    )
