"""What the whole file of an assessment holds: every record of it, each as a file with a path and a title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.canonical import encode
from commonweal.files.actions import content_of
from commonweal.files.blobs import DamagedFileError
from commonweal.files.checks import clean_name
from commonweal.files.models import StoredFile
from commonweal.journeys.assessment_papers.keys import Keys, chunks, people_rows
from commonweal.journeys.assessment_papers.marks import scores
from commonweal.journeys.assessment_papers.minute import minute_file
from commonweal.journeys.assessment_papers.summary_tables import summary_tables
from commonweal.journeys.assessment_papers.tables import Member, table
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


def members(one: Assessment, *, now: dt.datetime) -> Iterator[Member]:
    """Every file but the index and the manifest, in reading order; rounds before it in folders of their own."""
    keys = Keys()
    yield from _asks(one, keys)
    yield from _round(one, keys, now)
    before = queries.earlier_assessments_of(one)
    for earlier in before:
        folder = f"0-round-{earlier.round.number}"
        for each in _round(earlier, keys, now):
            title = _("Round %(number)s: %(title)s") % {"number": earlier.round.number, "title": each.title}
            yield Member(f"{folder}/{each.path}", title, each.content)
    yield _trail([one, *before], keys)
    yield from _codes([one, *before], keys)


def _round(one: Assessment, keys: Keys, now: dt.datetime) -> Iterator[Member]:
    yield table("2-tenders/assessment.csv", _("The assessment"), [one], keys)
    yield from _tenders(one, keys)
    yield from _tendering(one, keys)
    yield from _before(one, keys)
    yield from _panel(one, keys)
    yield from scores(one, keys)
    yield from _rankings(one, keys, now)
    yield from _awards(one, keys)


def _asks(one: Assessment, keys: Keys) -> Iterator[Member]:
    rows = (
        AskVersion.objects.for_system("the file that answers a challenge")
        .filter(ask_id=one.ask_version.ask_id)
        .order_by("number")
    )
    for version in rows:
        keys.besides.add(version.external_id)
        title = _("The ask, version %(number)s, as published") % {"number": version.number}
        yield Member(f"1-ask/ask-v{version.number}.json", title, version.content.encode())


def _tenders(one: Assessment, keys: Keys | None = None) -> Iterator[Member]:
    keys = keys or Keys()
    openings = tendered.Opening.objects.for_system("the file that answers a challenge").filter(
        round_id=one.round_id
    )
    yield table("2-tenders/opening.csv", _("The opening: who, when, how many"), openings, keys)
    imported = tendered.ImportedTender.objects.for_system("the file that answers a challenge").filter(
        tender__round_id=one.round_id, tender__lot_id=one.lot_id
    )
    tables = tendered.TenderImport.objects.for_system("the file that answers a challenge").filter(
        round_id=one.round_id
    )
    yield table(
        "2-tenders/imports.csv", _("Tables of tenders from another suite"), tables.defer("content"), keys
    )
    yield table("2-tenders/imported.csv", _("Which tender came from which row"), imported, keys)
    numbered = list(enumerate(queries.opened_tenders_of(one), start=1))
    for place in range(0, len(numbered), BATCH):
        yield from _batch(numbered[place : place + BATCH], keys)


def _batch(batch: Sequence[tuple[int, Tender]], keys: Keys) -> Iterator[Member]:
    """The tenders of one batch, with as many queries as for a single one."""
    of = _Rows.of([tender for _number, tender in batch])
    for number, tender in batch:
        folder = f"2-tenders/{number:03d}"
        yield Member(f"{folder}/tender.json", tender.supplier.name, encode(_tender(tender, of, keys)))
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


def _tender(tender: Tender, of: _Rows, keys: Keys) -> dict[str, Any]:
    def rows(model: Any) -> list[dict[str, Any]]:
        return keys.plain(of.of_tender(model, tender))

    return {
        "tender": keys.plain([tender])[0],
        "supplier": tender.supplier.name,
        "answers": rows(tendered.TenderAnswer),
        "prices": rows(tendered.TenderPrice),
        "price_lines": rows(tendered.TenderPriceLine),
        "parties": rows(tendered.TenderParty),
        "conditions": rows(tendered.ConditionStatement),
        "receipts": rows(tendered.Receipt),
        "commitments": [
            keys.plain([each])[0]
            | {
                "periods": keys.plain(each.periods.all()),
                "milestones": keys.plain(each.milestones.all()),
                "deliveries": keys.plain(each.deliveries.all()),
            }
            for each in of.of_tender(tendered.OfferedCommitment, tender)
        ],
    }


def _tendering(one: Assessment, keys: Keys | None = None) -> Iterator[Member]:
    """What happened while tenders were invited: questions and answers, deadlines that moved, tenders that came late."""
    keys = keys or Keys()
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
        yield table(f"2-tenders/{name}.csv", title, rows, keys)


def _before(one: Assessment, keys: Keys | None = None) -> Iterator[Member]:
    keys = keys or Keys()
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
        yield table(
            f"3-before-scoring/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**where),
            keys,
        )


def _panel(one: Assessment, keys: Keys | None = None) -> Iterator[Member]:
    keys = keys or Keys()
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
        yield table(
            f"4-panel/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**{path: one}),
            keys,
        )
    for name, title, model in (
        ("conflicts", _("The conflicts assessment"), assessed.Conflict),
        ("conflicts-reviews", _("Reviews of the conflicts assessment"), assessed.ConflictsReview),
    ):
        rows = model.objects.for_system("the file that answers a challenge").filter(
            procurement=one.lot.procurement
        )
        yield table(f"4-panel/{name}.csv", title, rows, keys)
    reminders = assessed.ScoreReminder.objects.for_system("the file that answers a challenge")
    yield table(
        "4-panel/reminders.csv", _("Reminders to assessors"), reminders.filter(member__assessment=one), keys
    )


def _rankings(one: Assessment, keys: Keys, now: dt.datetime) -> Iterator[Member]:
    yield table(
        "6-ranking/rankings.csv",
        _("Each time the scores were locked"),
        one.snapshots.defer("content"),
        keys,
    )
    for snapshot in one.snapshots.all():
        title = _("Ranking %(number)s, exact") % {"number": snapshot.number}
        yield Member(f"6-ranking/ranking-{snapshot.number}.json", title, snapshot.content.encode())
    newest = queries.latest_snapshot(one)
    if newest is not None and '"rank":1' in newest.content:
        yield Member("6-ranking/minute.docx", _("How firm the result is"), minute_file(one, "docx", now=now))


def _awards(one: Assessment, keys: Keys | None = None) -> Iterator[Member]:
    keys = keys or Keys()
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
        yield table(
            f"7-award/{name}.csv",
            title,
            model.objects.for_system("the file that answers a challenge").filter(**{path: one}),
            keys,
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


def _trail(every: Sequence[Assessment], keys: Keys) -> Member:
    """The audit trail of everything in the file, with its procurement and the ask, whose deadlines move."""
    one = every[0]
    about = keys.written | keys.besides | {one.lot.external_id, one.lot.procurement.external_id}
    about |= {one.ask_version.ask.external_id, *(each.round.external_id for each in every)}
    rows = [row for some in chunks(sorted(about)) for row in AuditEvent.objects.filter(external_id__in=some)]
    rows.sort(key=lambda row: row.number)
    return table("8-record/audit-trail.csv", _("The audit trail, with its digests"), rows, keys)


def _codes(every: Sequence[Assessment], keys: Keys) -> Iterator[Member]:
    """What the codes stand for: people, and things that have no row of their own."""
    seats = {
        member.person.external_id: PanelRole(member.role).value
        for one in every
        for member in one.members.select_related("person")
    }
    people = csv_text([_("Code"), _("Name"), _("Role"), _("Organisation")], people_rows(keys.people, seats))
    yield Member("8-record/people.csv", _("Who each code of a person is"), people.encode())
    things = csv_text([_("Code"), _("Kind"), _("Name")], keys.elsewhere())
    yield Member("8-record/codes.csv", _("What the other codes stand for"), things.encode())
