"""The ask: an edited copy of library items while it is a draft, and its published, never edited versions."""

from typing import Any

from django.db import models
from django.db.models import Q

from commonweal.domain.asks import AskContent
from commonweal.domain.canonical import digest
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.lifecycle.procurement.models.procurements import Procurement, stored
from commonweal.records.models import AppendOnly, Record, Retention


class Ask(Record):
    """The draft of what the tender documents ask for. Published versions hang from it."""

    KIND = "ask"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.OneToOneField(Procurement, on_delete=models.PROTECT, related_name="ask")
    why = models.TextField(blank=True)
    framework_edition = models.ForeignKey(
        "lifecycle_strategy.FrameworkEdition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    copied_from = models.ForeignKey("AskVersion", on_delete=models.PROTECT, null=True, related_name="+")
    #: External ids of everybody who wrote in the draft, in the order they first did: none of them may approve it.
    authors = models.JSONField(default=list)
    #: How tenders are assessed beyond weightings and bands, as `contents.method` reads it; empty for the usual.
    method = models.JSONField(default=dict)
    #: Conditions of participation and lines of the price schedule, as `requirements` reads them.
    conditions = models.JSONField(default=list)
    schedule = models.JSONField(default=list)
    #: Conditions and charters of the contract, as `requirements.terms` reads them.
    terms = models.JSONField(default=list)

    @property
    def title(self) -> str:
        return self.procurement.title


class FromLibrary(Record):
    """What an edited copy keeps of what it was made from: the library item with its wording at the time, and in a
    copied ask the id that the same thing had in the earlier ask."""

    library_item = models.ForeignKey(
        "lifecycle_strategy.FrameworkItem", on_delete=models.PROTECT, null=True, related_name="+"
    )
    library_edition = models.CharField(max_length=120, blank=True)
    library_code = models.CharField(max_length=40, blank=True)
    library_title = models.TextField(blank=True)
    library_text = models.TextField(blank=True)
    library_verification = models.CharField(max_length=20, blank=True)
    copied_from = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        abstract = True


class Criterion(FromLibrary):
    """An award criterion in the draft. `weight_bp` in basis points; `bands` as `domain.criteria.Band` rows.

    `scale_*` keep the scoring scale that the bands started from, word for word, and how far its wording was checked.
    """

    KIND = "criterion"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=stored(CriterionKind))
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=1000)
    text = models.TextField(blank=True)
    question = models.TextField(blank=True)
    weight_bp = models.PositiveSmallIntegerField(default=0)
    word_limit = models.PositiveIntegerField(default=0)
    price_formula = models.CharField(max_length=60, blank=True)
    bands = models.JSONField(default=list)
    library_question = models.TextField(blank=True)
    scale_id = models.CharField(max_length=64, blank=True)
    scale_title = models.CharField(max_length=200, blank=True)
    scale_source = models.TextField(blank=True)
    scale_state = models.CharField(max_length=20, blank=True)
    scale_bands = models.JSONField(default=list)
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(weight_bp__lte=10_000), name="criterion_weight_at_most_whole"),
        )


class AskMetric(FromLibrary):
    """Something to be counted under a criterion. Figures in thousandths of `unit`."""

    KIND = "ask-metric"
    SCOPES = {"authority": "criterion__ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="metrics")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=1000)
    unit = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=stored(MetricKind))
    level = models.CharField(max_length=10, choices=stored(MetricLevel), default=MetricLevel.OUTPUT)
    used_for = models.CharField(max_length=10, choices=stored(MetricUse), default=MetricUse.LEARNING)
    target = models.CharField(max_length=10, choices=stored(TargetKind), default=TargetKind.NONE)
    target_low = models.BigIntegerField(null=True)
    target_high = models.BigIntegerField(null=True)
    period = models.CharField(max_length=10, choices=stored(MetricPeriod), default=MetricPeriod.QUARTER)
    aggregation = models.CharField(max_length=10, choices=stored(Aggregation), default=Aggregation.SUM)
    baseline_basis = models.CharField(
        max_length=15, choices=stored(BaselineBasis), default=BaselineBasis.NONE
    )
    baseline = models.BigIntegerField(null=True)
    is_prescriptive = models.BooleanField(default=False)
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("position", "pk")


class AuthorityPromise(Record):
    """What the authority itself commits to, so that the supplier can keep its own promises."""

    KIND = "authority-promise"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="promises")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    due_on = models.DateField(null=True)
    owed_by_post = models.CharField(
        max_length=120, help_text="The post that answers for it, not a person's name."
    )

    class Meta:
        ordering = ("position", "pk")


class AskVersion(AppendOnly):
    """A published ask, word for word. `content` is the canonical JSON of a `domain.asks.AskContent`.

    `judged` is the record of fit at that moment (`fit_record.record_of`), for the authority alone; empty before it was kept.
    """

    KIND = "ask-version"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PUBLIC

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    judged = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("ask", "number"), name="ask_versions_are_numbered"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses content that is not what its digest says. Saving a stored version raises `PublishedIsFinalError`."""
        if digest(self.content.encode()) != self.digest:
            raise ValueError("the digest of an ask version is not that of its content")
        super().save(*args, **kwargs)

    def read(self) -> AskContent:
        """The frozen ask."""
        return AskContent.from_json(self.content)
