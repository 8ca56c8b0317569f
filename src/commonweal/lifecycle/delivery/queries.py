"""All reads of the delivery stage."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import TruncDate

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import OwedBy
from commonweal.domain.contract_spend import owed_by
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import (
    FigureBasis,
    Figures,
    ReportFigure,
    ReportStatus,
    basis_of,
    figures_of,
)
from commonweal.domain.metrics import Aggregation
from commonweal.domain.periods import LONDON
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.tier_two import TierTwoStatus, may_read_details
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import (
    Commitment,
    CommitmentPeriod,
    Contract,
    TierTwoPart,
    TierTwoSupplier,
)
from commonweal.lifecycle.contracts.spend import Spends, rate_of, spends_of
from commonweal.lifecycle.delivery.claimants import without_own_claims
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    Lesson,
    LessonAssumption,
    LessonOffer,
    LessonProposal,
    Report,
    ReportEvidence,
)
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.strategy.models import FrameworkItem
from commonweal.organisations.access import fetch
from commonweal.records.expressions import SumOfGroups
from commonweal.records.scopes import ScopedQuerySet

_ACCEPTED = (ReportStatus.ACCEPTED, ReportStatus.ACCEPTED_IN_PART)


@dataclass(frozen=True)
class Line:
    """A commitment with its three figures, what the delivered one rests on, and how many live reports there are.

    `accepted` counts the reports that were accepted, wholly or in part: for a promise in words or by milestones.
    """

    commitment: Commitment
    figures: Figures
    basis: FigureBasis
    reports: int
    accepted: int = 0


IN_TERM = Q(commitment__contract__ends_on__isnull=True) | Q(start_on__lte=F("commitment__contract__ends_on"))
"""Periods of a contract in force that begin in its term: nobody is asked for a report on others."""


def lines(commitments: Iterable[Commitment]) -> list[Line]:
    """Each commitment with its figures, in one query whatever their number."""
    listed = list(commitments)
    found: dict[int, list[ReportFigure]] = defaultdict(list)
    rows = Report.objects.for_system("figures of commitments that were read in scope").filter(
        commitment_id__in=[commitment.pk for commitment in listed]
    )
    for commitment_id, pk, status, quantity, verified, end_on in rows.values_list(
        "commitment_id", "pk", "status", "quantity", "verified", "end_on"
    ):
        figure = ReportFigure(ReportStatus(status), quantity, verified, sequence_of(end_on, pk))
        found[commitment_id].append(figure)
    spends = spends_of(listed)
    return [_line(commitment, found[commitment.pk], spends) for commitment in listed]


def sequence_of(end_on: dt.date | None, pk: int) -> int:
    """The order of reports on one commitment: by the day their span ends, then by entry."""
    return (end_on.toordinal() if end_on else 0) * 10**12 + pk


def _line(commitment: Commitment, reports: Sequence[ReportFigure], spends: Spends) -> Line:
    return Line(
        commitment,
        figures_of(promised(commitment, spends), reports, Aggregation(commitment.aggregation)),
        basis_of(reports),
        sum(report.status is not ReportStatus.CORRECTED for report in reports),
        sum(report.status in _ACCEPTED for report in reports),
    )


def promised(commitment: Commitment, spends: Spends) -> int | None:
    """The promised figure: a quantity; of a rate per pound what it owes for what was spent, None before any spend is known."""
    rate = rate_of(commitment)
    if rate is None:
        return None if commitment.rate_per_pence is not None else commitment.quantity
    return owed_by(rate, spends.get(commitment.contract_id, []))


def line_of(commitment: Commitment) -> Line:
    """One commitment with its figures."""
    return lines([commitment])[0]


def figures_between(commitment: Commitment, start_on: dt.date, end_on: dt.date) -> Figures:
    """Reported and verified of one commitment by the reports whose days end in a span; nothing is promised here."""
    rows = commitment.reports.filter(end_on__gte=start_on, end_on__lte=end_on)
    found = [
        ReportFigure(ReportStatus(status), quantity, verified, day.toordinal() * 10**12 + pk)
        for pk, status, quantity, verified, day in rows.values_list(
            "pk", "status", "quantity", "verified", "end_on"
        )
    ]
    return figures_of(None, found, Aggregation(commitment.aggregation))


def milestones_accepted(commitment: Commitment, start_on: dt.date, end_on: dt.date) -> int:
    """How many milestones that fall due in a span of days have an accepted report."""
    rows = commitment.milestones.filter(due_on__gte=start_on, due_on__lte=end_on)
    return int(rows.filter(reports__status__in=_ACCEPTED).distinct().count())


def reports(actor: Actor) -> ScopedQuerySet:
    """Reports on the commitments of every contract that the actor may read, and those a tier-two supplier made itself."""
    found = Report.objects.for_system("reports of readable contracts")
    own = Q(tier_two__supplier_id=actor.organisation_id) if actor.side is Side.SUPPLIER else Q()
    return found.filter(Q(commitment__contract__in=contracts.readable(actor)) | own)


def may_read_details_of(of: Report, actor: Actor) -> bool:
    """Who may read its words, files and reasons: see `domain.tier_two.may_read_details`."""
    return may_read_details(
        is_for_authority_only=of.is_for_authority_only,
        reader_id=actor.organisation_id,
        reported_for_id=of.reported_for_id,
        authority_id=of.commitment.contract.authority_id,
    )


def reports_of_tier_two(of: TierTwoSupplier) -> list[Report]:
    """What one reported that was read in scope, the newest first."""
    rows = Report.objects.for_system("reports of a tier-two supplier that was read in scope").filter(
        tier_two=of
    )
    return list(rows.select_related("commitment__contract", "milestone").order_by("-pk"))


def report(actor: Actor, external_id: str, permission: Permission = Permission.REPORT_READ) -> Report:
    """One report with its commitment and contract, for somebody who may. Raises NotFound or NotPermitted."""
    rows = reports(actor).select_related(
        "commitment__contract__authority",
        "commitment__contract__supplier",
        "reported_by",
        "reported_for",
        "period",
        "milestone",
        "corrects",
        "corrected_by",
        "tier_two",
    )
    found: Report = fetch(
        rows.prefetch_related("evidence__file", "verifications__decided_by", "answers"),
        external_id,
        actor,
        permission,
    )
    return found


def reports_on(commitment: Commitment) -> list[Report]:
    """Every report on one commitment, the newest first, with evidence and decisions."""
    rows = commitment.reports.select_related(
        "reported_by", "reported_for", "period", "milestone", "corrected_by", "commitment__contract"
    )
    return list(rows.prefetch_related("evidence", "verifications__decided_by").order_by("-pk"))


def evidence(
    actor: Actor, external_id: str, permission: Permission = Permission.REPORT_READ
) -> ReportEvidence:
    """One piece of evidence of either party's, with its file; none that was kept from the actor's side."""
    rows = ReportEvidence.objects.for_either_side(actor).select_related(
        "file", "report__commitment__contract"
    )
    if actor.side is Side.SUPPLIER:
        rows = rows.exclude(
            ~Q(report__reported_for_id=actor.organisation_id), report__is_for_authority_only=True
        )
    found: ReportEvidence = fetch(rows, external_id, actor, permission)
    return found


def to_verify(actor: Actor) -> ScopedQuerySet:
    """Reports that wait for a decision by the actor's authority and are no claim of the actor's own."""
    found = Report.objects.for_authority(actor).filter(status=ReportStatus.SUBMITTED)
    found = without_own_claims(found, actor)
    return found.select_related("commitment__contract").order_by("created_at", "pk")


def waiting_by_contract(actor: Actor) -> QuerySet[Any]:
    """`to_verify` by contract: those that the actor leads first, then those that wait longest. Each row is whether somebody
    else leads it, its title and id, how many reports wait, since when, and how many wait in all: told with each row, because to
    count them on their own costs as much as the rows."""
    is_led = Case(
        When(commitment__contract__authority_lead_id=actor.person_id, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = to_verify(actor).order_by().annotate(rank=is_led)
    named = ("commitment__contract__title", "commitment__contract__external_id")
    grouped = rows.values_list("rank", *named).annotate(n=Count("pk"), since=Min("created_at"))
    grouped = grouped.annotate(whole=Window(SumOfGroups(Count("pk"), output_field=IntegerField())))
    return grouped.order_by("rank", "since", named[1])


def questioned(actor: Actor) -> ScopedQuerySet:
    """Reports of the actor's organisation that the other side questioned."""
    found = Report.objects.for_either_side(actor).filter(
        status=ReportStatus.QUESTIONED, reported_for_id=actor.organisation_id
    )
    return found.select_related("commitment__contract").order_by("created_at", "pk")


def periods_to_report(actor: Actor, *, from_day: dt.date | None = None, to_day: dt.date) -> ScopedQuerySet:
    """Periods that end by `to_day` on contracts in force, owed by the actor's side, and not reported on."""
    owed = [OwedBy.AUTHORITY] if actor.side is Side.AUTHORITY else [OwedBy.SUPPLIER, OwedBy.SUBCONTRACTOR]
    found = (
        CommitmentPeriod.objects.for_either_side(actor)
        .filter(
            commitment__contract__status=ContractStatus.IN_FORCE,
            commitment__owed_by__in=owed,
            still_open__end_on__lte=to_day,
        )
        .filter(IN_TERM)
    )
    if from_day is not None:
        found = found.filter(still_open__end_on__gte=from_day)
    return found.select_related("commitment__contract").order_by("still_open__end_on", "pk")


def periods_overdue(actor: Actor, today: dt.date) -> ScopedQuerySet:
    """Periods that the supplier's side owes a report on, as the authority sees it: ended before `today`, none made."""
    found = (
        CommitmentPeriod.objects.for_authority(actor)
        .filter(commitment__contract__status=ContractStatus.IN_FORCE, still_open__end_on__lt=today)
        .filter(IN_TERM)
    )
    found = found.exclude(commitment__owed_by=OwedBy.AUTHORITY)
    return found.select_related("commitment__contract").order_by("still_open__end_on", "pk")


def tier_two_periods(actor: Actor, *, from_day: dt.date | None = None, to_day: dt.date) -> ScopedQuerySet:
    """Periods that end by `to_day` of parts that the actor's organisation delivers for another, and has not reported on."""
    own = TierTwoSupplier.objects.for_supplier(actor).filter(supplier_id=actor.organisation_id)
    return tier_two_open(own, from_day, to_day)


def tier_two_overdue(actor: Actor, today: dt.date) -> ScopedQuerySet:
    """The same as the authority sees it: ended before `today`, and the tier-two supplier has not reported."""
    return tier_two_open(TierTwoSupplier.objects.for_authority(actor), None, today - dt.timedelta(days=1))


def tier_two_open(of: ScopedQuerySet, from_day: dt.date | None, to_day: dt.date) -> ScopedQuerySet:
    """A period for each part on which nobody has reported, with the key and the name of who delivers it.

    From the day it accepted; and none on which the same organisation has reported for an earlier part, that ended.
    """
    rows = CommitmentPeriod.objects.for_system("periods of parts that were read in scope").annotate(
        tier_two_id=F("commitment__tier_two_parts__tier_two_id"),
        tier_two_name=F("commitment__tier_two_parts__tier_two__name"),
        delivered_by_id=F("commitment__tier_two_parts__tier_two__supplier_id"),
        accepted_on=TruncDate("commitment__tier_two_parts__tier_two__answered_at", tzinfo=LONDON),
    )
    accepted = of.filter(status=TierTwoStatus.ACCEPTED).values("pk")
    parts = TierTwoPart.objects.for_system("periods of parts that were read in scope")
    rows = rows.filter(
        # Said twice: from the parts a database finds few commitments, from the periods it would look at every one.
        commitment_id__in=parts.filter(tier_two__in=accepted).values("commitment_id"),
        tier_two_id__in=accepted,
        commitment__contract__status=ContractStatus.IN_FORCE,
        end_on__lte=to_day,
        end_on__gte=F("accepted_on"),
    ).filter(IN_TERM)
    if from_day is not None:
        rows = rows.filter(end_on__gte=from_day)
    done = Report.objects.for_system("figures of commitments that were read in scope").filter(
        period=OuterRef("pk"), reported_for_id=OuterRef("delivered_by_id")
    )
    rows = rows.exclude(Exists(done.exclude(status=ReportStatus.CORRECTED)))
    return rows.select_related("commitment__contract").order_by("end_on", "pk")


def lessons(actor: Actor) -> ScopedQuerySet:
    """Lessons of the actor's organisation: on its contracts, and of reviews it took part in; newest first."""
    took_part = LearningReview.objects.for_either_side(actor).filter(lesson__isnull=False)
    own = Lesson.objects.for_either_side(actor)
    every = Lesson.objects.for_system("lessons of reviews that the actor took part in")
    return every.filter(Q(pk__in=own.values("pk")) | Q(pk__in=took_part.values("lesson_id"))).select_related(
        "authority", "contract", "review", "commitment", "written_by", "written_for"
    )


def lesson(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> Lesson:
    """One lesson, for somebody on either side who may. Raises NotFound or NotPermitted."""
    rows = lessons(actor).prefetch_related("assumptions__assumption__link__cause__mission")
    found: Lesson = fetch(rows, external_id, actor, permission)
    return found


def usable_lesson(actor: Actor, external_id: str) -> Lesson:
    """One lesson for somebody of a body that may use it: its own, or of a shared review that it took part in."""
    rows = lessons(actor) if actor.side is Side.AUTHORITY else Lesson.objects.for_authority(actor)
    found: Lesson = fetch(rows, external_id, actor, Permission.LESSON_WRITE)
    return found


def lessons_on(contract: Contract) -> list[Lesson]:
    """Lessons on one contract and of shared reviews that looked at it, newest first, with what they say of assumptions."""
    shared = LearningReview.objects.for_system("lessons of shared reviews that looked at a contract").filter(
        contracts__contract=contract, lesson__isnull=False
    )
    rows = Lesson.objects.for_system("lessons on a contract that was read in scope").filter(
        Q(contract=contract) | Q(pk__in=shared.values("lesson_id"))
    )
    return list(rows.select_related("written_for").prefetch_related("assumptions__assumption"))


def lessons_about(actor: Actor, mission_id: int) -> list[LessonAssumption]:
    """What was learned about the assumptions of one mission, newest first."""
    rows = LessonAssumption.objects.for_authority(actor).filter(
        Q(assumption__link__cause__mission_id=mission_id)
    )
    return list(rows.select_related("lesson__contract", "lesson__review", "assumption").order_by("-pk"))


def offers_to(procurement: Procurement) -> list[LessonOffer]:
    """Lessons offered to a procurement's ask: to itself, or to what it serves; each with its answers."""
    served = list(procurement.serves.values_list("mission_id", "outcome_id", "outcome__mission_id"))
    missions = {each for mission, _, of_outcome in served for each in (mission, of_outcome) if each}
    outcomes = {outcome for _, outcome, _ in served if outcome}
    rows = LessonOffer.objects.for_system("lessons offered to a procurement that was read in scope").filter(
        Q(procurement=procurement)
        | Q(mission_id__in=missions, mission__authority_id=procurement.authority_id)
        | Q(outcome_id__in=outcomes, outcome__mission__authority_id=procurement.authority_id)
    )
    return list(
        rows.select_related("lesson__contract", "lesson__review").prefetch_related("answers").order_by("pk")
    )


def offer(actor: Actor, external_id: str, permission: Permission = Permission.ASK_EDIT) -> LessonOffer:
    """One offered lesson, for somebody who works on asks."""
    rows = LessonOffer.objects.for_authority(actor).select_related("lesson")
    found: LessonOffer = fetch(rows, external_id, actor, permission)
    return found


def proposals_to(item: FrameworkItem, actor: Actor) -> list[LessonProposal]:
    """Lessons that the actor's body proposed to one item of the library, newest first, with what was decided."""
    rows = LessonProposal.objects.for_authority(actor).filter(item=item)
    return list(rows.select_related("lesson__contract", "lesson__review", "answer"))


def proposal(
    actor: Actor, external_id: str, permission: Permission = Permission.LIBRARY_EDIT
) -> LessonProposal:
    """One proposal to the library, for somebody of the body whose lesson it is."""
    rows = LessonProposal.objects.for_authority(actor).select_related("lesson", "item__edition")
    found: LessonProposal = fetch(rows, external_id, actor, permission)
    return found
