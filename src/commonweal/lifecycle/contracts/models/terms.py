"""Conditions and charters of a contract: the terms, what was shown for each, and what was decided."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from commonweal.domain.terms import TermKind, TermOutcome
from commonweal.lifecycle.contracts.models.contracts import Contract
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class ContractTerm(Record):
    """One condition, or one charter at a level. `due_on` is when it is next to be shown, kept by the actions; None once done.

    `stated_in` says where the contract or its ask states it; `criterion_id` is the question of the ask, where it was one.
    """

    KIND = "contract-term"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=_stored(TermKind))
    title = models.CharField(max_length=200)
    words = models.TextField()
    stated_in = models.CharField(max_length=300)
    criterion_id = models.CharField(max_length=64, blank=True)
    charter = models.ForeignKey(
        "lifecycle_strategy.Charter", on_delete=models.PROTECT, null=True, related_name="terms"
    )
    level = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True)
    every_months = models.PositiveSmallIntegerField(null=True)
    set_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number", "pk")
        indexes = (models.Index(fields=("due_on",), name="term_by_due"),)
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="terms_are_numbered"),
            models.CheckConstraint(
                condition=Q(kind=TermKind.CHARTER.value, charter__isnull=False)
                | (~Q(kind=TermKind.CHARTER.value) & Q(charter__isnull=True)),
                name="charter_terms_name_their_charter",
            ),
        )


class TermEvidence(AppendOnly):
    """What was shown for a term: of a charter who signed, at which level and when; or something that is worth as much."""

    KIND = "term-evidence"
    SCOPES = {"authority": "term__contract__authority_id", "supplier": "term__contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    term = models.ForeignKey(ContractTerm, on_delete=models.PROTECT, related_name="shown")
    words = models.TextField(blank=True)
    signatory = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField(null=True)
    is_equivalent = models.BooleanField(default=False)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    given_by = models.CharField(max_length=64)
    given_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="term_evidence"
    )

    class Meta:
        ordering = ("pk",)


class TermDecision(AppendOnly):
    """What a person decided about a term for the day on which it was due, and why."""

    KIND = "term-decision"
    SCOPES = {"authority": "term__contract__authority_id", "supplier": "term__contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    term = models.ForeignKey(ContractTerm, on_delete=models.PROTECT, related_name="decisions")
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=_stored(TermOutcome))
    reason = models.TextField()
    decided_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="term_decisions"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("term", "due_on"), name="term_decided_once_for_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="term_decision_has_a_reason"),
        )
