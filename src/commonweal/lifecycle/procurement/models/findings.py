"""What fit findings rest on and what people decided on them: stated facts, decisions, an authority's own figures."""

from django.db import models
from django.db.models import Q

from commonweal.domain.fit.case import DeliveryPlace
from commonweal.domain.fit.decisions import Decision
from commonweal.domain.fit.records import STATED_FIELDS, Stated
from commonweal.domain.rules.model import Severity
from commonweal.lifecycle.procurement.models.asks import Ask
from commonweal.lifecycle.procurement.models.procurements import stored
from commonweal.records.models import AppendOnly, Record, Retention


class StatedFacts(Record):
    """What a person has said of a procurement that no other record holds; null where nobody has said it.

    The fields are those of `domain.fit.records.Stated`, with its units. `contract_manager` is a post, not a person's name.
    """

    KIND = "stated-facts"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="stated")
    people_facing = models.BooleanField(null=True)
    research = models.BooleanField(null=True)
    delivery = models.CharField(max_length=10, choices=stored(DeliveryPlace), blank=True)
    team_fte_thousandths = models.BigIntegerField(null=True)
    trl = models.PositiveSmallIntegerField(null=True)
    ordered_as_needed = models.BooleanField(null=True)
    light_touch = models.BooleanField(null=True)
    mainly_small_market = models.BooleanField(null=True)
    market_engagement = models.BooleanField(null=True)
    social_value_act_record = models.BooleanField(null=True)
    restricts_location = models.BooleanField(null=True)
    link_can_be_stated = models.BooleanField(null=True)
    good_practice_only = models.BooleanField(null=True)
    pounds_decide_score = models.BooleanField(null=True)
    narrative_required = models.BooleanField(null=True)
    evidence_items = models.PositiveIntegerField(null=True)
    kpis_planned = models.PositiveIntegerField(null=True)
    kpis_social_value = models.PositiveIntegerField(null=True)
    kpi_exemption_reason = models.TextField(blank=True)
    none_fits_reason = models.TextField(blank=True)
    contract_manager = models.CharField(max_length=120, blank=True, help_text="The post that looks after it.")
    review_cadence_months = models.PositiveSmallIntegerField(null=True)
    remedies = models.BooleanField(null=True)

    def read(self) -> Stated:
        """The facts as plain values: what is empty is unknown."""
        values = {name: getattr(self, name) for name in STATED_FIELDS}
        facts = {name: None if value == "" else value for name, value in values.items()}
        if facts["delivery"] is not None:
            facts["delivery"] = DeliveryPlace(str(facts["delivery"]))
        return Stated(**facts)


class FindingDecision(AppendOnly):
    """What a person decided on one finding, as it stood then. The latest of a rule counts while the finding is the same.

    `said` is the finding's own words; `fingerprint` stands for them. `changed` says what was changed by accepting it, as
    a code of `domain.fit.decisions.Remedy`; empty when nothing was.
    """

    KIND = "finding-decision"
    SCOPES = {"authority": "ask__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="finding_decisions")
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=stored(Severity))
    fingerprint = models.CharField(max_length=64)
    said = models.TextField()
    decision = models.CharField(max_length=12, choices=stored(Decision))
    changed = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("ask", "rule"), name="decision_by_finding"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(decision=Decision.OVERRIDDEN.value) | ~Q(reason=""),
                name="an_override_has_a_reason",
            ),
        )


class RuleValue(AppendOnly):
    """An authority's own figure for a rule, from a day on; null puts the shipped figure back. The latest counts."""

    KIND = "rule-value"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PERMANENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="rule_values"
    )
    name = models.CharField(max_length=60)
    value = models.BigIntegerField(null=True)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("authority", "name"), name="rule_value_by_name"),)
