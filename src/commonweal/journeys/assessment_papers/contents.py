"""What the whole file of an assessment holds: every record of it, each as a file with a path and a title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.canonical import encode
from commonweal.files.actions import content_of
from commonweal.files.blobs import DamagedFileError
from commonweal.files.checks import clean_name
from commonweal.files.models import StoredFile
from commonweal.journeys.assessment_papers.exports import not_counted_csv, scores_csv
from commonweal.journeys.assessment_papers.minute import minute_file
from commonweal.journeys.assessment_papers.summary_tables import summary_tables
from commonweal.lifecycle.assessment import models as assessed
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision
from commonweal.lifecycle.assessment.told import summaries_sent_at, tenders_told
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.tendering import models as tendered
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.csv_text import csv_text

BATCH = 50
"""Tenders whose rows are read together: few enough to hold their words at once."""


def _as_stored(rows: Any) -> Any:
    return rows.order_by("pk")


_OF_A_TENDER: dict[Any, Callable[[Any], Any]] = {
    tendered.TenderAnswer: _as_stored,
    tendered.TenderPrice: _as_stored,
    tendered.TenderPriceLine: _as_stored,
    tendered.TenderParty: _as_stored,
    tendered.ConditionStatement: _as_stored,
    tendered.Receipt: _as_stored,
    tendered.TenderDocument: lambda rows: rows.select_related("stored"),
    tendered.OfferedCommitment: lambda rows: rows.prefetch_related("periods", "milestones", "deliveries"),
}


@dataclass(frozen=True)
class Member:
    """One file inside: where it lies, what it is, its bytes."""

    path: str
    title: str
    content: bytes


def members(one: Assessment, *, now: dt.datetime) -> Iterator[Member]:
    """Every file but the index and the manifest, in reading order."""
    yield from _asks(one)
    yield from _tenders(one)
    yield from _tendering(one)
    yield from _before(one)
    yield from _panel(one)
    yield from _scores(one)
    yield from _rankings(one, now)
    yield from _awards(one)
    yield _trail(one)


def _asks(one: Assessment) -> Iterator[Member]:
    rows = (
        AskVersion.objects.for_system("the file that answers a challenge")
        .filter(ask_id=one.ask_version.ask_id)
        .order_by("number")
    )
    for version in rows:
        title = _("The ask, version %(number)s, as published") % {"number": version.number}
        yield Member(f"1-ask/ask-v{version.number}.json", title, version.content.encode())


def _tenders(one: Assessment) -> Iterator[Member]:
    openings = tendered.Opening.objects.for_system("the file that answers a challenge").filter(
        round_id=one.round_id
    )
    yield _table("2-tenders/opening.csv", _("The opening: who, when, how many"), openings)
    imported = tendered.ImportedTender.objects.for_system("the file that answers a challenge").filter(
        tender__round_id=one.round_id, tender__lot_id=one.lot_id
    )
    tables = tendered.TenderImport.objects.for_system("the file that answers a challenge").filter(
        round_id=one.round_id
    )
    yield _table("2-tenders/imports.csv", _("Tables of tenders from another suite"), tables.defer("content"))
    yield _table("2-tenders/imported.csv", _("Which tender came from which row"), imported)
    numbered = list(enumerate(queries.opened_tenders_of(one), start=1))
    for place in range(0, len(numbered), BATCH):
        yield from _batch(numbered[place : place + BATCH])


def _batch(batch: Sequence[tuple[int, Tender]]) -> Iterator[Member]:
    """The tenders of one batch, with as many queries as for a single one."""
    of = _Rows.of([tender for _number, tender in batch])
    for number, tender in batch:
        folder = f"2-tenders/{number:03d}"
        yield Member(f"{folder}/tender.json", tender.supplier.name, encode(_tender(tender, of)))
        for document in of.of_tender(tendered.TenderDocument, tender):
            path = f"{folder}/{document.key}-{clean_name(document.name)}"
            yield _document(path, f"{tender.supplier.name}: {document.name}", document.stored)


@dataclass(frozen=True)
class _Rows:
    """What belongs to the tenders of a batch, by model and the tender's key."""

    held: Mapping[tuple[type[models.Model], int], list[Any]]

    @classmethod
    def of(cls, tenders: Sequence[Tender]) -> _Rows:
        held: dict[tuple[type[models.Model], int], list[Any]] = {}
        for model, with_ in _OF_A_TENDER.items():
            rows = model.objects.for_system("the file that answers a challenge").filter(tender__in=tenders)
            for row in with_(rows):
                held.setdefault((model, row.tender_id), []).append(row)
        return cls(held)

    def of_tender(self, model: type[models.Model], tender: Tender) -> list[Any]:
        return self.held.get((model, tender.pk), [])


def _document(path: str, title: str, stored: StoredFile) -> Member:
    """A file of a tender; where the disk has lost it, a note that says so, so that the rest can still be handed over."""
    try:
        return Member(path, title, content_of(stored))
    except DamagedFileError:
        lost = _("This file is missing or damaged on disk. Its SHA-256 was %(digest)s.") % {
            "digest": stored.sha256
        }
        return Member(f"{path}.missing.txt", title, lost.encode())


def _tender(tender: Tender, of: _Rows) -> dict[str, Any]:
    def rows(model: Any) -> list[dict[str, Any]]:
        return [_plain(row) for row in of.of_tender(model, tender)]

    return {
        "tender": _plain(tender),
        "supplier": tender.supplier.name,
        "answers": rows(tendered.TenderAnswer),
        "prices": rows(tendered.TenderPrice),
        "price_lines": rows(tendered.TenderPriceLine),
        "parties": rows(tendered.TenderParty),
        "conditions": rows(tendered.ConditionStatement),
        "receipts": rows(tendered.Receipt),
        "commitments": [
            _plain(each)
            | {
                "periods": [_plain(row) for row in each.periods.all()],
                "milestones": [_plain(row) for row in each.milestones.all()],
                "deliveries": [_plain(row) for row in each.deliveries.all()],
            }
            for each in of.of_tender(tendered.OfferedCommitment, tender)
        ],
    }


def _tendering(one: Assessment) -> Iterator[Member]:
    """What happened while tenders were invited: questions and answers, deadlines that moved, tenders that came late."""
    procurement = one.lot.procurement
    for name, title, model, where in (
        (
            "questions",
            _("Clarification questions"),
            tendered.ClarificationQuestion,
            {"procurement": procurement},
        ),
        (
            "answers",
            _("Answers to everybody, each edition"),
            tendered.PublishedAnswer,
            {"question__procurement": procurement},
        ),
        (
            "extensions",
            _("Deadlines that were extended"),
            tendered.DeadlineExtension,
            {"round__procurement": procurement},
        ),
        (
            "late-tenders",
            _("Tenders that came late, and what was decided"),
            tendered.LateTender,
            {"tender__round_id": one.round_id, "tender__lot_id": one.lot_id},
        ),
    ):
        rows = model.objects.for_system("the file that answers a challenge").filter(**where)
        yield _table(f"2-tenders/{name}.csv", title, rows)


def _before(one: Assessment) -> Iterator[Member]:
    about = {"tender__lot_id": one.lot_id, "tender__round_id": one.round_id}
    through = {f"party__{path}": value for path, value in about.items()}
    for name, title, model, where in (
        ("parties", _("Who was looked at"), assessed.CheckedParty, about),
        ("debarment-checks", _("Checks of the debarment list"), assessed.DebarmentCheck, through),
        ("grounds", _("Exclusion grounds that were noted"), assessed.ExclusionFinding, through),
        (
            "conditions",
            _("Conditions of participation"),
            assessed.ParticipationCondition,
            {"assessment": one},
        ),
        ("enquiries", _("Questions to tenderers and their answers"), assessed.Enquiry, about),
        ("decisions", _("Decisions before scoring, with reasons"), assessed.SuitabilityDecision, about),
        ("rounds", _("Who goes on to the next round"), assessed.RoundDecision, about),
    ):
        yield _table(
            f"3-before-scoring/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**where),
        )


def _panel(one: Assessment) -> Iterator[Member]:
    for name, title, model, path in (
        ("panel", _("The panel"), assessed.PanelMember, "assessment"),
        ("declarations", _("Declared interests"), assessed.InterestDeclaration, "member__assessment"),
        (
            "interests-decided",
            _("Decisions on interests"),
            assessed.InterestDecision,
            "declaration__member__assessment",
        ),
        (
            "exclusions-lifted",
            _("Exclusions from the panel that were lifted"),
            assessed.ExclusionLifting,
            "decision__declaration__member__assessment",
        ),
    ):
        yield _table(
            f"4-panel/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**{path: one}),
        )
    for name, title, model in (
        ("conflicts", _("The conflicts assessment"), assessed.Conflict),
        ("conflicts-reviews", _("Reviews of the conflicts assessment"), assessed.ConflictsReview),
    ):
        rows = model.objects.for_system("the file that answers a challenge").filter(
            procurement=one.lot.procurement
        )
        yield _table(f"4-panel/{name}.csv", title, rows)
    reminders = assessed.ScoreReminder.objects.for_system("the file that answers a challenge")
    yield _table(
        "4-panel/reminders.csv", _("Reminders to assessors"), reminders.filter(member__assessment=one)
    )


def _scores(one: Assessment) -> Iterator[Member]:
    yield Member("5-scores/scores.csv", _("Scores and reasons, with agreed scores"), scores_csv(one).encode())
    yield Member(
        "5-scores/not-counted.csv",
        _("Scores that do not count: their assessor is or was kept out by an interest"),
        not_counted_csv(one).encode(),
    )
    for name, title, model, path in (
        (
            "score-changes",
            _("Every change of an independent score"),
            assessed.ScoreChange,
            "record__member__assessment",
        ),
        (
            "agreed-changes",
            _("Every change of an agreed score"),
            assessed.AgreedScoreChange,
            "record__assessment",
        ),
        ("reopenings", _("Scores opened again, and the errors"), assessed.Reopening, "agreed__assessment"),
    ):
        yield _table(
            f"5-scores/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**{path: one}),
        )


def _rankings(one: Assessment, now: dt.datetime) -> Iterator[Member]:
    for snapshot in one.snapshots.all():
        title = _("Ranking %(number)s, exact") % {"number": snapshot.number}
        yield Member(f"6-ranking/ranking-{snapshot.number}.json", title, snapshot.content.encode())
    newest = queries.latest_snapshot(one)
    if newest is not None and '"rank":1' in newest.content:
        yield Member("6-ranking/minute.docx", _("How firm the result is"), minute_file(one, "docx", now=now))


def _awards(one: Assessment) -> Iterator[Member]:
    for name, title, model, path in (
        ("awards", _("Decisions to award"), assessed.AwardDecision, "assessment"),
        ("nobody", _("Decisions to award nobody"), assessed.NoAward, "assessment"),
        ("steps", _("Every step of a decision to award"), assessed.AwardStatusChange, "award__assessment"),
        (
            "confidential",
            _("What was left out of the summaries"),
            assessed.ConfidentialPassage,
            "award__assessment",
        ),
    ):
        yield _table(
            f"7-award/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**{path: one}),
        )
    withdrawn = 0
    for award in one.awards.select_related("snapshot", "tender__supplier").order_by("pk"):
        folder = "7-award/summaries"
        if award.status == AwardStatus.WITHDRAWN:
            if summaries_sent_at(award) is None:
                continue
            withdrawn += 1
            folder = f"7-award/withdrawn-{withdrawn}"
        yield from _summaries(award, folder)


def _summaries(award: AwardDecision, folder: str) -> Iterator[Member]:
    """What each tenderer was told of one decision; of one that was withdrawn, as it was when it was sent."""
    tables = summary_tables(award, tenders_told(award), at_once=BATCH)
    for number, (tender, text) in enumerate(tables, start=1):
        said = {"supplier": tender.supplier.name}
        title = _("The summary for %(supplier)s") % said
        if award.status == AwardStatus.WITHDRAWN:
            title = _("The summary for %(supplier)s of a decision that was withdrawn") % said
        yield Member(f"{folder}/{number:03d}.csv", title, text.encode())


def _trail(one: Assessment) -> Member:
    """The audit trail of the assessment, its procurement, its tenders and its awards."""
    about = {one.external_id, one.lot.procurement.external_id}
    about |= {tender.external_id for tender in queries.opened_tenders_of(one)}
    about |= set(one.awards.values_list("external_id", flat=True))
    rows = AuditEvent.objects.filter(external_id__in=sorted(about)).order_by("number")
    return _table("8-record/audit-trail.csv", _("The audit trail, with its digests"), rows)


def _table(path: str, title: str, rows: Iterable[models.Model]) -> Member:
    """Rows as they are stored, one column for each field; keys of other rows are their external ids where they have one."""
    listed = [_plain(row) for row in rows]
    head = list(listed[0]) if listed else [_("nothing")]
    return Member(
        path,
        title,
        csv_text(head, ([str(v) if v is not None else "" for v in row.values()] for row in listed)).encode(),
    )


def _plain(row: models.Model) -> dict[str, Any]:
    return {field.attname: _value(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    if isinstance(value, (dt.date, dict, list)):
        return str(value)
    return value
