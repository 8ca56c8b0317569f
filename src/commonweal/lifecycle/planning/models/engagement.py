"""Preliminary market engagement: who was asked, what they were asked, what they answered and what was heard."""

from django.db import models
from django.db.models import Q

from commonweal.domain.engagements import EngagementKind, EngagementStatus
from commonweal.lifecycle.planning.models.pipeline import PipelineEntry
from commonweal.records.models import Record, Retention


class Engagement(Record):
    """One event or questionnaire before tenders are invited. Suppliers see those they are invited to, once open.

    `meets` is when an event takes place; `answers_until` the instant until which answers are taken.
    """

    KIND = "engagement"
    SCOPES = {"authority": "entry__authority_id", "supplier": "invitations__supplier_id"}
    SCOPE_IS_MANY_VALUED = True
    RETENTION = Retention.PROCUREMENT

    entry = models.ForeignKey(PipelineEntry, on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=15, choices=[(each.value, each.value) for each in EngagementKind])
    status = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in EngagementStatus],
        default=EngagementStatus.PLANNED,
    )
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    meets = models.DateTimeField(null=True)
    where = models.CharField(max_length=300, blank=True)
    answers_until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-pk",)


class EngagementInvitation(Record):
    """An invitation to a supplier that is here (`supplier`), or to another by name and email address."""

    KIND = "engagement-invitation"
    SCOPES = {"authority": "engagement__entry__authority_id", "supplier": "supplier_id"}
    RETENTION = Retention.PROCUREMENT

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="invitations")
    supplier = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.CharField(max_length=64)
    is_signed_up = models.BooleanField(
        default=False, help_text="The supplier answered a public call by itself."
    )
    attended = models.BooleanField(null=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("engagement", "supplier"), name="supplier_invited_once"),
            models.CheckConstraint(
                condition=Q(supplier__isnull=False, email="") | (Q(supplier__isnull=True) & ~Q(email="")),
                name="invited_here_or_by_email",
            ),
        )


class EngagementQuestion(Record):
    """Something the authority asks the market, in order."""

    KIND = "engagement-question"
    SCOPES = {
        "authority": "engagement__entry__authority_id",
        "supplier": "engagement__invitations__supplier_id",
    }
    SCOPE_IS_MANY_VALUED = True
    RETENTION = Retention.PROCUREMENT

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("position", "pk")


class EngagementAnswer(Record):
    """What one invited supplier answers to one question. Read by that supplier and the authority alone."""

    KIND = "engagement-answer"
    SCOPES = {"authority": "question__engagement__entry__authority_id", "supplier": "invitation__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    question = models.ForeignKey(EngagementQuestion, on_delete=models.PROTECT, related_name="answers")
    invitation = models.ForeignKey(EngagementInvitation, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("question", "invitation"), name="one_answer_per_question"),
        )


class MarketQuestion(Record):
    """Something that a supplier asks the authority in an engagement. A reply is read by all who take part, and by
    everybody where the engagement is public, without the name of who asked."""

    KIND = "market-question"
    SCOPES = {"authority": "engagement__entry__authority_id", "supplier": "invitation__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="asked")
    invitation = models.ForeignKey(EngagementInvitation, on_delete=models.PROTECT, related_name="asked")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    question = models.TextField(blank=True, help_text="As it is shown: the authority may take out who asks.")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)


class Heard(Record):
    """One thing that was heard, in the authority's words. What is public goes into the published summary."""

    KIND = "engagement-heard"
    SCOPES = {"authority": "engagement__entry__authority_id"}
    RETENTION = Retention.PROCUREMENT

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="heard")
    text = models.TextField()
    is_public = models.BooleanField(default=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
