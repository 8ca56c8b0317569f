"""What a procurement keeps about the law: facts that decide duties, marks, procedures chosen, considered wellbeing, access."""

from django.db import models
from django.db.models import Q

from commonweal.domain.access import Reservation, Split
from commonweal.domain.duty_marks import Mark
from commonweal.domain.social_value_act import Consult
from commonweal.lifecycle.procurement.models.procurements import Procurement, stored
from commonweal.records.models import AppendOnly, Record, Retention


class LegalFacts(Record):
    """Facts of one procurement that the law asks about and that stand nowhere else. Money in pence.

    `kpis_not_appropriate` is the reason why KPIs could not appropriately assess performance, or empty. The dates are
    those planned, then those that happened.
    """

    KIND = "legal-facts"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.OneToOneField(Procurement, on_delete=models.PROTECT, related_name="legal_facts")
    light_touch = models.BooleanField(default=False)
    concession = models.BooleanField(default=False)
    is_devolved = models.BooleanField(default=False)
    authority_spend_pence = models.BigIntegerField(null=True)
    kpis_not_appropriate = models.TextField(blank=True)
    planned_notice_on = models.DateField(null=True)
    tender_notice_on = models.DateField(null=True)
    transparency_notice_on = models.DateField(null=True)
    award_notice_on = models.DateField(null=True)
    contract_signed_on = models.DateField(null=True)


class Numbered(AppendOnly):
    """One of a row of versions of a procurement: the highest number stands, the others are kept."""

    number = models.PositiveSmallIntegerField()

    class Meta(AppendOnly.Meta):
        abstract = True


class DutyMark(AppendOnly):
    """That a duty is done, does not apply, or is open again: the latest mark of a duty stands."""

    KIND = "duty-mark"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="duty_marks")
    duty = models.CharField(max_length=60)
    mark = models.CharField(max_length=15, choices=stored(Mark))
    done_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(mark=Mark.DONE.value) | ~Q(reason=""), name="duty_not_done_has_a_reason"
            ),
        )


class ProcedureChoice(Numbered):
    """The procedure chosen, by the answers given and with the reason. `edition` is that of the rules consulted."""

    KIND = "procedure-choice"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="procedure_choices")
    procedure = models.CharField(max_length=60)
    ground = models.CharField(max_length=60, blank=True)
    answers = models.JSONField()
    edition = models.CharField(max_length=60)
    reason = models.TextField()
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="procedure_choices_numbered"),
        )


class SocialValueActRecord(Numbered):
    """What was considered under the Public Services (Social Value) Act 2012: one version, never edited.

    `considered_by_post` names the posts that considered it, never people.
    """

    KIND = "social-value-act-record"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        Procurement, on_delete=models.PROTECT, related_name="social_value_act_records"
    )
    area = models.TextField()
    economic = models.TextField()
    social = models.TextField()
    environmental = models.TextField()
    how_secured = models.TextField()
    consult = models.CharField(max_length=10, choices=stored(Consult))
    consult_reason = models.TextField()
    considered_on = models.DateField()
    considered_by_post = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="social_value_act_numbered"),
        )


class AccessReview(Numbered):
    """Lots and access as they were considered: the market as estimated, what was decided, and why.

    `market` counts suppliers by size; `turnover_percent` is the yearly turnover asked for, in per cent of the yearly
    value of what is tendered for.
    """

    KIND = "access-review"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="access_reviews")
    market = models.JSONField()
    market_source = models.TextField()
    turnover_percent = models.PositiveIntegerField()
    split = models.CharField(max_length=10, choices=stored(Split))
    split_reason = models.TextField()
    barriers = models.TextField()
    reservation = models.CharField(max_length=30, choices=stored(Reservation))
    reservation_reason = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="access_reviews_numbered"),
        )


class EngagementBaseline(AppendOnly):
    """The plan and the draft ask as they stood when the market was first spoken with: canonical JSON of a `domain.plans.Plan`."""

    KIND = "engagement-baseline"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="baselines")
    engagement = models.OneToOneField(
        "lifecycle_planning.Engagement", on_delete=models.PROTECT, related_name="baseline"
    )
    content = models.TextField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=64)


class EngagementChange(AppendOnly):
    """What was changed because of something that was heard, with the differences it made: rows of {what, before, after}."""

    KIND = "engagement-change"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="engagement_changes")
    heard = models.ForeignKey("lifecycle_planning.Heard", on_delete=models.PROTECT, related_name="changes")
    what = models.TextField()
    differences = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
