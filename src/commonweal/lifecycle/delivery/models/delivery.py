"""Reports, their evidence and verification, and what was learned."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from commonweal.domain.delivery import Decision, LessonEffect, OfferAnswer, ReportStatus
from commonweal.records.models import AppendOnly, PublishedIsFinalError, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class Report(Record):
    """What the party that owes a commitment says was done. `quantity` and `verified` in thousandths of its unit.

    What was claimed never changes: a correction is a new report that points to the one it `corrects`. Only `status`
    and `verified` follow from later decisions. A report from a published source has no person behind it.

    `tier_two` is who delivers the part it is about, None for the party that owes the whole. `is_for_authority_only`: the
    words, the files and the reasons of decisions are for whoever made it and the authority alone. `people` is how many took
    part, where somebody counted them: a number beside the promise, which is never added to it.
    """

    KIND = "report"
    SCOPES = {
        "authority": "commitment__contract__authority_id",
        "supplier": ("commitment__contract__supplier_id", "reported_for_id"),
    }
    RETENTION = Retention.PROCUREMENT
    CLAIM = (
        "commitment_id",
        "period_id",
        "milestone_id",
        "start_on",
        "end_on",
        "quantity",
        "words",
        "people",
        "corrects_id",
        "tier_two_id",
        "is_for_authority_only",
    )

    commitment = models.ForeignKey(
        "lifecycle_contracts.Commitment", on_delete=models.PROTECT, related_name="reports"
    )
    period = models.ForeignKey(
        "lifecycle_contracts.CommitmentPeriod", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    milestone = models.ForeignKey(
        "lifecycle_contracts.CommitmentMilestone", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    start_on = models.DateField(null=True)
    end_on = models.DateField(null=True)
    quantity = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)
    people = models.PositiveIntegerField(null=True)
    source = models.TextField(blank=True)
    status = models.CharField(max_length=16, choices=_stored(ReportStatus), default=ReportStatus.SUBMITTED)
    verified = models.BigIntegerField(null=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    reported_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="reports_made"
    )
    reported_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="reports_made"
    )
    tier_two = models.ForeignKey(
        "lifecycle_contracts.TierTwoSupplier", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    is_for_authority_only = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("commitment", "status"), name="report_by_commitment"),
            models.Index(fields=("status",), name="report_by_status"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="report_not_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(verified__isnull=True)
                | Q(quantity__isnull=False, verified__gte=0, verified__lte=F("quantity")),
                name="verified_at_most_reported",
            ),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True, end_on__isnull=True)
                | Q(start_on__isnull=False, end_on__gte=F("start_on")),
                name="report_span_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.AS_PUBLISHED.value)
                | (Q(reported_by__isnull=True, verified__isnull=True) & ~Q(source="")),
                name="published_report_has_a_source_and_no_people",
            ),
            models.CheckConstraint(
                condition=Q(is_for_authority_only=False) | Q(tier_two__isnull=False),
                name="only_tier_two_reports_to_the_authority_alone",
            ),
            # Whoever reports locks the commitment, or the contract with all of them; this holds whatever is locked.
            *(
                models.UniqueConstraint(
                    fields=(part, "reported_for"),
                    condition=Q(**{f"{part}__isnull": False}) & ~Q(status=ReportStatus.CORRECTED.value),
                    name=f"one_live_report_of_a_{part}",
                )
                for part in ("period", "milestone")
            ),
        )

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> "Report":
        made: Report = super().from_db(db, field_names, values)
        made._claimed = {name: made.__dict__[name] for name in cls.CLAIM if name in made.__dict__}
        return made

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change what was claimed; `delivery.actions.correct` appends a new report instead."""
        claimed = getattr(self, "_claimed", {})
        if any(getattr(self, name) != value for name, value in claimed.items()):
            raise PublishedIsFinalError("a report's claim is never edited: correct it with a new report")
        super().save(*args, **kwargs)


class ReportEvidence(AppendOnly):
    """A file that supports a report."""

    KIND = "evidence"
    SCOPES = {
        "authority": "report__commitment__contract__authority_id",
        "supplier": ("report__commitment__contract__supplier_id", "report__reported_for_id"),
    }
    RETENTION = Retention.PROCUREMENT

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class Verification(AppendOnly):
    """One person's decision about a report, with the reason. `quantity` in thousandths, where there is one."""

    KIND = "verification"
    SCOPES = {
        "authority": "report__commitment__contract__authority_id",
        "supplier": "report__commitment__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="verifications")
    decision = models.CharField(max_length=14, choices=_stored(Decision))
    quantity = models.BigIntegerField(null=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="verifications"
    )

    class Meta:
        ordering = ("pk",)


class ReportAnswer(AppendOnly):
    """What whoever made a report answered in words to a question about it; nothing in it changes the claim."""

    KIND = "report-answer"
    SCOPES = {
        "authority": "report__commitment__contract__authority_id",
        "supplier": ("report__commitment__contract__supplier_id", "report__reported_for_id"),
    }
    RETENTION = Retention.PROCUREMENT

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    answered_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="report_answers"
    )

    class Meta:
        ordering = ("pk",)


class Lesson(AppendOnly):
    """What was learned, in words; a managed failure is a contribution too.

    On one `contract`, or without one in a shared review; `authority` is the body that keeps it. Those who took part in the
    review read it as well (`queries.lessons`), and each body among them may use it for its own missions, asks and library.
    """

    KIND = "lesson"
    SCOPES = {"authority": "authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lessons_kept"
    )
    contract = models.ForeignKey(
        "lifecycle_contracts.Contract", on_delete=models.PROTECT, null=True, related_name="lessons"
    )
    commitment = models.ForeignKey(
        "lifecycle_contracts.Commitment", on_delete=models.PROTECT, null=True, related_name="lessons"
    )
    title = models.CharField(max_length=200)
    what_happened = models.TextField()
    what_we_believe = models.TextField()
    what_we_change = models.TextField(blank=True)
    is_managed_failure = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="lessons_written"
    )
    written_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lessons_written"
    )

    class Meta:
        ordering = ("-pk",)

    @property
    def learned_on(self) -> str:
        """Where it was learned: the title of its contract, or of the shared review. Needs them loaded."""
        return self.contract.title if self.contract else self.review.title


class LessonAssumption(AppendOnly):
    """What a lesson says about one assumption of a theory of change: a suggestion, decided in the strategy stage."""

    KIND = "lesson-assumption"
    SCOPES = {
        "authority": "assumption__link__cause__mission__authority_id",
        "supplier": "lesson__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="assumptions")
    assumption = models.ForeignKey(
        "lifecycle_strategy.Assumption", on_delete=models.PROTECT, related_name="lessons"
    )
    effect = models.CharField(max_length=12, choices=_stored(LessonEffect))
    reason = models.TextField()
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("lesson", "assumption"), name="lesson_speaks_once_of_an_assumption"
            ),
        )


class LessonOffer(AppendOnly):
    """A lesson offered to the next ask: to one procurement, or to every ask that serves a mission or an outcome.

    It is the body's own to which those belong, whoever keeps the lesson.
    """

    KIND = "lesson-offer"
    SCOPES = {
        "authority": ("procurement__authority_id", "mission__authority_id", "outcome__mission__authority_id")
    }
    RETENTION = Retention.PROCUREMENT

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="offers")
    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement",
        on_delete=models.PROTECT,
        null=True,
        related_name="lessons_offered",
    )
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission", on_delete=models.PROTECT, null=True, related_name="lessons_offered"
    )
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome", on_delete=models.PROTECT, null=True, related_name="lessons_offered"
    )
    suggestion = models.TextField(help_text="What the next ask could do differently.")
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(procurement__isnull=False, mission__isnull=True, outcome__isnull=True)
                | Q(procurement__isnull=True, mission__isnull=False, outcome__isnull=True)
                | Q(procurement__isnull=True, mission__isnull=True, outcome__isnull=False),
                name="lesson_offered_to_one_thing",
            ),
        )


class LessonAnswer(AppendOnly):
    """What the people who write one procurement's ask decided about an offered lesson, and why."""

    KIND = "lesson-answer"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    offer = models.ForeignKey(LessonOffer, on_delete=models.PROTECT, related_name="answers")
    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="lessons_answered"
    )
    answer = models.CharField(max_length=12, choices=_stored(OfferAnswer))
    reason = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("offer", "procurement"), name="lesson_answered_once_per_procurement"
            ),
        )


class LessonProposal(AppendOnly):
    """A lesson proposed to the library: what a body could say differently in one item of a social value framework.

    `proposed_for` is the body whose people proposed it, and who decide about it.
    """

    KIND = "lesson-proposal"
    SCOPES = {"authority": "proposed_for_id"}
    RETENTION = Retention.PROCUREMENT

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="proposals")
    item = models.ForeignKey(
        "lifecycle_strategy.FrameworkItem", on_delete=models.PROTECT, related_name="lessons_proposed"
    )
    suggestion = models.TextField(help_text="What the item could say or count differently.")
    proposed_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="lessons_proposed"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("lesson", "item", "proposed_for"), name="lesson_proposed_once_to_an_item_by_a_body"
            ),
        )


class ProposalAnswer(AppendOnly):
    """What whoever keeps the library decided about a proposal, and why."""

    KIND = "lesson-proposal-answer"
    SCOPES = {"authority": "proposal__proposed_for_id"}
    RETENTION = Retention.PROCUREMENT

    proposal = models.OneToOneField(LessonProposal, on_delete=models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=12, choices=_stored(OfferAnswer))
    reason = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=64)
