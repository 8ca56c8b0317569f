"""What a tenderer is told after a decision to award: its own assessment summary, and nobody else's."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.confidential import left_out
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.statuses import SUMMARY_READABLE, AwardStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.models import AgreedScoreChange, AwardDecision
from commonweal.lifecycle.assessment.queries import opened_tenders_of, tenders_of, tenders_out
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations.access import fetch


def summaries_sent_at(one: AwardDecision) -> dt.datetime | None:
    """When the assessment summaries went to the tenderers; None while they have not."""
    sent = one.status_changes.filter(new=AwardStatus.SUMMARIES_SENT.value)
    found: dt.datetime | None = sent.values_list("changed_at", flat=True).first()
    return found


def withdrawn_at(one: AwardDecision) -> dt.datetime | None:
    """When the decision was withdrawn; None while it stands."""
    withdrawn = one.status_changes.filter(new=AwardStatus.WITHDRAWN.value)
    found: dt.datetime | None = withdrawn.values_list("changed_at", flat=True).first()
    return found


@dataclass(frozen=True)
class Given:
    """An agreed mark, in hundredths, and its reason, as a tenderer is told them."""

    score: int
    reason: str


Marks = dict[str, Given]


@dataclass(frozen=True)
class Summary:
    """What one tenderer is told: its own agreed scores and reasons, and those of the tender that is awarded.

    Of a decision that was withdrawn (`withdrawn_at`) it stays what it was when it was sent, whatever is scored since.
    """

    award: AwardDecision
    own: Marks
    winner: Marks
    is_winner: bool
    passages: dict[str, list[str]]
    withdrawn_at: dt.datetime | None = None

    def winners_reason(self, criterion_id: str, mark: str) -> str:
        """The winner's reason as this tenderer reads it: confidential passages left out, and marked."""
        given = self.winner.get(criterion_id)
        return left_out(given.reason, self.passages.get(criterion_id, ()), mark) if given else ""


def is_told(tender: Tender) -> bool:
    """True once a summary was sent that the tender's supplier may read, though its decision may be withdrawn since."""
    told = _told_award(tender)
    return told is not None and _is_of(told, tender)


def stands_as_told(tender: Tender) -> bool:
    """True while the decision stands that the tender's supplier was last told of."""
    told = _told_award(tender)
    return told is not None and told.status in SUMMARY_READABLE and _is_of(told, tender)


def _told_award(tender: Tender) -> AwardDecision | None:
    """The newest decision whose summaries were sent: the one that stands, else the last that was withdrawn."""
    if tender.status != "opened":
        return None
    rows = AwardDecision.objects.for_system("the award that a tenderer is told of")
    found = rows.filter(
        assessment__lot_id=tender.lot_id,
        assessment__round_id=tender.round_id,
        status_changes__new=AwardStatus.SUMMARIES_SENT.value,
    )
    told: AwardDecision | None = (
        found.select_related("tender__supplier", "snapshot", "assessment__ask_version")
        .order_by("-pk")
        .first()
    )
    return told


def _is_of(award: AwardDecision, tender: Tender) -> bool:
    """True where the tender is assessed; of a decision that was withdrawn, where it was when that was made."""
    if award.status == AwardStatus.WITHDRAWN:
        return tender.external_id in _ranked(award)
    return tender.pk not in tenders_out(award.assessment)


def _ranked(award: AwardDecision) -> set[str]:
    return {each.id for each in Ranking.from_json(award.snapshot.content).tenders}


def tenders_told(award: AwardDecision) -> list[Tender]:
    """The tenders of whose suppliers each has a summary of this decision, by supplier."""
    if award.status != AwardStatus.WITHDRAWN:
        return tenders_of(award.assessment)
    ranked = _ranked(award)
    return [each for each in opened_tenders_of(award.assessment) if each.external_id in ranked]


def summary(actor: Actor, tender_id: str) -> tuple[Tender, Summary]:
    """A tenderer's own assessment summary. Raises NotFound until summaries are sent, and for every other supplier."""
    mine = Tender.objects.for_supplier(actor).select_related("lot__procurement", "ask_version", "supplier")
    tender: Tender = fetch(mine, tender_id, actor, Permission.TENDER_READ)
    award = _told_award(tender)
    if award is None or not _is_of(award, tender):
        raise NotFound("record.not_found", kind="assessment-summary")
    return tender, summary_of(award, tender)


def summary_of(award: AwardDecision, tender: Tender) -> Summary:
    """What a tenderer is told, from an award and a tender that were fetched; the authority looks before it sends."""
    ((_tender, found),) = summaries_of(award, [tender], at_once=1)
    return found


def summaries_of(
    award: AwardDecision, tenders: Sequence[Tender], *, at_once: int
) -> Iterator[tuple[Tender, Summary]]:
    """What each tenderer is told, as `summary_of` says it, with one query for the scores of `at_once` of them."""
    withdrawn, passages = withdrawn_at(award), _passages_of(award)
    until = (summaries_sent_at(award) or award.decided_at) if withdrawn else None
    winner = _given(award, [award.tender_id], until).get(award.tender_id, {})
    for place in range(0, len(tenders), at_once):
        batch = tenders[place : place + at_once]
        own = _given(award, [tender.pk for tender in batch], until)
        for tender in batch:
            is_winner = award.tender_id == tender.pk
            yield tender, Summary(award, own.get(tender.pk, {}), winner, is_winner, passages, withdrawn)


def _given(award: AwardDecision, tenders: Sequence[int], until: dt.datetime | None) -> dict[int, Marks]:
    """Agreed marks of some tenders by criterion: as they are, or as they stood at a moment.

    A score may be opened again once a decision is withdrawn; who was told of that decision never reads the new one here.
    """
    if until is None:
        rows = award.assessment.agreed_scores.filter(tender_id__in=tenders)
        marks = rows.values_list("tender_id", "criterion_id", "score", "reason")
    else:
        changes = AgreedScoreChange.objects.for_system("marks as they stood when summaries were sent")
        kept = changes.filter(
            record__assessment=award.assessment_id, record__tender_id__in=tenders, saved_at__lte=until
        )
        marks = kept.order_by("pk").values_list(
            "record__tender_id", "record__criterion_id", "score", "reason"
        )
    found: dict[int, Marks] = {}
    for tender, criterion, score, reason in marks:
        found.setdefault(tender, {})[criterion] = Given(score, reason)
    return found


def _passages_of(award: AwardDecision) -> dict[str, list[str]]:
    passages: dict[str, list[str]] = {}
    for each in award.passages.select_related("agreed"):
        passages.setdefault(each.agreed.criterion_id, []).append(each.passage)
    return passages
