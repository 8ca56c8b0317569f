"""What was published - an ask, a contract - as the plain values of one release each.

Ids are stable: the ocid is the installation's prefix and the procurement's id (the contract's own where there was no
procurement here), a release's id names the thing and its version, and every lot, award, contract, commitment and
supplier keeps its own id, so that releases of one process merge.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from commonweal.domain.asks import AskContent
from commonweal.domain.published_contracts import (
    CommitmentContent,
    ContractContent,
    FailureContent,
    KpiContent,
    PartyContent,
)
from commonweal.interchange.ocds.process_values import (
    Award,
    Contract,
    Lot,
    Metric,
    Observation,
    Organisation,
    PerformanceFailure,
    Procurement,
    Span,
    Worth,
)

_LONDON = ZoneInfo("Europe/London")
_STATUS = {"in_force": "active", "finished": "terminated", "terminated": "terminated"}
_CATEGORY = {"goods": "goods", "services": "services", "works": "works"}
_SIGNS = ("GB-COH", "GB-PPON", "GB-CHC")
"""Registers in the order in which one of several is shown as the identifier."""


def ocid_of(content: AskContent | ContractContent, prefix: str) -> str:
    """The contracting process a published thing belongs to."""
    if isinstance(content, AskContent):
        return f"{prefix}-{content.procurement_id}"
    return f"{prefix}-{content.procurement_id or content.contract_id}"


def of_ask(ask: AskContent, published_at: datetime, prefix: str) -> Procurement:
    """A published ask as a release: `tender` the first time, `tenderUpdate` after."""
    return Procurement(
        ocid=ocid_of(ask, prefix),
        release_id=f"{ask.procurement_id}-ask-{ask.version}",
        released_at=published_at,
        tags=("tender",) if ask.version == 1 else ("tenderUpdate",),
        tender_id=ask.procurement_id,
        title=ask.title,
        description=ask.description,
        buyer=Organisation(ask.authority_id, ask.authority_name),
        category=_CATEGORY.get(ask.nature),
        cpv=f"{ask.cpv_division}000000" if ask.cpv_division else None,
        value=Worth(ask.value_ex_vat_pence, ask.value_pence),
        tendering=Span(published_at, ask.tender_deadline_at),
        lots=tuple(
            Lot(lot.id, lot.title, lot.description, Worth(lot.value_ex_vat_pence, lot.value_pence))
            for lot in ask.lots
        ),
        legal_basis=None,
    )


def of_contract(contract: ContractContent, published_at: datetime, prefix: str) -> Procurement:
    """A published contract as a release: the award and contract the first time, what became of it after."""
    first = contract.version == 1
    award = contract.award
    performance = contract.performance
    awarded = award.id if award else f"{contract.contract_id}-award"
    return Procurement(
        ocid=ocid_of(contract, prefix),
        release_id=f"{contract.contract_id}-contract-{contract.version}",
        released_at=published_at,
        tags=("award", "contract") if first else ("contractUpdate", "implementationUpdate"),
        tender_id=contract.procurement_id or contract.contract_id,
        title="" if contract.procurement_id else contract.title,
        status="complete",
        buyer=_party(contract.authority),
        suppliers=(_party(contract.supplier),),
        awards=(
            Award(
                awarded,
                (contract.supplier.id,),
                title=contract.title,
                decided_at=award.decided_at if award else None,
                # What was awarded stays what it was, whatever the contract comes to later.
                value=_worth(contract) if first else None,
                standstill=_span(None, award.standstill_ends_on) if award else None,
            ),
        ),
        contracts=(
            Contract(
                contract.contract_id,
                awarded,
                contract.title,
                _STATUS[contract.status],
                _span(contract.starts_on, contract.ends_on),
                _worth(contract),
                contract.entered_at,
                (*map(_metric, contract.commitments), *map(_kpi, performance.kpis if performance else ())),
                why_no_metrics=performance.no_kpis_reason if performance and not performance.kpis else "",
                failures=tuple(
                    _failure(each, contract.supplier.id)
                    for each in (performance.failures if performance else ())
                ),
            ),
        ),
        legal_basis=None,
    )


def release_of(content: AskContent | ContractContent, published_at: datetime, prefix: str) -> Procurement:
    """The release of any published thing."""
    if isinstance(content, AskContent):
        return of_ask(content, published_at, prefix)
    return of_contract(content, published_at, prefix)


def _worth(contract: ContractContent) -> Worth | None:
    if contract.value_pence is None and contract.value_ex_vat_pence is None:
        return None
    return Worth(contract.value_ex_vat_pence, contract.value_pence)


def _party(party: PartyContent) -> Organisation:
    shown = {each.scheme: each.value for each in party.identifiers}
    scheme = next((sign for sign in _SIGNS if sign in shown), None)
    return Organisation(
        party.id, party.name, scheme, shown[scheme] if scheme else None, party.is_sme, party.is_vcse
    )


def _metric(promise: CommitmentContent) -> Metric:
    return Metric(promise.id, promise.title, promise.words, tuple(_agreed(promise)), tuple(_found(promise)))


def _agreed(promise: CommitmentContent) -> list[Observation]:
    parts = [
        Observation(part.id, _span(part.start_on, part.end_on), part.quantity, promise.unit)
        for part in promise.periods
    ]
    whole = [
        Observation(f"{promise.id}-promised", _span(None, promise.due_on), promise.quantity, promise.unit)
    ]
    return whole * (promise.quantity is not None) + parts


def _found(promise: CommitmentContent) -> list[Observation]:
    said = (
        ("reported", promise.reported, "Reported by the supplier."),
        ("verified", promise.verified, "Verified by a person of the contracting authority."),
    )
    return [
        Observation(f"{promise.id}-{name}", None, figure, promise.unit, notes=notes)
        for name, figure, notes in said
        if figure is not None
    ]


def _kpi(kpi: KpiContent) -> Metric:
    target = Observation(f"{kpi.id}-target", None, kpi.target, kpi.unit)
    ratings = [
        # A corrected rating is another entry of the same days: it takes the place of the one before.
        Observation(
            f"{kpi.id}-{each.start_on}-{each.end_on}",
            _span(each.start_on, each.end_on),
            each.figure,
            kpi.unit,
            each.rating,
        )
        for each in kpi.ratings
    ]
    return Metric(kpi.id, kpi.title, kpi.words, (target,) * (kpi.target is not None), tuple(ratings))


def _failure(failure: FailureContent, supplier_id: str) -> PerformanceFailure:
    return PerformanceFailure(
        id=failure.id,
        requirement=failure.requirement,
        description=failure.description,
        decided_at=_first_moment(failure.decided_on),
        penalty=failure.penalty_type,
        penalty_at=_first_moment(failure.penalty_on) if failure.penalty_on else None,
        penalty_pence=failure.penalty_pence,
        ends_part_of_contract=failure.is_partial_termination,
        suppliers=(supplier_id,),
    )


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON)


def _span(start: date | None, end: date | None) -> Span | None:
    """Days in London as instants: from the first moment of one to the last second of the other."""
    if start is None and end is None:
        return None
    return Span(
        _first_moment(start) if start else None,
        datetime.combine(end, time(23, 59, 59), _LONDON) if end else None,
    )
