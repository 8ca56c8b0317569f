"""How many commitments were promised, reported on and verified, from the shares that are kept: reports are not read.

Every binding commitment has one share under its supplier, with its figures. A promise without a figure has one too, which counts
it as one; here it counts as promised alone, since no report on it carries a figure.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, FilteredRelation, Q, Sum

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import COUNTED
from commonweal.domain.delivery import WAITING, By, ReportStatus
from commonweal.domain.metrics import Aggregation
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery.models import Report
from commonweal.records.scopes import ScopedQuerySet

_PROMISED = ~Q(kind=CommitmentKind.QUANTITY) | Q(rate_per_pence__isnull=True, quantity__isnull=False)
"""A line of a published report may tell what was done without anybody having promised it."""

_COUNTED = Q(kind__in=COUNTED)


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many commitments are promised, how many of them have a report, how many a verified figure."""

    promised: int = 0
    reported: int = 0
    verified: int = 0

    def __add__(self, other: "LineCounts") -> "LineCounts":
        return LineCounts(
            self.promised + other.promised, self.reported + other.reported, self.verified + other.verified
        )


def counts_by_contract(commitments: ScopedQuerySet) -> dict[int, LineCounts]:
    """The counts of commitments that were read in scope, by the key of their contract. One query."""
    counted = (
        _kept(commitments)
        .values_list("contract_id")
        .annotate(
            of_promised=Count("pk", filter=_PROMISED),
            of_reported=Count("pk", filter=_COUNTED & Q(kept__reported__isnull=False)),
            of_verified=Count("pk", filter=_COUNTED & Q(kept__verified__isnull=False)),
        )
    )
    return {key: LineCounts(*counts) for key, *counts in counted}


def counts_of_each(commitments: ScopedQuerySet) -> dict[int, tuple[int, LineCounts]]:
    """The contract's key and the counts of each commitment that was read in scope, by its own key. One query."""
    rows = _kept(commitments).annotate(
        is_promised=_truth(_PROMISED),
        is_reported=_truth(_COUNTED & Q(kept__reported__isnull=False)),
        is_verified=_truth(_COUNTED & Q(kept__verified__isnull=False)),
    )
    columns = ("pk", "contract_id", "is_promised", "is_reported", "is_verified")
    return {
        key: (contract, LineCounts(*map(int, counts)))
        for key, contract, *counts in rows.values_list(*columns)
    }


def _kept(commitments: ScopedQuerySet) -> ScopedQuerySet:
    """Commitments with the one share that each binding one has, in no order."""
    return commitments.annotate(
        kept=FilteredRelation("shares", condition=Q(shares__by=By.SUPPLIER))
    ).order_by()


def _truth(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many reports counted the people who took part, the most that one counted, and what the newest says.

    Never added: who takes part in two periods is counted in both.
    """

    reports: int
    most: int
    newest: int


def people_counted(commitments: Iterable[Commitment]) -> dict[int, PeopleCount]:
    """By the commitment's key, for commitments that were fetched in scope: one query. None for those nobody counted for.

    Reports that were corrected or rejected count nobody; what is for the authority alone is left out.
    """
    rows = Report.objects.for_system("figures of commitments that were read in scope").filter(
        commitment_id__in=[each.pk for each in commitments], people__isnull=False, is_for_authority_only=False
    )
    rows = rows.exclude(status__in=(ReportStatus.CORRECTED, ReportStatus.REJECTED))
    found: dict[int, PeopleCount] = {}
    for key, people in rows.order_by("end_on", "pk").values_list("commitment_id", "people"):
        before = found.get(key)
        most = max(people, before.most) if before else people
        found[key] = PeopleCount(before.reports + 1 if before else 1, most, people)
    return found


def unverified_between(commitment: Commitment, start_on: dt.date, end_on: dt.date) -> int:
    """What reports whose days end in a span say and nobody has decided on; nothing where figures are not added."""
    if commitment.aggregation != Aggregation.SUM:
        return 0
    rows = commitment.reports.filter(end_on__gte=start_on, end_on__lte=end_on, status__in=WAITING)
    return rows.aggregate(total=Sum("quantity"))["total"] or 0
