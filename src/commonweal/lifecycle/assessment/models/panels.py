"""The assessment of one lot in one round, its panel, and what the panel's members declared."""

from django.db import models
from django.db.models import Q

from commonweal.domain.assessment.panel import Clearance, PanelRole, Seat, clearance
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.records.models import AppendOnly, Record, Retention


class Assessment(Record):
    """How the tenders for one lot in one round are assessed, by the ask version in force."""

    KIND = "assessment"
    SCOPES = {"authority": "lot__procurement__authority_id", "panel_member": "members__person_id"}
    SCOPE_IS_MANY_VALUED = True
    RETENTION = Retention.PROCUREMENT

    lot = models.ForeignKey("lifecycle_procurement.Lot", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey("lifecycle_procurement.Round", on_delete=models.PROTECT, related_name="+")
    ask_version = models.ForeignKey(
        "lifecycle_procurement.AskVersion", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in AssessmentStatus],
        default=AssessmentStatus.PANEL.value,
    )
    scores_due_on = models.DateField(null=True)

    class Meta(Record.Meta):
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("lot", "round"), name="one_assessment_per_lot_and_round"),
        )

    @property
    def has_later_round(self) -> bool:
        """True when the published ask has a round after this one: its tenders are not awarded."""
        return self.round.number < len(self.ask_version.read().rounds)


class PanelMember(Record):
    """A person on a panel. An assessor scores the criteria listed, by the ask's own ids; a moderator scores none."""

    KIND = "panel-member"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id", "panel_member": "person_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in PanelRole])
    criteria = models.JSONField(default=list)
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=64, blank=True)
    trained_on = models.DateField(null=True)
    training = models.TextField(blank=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=64, blank=True)
    left_because = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ("role", "person__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "person"), name="one_seat_per_person"),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, handed_in_by="")
                | (Q(handed_in_at__isnull=False) & ~Q(handed_in_by="")),
                name="handed_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_by="", left_because="")
                | (Q(left_at__isnull=False) & ~Q(left_by="") & ~Q(left_because="")),
                name="left_with_a_reason",
            ),
        )

    @property
    def clearance(self) -> Clearance:
        """Where the member stands by all declarations and their decisions, the newest last."""
        stands = Clearance.NOT_DECLARED
        for declared in sorted(self.declarations.all(), key=lambda each: each.pk):
            decision = getattr(declared, "decision", None)
            stands = clearance(declared.has_interest, decision.lets_in if decision else None, stands)
        return stands

    @property
    def was_let_back(self) -> bool:
        """True once an exclusion of the member was lifted."""
        decisions = (getattr(declared, "decision", None) for declared in self.declarations.all())
        return any(hasattr(decision, "lifting") for decision in decisions if decision)

    @property
    def stays_out(self) -> bool:
        """True while what was given before an exclusion that was lifted waits to be handed in again: it does not count."""
        return self.role == PanelRole.ASSESSOR and self.was_let_back and self.handed_in_at is None

    @property
    def seat(self) -> Seat:
        """The member as the rules of `domain.assessment.panel` see one."""
        return Seat(PanelRole(self.role), self.clearance, self.handed_in_at is not None)


class InterestDeclaration(AppendOnly):
    """What a panel member declares before anything is shown; a later one takes the place of an earlier."""

    KIND = "interest-declaration"
    SCOPES = {
        "authority": "member__assessment__lot__procurement__authority_id",
        "panel_member": "member__person_id",
    }
    RETENTION = Retention.PROCUREMENT

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    has_interest = models.BooleanField()
    words = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class InterestDecision(AppendOnly):
    """Whether a member with an interest may take part, with what mitigation, decided by somebody else."""

    KIND = "interest-decision"
    SCOPES = {
        "authority": "declaration__member__assessment__lot__procurement__authority_id",
        "panel_member": "declaration__member__person_id",
    }
    RETENTION = Retention.PROCUREMENT

    declaration = models.OneToOneField(InterestDeclaration, on_delete=models.PROTECT, related_name="decision")
    is_allowed = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    @property
    def lets_in(self) -> bool:
        """Whether the member may take part: as it was decided, or because that was lifted since."""
        return self.is_allowed or hasattr(self, "lifting")


class ExclusionLifting(AppendOnly):
    """That a member who was kept out by an interest may take part again, and why. The decision before it stays."""

    KIND = "exclusion-lifting"
    SCOPES = {
        "authority": "decision__declaration__member__assessment__lot__procurement__authority_id",
        "panel_member": "decision__declaration__member__person_id",
    }
    RETENTION = Retention.PROCUREMENT

    decision = models.OneToOneField(InterestDecision, on_delete=models.PROTECT, related_name="lifting")
    reason = models.TextField()
    lifted_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=64)
