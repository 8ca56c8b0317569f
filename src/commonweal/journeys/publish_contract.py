"""Publishing a contract: its parties, value, dates, every promise and what became of it, frozen for everybody to read."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.published_contracts import (
    SCHEMA,
    AwardContent,
    CommitmentContent,
    ContractContent,
    FailureContent,
    IdentifierContent,
    KpiContent,
    PartyContent,
    PerformanceContent,
    PeriodContent,
    RatingContent,
)
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.contracts.performance import (
    FailureValues,
    KpiValues,
    RatingValues,
    performance_values,
)
from commonweal.lifecycle.contracts.queries import register
from commonweal.lifecycle.delivery.queries import Line, lines
from commonweal.organisations.models import Organisation
from commonweal.publication import actions as publication
from commonweal.publication import queries as published
from commonweal.publication.models import PublicKind, Snapshot
from commonweal.records.work import transaction


def publish_contract(contract: Contract, *, by: Actor, now: dt.datetime) -> Snapshot:
    """Publish a contract as it stands: the first time as what was agreed, later with what was delivered since.

    Raises:
        NotPermitted: the actor may not edit contracts.
        Refused: it does not bind yet, is known from a published report only, or nothing changed since the last time.
    """
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding:
        raise Refused("contract.not_entered_yet")
    with transaction(by=by, at=now):
        version = published.last_number(PublicKind.CONTRACT, contract.external_id) + 1
        content = content_of(contract, version)
        return publication.publish_contract(content, authority_id=contract.authority_id, by=by, now=now)


def content_of(contract: Contract, version: int) -> ContractContent:
    """The contract as plain values. It has a supplier, as every contract does that was entered into here."""
    assert contract.supplier is not None, "a contract that was entered into has a supplier"
    award = contract.award
    return ContractContent(
        schema=SCHEMA,
        contract_id=contract.external_id,
        procurement_id=contract.procurement.external_id if contract.procurement else None,
        version=version,
        title=contract.title,
        nature=contract.nature,
        status=contract.status,
        authority=_party(contract.authority),
        supplier=_party(contract.supplier),
        value_pence=contract.value_pence,
        value_ex_vat_pence=contract.value_ex_vat_pence,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        entered_at=contract.entered_at,
        award=AwardContent(award.external_id, award.decided_at, award.standstill_ends_on) if award else None,
        commitments=tuple(map(_commitment, lines(register(contract)))),
        performance=_performance(contract),
    )


def _performance(contract: Contract) -> PerformanceContent:
    """KPIs that stand or were rated while they did, and every failure as it stands after corrections."""
    values = performance_values(contract)
    kpis = [each for each in values.kpis if each.ratings or not each.is_withdrawn]
    return PerformanceContent(
        tuple(map(_kpi, kpis)), tuple(map(_failure, values.failures)), values.no_kpis_reason
    )


def _kpi(kpi: KpiValues) -> KpiContent:
    return KpiContent(
        id=kpi.id,
        title=kpi.title,
        words=kpi.description,
        commitment_id=kpi.commitment_id,
        unit=kpi.unit,
        target=kpi.target,
        direction=kpi.direction.value,
        ratings=tuple(map(_rating, kpi.ratings)),
    )


def _rating(rated: RatingValues) -> RatingContent:
    return RatingContent(
        rated.id, rated.start_on, rated.end_on, rated.rating.value, rated.figure, rated.expected
    )


def _failure(failure: FailureValues) -> FailureContent:
    return FailureContent(
        id=failure.id,
        ground=failure.ground.value,
        requirement=failure.requirement,
        description=failure.description,
        decided_on=failure.decided_on,
        penalty_type=failure.penalty_type.value if failure.penalty_type else None,
        penalty_on=failure.penalty_on,
        penalty_pence=failure.penalty_pence,
        is_partial_termination=failure.is_partial_termination,
    )


def _party(organisation: Organisation) -> PartyContent:
    size = Organisation.Size(organisation.size)
    found = organisation.identifiers.order_by("scheme", "value")
    return PartyContent(
        organisation.external_id,
        organisation.name,
        tuple(IdentifierContent(each.scheme, each.value) for each in found),
        None if size is Organisation.Size.UNKNOWN else size is not Organisation.Size.LARGE,
        organisation.is_vcse,
    )


def _commitment(line: Line) -> CommitmentContent:
    promise = line.commitment
    return CommitmentContent(
        id=promise.external_id,
        title=promise.title,
        words=promise.words,
        kind=promise.kind,
        owed_by=promise.owed_by,
        metric_code=promise.metric_code,
        unit=promise.unit,
        quantity=line.figures.promised,
        due_on=promise.due_on,
        periods=tuple(
            PeriodContent(part.external_id, part.start_on, part.end_on, part.quantity)
            for part in promise.periods.all()
        ),
        reported=line.figures.reported,
        verified=line.figures.verified,
    )
