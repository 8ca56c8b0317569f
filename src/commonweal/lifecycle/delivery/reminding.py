"""Reports that somebody is to be reminded of, by everybody who owes them, and what of a reminder still holds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.domain.commitments import OwedBy
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.report_reminders import Stage
from commonweal.lifecycle.contracts.models import CommitmentPeriod, TierTwoSupplier
from commonweal.lifecycle.delivery.models import Report, ReportReminder
from commonweal.lifecycle.delivery.queries import IN_TERM, tier_two_open


@dataclass(frozen=True)
class Owed:
    """A report that one organisation owes. `lead_id` is who sees to it there; None where nobody is named."""

    period: CommitmentPeriod
    organisation_id: int
    lead_id: int | None


def owed_between(from_day: dt.date, to_day: dt.date, today: dt.date) -> list[Owed]:
    """Reports on periods that have begun and end between two days, on contracts in force, that nobody has made."""
    rows = (
        CommitmentPeriod.objects.for_system("periods on which somebody is reminded to report")
        .filter(
            commitment__contract__status=ContractStatus.IN_FORCE,
            still_open__end_on__gte=from_day,
            still_open__end_on__lte=to_day,
            start_on__lte=today,
        )
        .filter(IN_TERM)
    )
    own = rows.select_related("commitment__contract").order_by("end_on", "pk")
    every = TierTwoSupplier.objects.for_system("periods on which somebody is reminded to report")
    others = tier_two_open(every, from_day, to_day).filter(start_on__lte=today)
    return [found for each in own if (found := _of_party(each))] + [
        Owed(each, each.delivered_by_id, None) for each in others
    ]


def _of_party(period: CommitmentPeriod) -> Owed | None:
    """What one of the two sides owes; None where its contract has nobody on that side here."""
    commitment, contract = period.commitment, period.commitment.contract
    if commitment.owed_by == OwedBy.AUTHORITY:
        lead = commitment.authority_lead_id or contract.authority_lead_id
        return Owed(period, contract.authority_id, lead)
    if contract.supplier_id is None:
        return None
    return Owed(period, contract.supplier_id, commitment.supplier_lead_id or contract.supplier_lead_id)


def reminded(stage: Stage, from_day: dt.date, to_day: dt.date) -> set[tuple[int, int]]:
    """Period and membership of the reminders of one stage that have gone out, of periods that end between two days."""
    rows = ReportReminder.objects.for_system("reminders of reports that went out")
    found = rows.filter(stage=stage, period__end_on__gte=from_day, period__end_on__lte=to_day)
    return set(found.values_list("period_id", "membership_id"))


def of_batch(batch: str) -> list[ReportReminder]:
    """The reminders of one email on which nobody of the organisation has reported meanwhile, the earliest end first."""
    rows = ReportReminder.objects.for_system("reminders of reports that went out").filter(
        batch=batch, period__commitment__contract__status=ContractStatus.IN_FORCE
    )
    listed = list(
        rows.select_related(
            "membership__person",
            "membership__organisation",
            "period__commitment__contract",
            "period__still_open",
        ).order_by("period__end_on", "pk")
    )
    done = _reported(listed)
    return [each for each in listed if _still_owed(each, done)]


def _still_owed(reminder: ReportReminder, done: set[tuple[int | None, int | None]]) -> bool:
    """For the two sides of the contract as the list of open periods says it, which knows what tier-two suppliers took over."""
    organisation, contract = reminder.membership.organisation_id, reminder.period.commitment.contract
    if organisation in (contract.authority_id, contract.supplier_id):
        return hasattr(reminder.period, "still_open")
    return (reminder.period_id, organisation) not in done


def _reported(of: Iterable[ReportReminder]) -> set[tuple[int | None, int | None]]:
    rows = Report.objects.for_system("reminders of reports that went out").filter(
        period__in=[each.period_id for each in of]
    )
    live = rows.exclude(status=ReportStatus.CORRECTED)
    return set(live.values_list("period_id", "reported_for_id"))
