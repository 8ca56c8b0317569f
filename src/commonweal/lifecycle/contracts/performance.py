"""Reads of performance: the KPI duty of a contract, its KPIs with their ratings, its failures, and all of it as values.

`performance_values` leaves as plain values what other rooms export: nothing in it is an OCDS name.
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Prefetch

from commonweal.domain.actors import Actor
from commonweal.domain.kpis import FailureGround, KpiDirection, KpiRating, PenaltyType, rated_from
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.duties import Bites
from commonweal.domain.rules.duties.contract import kpis_set, performance_notice
from commonweal.domain.rules.figures import KPI_COUNT
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Contract, Kpi, KpiAssessment, PerformanceFailure
from commonweal.lifecycle.procurement.law import duty_facts, legal_facts
from commonweal.lifecycle.procurement.models import Lot, Procurement
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet
from commonweal.reference.working_days import statutory_working_days


@dataclass(frozen=True)
class KpiDuty:
    """Whether the KPI duty reaches a contract, why, and how it stands. `is_material` counts those for the details notice."""

    bites: Bites
    because: str
    source: str
    needed: int
    standing: int
    material: int
    not_appropriate: str
    notice_bites: Bites

    @property
    def is_met(self) -> bool:
        """True when the duty does not reach it or enough KPIs stand."""
        return self.bites is not Bites.YES or self.standing >= self.needed


def kpi_duty(of: Contract) -> KpiDuty | None:
    """The duty as the procurement's facts decide it; None for a contract that no procurement here led to."""
    if of.procurement is None:
        return None
    signed_on = london_day(of.entered_at) if of.entered_at else None
    live = [is_material for is_material, withdrawn in _marks(of) if withdrawn is None]
    return _duty(of.procurement, live, signed_on, lot_value(of))


def kpi_duty_before_preparing(lot: Lot) -> KpiDuty:
    """The duty of a contract for a lot that nobody has prepared yet: no KPI can be set."""
    return _duty(lot.procurement, [], None, _value_alone(lot))


def lot_value(of: Contract) -> int | None:
    """Estimated value in pence of the lot that a contract is for; None where it is not divided, or not known."""
    return _value_alone(of.tender.lot) if of.procurement and of.tender else None


def _value_alone(lot: Lot) -> int | None:
    value: int = lot.value_pence
    return value if lot.procurement.lots.count() > 1 else None


def _duty(
    procurement: Procurement, live: list[bool], signed_on: dt.date | None, value: int | None
) -> KpiDuty:
    """`live` says of each KPI that stands whether it is one of the most material; `value` is that of the contract's own lot.

    That a lot's contract goes by the lot's value, not by that of all lots, is a reading of section 52 that is not yet checked.
    """
    facts = duty_facts(procurement, signed_on=signed_on, value_pence=value)
    calendar = statutory_working_days()
    answer = kpis_set.ask(facts, calendar)
    return KpiDuty(
        bites=answer.bites,
        because=answer.because,
        source=str(kpis_set.source),
        needed=KPI_COUNT.value,
        standing=len(live),
        material=sum(live),
        not_appropriate=legal_facts(procurement).kpis_not_appropriate,
        notice_bites=performance_notice.ask(facts, calendar).bites,
    )


def _marks(of: Contract) -> list[tuple[bool, dt.datetime | None]]:
    return list(of.kpis.values_list("is_material", "withdrawn_at"))


def kpis_of(contract: Contract) -> list[Kpi]:
    """Every KPI of a contract in its order, each with its ratings, newest first."""
    rows = contract.kpis.select_related("commitment").prefetch_related(_assessments())
    return list(rows)


def _assessments() -> Prefetch:
    rows = KpiAssessment.objects.for_system(
        "performance of contracts that were read in scope"
    ).select_related("decided_by", "corrected_by")
    return Prefetch("assessments", queryset=rows)


def begins_on(kpi: Kpi) -> dt.date:
    """The day from which on it is to be rated: see `domain.kpis.rated_from`."""
    entered_at = kpi.contract.entered_at
    entered_on = london_day(entered_at) if entered_at else None
    set_on = london_day(kpi.created_at) if kpi.created_at else None
    return rated_from(entered_on, kpi.contract.starts_on, set_on)


def latest(kpi: Kpi) -> KpiAssessment | None:
    """The newest standing rating of a KPI that was read with its ratings."""
    return next((each for each in kpi.assessments.all() if not hasattr(each, "corrected_by")), None)


def kpi(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> Kpi:
    """One KPI with its contract, commitment and ratings, for somebody on either side who may."""
    rows = Kpi.objects.for_system("performance of contracts that were read in scope").filter(
        contract__in=queries.own(actor)
    )
    rows = rows.select_related(
        "contract__authority", "contract__supplier", "contract__procurement", "commitment__contract"
    ).prefetch_related(_assessments())
    found: Kpi = fetch(rows, external_id, actor, permission)
    return found


def failures_of(contract: Contract) -> list[PerformanceFailure]:
    """What was recorded of failures, newest first, corrected entries included."""
    return list(contract.failures.select_related("kpi", "corrected_by", "recorded_by"))


def failure(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> PerformanceFailure:
    """One recorded failure with its contract."""
    rows = PerformanceFailure.objects.for_system("performance of contracts that were read in scope").filter(
        contract__in=queries.own(actor)
    )
    rows = rows.select_related("contract__authority", "contract__supplier", "kpi")
    found: PerformanceFailure = fetch(rows, external_id, actor, permission)
    return found


def kpis_due(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """KPIs of the actor's authority that are to be assessed by a day, the most urgent first."""
    found = Kpi.objects.for_authority(actor).filter(due_on__lte=to_day, withdrawn_at__isnull=True)
    return found.select_related("contract").order_by("due_on", "pk")


@dataclass(frozen=True)
class RatingValues:
    """One standing rating. Figures in thousandths of the KPI's unit."""

    id: str
    start_on: dt.date
    end_on: dt.date
    rating: KpiRating
    reason: str
    figure: int | None
    expected: int | None
    is_final: bool


@dataclass(frozen=True)
class KpiValues:
    """One KPI with its standing ratings, oldest first. `target` in thousandths of `unit`.

    `begins_on` is the day from which on it is to be rated, `promised` what its commitment promises in that unit, where it has
    no target of its own.
    """

    id: str
    title: str
    description: str
    commitment_id: str | None
    unit: str
    target: int | None
    direction: KpiDirection
    is_material: bool
    is_withdrawn: bool
    begins_on: dt.date
    due_on: dt.date | None = None
    promised: int | None = None
    ratings: tuple[RatingValues, ...] = ()


@dataclass(frozen=True)
class FailureValues:
    """One standing record of a failure of performance. Money in pence."""

    id: str
    ground: FailureGround
    requirement: str
    description: str
    decided_on: dt.date
    penalty_type: PenaltyType | None
    penalty_on: dt.date | None
    penalty_pence: int | None
    is_partial_termination: bool
    supplier_id: str | None


@dataclass(frozen=True)
class PerformanceValues:
    """What a contract's performance comes to. `no_kpis_reason` is why KPIs could not appropriately assess it, or empty."""

    contract_id: str
    kpis: tuple[KpiValues, ...]
    failures: tuple[FailureValues, ...]
    no_kpis_reason: str


def performance_values(of: Contract) -> PerformanceValues:
    """KPIs, standing ratings and standing failures of a contract that was read in scope, as plain values.

    What was corrected is left out: the entry that took its place stands. Four queries, whatever their number.
    """
    failures = [each for each in failures_of(of) if not hasattr(each, "corrected_by")]
    supplier = of.supplier.external_id if of.supplier else None
    return PerformanceValues(
        contract_id=of.external_id,
        kpis=tuple(_kpi_values(each) for each in kpis_of(of)),
        failures=tuple(_failure_values(each, supplier) for each in reversed(failures)),
        no_kpis_reason=legal_facts(of.procurement).kpis_not_appropriate if of.procurement else "",
    )


def _kpi_values(of: Kpi) -> KpiValues:
    made = KpiValues(
        id=of.external_id,
        title=of.title,
        description=of.words,
        commitment_id=of.commitment.external_id if of.commitment else None,
        unit=of.unit,
        target=of.target,
        direction=KpiDirection(of.direction),
        is_material=of.is_material,
        is_withdrawn=not of.is_live,
        begins_on=begins_on(of),
        due_on=of.due_on,
        promised=_promised(of),
    )
    standing = [each for each in of.assessments.all() if not hasattr(each, "corrected_by")]
    return replace(made, ratings=tuple(_rating_values(each) for each in reversed(standing)))


def _promised(of: Kpi) -> int | None:
    if of.target is not None or of.commitment is None or of.commitment.rate_per_pence is not None:
        return None
    return of.commitment.quantity if of.unit == of.commitment.unit else None


def _rating_values(of: KpiAssessment) -> RatingValues:
    return RatingValues(
        id=of.external_id,
        start_on=of.start_on,
        end_on=of.end_on,
        rating=KpiRating(of.rating),
        reason=of.reason,
        figure=of.figure,
        expected=of.expected,
        is_final=of.is_final,
    )


def _failure_values(of: PerformanceFailure, supplier_id: str | None) -> FailureValues:
    return FailureValues(
        id=of.external_id,
        ground=FailureGround(of.ground),
        requirement=of.requirement,
        description=of.description,
        decided_on=of.decided_on,
        penalty_type=PenaltyType(of.penalty_type) if of.penalty_type else None,
        penalty_on=of.penalty_on,
        penalty_pence=of.penalty_pence,
        is_partial_termination=of.is_partial_termination,
        supplier_id=supplier_id,
    )
