"""A contract, the commitments in it made binding, how each is spread, and what it serves."""

import datetime as dt
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import BINDING, ContractOrigin, ContractStatus
from commonweal.domain.metrics import Aggregation
from commonweal.domain.thread import LinkBasis
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class Contract(Record):
    """What an authority and a supplier agreed. Money in pence; None where nobody said.

    A contract from a published report has no award and no people; `supplier_name` keeps the report's own words where
    it does not name the supplier, and `facts` its other printed figures as a list of {title, value, unit, year, note}.
    `ended_on` is the day of an early end; None where it runs to `ends_on`, and where nobody was asked for the day.
    """

    KIND = "contract"
    SCOPES = {"authority": "authority_id", "supplier": "supplier_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="contracts_let"
    )
    supplier = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="contracts_held"
    )
    supplier_name = models.CharField(max_length=200, blank=True)
    award = models.OneToOneField(
        "lifecycle_assessment.AwardDecision", on_delete=models.PROTECT, null=True, related_name="contract"
    )
    tender = models.ForeignKey(
        "lifecycle_tendering.Tender", on_delete=models.PROTECT, null=True, related_name="contracts"
    )
    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, null=True, related_name="contracts"
    )
    origin = models.CharField(max_length=20, choices=_stored(ContractOrigin))
    status = models.CharField(max_length=12, choices=_stored(ContractStatus), default=ContractStatus.PREPARED)
    title = models.CharField(max_length=300)
    nature = models.CharField(max_length=10, blank=True)
    source = models.TextField(blank=True)
    facts = models.JSONField(default=list)
    value_pence = models.BigIntegerField(null=True)
    value_ex_vat_pence = models.BigIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    entered_at = models.DateTimeField(null=True)
    entered_by = models.CharField(max_length=64, blank=True)
    authority_lead = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="contracts_managed"
    )
    supplier_lead = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="contracts_delivered"
    )

    class Meta:
        ordering = ("title", "pk")
        indexes = (
            models.Index(fields=("authority", "status"), name="contract_by_authority"),
            models.Index(fields=("supplier", "status"), name="contract_by_supplier"),
            models.Index(fields=("origin",), name="contract_by_origin"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="contract_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True, entered_by="")
                | (Q(entered_at__isnull=False) & ~Q(entered_by="")),
                name="contract_entered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(origin=ContractOrigin.PUBLISHED_REPORT.value)
                | (
                    Q(
                        award__isnull=True,
                        tender__isnull=True,
                        authority_lead__isnull=True,
                        supplier_lead__isnull=True,
                    )
                    & ~Q(source="")
                ),
                name="published_contract_has_a_source_and_no_people",
            ),
        )

    @property
    def is_published_report(self) -> bool:
        """True when the contract is known from a public document only."""
        return self.origin == ContractOrigin.PUBLISHED_REPORT

    @property
    def is_binding(self) -> bool:
        """True from entry into contract on."""
        return ContractStatus(self.status) in BINDING

    @property
    def last_on(self) -> dt.date | None:
        """Its real last day: that of an early end, else of its term; None where nobody said."""
        return self.ended_on or self.ends_on

    @property
    def supplier_shown(self) -> str:
        """The supplier's name, or how the source describes it; empty when the source says nothing."""
        return self.supplier.name if self.supplier else self.supplier_name


class ContractStatusChange(AppendOnly):
    """One move of a contract from one status to another. The first has no `old`."""

    KIND = "contract-status"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="status_changes")
    old = models.CharField(max_length=12, blank=True)
    new = models.CharField(max_length=12, choices=_stored(ContractStatus))
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class Commitment(Record):
    """A promise made binding. `quantity` in thousandths of `unit`; None where none was published or none is meant.

    `rate_per_pence` is the spend that earns one `quantity`. `offered` is the commitment in the tender it was made
    from; `authority_promise` what the authority promised in the ask. `words` is how, or the promise itself.
    """

    KIND = "commitment"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="commitments")
    offered = models.OneToOneField(
        "lifecycle_tendering.OfferedCommitment",
        on_delete=models.PROTECT,
        null=True,
        related_name="commitment",
    )
    authority_promise = models.ForeignKey(
        "lifecycle_procurement.AuthorityPromise",
        on_delete=models.PROTECT,
        null=True,
        related_name="commitments",
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=_stored(CommitmentKind))
    owed_by = models.CharField(max_length=15, choices=_stored(OwedBy), default=OwedBy.SUPPLIER)
    owed_by_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    note = models.TextField(blank=True)
    metric_code = models.CharField(max_length=40, blank=True)
    metric_title = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    aggregation = models.CharField(max_length=10, choices=_stored(Aggregation), default=Aggregation.SUM)
    quantity = models.BigIntegerField(null=True)
    rate_per_pence = models.BigIntegerField(null=True)
    place = models.ForeignKey(
        "lifecycle_strategy.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField(null=True)
    bound_at = models.DateTimeField(null=True)
    authority_lead = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="commitments_managed"
    )
    supplier_lead = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="commitments_delivered"
    )

    class Meta:
        ordering = ("contract_id", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("contract", "position"), name="commitments_are_numbered"),
            models.UniqueConstraint(fields=("contract", "offered"), name="an_offer_is_carried_over_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="commitment_not_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(rate_per_pence__isnull=True) | Q(rate_per_pence__gt=0),
                name="commitment_rate_above_nothing",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | ~Q(unit=""), name="commitment_figure_has_a_unit"
            ),
        )


class CommitmentPeriod(Record):
    """A part of a quantity: between two days, in one place."""

    KIND = "commitment-period"
    SCOPES = {
        "authority": "commitment__contract__authority_id",
        "supplier": "commitment__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="periods")
    start_on = models.DateField()
    end_on = models.DateField()
    place = models.ForeignKey(
        "lifecycle_strategy.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    quantity = models.BigIntegerField()

    class Meta:
        ordering = ("start_on", "pk")
        indexes = (models.Index(fields=("end_on",), name="commitment_period_by_end"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")), name="commitment_period_runs_forward"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="commitment_period_not_below_nothing"),
        )


class CommitmentMilestone(Record):
    """One step of a pathway: what will have happened, by when, and how anybody could see that it has."""

    KIND = "commitment-milestone"
    SCOPES = {
        "authority": "commitment__contract__authority_id",
        "supplier": "commitment__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    shown_by = models.TextField(blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ("position", "pk")


class ContractServes(Record):
    """A mission or an outcome that a contract, or one commitment in it, serves: on what basis, by whom and why."""

    KIND = "contract-serves"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="serves")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="serves")
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission", on_delete=models.PROTECT, null=True, related_name="served_by_contracts"
    )
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome", on_delete=models.PROTECT, null=True, related_name="served_by_contracts"
    )
    basis = models.CharField(max_length=10, choices=_stored(LinkBasis))
    reason = models.TextField(blank=True)
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(mission__isnull=False, outcome__isnull=True)
                | Q(mission__isnull=True, outcome__isnull=False),
                name="contract_serves_one_thing",
            ),
            models.UniqueConstraint(
                fields=("contract", "mission"),
                condition=Q(commitment__isnull=True),
                name="contract_serves_mission_once",
            ),
            models.UniqueConstraint(
                fields=("contract", "outcome"),
                condition=Q(commitment__isnull=True),
                name="contract_serves_outcome_once",
            ),
            models.UniqueConstraint(fields=("commitment", "mission"), name="commitment_serves_mission_once"),
            models.UniqueConstraint(fields=("commitment", "outcome"), name="commitment_serves_outcome_once"),
        )
