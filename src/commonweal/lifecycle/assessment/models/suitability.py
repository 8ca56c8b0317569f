"""Before scoring: who is looked at, what was found, what the tenderer said to it, and what was decided with reasons."""

from django.db import models
from django.db.models import Q

from commonweal.domain.assessment.conditions import ConditionKind, ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome, GroundKind, PartyKind
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.suitability import Matter
from commonweal.lifecycle.assessment.models.panels import Assessment
from commonweal.records.models import AppendOnly, Record, Retention

_TENDER = "lifecycle_tendering.Tender"
_AUTHORITY = "lot__procurement__authority_id"


class CheckedParty(AppendOnly):
    """The supplier of a tender, a person associated with it, or an intended subcontractor."""

    KIND = "checked-party"
    SCOPES = {"authority": f"tender__{_AUTHORITY}"}
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(_TENDER, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in PartyKind])
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("tender", "name"), name="one_checked_party_per_name"),)


class DebarmentCheck(AppendOnly):
    """That somebody looked a party up in the debarment list on a day, and what they found."""

    KIND = "debarment-check"
    SCOPES = {"authority": f"party__tender__{_AUTHORITY}"}
    RETENTION = Retention.PROCUREMENT

    party = models.ForeignKey(CheckedParty, on_delete=models.PROTECT, related_name="debarment_checks")
    checked_on = models.DateField()
    is_listed = models.BooleanField()
    note = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("checked_on", "pk")


class ExclusionFinding(AppendOnly):
    """That a ground seems to apply to a party, with the facts. The ground's words are kept as they stood."""

    KIND = "exclusion-finding"
    SCOPES = {"authority": f"party__tender__{_AUTHORITY}"}
    RETENTION = Retention.PROCUREMENT

    party = models.ForeignKey(CheckedParty, on_delete=models.PROTECT, related_name="findings")
    ground = models.CharField(max_length=40)
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in GroundKind])
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    facts = models.TextField()
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class ParticipationCondition(AppendOnly):
    """A condition of participation as the tender documents state it; `stated_in` is empty for one of the ask."""

    KIND = "participation-condition"
    SCOPES = {"authority": f"assessment__{_AUTHORITY}"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ConditionKind])
    text = models.TextField()
    stated_in = models.CharField(max_length=200, blank=True)
    lawful_because = models.TextField(blank=True)
    #: The id of the condition in the ask that stated it; empty for one that another tender document states.
    asked_as = models.CharField(max_length=64, blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class Enquiry(Record):
    """What the authority asks one tenderer after opening, and the answer. Only that tenderer and the authority read it."""

    KIND = "enquiry"
    SCOPES = {"authority": f"tender__{_AUTHORITY}", "supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(_TENDER, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=[(p.value, p.value) for p in EnquiryPurpose])
    finding = models.ForeignKey(
        ExclusionFinding, on_delete=models.PROTECT, null=True, related_name="enquiries"
    )
    question = models.TextField()
    answer_until = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="enquiry_answered_by_somebody",
            ),
        )


class SuitabilityDecision(AppendOnly):
    """What was decided about one matter of one tender, with the reason. The newest of a matter stands."""

    KIND = "suitability-decision"
    SCOPES = {"authority": f"tender__{_AUTHORITY}", "supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(_TENDER, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Matter])
    finding = models.ForeignKey(
        ExclusionFinding, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    condition = models.ForeignKey(
        ParticipationCondition, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    outcome = models.CharField(
        max_length=16,
        choices=[(o.value, o.value) for o in (*ExclusionOutcome, *ConditionOutcome, *PriceOutcome)],
    )
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(matter=Matter.EXCLUSION.value, finding__isnull=False, condition__isnull=True)
                | Q(matter=Matter.CONDITION.value, finding__isnull=True, condition__isnull=False)
                | Q(matter=Matter.LOW_PRICE.value, finding__isnull=True, condition__isnull=True),
                name="suitability_decision_is_about_one_thing",
            ),
        )


class RoundDecision(AppendOnly):
    """Whether one tender of a round goes on to the next, with the reason. The newest decision about a tender stands.

    `because` says why it was decided again.
    """

    KIND = "round-decision"
    SCOPES = {"authority": f"tender__{_AUTHORITY}", "supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="round_decisions")
    tender = models.ForeignKey(_TENDER, on_delete=models.PROTECT, related_name="+")
    goes_on = models.BooleanField()
    reason = models.TextField(blank=True)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
