"""Indicators with their observations, and pathways with their milestones."""

from django.db import models
from django.db.models import Q

from commonweal.domain.progress import Measure, MilestoneStatus, Point
from commonweal.lifecycle.strategy.models.theory import Outcome
from commonweal.records.models import AppendOnly, Record, Retention


class Indicator(Record):
    """A countable sign of an outcome. Values are thousandths of the unit; baseline and target are value and day."""

    KIND = "indicator"
    SCOPES = {"authority": "outcome__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    source = models.TextField(blank=True)
    baseline_thousandths = models.BigIntegerField(null=True)
    baseline_on = models.DateField(null=True)
    target_thousandths = models.BigIntegerField(null=True)
    target_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(baseline_thousandths__isnull=True, baseline_on__isnull=True)
                | Q(baseline_thousandths__isnull=False, baseline_on__isnull=False),
                name="indicator_baseline_value_and_day",
            ),
            models.CheckConstraint(
                condition=Q(target_thousandths__isnull=True, target_on__isnull=True)
                | Q(target_thousandths__isnull=False, target_on__isnull=False),
                name="indicator_target_value_and_day",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True)
                | Q(target_on__isnull=True)
                | Q(target_on__gt=models.F("baseline_on")),
                name="indicator_target_after_baseline",
            ),
        )

    @property
    def measure(self) -> Measure:
        return Measure(
            _point(self.baseline_on, self.baseline_thousandths),
            _point(self.target_on, self.target_thousandths),
        )


def _point(on: object, thousandths: int | None) -> Point | None:
    return Point(on, thousandths) if on is not None and thousandths is not None else None  # type: ignore[arg-type]


class Observation(AppendOnly):
    """A dated value of an indicator and where it was read. A correction is a new one that replaces the wrong one."""

    KIND = "observation"
    SCOPES = {"authority": "indicator__outcome__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    observed_on = models.DateField()
    thousandths = models.BigIntegerField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ("observed_on", "pk")

    @property
    def point(self) -> Point:
        return Point(self.observed_on, self.thousandths)


class Pathway(Record):
    """The way to an outcome that cannot honestly be given a number: milestones in order."""

    KIND = "pathway"
    SCOPES = {"authority": "outcome__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="pathways")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)


class PathwayMilestone(Record):
    """One step of a pathway."""

    KIND = "pathway-milestone"
    SCOPES = {"authority": "pathway__outcome__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in MilestoneStatus],
        default=MilestoneStatus.PLANNED.value,
    )
    reached_on = models.DateField(null=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("pathway", "position"), name="one_milestone_per_position"),
            models.CheckConstraint(
                condition=Q(status=MilestoneStatus.REACHED.value, reached_on__isnull=False)
                | ~Q(status=MilestoneStatus.REACHED.value) & Q(reached_on__isnull=True),
                name="milestone_reached_on_only_when_reached",
            ),
        )


class MilestoneChange(AppendOnly):
    """A milestone's move from one status to another, with the reason."""

    KIND = "milestone-change"
    SCOPES = {"authority": "milestone__pathway__outcome__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    milestone = models.ForeignKey(PathwayMilestone, on_delete=models.PROTECT, related_name="changes")
    old = models.CharField(
        max_length=10, choices=[(status.value, status.value) for status in MilestoneStatus]
    )
    new = models.CharField(
        max_length=10, choices=[(status.value, status.value) for status in MilestoneStatus]
    )
    reason = models.TextField(blank=True)
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
