"""Clarification questions, what is published of them, and until when they are taken."""

from django.db import models
from django.db.models import Q

from commonweal.domain.clarifications import QuestionStatus
from commonweal.domain.tendering_content import LatePolicy
from commonweal.records.models import AppendOnly, Record, Retention


class TenderingTerms(Record):
    """What the authority states about this tendering beside the ask. Nothing is stored while the usual applies."""

    KIND = "tendering-terms"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.OneToOneField(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    questions_until = models.DateTimeField(null=True)
    late_tenders = models.CharField(
        max_length=8,
        choices=[(each.value, each.value) for each in LatePolicy],
        default=LatePolicy.REFUSED.value,
    )


class ClarificationQuestion(Record):
    """What one supplier asks. Its authority reads it through `clarifications.asked`, which has no supplier in it."""

    KIND = "clarification-question"
    SCOPES = {"authority": "procurement__authority_id", "supplier": "supplier_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    supplier = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    status = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in QuestionStatus],
        default=QuestionStatus.ASKED.value,
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    number = models.PositiveIntegerField(null=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)
    shown_at = models.DateTimeField(null=True)
    shown_by = models.CharField(max_length=64, blank=True)
    shown_because = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        indexes = (models.Index(fields=("procurement", "status"), name="question_by_status"),)
        constraints = (
            models.UniqueConstraint(
                fields=("procurement", "number"), name="published_questions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(status="published", number__isnull=False)
                | (~Q(status="published") & Q(number__isnull=True)),
                name="a_published_question_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status="duplicate", same_as__isnull=False)
                | (~Q(status="duplicate") & Q(same_as__isnull=True)),
                name="a_duplicate_says_of_what",
            ),
        )


class PublishedAnswer(AppendOnly):
    """One edition of what everybody is told about a question."""

    KIND = "clarification-answer"
    SCOPES = {"authority": "question__procurement__authority_id"}
    RETENTION = Retention.PUBLIC

    question = models.ForeignKey(ClarificationQuestion, on_delete=models.PROTECT, related_name="answers")
    edition = models.PositiveSmallIntegerField()
    wording = models.TextField()
    answer = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("edition",)
        constraints = (
            models.UniqueConstraint(fields=("question", "edition"), name="answer_editions_are_numbered"),
        )
