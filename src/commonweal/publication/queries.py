"""All reads of what is public. Anybody may ask; there is nobody to scope to, so each query says so."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q

from commonweal.domain.asks import AskContent
from commonweal.domain.engagements import EngagementCall, EngagementContent
from commonweal.domain.errors import NotFound
from commonweal.domain.pipelines import PipelineContent
from commonweal.domain.published_contracts import ContractContent
from commonweal.domain.tendering_content import TenderingContent
from commonweal.files.actions import content_of
from commonweal.files.kinds import KINDS
from commonweal.publication.models import PublicKind, PublishedFile, Snapshot, Suspension, Tombstone
from commonweal.records.scopes import ScopedQuerySet


@dataclass(frozen=True)
class OpportunityFilter:
    """What the list of opportunities is narrowed to; an empty field narrows nothing.

    `place` is the code of a place or the beginning of its name; `cpv` a division of two digits; values are pence with
    VAT; `closes_before` is the first instant that is too late.
    """

    words: str = ""
    nature: str = ""
    authority: str = ""
    place: str = ""
    cpv: str = ""
    value_from: int | None = None
    value_to: int | None = None
    closes_before: dt.datetime | None = None


@dataclass(frozen=True)
class PublicAsk:
    """A published ask as everybody may read it."""

    ask: AskContent
    number: int
    digest: str
    published_at: dt.datetime
    closes_at: dt.datetime

    def is_open(self, now: dt.datetime) -> bool:
        """True while a tender would be in time."""
        return now <= self.closes_at


@dataclass(frozen=True)
class Withdrawn:
    """That something public was withdrawn, and why."""

    title: str
    reason: str
    withdrawn_at: dt.datetime


def current(kind: PublicKind) -> ScopedQuerySet:
    """The latest snapshot of every thing of a kind that has not been withdrawn."""
    rows = Snapshot.objects.for_system("what is public is public").filter(thing_kind=kind.value)
    later = Snapshot.objects.for_system("what is public is public").filter(
        thing_kind=OuterRef("thing_kind"), thing_id=OuterRef("thing_id"), number__gt=OuterRef("number")
    )
    gone = Tombstone.objects.for_system("what is public is public").filter(
        thing_kind=OuterRef("thing_kind"), thing_id=OuterRef("thing_id")
    )
    return rows.filter(~Exists(later), ~Exists(gone))


def open_asks(now: dt.datetime, wanted: OpportunityFilter | None = None) -> ScopedQuerySet:
    """Published asks whose deadline has not passed, the soonest to close first. `authority` is an external id."""
    wanted = wanted or OpportunityFilter()
    found = current(PublicKind.ASK).filter(closes_at__gte=now).select_related("authority")
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(summary__icontains=wanted.words))
    if wanted.nature:
        found = found.filter(nature=wanted.nature)
    if wanted.authority:
        found = found.filter(authority__external_id=wanted.authority)
    return _in_the_frozen_words(found, wanted).order_by("closes_at", "pk")


def _in_the_frozen_words(found: ScopedQuerySet, wanted: OpportunityFilter) -> ScopedQuerySet:
    """Narrowed by what stands in columns, and by place and subject, which stand in the canonical JSON alone.

    Canonical JSON has one spelling: a place is ``{"code":"...","name":"..."}`` and a subject ``"cpv_division":"85"``.
    """
    if wanted.place:
        said = json.dumps(wanted.place, ensure_ascii=False)[1:-1]
        named = Q(content__icontains=f',"name":"{said}') | Q(content__icontains=f'{{"code":"{said}","name":"')
        found = found.filter(named)
    if wanted.cpv:
        found = found.filter(content__contains=f'"cpv_division":"{wanted.cpv}"')
    if wanted.value_from is not None:
        found = found.filter(value_pence__gte=wanted.value_from)
    if wanted.value_to is not None:
        found = found.filter(value_pence__lte=wanted.value_to)
    if wanted.closes_before is not None:
        found = found.filter(closes_at__lt=wanted.closes_before)
    return found


def asks_of(procurements: Iterable[str]) -> ScopedQuerySet:
    """The public asks of these procurements (external ids), open or closed, the soonest to close first."""
    found = current(PublicKind.ASK).filter(thing_id__in=list(procurements)).select_related("authority")
    return found.order_by("closes_at", "pk")


def tenderings_of(procurements: Iterable[str]) -> dict[str, TenderingContent]:
    """What is told beside the asks of these procurements, by external id."""
    rows = current(PublicKind.TENDERING).filter(thing_id__in=list(procurements))
    return {row.thing_id: TenderingContent.from_json(row.content) for row in rows}


def closed_asks(now: dt.datetime) -> ScopedQuerySet:
    """Published asks whose deadline has passed, the latest first."""
    found = current(PublicKind.ASK).filter(closes_at__lt=now).select_related("authority")
    return found.order_by("-closes_at", "-pk")


def ask(procurement_id: str) -> PublicAsk | Withdrawn:
    """The public ask of a procurement, or its tombstone. Raises NotFound when it was never published."""
    gone = (
        Tombstone.objects.for_system("what is public is public")
        .filter(thing_kind=PublicKind.ASK, thing_id=procurement_id)
        .first()
    )
    if gone is not None:
        return Withdrawn(gone.title, gone.reason, gone.withdrawn_at)
    row = current(PublicKind.ASK).filter(thing_id=procurement_id).first()
    if row is None:
        raise NotFound("record.not_found", kind="ask")
    return read(row)


def pipelines() -> ScopedQuerySet:
    """The pipeline of each authority that published one, by the authority's name."""
    return current(PublicKind.PIPELINE).select_related("authority").order_by("title", "pk")


def pipeline(authority_id: str) -> tuple[Snapshot, PipelineContent]:
    """The published pipeline of an authority (its external id). Raises NotFound when there is none."""
    row = pipelines().filter(thing_id=authority_id).first()
    if row is None:
        raise NotFound("record.not_found", kind="publication")
    return row, PipelineContent.from_json(row.content)


def engagements() -> ScopedQuerySet:
    """Published summaries of market engagements, the newest first."""
    return current(PublicKind.ENGAGEMENT).select_related("authority").order_by("-published_at", "-pk")


def engagement(engagement_id: str) -> tuple[Snapshot, EngagementContent]:
    """The published summary of an engagement. Raises NotFound when there is none."""
    row = engagements().filter(thing_id=engagement_id).first()
    if row is None:
        raise NotFound("record.not_found", kind="publication")
    return row, EngagementContent.from_json(row.content)


def tendering(procurement_id: str) -> TenderingContent | None:
    """What was told beside a procurement's ask while tenders were invited; None when nothing was."""
    row = current(PublicKind.TENDERING).filter(thing_id=procurement_id).first()
    return TenderingContent.from_json(row.content) if row is not None else None


def read(row: Snapshot) -> PublicAsk:
    """A snapshot of an ask as plain values."""
    assert row.closes_at is not None, "an ask is published with its deadline"
    return PublicAsk(
        AskContent.from_json(row.content), row.number, row.digest, row.published_at, row.closes_at
    )


@dataclass(frozen=True)
class PublicFile:
    """A published file: its bytes, its name, and what it is served as."""

    name: str
    kind: str
    content: bytes

    @property
    def media_type(self) -> str:
        """What it is served as."""
        return KINDS[self.kind].media_type


def files_of(procurement_id: str, number: int) -> list[PublishedFile]:
    """The files of one published version of an ask, in the order they were made."""
    rows = PublishedFile.objects.for_system("what is public is public").select_related("stored")
    return list(rows.filter(thing_kind=PublicKind.ASK, thing_id=procurement_id, number=number))


def file_of(procurement_id: str, number: int, part: str, kind: str) -> PublicFile:
    """One file of one published version. Raises NotFound."""
    for row in files_of(procurement_id, number):
        if (row.part, row.kind) == (part, kind):
            return PublicFile(row.stored.name, row.kind, content_of(row.stored))
    raise NotFound("record.not_found", kind=PublishedFile.KIND)


def public_file(procurement_id: str, file_id: str) -> PublicFile | Withdrawn:
    """A file of the version that is shown now, or the tombstone of a withdrawn ask. Raises NotFound."""
    found = ask(procurement_id)
    if isinstance(found, Withdrawn):
        return found
    for row in files_of(procurement_id, found.number):
        if row.external_id == file_id:
            return PublicFile(row.stored.name, row.kind, content_of(row.stored))
    raise NotFound("record.not_found", kind=PublishedFile.KIND)


def snapshot_of(procurement_id: str, number: int) -> Snapshot:
    """One published state of an ask, withdrawn or not. Raises NotFound."""
    rows = Snapshot.objects.for_system("what is public is public")
    found: Snapshot | None = rows.filter(
        thing_kind=PublicKind.ASK, thing_id=procurement_id, number=number
    ).first()
    if found is None:
        raise NotFound("record.not_found", kind=Snapshot.KIND)
    return found


@dataclass(frozen=True)
class Suspended:
    """That the latest public state of a thing was withdrawn for correction, and why."""

    number: int
    reason: str
    suspended_at: dt.datetime


def open_calls(now: dt.datetime) -> ScopedQuerySet:
    """Calls to take part in a market engagement that still take part, the soonest to close first."""
    rows = current(PublicKind.ENGAGEMENT_CALL).filter(closes_at__gte=now).select_related("authority")
    return rows.order_by("closes_at", "pk")


def engagement_call(engagement_id: str) -> tuple[Snapshot, EngagementCall]:
    """The published call of an engagement. Raises NotFound when there is none."""
    row = current(PublicKind.ENGAGEMENT_CALL).filter(thing_id=engagement_id).first()
    if row is None:
        raise NotFound("record.not_found", kind="publication")
    return row, EngagementCall.from_json(row.content)


def suspension(found: PublicAsk) -> Suspended | None:
    """Whether the version that stands was withdrawn for correction; None when tenders may be submitted to it."""
    rows = Suspension.objects.for_system("what is public is public")
    row = rows.filter(
        thing_kind=PublicKind.ASK, thing_id=found.ask.procurement_id, number=found.number
    ).first()
    return Suspended(row.number, row.reason, row.suspended_at) if row is not None else None


def suspended_among(rows: Iterable[Snapshot]) -> set[str]:
    """External ids of the procurements among these snapshots of asks that are withdrawn for correction. One query."""
    listed = {(row.thing_id, row.number) for row in rows}
    held = Suspension.objects.for_system("what is public is public").filter(
        thing_kind=PublicKind.ASK, thing_id__in=[thing_id for thing_id, _number in listed]
    )
    return {
        thing_id
        for thing_id, number in held.values_list("thing_id", "number")
        if (thing_id, number) in listed
    }


def earlier(found: PublicAsk) -> AskContent | None:
    """The version published before this one, as everybody may read it; None for the first."""
    rows = Snapshot.objects.for_system("what is public is public").filter(
        thing_kind=PublicKind.ASK, thing_id=found.ask.procurement_id, number__lt=found.number
    )
    row = rows.order_by("-number").first()
    return AskContent.from_json(row.content) if row is not None else None


@dataclass(frozen=True)
class Version:
    """One published version of a thing: the frozen content, its number and when it was published."""

    content: AskContent | ContractContent
    number: int
    published_at: dt.datetime


_VERSIONED: dict[PublicKind, type[AskContent] | type[ContractContent]] = {
    PublicKind.ASK: AskContent,
    PublicKind.CONTRACT: ContractContent,
}


def history(thing_ids: Iterable[str] | None = None) -> ScopedQuerySet:
    """Every snapshot of asks and contracts in the order of publication, without what was withdrawn since.

    Asks are kept by the id of their procurement, contracts by their own; `thing_ids` narrows to some.
    """
    rows = Snapshot.objects.for_system("what is public is public")
    same = {"thing_kind": OuterRef("thing_kind"), "thing_id": OuterRef("thing_id")}
    gone = Tombstone.objects.for_system("what is public is public").filter(**same)
    held = Suspension.objects.for_system("what is public is public").filter(**same, number=OuterRef("number"))
    rows = rows.filter(~Exists(gone), ~Exists(held), thing_kind__in=list(_VERSIONED))
    if thing_ids is not None:
        rows = rows.filter(thing_id__in=list(thing_ids))
    return rows.order_by("published_at", "pk")


def versions_before(rows: Iterable[Snapshot]) -> dict[int, Snapshot]:
    """The version before each row, of the same thing and among those that leave, by the row's primary key; in one query."""
    listed = list(rows)
    found: dict[int, Snapshot] = {}
    latest: dict[tuple[str, str], list[Snapshot]] = {}
    for each in history({row.thing_id for row in listed if row.number > 1}):
        latest.setdefault((each.thing_kind, each.thing_id), []).append(each)
    for row in listed:
        earlier = [
            each for each in latest.get((row.thing_kind, row.thing_id), []) if each.number < row.number
        ]
        if earlier:
            found[row.pk] = max(earlier, key=lambda each: each.number)
    return found


def version(row: Snapshot) -> Version:
    """A snapshot of any kind as plain values."""
    content = _VERSIONED[PublicKind(row.thing_kind)].from_json(row.content)
    return Version(content, row.number, row.published_at)


def contracts_of(procurement_id: str) -> list[str]:
    """Ids of the published contracts of a procurement."""
    mark = f'"procurement_id":"{procurement_id}"'
    rows = current(PublicKind.CONTRACT).filter(content__contains=mark)
    return sorted(rows.values_list("thing_id", flat=True))


def last_number(kind: PublicKind, thing_id: str) -> int:
    """The number of the latest version of a thing, withdrawn or not; 0 when there is none."""
    rows = Snapshot.objects.for_system("what is public is public").filter(
        thing_kind=kind.value, thing_id=thing_id
    )
    found: int | None = rows.aggregate(last=Max("number"))["last"]
    return found or 0
