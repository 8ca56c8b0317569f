"""KPIs of a contract in force and a recorded failure, by ordinary actions."""

import datetime as dt

from commonweal.domain.kpis import FailureGround, KpiDirection, KpiRating, PenaltyType
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.actions import FailureFacts, KpiFacts, Rated
from commonweal.lifecycle.contracts.models import Contract, Kpi, KpiAssessment, PerformanceFailure
from tests.builders.contracts import ENTERED_AT
from tests.cast import World

DAYS_TO_REPAIR = KpiFacts(
    title="Days from a report to a repair",
    words="Working days, counted from the first call.",
    unit="days",
    target=5_000,
    direction=KpiDirection.AT_MOST,
    is_material=True,
)


def a_kpi(world: World) -> Kpi:
    """A service measure where less is better. Nobody has rated it."""
    return actions.set_kpi(
        world.contract, DAYS_TO_REPAIR, by=world.cast.actor(Role.CONTRACT_MANAGER), now=ENTERED_AT
    )


def a_kpi_of_a_commitment(world: World) -> Kpi:
    """The contract's quantity, held against its own profile, rated once as approaching the target."""
    facts = KpiFacts(title="Hours of training", commitment=world.commitment)
    return actions.set_kpi(world.contract, facts, by=world.cast.actor(Role.CONTRACT_MANAGER), now=ENTERED_AT)


def a_year_on(contract: Contract) -> dt.datetime:
    """A year and a week after the contract's first day."""
    return dt.datetime.combine(contract.starts_on + dt.timedelta(days=372), dt.time(10), tzinfo=dt.UTC)


def an_assessment(world: World) -> KpiAssessment:
    """A rating of the first ninety days."""
    starts = world.contract.starts_on
    rated = Rated(
        starts,
        starts + dt.timedelta(days=89),
        KpiRating.APPROACHING_TARGET,
        "A little late in the first month.",
        figure=27_000,
        expected=30_000,
    )
    return actions.assess_kpi(
        world.commitment_kpi,
        rated,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=a_year_on(world.contract),
    )


def a_failure(world: World) -> PerformanceFailure:
    """A breach that was settled, with a penalty."""
    facts = FailureFacts(
        ground=FailureGround.SETTLEMENT,
        requirement="Two trained carers on every night shift.",
        description="One carer alone on eleven nights in July.",
        decided_on=world.contract.starts_on,
        penalty_type=PenaltyType.NEGOTIATED,
        penalty_pence=450_000,
    )
    return actions.record_failure(
        world.contract, facts, by=world.cast.actor(Role.CONTRACT_MANAGER), now=a_year_on(world.contract)
    )


WORLD = {
    "kpi": a_kpi,
    "commitment_kpi": a_kpi_of_a_commitment,
    "kpi_assessment": an_assessment,
    "failure": a_failure,
}
