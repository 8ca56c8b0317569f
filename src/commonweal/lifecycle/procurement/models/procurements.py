"""A procurement with its lots, rounds, places, what it serves, and the history of its status."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from commonweal.domain.procurements import InnovationStage, Nature, ProcurementKind, ProcurementStatus, Regime
from commonweal.domain.thread import LinkBasis
from commonweal.records.models import AppendOnly, Record, Retention


def stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class Procurement(Record):
    """One process from planning to the end of the contract.

    Money in pence. `value_pence` is the estimated value of section 4: VAT, all lots, options and extensions included.
    `tender_deadline_at` is the deadline of the round that is open or comes next (`round_number`).
    """

    KIND = "procurement"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="procurements"
    )
    pipeline_entry = models.OneToOneField(
        "lifecycle_planning.PipelineEntry", on_delete=models.PROTECT, null=True, related_name="procurement"
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="call_offs")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    regime = models.CharField(max_length=30, choices=stored(Regime))
    kind = models.CharField(max_length=20, choices=stored(ProcurementKind))
    nature = models.CharField(max_length=10, choices=stored(Nature))
    cpv_division = models.CharField(max_length=2, blank=True)
    innovation_stage = models.CharField(max_length=20, choices=stored(InnovationStage))
    value_pence = models.BigIntegerField()
    value_ex_vat_pence = models.BigIntegerField(null=True)
    contract_starts_on = models.DateField(null=True)
    contract_ends_on = models.DateField(null=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    began_on = models.DateField(help_text="The rules in force on this day apply.")
    status = models.CharField(
        max_length=20, choices=stored(ProcurementStatus), default=ProcurementStatus.PLANNED
    )
    round_number = models.PositiveSmallIntegerField(default=1)
    tender_deadline_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("authority", "status"), name="procurement_by_status"),
            models.Index(fields=("status", "tender_deadline_at"), name="procurement_by_deadline"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(value_pence__gt=0), name="procurement_value_above_nothing"),
            models.CheckConstraint(
                condition=Q(value_ex_vat_pence__isnull=True) | Q(value_ex_vat_pence__lte=F("value_pence")),
                name="procurement_vat_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(kind=ProcurementKind.CALL_OFF.value, parent__isnull=False)
                | (~Q(kind=ProcurementKind.CALL_OFF.value) & Q(parent__isnull=True)),
                name="only_call_offs_have_a_parent",
            ),
        )


class Round(Record):
    """One round of tendering, numbered from 1. Most procurements have one."""

    KIND = "round"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    deadline_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("procurement", "number"), name="rounds_are_numbered"),)


class Lot(Record):
    """A part that can be awarded alone. Without lots a procurement has exactly one, number 1."""

    KIND = "lot"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    value_pence = models.BigIntegerField()
    value_ex_vat_pence = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="lots_are_numbered"),
            models.CheckConstraint(condition=Q(value_pence__gt=0), name="lot_value_above_nothing"),
        )


class ProcurementPlace(Record):
    """A place where the contract is carried out or its benefit is meant to be felt."""

    KIND = "procurement-place"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey("lifecycle_strategy.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "place"), name="procurement_place_once"),
        )


class ProcurementServes(Record):
    """A mission or an outcome that a procurement serves: who said so, when and why."""

    KIND = "procurement-serves"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="serves")
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission",
        on_delete=models.PROTECT,
        null=True,
        related_name="served_by_procurements",
    )
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome",
        on_delete=models.PROTECT,
        null=True,
        related_name="served_by_procurements",
    )
    basis = models.CharField(max_length=10, choices=stored(LinkBasis))
    reason = models.TextField(blank=True)
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(mission__isnull=False, outcome__isnull=True)
                | Q(mission__isnull=True, outcome__isnull=False),
                name="procurement_serves_one_thing",
            ),
            models.UniqueConstraint(
                fields=("procurement", "mission"), name="procurement_serves_mission_once"
            ),
            models.UniqueConstraint(
                fields=("procurement", "outcome"), name="procurement_serves_outcome_once"
            ),
        )


class StatusChange(AppendOnly):
    """One move of a procurement from one status to another. The first has no `old`."""

    KIND = "procurement-status"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="status_changes")
    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20, choices=stored(ProcurementStatus))
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
