"""All reads of the assessment stage. What a person may not see yet is not found here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import PanelRole, check_scores_visible
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus, NoAwardStatus
from commonweal.domain.assessment.suitability import Decided, taken_out
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.models import (
    AgreedScore,
    Assessment,
    AwardDecision,
    ConfidentialPassage,
    NoAward,
    PanelMember,
    RankingSnapshot,
    Reopening,
    RoundDecision,
    Score,
    SuitabilityDecision,
)
from commonweal.lifecycle.assessment.seats import check_reads, handed_in
from commonweal.lifecycle.tendering.models import Tender, TenderPrice
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

_P = Permission
_RELATED = ("lot__procurement__authority", "round", "ask_version")
_MEMBER = ("person", *[f"assessment__{path}" for path in _RELATED])


def assessments(actor: Actor) -> ScopedQuerySet:
    """Assessments of the actor's authority, the newest first."""
    found: ScopedQuerySet = Assessment.objects.for_authority(actor).select_related(*_RELATED)
    return found


def assessment(actor: Actor, external_id: str, permission: Permission = _P.ASSESSMENT_READ) -> Assessment:
    """One assessment, for somebody who may. Raises NotFound or NotPermitted."""
    found: Assessment = fetch(assessments(actor), external_id, actor, permission)
    return found


def assessment_to_read(
    actor: Actor, external_id: str, permission: Permission = _P.ASSESSMENT_READ
) -> Assessment:
    """One assessment whose tenders, scores and results the actor may read. Raises as `assessment` and `check_reads`."""
    one = assessment(actor, external_id, permission)
    check_reads(actor, one)
    return one


def assessments_of(one: Assessment) -> list[Assessment]:
    """The assessments of every lot in the same round, this one included."""
    found = Assessment.objects.for_system("lots assessed beside one that was fetched")
    return list(found.filter(round_id=one.round_id).select_related(*_RELATED))


def earlier_assessments_of(one: Assessment) -> list[Assessment]:
    """The assessments of the same lot in the rounds before, the first round first."""
    found = Assessment.objects.for_system("rounds of a lot before one that was fetched")
    before = found.filter(lot_id=one.lot_id, round__number__lt=one.round.number)
    return list(before.select_related(*_RELATED).order_by("round__number"))


def for_procurement(actor: Actor, procurement_id: str) -> list[Assessment]:
    """Assessments of one procurement of the actor's authority, by lot."""
    found = assessments(actor).filter(lot__procurement__external_id=procurement_id)
    return list(found.order_by("-round__number", "lot__number"))


def seats(actor: Actor) -> list[PanelMember]:
    """The panels on which the actor sits: those that still go on first, then the newest first."""
    found = PanelMember.objects.for_panel_member(actor).filter(left_at__isnull=True).select_related(*_MEMBER)
    own = found.filter(assessment__lot__procurement__authority_id=actor.organisation_id)
    rows = own.prefetch_related("declarations__decision__lifting").order_by("-assessment_id")
    return sorted(rows, key=lambda each: each.assessment.status == AssessmentStatus.LOCKED)


def seat(actor: Actor, assessment_id: str) -> PanelMember:
    """The actor's own seat in an assessment. Raises NotFound for everybody else, colleagues included."""
    found = PanelMember.objects.for_panel_member(actor).filter(left_at__isnull=True).select_related(*_MEMBER)
    own = found.filter(
        assessment__external_id=assessment_id,
        assessment__lot__procurement__authority_id=actor.organisation_id,
    )
    member: PanelMember | None = own.prefetch_related("declarations__decision__lifting").first()
    if member is None:
        raise NotFound("record.not_found", kind=Assessment.KIND)
    return member


def left_seats(actor: Actor) -> list[PanelMember]:
    """The seats that the actor has left, the newest first: that they left, and nothing else of the assessment."""
    found = PanelMember.objects.for_panel_member(actor).filter(left_at__isnull=False).select_related(*_MEMBER)
    own = found.filter(assessment__lot__procurement__authority_id=actor.organisation_id)
    return list(own.order_by("-left_at"))


def member(actor: Actor, external_id: str) -> PanelMember:
    """A panel member, for whoever manages the assessment."""
    found = PanelMember.objects.for_authority(actor).select_related(*_MEMBER)
    one: PanelMember = fetch(found, external_id, actor, _P.ASSESSMENT_MANAGE)
    return one


def opened_tenders_of(one: Assessment) -> list[Tender]:
    """Every opened tender of an assessment's lot and round, those that are out included, by supplier."""
    found = Tender.objects.for_system("tenders of an assessment that was fetched")
    opened = found.filter(lot_id=one.lot_id, round_id=one.round_id, status="opened")
    return list(opened.select_related("supplier").order_by("supplier__name", "pk"))


def tenders_of(one: Assessment) -> list[Tender]:
    """The tenders that are assessed, by supplier: opened, and not taken out by a decision."""
    out = tenders_out(one)
    return [tender for tender in opened_tenders_of(one) if tender.pk not in out]


def tenders_out(one: Assessment) -> frozenset[int]:
    """Keys of the tenders that a decision before scoring takes out: excluded, a condition not met, too low a price."""
    rows = SuitabilityDecision.objects.for_system("which tenders of a fetched assessment are out")
    return _out(rows.filter(tender__lot_id=one.lot_id, tender__round_id=one.round_id))


def out_among(keys: Collection[int]) -> frozenset[int]:
    """Which of these tenders, by key, a decision takes out."""
    rows = SuitabilityDecision.objects.for_system("which of the tenders that were fetched are out")
    return _out(rows.filter(tender_id__in=keys)) if keys else frozenset()


def _out(rows: ScopedQuerySet) -> frozenset[int]:
    return taken_out(
        Decided(tender, matter, finding or condition, outcome)
        for tender, matter, finding, condition, outcome in rows.order_by("pk").values_list(
            "tender_id", "matter", "finding_id", "condition_id", "outcome"
        )
    )


def prices_of(one: Assessment) -> dict[int, int]:
    """The price of each tender for the lot, in pence without VAT, by the tender's key."""
    found = TenderPrice.objects.for_system("prices of the tenders of an assessment that was fetched")
    rows = found.filter(lot_id=one.lot_id, tender__round_id=one.round_id)
    return dict(rows.values_list("tender_id", "pence"))


def own_score(one: PanelMember, tender: Tender, criterion_id: str) -> Score | None:
    """A member's own mark for one answer, if there is one yet."""
    found: Score | None = one.scores.filter(tender=tender, criterion_id=criterion_id).first()
    return found


def own_scores(one: PanelMember) -> dict[tuple[int, str], Score]:
    """A member's own marks, by tender and criterion."""
    return {(mark.tender_id, mark.criterion_id): mark for mark in one.scores.all()}


def scores_of_tenders(one: Assessment, tenders: Sequence[Tender]) -> dict[tuple[int, str], list[int]]:
    """The independent marks of some tenders, by tender and criterion: marks alone, for a page of the moderation.

    Raises `Refused` while scoring is blind.
    """
    check_scores_visible(AssessmentStatus(one.status))
    found = Score.objects.for_system("scores of an assessment in which all are in")
    rows = found.filter(member__in=handed_in(one), tender__in=tenders, score__isnull=False)
    marks: dict[tuple[int, str], list[int]] = {}
    ordered = rows.order_by("member__person__name", "pk")
    for tender, criterion, score in ordered.values_list("tender_id", "criterion_id", "score"):
        marks.setdefault((tender, criterion), []).append(score)
    return marks


def all_scores(one: Assessment, *, counts: bool = True) -> dict[tuple[int, str], list[Score]]:
    """Every independent mark that counts, by tender and criterion; without `counts` those that do not.

    What an assessor handed in who is kept out by an interest is kept and does not count. Raises `Refused` while scoring
    is blind.
    """
    check_scores_visible(AssessmentStatus(one.status))
    found = Score.objects.for_system("scores of an assessment in which all are in")
    # There may be a hundred thousand: each member is read once, and of a mark what is shown of it.
    members = {each.pk: each for each in handed_in(one, counts=counts)}
    rows = found.filter(member__in=members)
    marks: dict[tuple[int, str], list[Score]] = {}
    shown = rows.only("tender_id", "criterion_id", "member_id", "score", "reason")
    for mark in shown.order_by("member__person__name", "pk"):
        mark.member = members[mark.member_id]
        marks.setdefault((mark.tender_id, mark.criterion_id), []).append(mark)
    return marks


def counting_members(one: Assessment) -> frozenset[int]:
    """The members of the panel whose independent marks count, by key. Raises `Refused` while scoring is blind."""
    check_scores_visible(AssessmentStatus(one.status))
    return frozenset(each.pk for each in handed_in(one))


def marks_by_member(one: Assessment) -> dict[int, dict[tuple[int, str], int]]:
    """Every independent mark that counts, in hundredths, by member, then by tender and criterion: bare figures to reckon with.

    Raises `Refused` while scoring is blind.
    """
    check_scores_visible(AssessmentStatus(one.status))
    rows = Score.objects.for_system("scores of an assessment in which all are in").filter(
        member__in=handed_in(one), score__isnull=False
    )
    marks: dict[int, dict[tuple[int, str], int]] = {}
    for member, tender, criterion, score in rows.order_by("pk").values_list(
        "member_id", "tender_id", "criterion_id", "score"
    ):
        marks.setdefault(member, {})[tender, criterion] = score
    return marks


def scores_of_answer(one: Assessment, tender: Tender, criterion_id: str) -> list[Score]:
    """Every independent mark of one answer that counts, with how each stood before. Raises `Refused` while scoring is blind."""
    check_scores_visible(AssessmentStatus(one.status))
    found = Score.objects.for_system("scores of an assessment in which all are in")
    rows = found.filter(member__in=handed_in(one), tender=tender, criterion_id=criterion_id)
    related = rows.select_related("member__person").prefetch_related("changes")
    return list(related.order_by("member__person__name", "pk"))


def agreed_scores(one: Assessment) -> dict[tuple[int, str], AgreedScore]:
    """Agreed marks by tender and criterion; none can exist while scoring is blind."""
    return {(mark.tender_id, mark.criterion_id): mark for mark in one.agreed_scores.all()}


def agreed(actor: Actor, external_id: str) -> AgreedScore:
    """One agreed score, for whoever manages the assessment."""
    found = AgreedScore.objects.for_authority(actor).select_related(
        "tender__supplier", *[f"assessment__{path}" for path in _RELATED]
    )
    one: AgreedScore = fetch(found, external_id, actor, _P.ASSESSMENT_MANAGE)
    return one


def latest_snapshot(one: Assessment) -> RankingSnapshot | None:
    """The newest locked ranking."""
    found: RankingSnapshot | None = one.snapshots.order_by("-number").first()
    return found


def snapshot_by_id(external_id: str) -> RankingSnapshot | None:
    """A locked ranking by its own id, or the newest of an assessment by the assessment's id; for the command line."""
    rows = RankingSnapshot.objects.for_system("recompute a ranking on the command line")
    found: RankingSnapshot | None = rows.filter(external_id=external_id).first()
    return found or rows.filter(assessment__external_id=external_id).order_by("-number").first()


def round_decisions(one: Assessment) -> list[RoundDecision]:
    """The decision that stands about each tender of the round: the newest, in the order of the suppliers' names."""
    rows = one.round_decisions.select_related("tender__supplier").order_by("pk")
    standing = {each.tender_id: each for each in rows}
    return sorted(standing.values(), key=lambda each: (each.tender.supplier.name, each.tender_id))


def is_round_decided(one: Assessment) -> bool:
    """True when it is decided who goes on, and no score was opened again since."""
    decided = [each.decided_at for each in one.round_decisions.all()]
    opened = Reopening.objects.for_system("scores opened again after it was decided who goes on")
    return (
        one.status == AssessmentStatus.LOCKED
        and bool(decided)
        and not opened.filter(agreed__assessment=one, opened_at__gt=max(decided)).exists()
    )


def open_reopenings(one: Assessment) -> ScopedQuerySet:
    """Scores opened again since the newest locking."""
    rows = Reopening.objects.for_system("scores opened again in an assessment that was fetched")
    newest = latest_snapshot(one)
    return rows.filter(snapshot=newest) if newest else rows.none()


def award(actor: Actor, external_id: str, permission: Permission = _P.ASSESSMENT_READ) -> AwardDecision:
    """One decision to award, for somebody who may read the assessment it rests on."""
    found = AwardDecision.objects.for_authority(actor).select_related(
        "tender__supplier",
        "tender__lot__procurement__ask",
        "tender__ask_version",
        "snapshot",
        *[f"assessment__{path}" for path in _RELATED],
    )
    one: AwardDecision = fetch(found, external_id, actor, permission)
    check_reads(actor, one.assessment)
    return one


def standing_award(one: Assessment) -> AwardDecision | None:
    """The decision that stands, if there is one."""
    found: AwardDecision | None = (
        one.awards.exclude(status=AwardStatus.WITHDRAWN.value)
        .select_related("tender__supplier", "snapshot")
        .first()
    )
    return found


def no_award(actor: Actor, external_id: str, permission: Permission = _P.ASSESSMENT_READ) -> NoAward:
    """One decision that nobody is awarded a lot, for somebody who may read the assessment of it."""
    found = NoAward.objects.for_authority(actor).select_related(*[f"assessment__{path}" for path in _RELATED])
    one: NoAward = fetch(found, external_id, actor, permission)
    check_reads(actor, one.assessment)
    return one


def standing_no_award(one: Assessment) -> NoAward | None:
    """The decision that nobody is awarded the lot, if there is one."""
    found: NoAward | None = one.no_awards.filter(status=NoAwardStatus.STANDS.value).first()
    return found


def passage(actor: Actor, external_id: str) -> ConfidentialPassage:
    """A confidential passage, for whoever decides awards."""
    found = ConfidentialPassage.objects.for_authority(actor).select_related(
        "award__tender__supplier", "agreed", *[f"award__assessment__{path}" for path in _RELATED]
    )
    one: ConfidentialPassage = fetch(found, external_id, actor, _P.AWARD_DECIDE)
    return one


@dataclass(frozen=True)
class Progress:
    """How far one assessor has come: counts only, never a mark."""

    member: PanelMember
    done: int
    of: int


def progress(one: Assessment) -> list[Progress]:
    """Each assessor's progress, for whoever manages the assessment."""
    number = len(tenders_of(one))
    out = tenders_out(one)
    given = Count("scores", filter=Q(scores__score__isnull=False) & ~Q(scores__tender_id__in=out))
    members = (
        one.members.select_related("person")
        .prefetch_related("declarations__decision__lifting")
        .annotate(given=given)
    )
    return [
        Progress(each, each.given, number * len(each.criteria))
        for each in members
        if each.role == PanelRole.ASSESSOR
    ]
