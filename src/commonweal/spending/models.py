"""Stored things about a body's spending. The payments themselves are files beside the database."""

from django.db import models
from django.db.models import Q

from commonweal.domain.spend import SpendStatus
from commonweal.records.models import Record, Retention


class SpendLoad(Record):
    """One load of payment files. Its dataset lies in the data folder under its external id; money in pence.

    `found` holds what the columns of each kind of header seem to mean, `confirmed` what a person said (columns by field
    and header), `summary` the figures of the load. `place_code` is where suppliers are seen from; empty for the body's name.
    """

    KIND = "spend-load"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="spend_loads"
    )
    title = models.CharField(max_length=120)
    place_code = models.CharField(max_length=20, blank=True)
    status = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in SpendStatus], default=SpendStatus.READING
    )
    found = models.JSONField(default=list)
    confirmed = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="spend_confirmed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="loaded") | Q(summary__isnull=False), name="spend_loaded_has_figures"
            ),
        )


class SpendFile(Record):
    """One file of a load, in the order it was given."""

    KIND = "spend-file"
    SCOPES = {"authority": "load__authority_id"}
    RETENTION = Retention.WORKING

    load = models.ForeignKey(SpendLoad, on_delete=models.CASCADE, related_name="files")
    stored = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class SpendColumns(Record):
    """What a body said the columns under one header mean: used without asking again for the next file with that header."""

    KIND = "spend-columns"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="spend_columns"
    )
    signature = models.CharField(max_length=32)
    columns = models.JSONField()
    month_first = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("authority", "signature"), name="one_meaning_per_header"),
        )


class SpendServes(Record):
    """A service whose spending serves a mission, on a person's word and with their reason."""

    KIND = "spend-serves"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="spend_serves"
    )
    service = models.CharField(max_length=300)
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission", on_delete=models.PROTECT, related_name="spend_serves"
    )
    reason = models.TextField()
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("service", "pk")
        constraints = (
            models.UniqueConstraint(fields=("authority", "service", "mission"), name="spend_serves_once"),
        )


class SpendModel(Record):
    """What a body's own labelled payments taught: one for each body. The model itself is a file in the data folder.

    `figures` are what training found (texts, labels, payments, accuracies as shares). Until one of `figures` and `problem` is
    there the worker has it to do.
    """

    KIND = "spend-model"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="spend_model"
    )
    load = models.ForeignKey(SpendLoad, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64, default="")
    figures = models.JSONField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(figures__isnull=True) | Q(problem=""), name="spend_model_learnt_or_failed"
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """True until the worker has learnt it or said why it cannot."""
        return self.figures is None and not self.problem


class ContractsRegister(Record):
    """A file of contracts and what it says by the supplier's place and size.

    `report` is what `commonweal register report --json` prints, `found` how the file was read (columns, definition of
    annual value, contracts without a value, rows left out). Until one of `report` and `problem` is there the worker has it to do.
    """

    KIND = "contracts-register"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="contracts_registers"
    )
    title = models.CharField(max_length=120)
    place_code = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(null=True)
    found = models.JSONField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(report__isnull=True) | Q(problem=""), name="register_read_or_failed"
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """True until the worker has read it or said why it cannot."""
        return self.report is None and not self.problem
