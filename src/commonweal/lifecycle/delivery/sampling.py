"""What a sample is drawn from: the reports that wait, what stands behind each, and the signs of risk on record."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count, Exists, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import Decision, ReportStatus
from commonweal.domain.forecast import WARNINGS
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.sampling import Candidate, Mark, value_of
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery.earlier import evidenced_among
from commonweal.lifecycle.delivery.forecasting import forecasts
from commonweal.lifecycle.delivery.models import (
    Report,
    SampledReport,
    Verification,
    VerificationSample,
)
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

AT_ONCE = 500
"""Commitments that are looked at in one query."""


def waiting(actor: Actor, contract: Contract | None = None) -> ScopedQuerySet:
    """Reports that the actor's authority has not decided or asked about, of one contract or of all."""
    found = Report.objects.for_authority(actor).filter(status=ReportStatus.SUBMITTED)
    return found if contract is None else found.filter(commitment__contract=contract)


def contracts_waiting(actor: Actor) -> list[Contract]:
    """Contracts of the actor's authority on which reports wait, by title."""
    rows = waiting(actor).values("commitment__contract_id")
    return list(Contract.objects.for_authority(actor).filter(pk__in=rows).order_by("title", "pk"))


def sampled_first(rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
    """The same reports, each with `is_sampled`: those that any draw of the actor's authority chose first, then the oldest."""
    chosen = SampledReport.objects.for_authority(actor).filter(report_id=OuterRef("pk"), is_chosen=True)
    return rows.annotate(is_sampled=Exists(chosen)).order_by("-is_sampled", "created_at", "pk")


def chosen_by(actor: Actor, report: Report) -> SampledReport | None:
    """The newest draw of the actor's authority that chose a report, with why; None where none did."""
    rows = SampledReport.objects.for_authority(actor).filter(report=report, is_chosen=True)
    found: SampledReport | None = rows.select_related("sample").order_by("-pk").first()
    return found


def samples(actor: Actor) -> ScopedQuerySet:
    """Every draw of the actor's authority, the newest first, with how many that it chose are still to be decided."""
    still = Count(
        "reports", filter=Q(reports__is_chosen=True, reports__report__status=ReportStatus.SUBMITTED)
    )
    rows = VerificationSample.objects.for_authority(actor).select_related("contract", "drawn_by")
    return rows.annotate(still=still).order_by("-pk")


def sample(actor: Actor, external_id: str) -> VerificationSample:
    """One draw, for somebody of the authority who verifies."""
    rows = VerificationSample.objects.for_authority(actor).select_related("contract", "drawn_by")
    found: VerificationSample = fetch(rows, external_id, actor, Permission.REPORT_VERIFY)
    return found


def lines_of(sample: VerificationSample) -> ScopedQuerySet:
    """What became of every report in a draw, in its order, with the report as it stands now."""
    rows: ScopedQuerySet = sample.reports.select_related("report__commitment__contract").order_by("position")
    return rows


def candidates(actor: Actor, reports: Iterable[Report], today: dt.date, late_days: int) -> list[Candidate]:
    """Each report with what stands behind it and the signs of risk. Reports come with commitment and contract."""
    listed = list(reports)
    commitments = {each.commitment_id: each.commitment for each in listed}
    marks: dict[int, set[Mark]] = defaultdict(set)
    evidenced: set[int] = set()
    keys = sorted(commitments)
    for part in (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)):
        _from_reports(part, marks, late_days)
        _from_decisions(part, marks)
        _from_forecasts(actor, part, marks, today)
        evidenced |= evidenced_among(part)
    number = _commitments_by_contract({each.contract_id for each in commitments.values()})
    return [_candidate(each, marks[each.commitment_id], each.pk in evidenced, number) for each in listed]


def _candidate(report: Report, marks: set[Mark], has_evidence: bool, number: dict[int, int]) -> Candidate:
    of = report.commitment
    value = value_of(
        quantity=report.quantity,
        promised=None if of.rate_per_pence is not None else of.quantity,
        contract_pence=of.contract.value_ex_vat_pence or of.contract.value_pence,
        commitments=number[of.contract_id],
    )
    found = set(marks)
    if not has_evidence:
        found.add(Mark.NO_EVIDENCE)
    if value is None:
        found.add(Mark.NO_VALUE)
    return Candidate(report.external_id, value, frozenset(found))


def _from_reports(keys: Collection[int], marks: dict[int, set[Mark]], late_days: int) -> None:
    """Late or corrected before: this report, or another on the same commitment."""
    rows = Report.objects.for_system("figures of commitments that were read in scope")
    rows = rows.filter(commitment_id__in=keys).exclude(status=ReportStatus.AS_PUBLISHED)
    for key, status, end_on, created_at in rows.values_list(
        "commitment_id", "status", "end_on", "created_at"
    ):
        if status == ReportStatus.CORRECTED:
            marks[key].add(Mark.CORRECTED)
        if end_on and (london_day(created_at) - end_on).days > late_days:
            marks[key].add(Mark.LATE)


def _from_decisions(keys: Collection[int], marks: dict[int, set[Mark]]) -> None:
    """Disputed before: somebody questioned a report on the same commitment, took a part of it, or rejected it."""
    rows = Verification.objects.for_system("figures of commitments that were read in scope")
    rows = rows.filter(report__commitment_id__in=keys).exclude(decision=Decision.ACCEPT)
    for key in rows.values_list("report__commitment_id", flat=True).distinct():
        marks[key].add(Mark.DISPUTED)


def _from_forecasts(actor: Actor, keys: Collection[int], marks: dict[int, set[Mark]], today: dt.date) -> None:
    rows = Commitment.objects.for_authority(actor).filter(pk__in=keys)
    listed = list(rows.select_related("contract").prefetch_related("periods"))
    for key, found in forecasts(actor, listed, today).items():
        if found.outlook in WARNINGS:
            marks[key].add(Mark.BEHIND)


def _commitments_by_contract(keys: set[int]) -> dict[int, int]:
    rows = Commitment.objects.for_system("figures of commitments that were read in scope").order_by()
    counted = rows.filter(contract_id__in=keys).values_list("contract_id").annotate(n=Count("pk"))
    return dict(counted)
