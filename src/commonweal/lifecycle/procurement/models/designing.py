"""What goes with designing an ask: reviews, comments, drafted reasons, withdrawals, own scoring scales, own policies."""

from django.db import models
from django.db.models import Q

from commonweal.domain.approvals import ReviewStatus
from commonweal.domain.policies import PolicyKind
from commonweal.lifecycle.procurement.models.asks import Ask, AskVersion
from commonweal.lifecycle.procurement.models.procurements import stored
from commonweal.records.models import AppendOnly, Record, Retention


class AskReview(Record):
    """One request to approve the draft as it stood, word for word: `content` is what the reviewer reads and decides on.

    An approval is for these words alone: a draft with another digest is not approved.
    """

    KIND = "ask-review"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=stored(ReviewStatus), default=ReviewStatus.WAITING)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("ask", "number"), name="ask_reviews_are_numbered"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by="")
                | (~Q(status="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="ask_review_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(requested_by=models.F("decided_by")) | Q(status="taken_back"),
                name="ask_review_by_another",
            ),
        )


class AskComment(AppendOnly):
    """A remark on the draft, about one criterion (its external id) or the whole."""

    KIND = "ask-comment"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="comments")
    criterion = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=1000, blank=True)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class AskReason(AppendOnly):
    """One wording of "why we ask this": put together from the thread (`is_drafted`), or written by a person.

    `basis` lists what a drafted one was put together from: rows of kind, external id and words.
    """

    KIND = "ask-reason"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="reasons")
    text = models.TextField()
    is_drafted = models.BooleanField()
    basis = models.JSONField(default=list)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class AskWithdrawal(AppendOnly):
    """That a published version was withdrawn so that a corrected one can be issued, and the reason suppliers read."""

    KIND = "ask-withdrawal"
    SCOPES = {"authority": "version__ask__procurement__authority_id"}
    RETENTION = Retention.PUBLIC

    version = models.OneToOneField(AskVersion, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class ScoringScale(Record):
    """A scoring scale of the authority's own. A criterion copies its bands, so changing it changes no ask."""

    KIND = "scoring-scale"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    bands = models.JSONField(default=list)
    rewards_learning = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("title", "pk")


class LocalPolicy(Record):
    """A rule of the authority's own for its asks. Applies to what began from `from_on` to `to_on`, both included.

    `figure` is pence, basis points or a count, as its kind says; `words` what a title is searched for, with commas.
    """

    KIND = "local-policy"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, choices=stored(PolicyKind))
    figure = models.BigIntegerField()
    words = models.CharField(max_length=500, blank=True)
    is_binding = models.BooleanField(default=False)
    source = models.CharField(max_length=500)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        ordering = ("from_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")),
                name="local_policy_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(figure__gte=0), name="local_policy_figure_not_negative"),
        )
