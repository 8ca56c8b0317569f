"""Writing the pipeline."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import check_contract_dates, check_value
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.planning.events import PlanningEvent as Event
from commonweal.lifecycle.planning.models import PipelineEntry, PipelineServes
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.records.work import change, transaction


def add_entry(*, by: Actor, now: dt.datetime, **facts: Any) -> PipelineEntry:
    """Add something to the pipeline of the actor's authority.

    Args:
        facts: fields of `PipelineEntry`; at least `title`, `nature` and `value_pence`.

    Raises:
        Invalid: no title, no value, or dates out of order.
    """
    by.must(Permission.PIPELINE_EDIT)
    entry = PipelineEntry(authority_id=by.organisation_id, **facts)
    _check(entry)
    with transaction(by=by, at=now) as work:
        entry.save()
        work.record(Event.ENTRY_ADDED, entry, value_pence=entry.value_pence)
    return entry


def edit_entry(
    entry: PipelineEntry, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> PipelineEntry:
    """Change a pipeline entry that has not been withdrawn. A procurement begun from it keeps what it copied."""
    by.must(Permission.PIPELINE_EDIT)
    check_not_withdrawn(entry)
    for name, value in facts.items():
        setattr(entry, name, value)
    _check(entry)
    with transaction(by=by, at=now) as work:
        change(entry, revision=revision, **facts)
        work.record(Event.ENTRY_CHANGED, entry, changed=sorted(facts))
    return entry


def withdraw_entry(
    entry: PipelineEntry, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> PipelineEntry:
    """Say that it will not be bought. The entry stays and is shown as withdrawn."""
    by.must(Permission.PIPELINE_EDIT)
    check_not_withdrawn(entry)
    with transaction(by=by, at=now) as work:
        change(entry, revision=revision, withdrawn_at=now, withdrawn_by=by.person)
        work.record(Event.ENTRY_WITHDRAWN, entry)
    return entry


def serve(
    entry: PipelineEntry, thing: Mission | Outcome, *, reason: str, by: Actor, now: dt.datetime
) -> PipelineServes:
    """Say which mission or outcome the entry could serve, and why."""
    by.must(Permission.PIPELINE_EDIT)
    check_not_withdrawn(entry)
    if not reason.strip():
        raise Invalid("serves.reason_missing", field="reason")
    which = "mission" if isinstance(thing, Mission) else "outcome"
    if entry.serves.filter(**{which: thing}).exists():
        raise Refused("serves.already_linked")
    with transaction(by=by, at=now) as work:
        link = PipelineServes(
            entry=entry,
            basis=LinkBasis.DECIDED,
            reason=reason.strip(),
            linked_at=now,
            linked_by=by.person,
            **{which: thing},
        )
        link.save()
        work.record(Event.SERVES_LINKED, entry, kind=which, thing=thing.external_id)
    return link


def stop_serving(link: PipelineServes, *, by: Actor, now: dt.datetime) -> None:
    """Take a link back."""
    by.must(Permission.PIPELINE_EDIT)
    check_not_withdrawn(link.entry)
    with transaction(by=by, at=now) as work:
        thing = link.mission or link.outcome
        work.record(Event.SERVES_REMOVED, link.entry, thing=thing.external_id)
        link.delete()


def check_not_withdrawn(entry: PipelineEntry) -> None:
    """Raise `Refused` when the entry has been withdrawn."""
    if entry.withdrawn_at is not None:
        raise Refused("pipeline.withdrawn")


def _check(entry: PipelineEntry) -> None:
    if not entry.title.strip():
        raise Invalid("pipeline.title_missing", field="title")
    check_value(entry.value_pence, entry.value_ex_vat_pence)
    check_contract_dates(entry.starts_on, entry.ends_on, entry.extension_months)
    if entry.notice_on and entry.starts_on and entry.notice_on >= entry.starts_on:
        raise Invalid("pipeline.notice_after_start", field="notice_on")
