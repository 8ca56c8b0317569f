"""All writes of publication. Journeys call these; nothing becomes public another way."""

import datetime as dt
from dataclasses import replace

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.canonical import digest
from commonweal.domain.engagements import EngagementCall, EngagementContent
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.pipelines import PipelineContent
from commonweal.domain.published_contracts import ContractContent
from commonweal.domain.tendering_content import TenderingContent
from commonweal.files import actions as files
from commonweal.outbox import actions as outbox
from commonweal.publication.allowed import (
    public_ask,
    public_call,
    public_contract,
    public_engagement,
    public_pipeline,
    public_tendering,
)
from commonweal.publication.events import PublicationEvent as Event
from commonweal.publication.models import PublicKind, PublishedFile, Snapshot, Suspension, Tombstone
from commonweal.records.scopes import ScopedQuerySet
from commonweal.records.work import transaction


def publish_ask(ask: AskContent, *, authority_id: int, by: Actor, now: dt.datetime) -> Snapshot:
    """Freeze a published ask for everybody to read, keyed by its procurement. The caller has checked who may.

    Raises:
        Refused: this version is public already, or the ask was withdrawn.
    """
    shown = public_ask(ask)
    content = shown.to_json()
    _check_new(PublicKind.ASK, ask.procurement_id, ask.version)
    with transaction(by=by, at=now) as work:
        snapshot = Snapshot(
            authority_id=authority_id,
            thing_kind=PublicKind.ASK.value,
            thing_id=ask.procurement_id,
            number=ask.version,
            title=ask.title,
            summary=ask.description,
            nature=ask.nature,
            place_codes=[place.code for place in ask.places],
            value_pence=ask.value_pence,
            closes_at=ask.tender_deadline_at,
            content=content.decode(),
            digest=digest(content),
            published_at=now,
            published_by=by.person,
        )
        snapshot.save()
        work.record(
            Event.PUBLISHED, snapshot, thing=ask.procurement_id, number=ask.version, digest=snapshot.digest
        )
        outbox.send("ask.published", procurement=ask.procurement_id, number=str(ask.version))
    return snapshot


def publish_pipeline(
    pipeline: PipelineContent, *, authority_id: int, by: Actor, now: dt.datetime
) -> Snapshot:
    """Freeze an authority's pipeline as it stands; the one before it is kept, and no longer shown."""
    title = pipeline.authority_name
    content = public_pipeline(pipeline).to_json()
    return _append(
        PublicKind.PIPELINE, pipeline.authority_id, title, content, authority_id=authority_id, by=by, now=now
    )


def publish_engagement(
    summary: EngagementContent, *, authority_id: int, by: Actor, now: dt.datetime
) -> Snapshot:
    """Freeze what was heard in an engagement and what came of it. A later summary takes its place."""
    content = public_engagement(summary).to_json()
    return _append(
        PublicKind.ENGAGEMENT,
        summary.engagement_id,
        summary.title,
        content,
        authority_id=authority_id,
        by=by,
        now=now,
    )


def publish_call(call: EngagementCall, *, authority_id: int, by: Actor, now: dt.datetime) -> Snapshot:
    """Freeze the call to take part in an engagement. A later one takes its place."""
    return _append(
        PublicKind.ENGAGEMENT_CALL,
        call.engagement_id,
        call.title,
        public_call(call).to_json(),
        authority_id=authority_id,
        by=by,
        now=now,
        closes_at=call.answers_until if call.is_taking_part else None,
    )


def publish_tendering(told: TenderingContent, *, authority_id: int, by: Actor, now: dt.datetime) -> Snapshot:
    """Freeze what is told while tenders are invited; what was told before is kept, and no longer shown."""
    content = public_tendering(told).to_json()
    title = told.title[:200]
    return _append(
        PublicKind.TENDERING, told.procurement_id, title, content, authority_id=authority_id, by=by, now=now
    )


def _append(
    kind: PublicKind,
    thing_id: str,
    title: str,
    content: bytes,
    *,
    authority_id: int,
    by: Actor,
    now: dt.datetime,
    closes_at: dt.datetime | None = None,
) -> Snapshot:
    """The next snapshot of a thing that has no version of its own."""
    if _is_withdrawn(kind, thing_id):
        raise Refused("publication.withdrawn")
    with transaction(by=by, at=now) as work:
        snapshot = Snapshot(
            authority_id=authority_id,
            thing_kind=kind.value,
            thing_id=thing_id,
            number=_snapshots(kind, thing_id).count() + 1,
            title=title,
            closes_at=closes_at,
            content=content.decode(),
            digest=digest(content),
            published_at=now,
            published_by=by.person,
        )
        snapshot.save()
        work.record(Event.PUBLISHED, snapshot, thing=thing_id, number=snapshot.number, digest=snapshot.digest)
    return snapshot


def publish_contract(
    contract: ContractContent, *, authority_id: int, by: Actor, now: dt.datetime
) -> Snapshot:
    """Freeze a contract for everybody to read. The caller has checked who may.

    Raises:
        Refused: it says nothing that the version before did not say, or it was withdrawn.
    """
    shown = public_contract(contract)
    _check_new(PublicKind.CONTRACT, contract.contract_id, contract.version)
    last = _snapshots(PublicKind.CONTRACT, contract.contract_id).order_by("-number").first()
    if last is not None and ContractContent.from_json(last.content) == replace(shown, version=last.number):
        raise Refused("publication.nothing_new")
    content = shown.to_json()
    with transaction(by=by, at=now) as work:
        snapshot = Snapshot(
            authority_id=authority_id,
            thing_kind=PublicKind.CONTRACT.value,
            thing_id=contract.contract_id,
            number=contract.version,
            title=contract.title[:200],
            nature=contract.nature,
            value_pence=contract.value_pence,
            content=content.decode(),
            digest=digest(content),
            published_at=now,
            published_by=by.person,
        )
        snapshot.save()
        work.record(
            Event.PUBLISHED,
            snapshot,
            thing=contract.contract_id,
            number=contract.version,
            digest=snapshot.digest,
        )
    return snapshot


def withdraw(kind: PublicKind, thing_id: str, *, reason: str, by: Actor, now: dt.datetime) -> Tombstone:
    """Put a tombstone in the place of a published thing. What was published is kept, and no longer shown.

    Raises:
        Invalid: no reason for the public. Refused: it is not public, or withdrawn already.
    """
    if not reason.strip():
        raise Invalid("publication.reason_missing", field="reason")
    latest = _snapshots(kind, thing_id).order_by("-number").first()
    if latest is None:
        raise Refused("publication.not_public")
    if _is_withdrawn(kind, thing_id):
        raise Refused("publication.withdrawn")
    with transaction(by=by, at=now) as work:
        tombstone = Tombstone(
            authority_id=latest.authority_id,
            thing_kind=kind.value,
            thing_id=thing_id,
            title=latest.title,
            reason=reason.strip(),
            withdrawn_at=now,
            withdrawn_by=by.person,
        )
        tombstone.save()
        work.record(Event.WITHDRAWN, tombstone, thing=thing_id)
    return tombstone


def publish_file(
    snapshot: Snapshot, *, part: str, name: str, content: bytes, by: Actor, now: dt.datetime
) -> PublishedFile:
    """Store a file by its digest and let everybody have it, beside the published state it belongs to.

    Args:
        part: what the file is there; with the kind of file it is unique.
        name: as it is offered for download; its ending says what kind it is.

    Raises:
        Invalid: the content is not what its name says.
        Refused: this file of this state is public already.
    """
    about = {each: getattr(snapshot, each) for each in ("authority_id", "thing_kind", "thing_id", "number")}
    with transaction(by=by, at=now) as work:
        stored = files.store_own(name, content, owner_id=snapshot.authority_id, by=by, now=now)
        rows = PublishedFile.objects.for_system("what is public is public")
        if rows.filter(**about, part=part, kind=stored.kind).exists():
            raise Refused("publication.not_newer", number=snapshot.number)
        published = PublishedFile(
            **about, part=part, kind=stored.kind, stored=stored, published_at=now, published_by=by.person
        )
        published.save()
        work.record(Event.FILE_PUBLISHED, snapshot, part=part, kind=stored.kind, digest=stored.sha256)
    return published


def suspend(kind: PublicKind, thing_id: str, *, reason: str, by: Actor, now: dt.datetime) -> Suspension:
    """Say of the latest public state that it was withdrawn for correction. It is shown with the reason until the next.

    Raises:
        Invalid: no reason for the public. Refused: it is not public, or withdrawn for good.
    """
    if not reason.strip():
        raise Invalid("publication.reason_missing", field="reason")
    latest = _snapshots(kind, thing_id).order_by("-number").first()
    if latest is None:
        raise Refused("publication.not_public")
    if _is_withdrawn(kind, thing_id):
        raise Refused("publication.withdrawn")
    with transaction(by=by, at=now) as work:
        suspension = Suspension(
            authority_id=latest.authority_id,
            thing_kind=kind.value,
            thing_id=thing_id,
            number=latest.number,
            reason=reason.strip(),
            suspended_at=now,
            suspended_by=by.person,
        )
        suspension.save()
        work.record(Event.SUSPENDED, suspension, thing=thing_id, number=latest.number)
    return suspension


def _check_new(kind: PublicKind, thing_id: str, number: int) -> None:
    if _is_withdrawn(kind, thing_id):
        raise Refused("publication.withdrawn")
    if _snapshots(kind, thing_id).filter(number__gte=number).exists():
        raise Refused("publication.not_newer", number=number)


def _snapshots(kind: PublicKind, thing_id: str) -> ScopedQuerySet:
    rows = Snapshot.objects.for_system("what is public is public")
    return rows.filter(thing_kind=kind.value, thing_id=thing_id)


def _is_withdrawn(kind: PublicKind, thing_id: str) -> bool:
    rows = Tombstone.objects.for_system("what is public is public")
    return rows.filter(thing_kind=kind.value, thing_id=thing_id).exists()
