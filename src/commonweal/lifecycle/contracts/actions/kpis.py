"""Setting, changing and withdrawing key performance indicators, and rating performance against them."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import FigureBasis
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.kpis import (
    DEFAULT_BANDS,
    Bands,
    KpiDirection,
    KpiRating,
    check_assessment,
    check_kpi,
    covered_to,
    due_on,
    suggest,
)
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Commitment, Contract, Kpi, KpiAssessment
from commonweal.lifecycle.contracts.performance import begins_on
from commonweal.records.work import change, locked, transaction

_OPEN = (ContractStatus.PREPARED, ContractStatus.IN_FORCE)


@dataclass(frozen=True)
class KpiFacts:
    """What a KPI says. `target` in thousandths of `unit`; None means what the commitment promised for the days assessed."""

    title: str
    commitment: Commitment | None = None
    words: str = ""
    unit: str = ""
    target: int | None = None
    direction: KpiDirection = KpiDirection.AT_LEAST
    approaching_from: int = DEFAULT_BANDS.approaching_from
    improvement_from: int = DEFAULT_BANDS.improvement_from
    is_material: bool = False


_FACTS = tuple(each.name for each in fields(KpiFacts))


@dataclass(frozen=True)
class Rated:
    """The days a rating is about, the figures as they stood, and what the person decided.

    `figure` and `expected` in thousandths of the KPI's unit; `expected` None where nothing is known to hold it against.
    """

    start_on: dt.date
    end_on: dt.date
    rating: KpiRating
    reason: str
    figure: int | None = None
    figure_basis: FigureBasis | None = None
    expected: int | None = None


def set_kpi(contract: Contract, facts: KpiFacts, *, by: Actor, now: dt.datetime) -> Kpi:
    """Set a KPI for a contract that is prepared or in force. Those above GBP 5 million are set before entering into it."""
    _check_open(contract, by)
    stored = _checked(contract, facts)
    with transaction(by=by, at=now) as work:
        locked(contract)
        kpi = Kpi(contract=contract, number=contract.kpis.count() + 1, set_by=by.person, **stored)
        kpi.due_on = _due_on(contract, None)
        kpi.save()
        work.record(Event.KPI_SET, kpi, contract=contract.external_id, number=kpi.number)
    return kpi


def change_kpi(kpi: Kpi, facts: KpiFacts, *, by: Actor, now: dt.datetime, revision: int | None = None) -> Kpi:
    """Change a KPI that nobody has assessed yet. Afterwards it is withdrawn, with a reason, and another set."""
    _check_open(kpi.contract, by)
    _check_live(kpi)
    stored = _checked(kpi.contract, facts)
    with transaction(by=by, at=now) as work:
        change(kpi, revision=revision, **stored)
        if kpi.assessments.exists():
            raise Refused("kpi.stands_once_assessed")
        work.record(Event.KPI_CHANGED, kpi)
    return kpi


def withdraw_kpi(kpi: Kpi, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None) -> Kpi:
    """Withdraw a KPI with a reason; its ratings stay."""
    _check_open(kpi.contract, by)
    _check_live(kpi)
    if not reason.strip():
        raise Invalid("kpi.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        change(
            kpi,
            revision=revision,
            withdrawn_at=now,
            withdrawn_by=by.person,
            withdrawn_reason=reason.strip(),
            due_on=None,
        )
        work.record(Event.KPI_WITHDRAWN, kpi)
    return kpi


def assess_kpi(
    kpi: Kpi,
    rated: Rated,
    *,
    by: Actor,
    now: dt.datetime,
    corrects: KpiAssessment | None = None,
    revision: int | None = None,
) -> KpiAssessment:
    """Rate performance against a KPI for days that are over, beside what the figures suggest.

    With `corrects` the new rating takes the place of an earlier one, which stays and is marked.

    Raises:
        NotPermitted: the actor may not look after contracts. Refused: not binding yet, withdrawn, the days are not over,
            or were assessed already. Invalid: no reason. Stale: somebody else assessed it since `revision` was read.
    """
    by.must(Permission.CONTRACT_EDIT)
    _check_live(kpi)
    if not kpi.contract.is_binding:
        raise Refused("kpi.contract_not_binding")
    with transaction(by=by, at=now) as work:
        change(kpi, revision=revision)
        _check_spans(kpi, rated, corrects, london_day(now))
        row = KpiAssessment(kpi=kpi, decided_by_id=by.person_id, corrects=corrects, **_row(kpi, rated))
        row.save()
        change(kpi, due_on=_due_on(kpi.contract, assessed_to(kpi)))
        work.record(
            Event.KPI_ASSESSED,
            kpi,
            assessment=row.external_id,
            suggested=row.suggested,
            rating=row.rating,
            figure=row.figure,
        )
    return row


def assessed_to(kpi: Kpi) -> dt.date | None:
    """The last day to which standing ratings cover every day, from when the contract and the KPI began."""
    standing = kpi.assessments.filter(corrected_by__isnull=True)
    return covered_to(standing.values_list("start_on", "end_on"), begins_on(kpi))


def fall_due_from_entry(contract: Contract) -> None:
    """Say of each KPI when it is first to be assessed; called when the contract is entered into."""
    for kpi in contract.kpis.filter(withdrawn_at__isnull=True):
        change(kpi, due_on=_due_on(contract, None))


def follow_the_term(contract: Contract) -> None:
    """Each KPI falls due by the term as it is now; one whose last rating reaches to the end does not."""
    for kpi in contract.kpis.filter(withdrawn_at__isnull=True):
        change(kpi, due_on=_due_on(contract, assessed_to(kpi)))


def fall_due_at_the_end(contract: Contract, today: dt.date) -> None:
    """Each KPI is to be assessed when the contract ends, unless its last rating reaches to the end."""
    for kpi in contract.kpis.filter(withdrawn_at__isnull=True):
        last = assessed_to(kpi)
        ended = min(today, contract.last_on or today)
        change(kpi, due_on=None if last is not None and last >= ended else today)


def _row(kpi: Kpi, rated: Rated) -> dict[str, Any]:
    suggestion = suggest(
        rated.figure,
        rated.expected,
        KpiDirection(kpi.direction),
        Bands(kpi.approaching_from, kpi.improvement_from),
    )
    last = kpi.contract.last_on
    is_over = kpi.contract.status != ContractStatus.IN_FORCE
    return {
        "start_on": rated.start_on,
        "end_on": rated.end_on,
        "is_final": is_over if last is None else rated.end_on >= last,
        "figure": rated.figure,
        "figure_basis": rated.figure_basis or "",
        "expected": rated.expected,
        "suggested": suggestion.rating or "",
        "suggested_because": suggestion.because,
        "share": suggestion.share,
        "rating": rated.rating,
        "reason": rated.reason.strip(),
    }


def _check_spans(kpi: Kpi, rated: Rated, corrects: KpiAssessment | None, today: dt.date) -> None:
    standing = kpi.assessments.filter(corrected_by__isnull=True)
    if corrects is not None:
        if not standing.filter(pk=corrects.pk).exists():
            raise Refused("kpi.corrected_already")
        standing = standing.exclude(pk=corrects.pk)
    check_assessment(
        start_on=rated.start_on,
        end_on=rated.end_on,
        today=today,
        reason=rated.reason,
        earlier=list(standing.values_list("start_on", "end_on")),
    )


def _checked(contract: Contract, facts: KpiFacts) -> dict[str, Any]:
    """The fields to store. Raises `Invalid` where they say too little, or name another contract's commitment."""
    if facts.commitment is not None and facts.commitment.contract_id != contract.pk:
        raise Invalid("kpi.commitment_of_another_contract", field="measures")
    unit = facts.unit.strip() or (facts.commitment.unit if facts.commitment else "")
    check_kpi(
        title=facts.title,
        unit=unit,
        target=facts.target,
        direction=facts.direction,
        has_commitment=facts.commitment is not None,
    )
    Bands(facts.approaching_from, facts.improvement_from)
    stored = {name: getattr(facts, name) for name in _FACTS}
    return stored | {"title": facts.title.strip(), "unit": unit, "words": facts.words.strip()}


def _check_open(contract: Contract, by: Actor) -> None:
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if contract.status not in _OPEN:
        raise Refused("kpi.contract_is_over")


def _check_live(kpi: Kpi) -> None:
    if not kpi.is_live:
        raise Refused("kpi.is_withdrawn")


def _due_on(contract: Contract, last: dt.date | None) -> dt.date | None:
    """None while the contract does not bind."""
    if contract.entered_at is None:
        return None
    return due_on(entered_on=london_day(contract.entered_at), ends_on=contract.last_on, assessed_to=last)
