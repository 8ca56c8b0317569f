"""What somebody who assesses reads of a tender: one answer, the commitments offered under it, the files that came with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.assessment.panel import check_may_read, check_scores_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotFound
from commonweal.lifecycle.assessment.models import Assessment, PanelMember
from commonweal.lifecycle.tendering.models import OfferedCommitment, Tender, TenderAnswer, TenderDocument


@dataclass(frozen=True)
class Answered:
    """What one tender says to one criterion: its words, the commitments it offers there, and its files.

    `files` are those attached to this question, `files_of_whole` those attached to no question.
    """

    tender: Tender
    text: str
    commitments: Sequence[OfferedCommitment]
    files: Sequence[TenderDocument]
    files_of_whole: Sequence[TenderDocument]


def answer(one: PanelMember, tender: Tender, criterion_id: str) -> Answered:
    """An answer, for a member who may read it: declared, cleared, and scoring has begun. Raises `Refused` otherwise."""
    check_may_read(one.seat, AssessmentStatus(one.assessment.status))
    return _answered(tender, criterion_id)


def answer_for_moderation(one: Assessment, tender: Tender, criterion_id: str) -> Answered:
    """An answer beside its scores, once all are in. Raises `Refused` while scoring is blind."""
    check_scores_visible(AssessmentStatus(one.status))
    return _answered(tender, criterion_id)


def file_of(answered: Answered, external_id: str) -> TenderDocument:
    """A file that is shown beside an answer. Raises NotFound for one of another question or tender."""
    for each in (*answered.files, *answered.files_of_whole):
        if each.external_id == external_id:
            return each
    raise NotFound("record.not_found", kind=TenderDocument.KIND)


def _answered(tender: Tender, criterion_id: str) -> Answered:
    texts = TenderAnswer.objects.for_system("an answer for somebody who assesses it")
    offers = OfferedCommitment.objects.for_system("offered commitments for somebody who assesses them")
    attached = TenderDocument.objects.for_system("files of a tender for somebody who assesses it")
    found = texts.filter(tender=tender, criterion_id=criterion_id).first()
    shown = list(attached.filter(tender=tender, criterion_id__in=(criterion_id, "")).select_related("stored"))
    return Answered(
        tender=tender,
        text=found.text if found else "",
        commitments=list(
            offers.filter(tender=tender, criterion_id=criterion_id).prefetch_related(
                "periods", "milestones", "deliveries__party"
            )
        ),
        files=[each for each in shown if each.criterion_id],
        files_of_whole=[each for each in shown if not each.criterion_id],
    )
