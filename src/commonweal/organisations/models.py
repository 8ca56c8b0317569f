"""Organisations, people and the memberships that join them."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import ROLES, Role, Side
from commonweal.records.ids import new_id
from commonweal.records.models import Record, Retention


class PersonManager(BaseUserManager["Person"]):
    """People are looked up by email address at sign-in, in any case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do comes from memberships alone; Django's own flags are never set."""

    KIND: ClassVar[str] = "person"
    RETENTION: ClassVar[Retention] = Retention.PERSON

    external_id = models.CharField(max_length=64, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_per_email"),)

    def get_full_name(self) -> str:
        return self.name


class Organisation(Record):
    """A contracting authority, a supplier or a partnership."""

    KIND = "organisation"
    SCOPES = {"authority": "pk", "supplier": "pk", "partnership": "pk"}
    RETENTION = Retention.PERMANENT

    class Size(models.TextChoices):
        MICRO = "micro", "Micro (fewer than 10 people)"
        SMALL = "small", "Small (fewer than 50 people)"
        MEDIUM = "medium", "Medium (fewer than 250 people)"
        LARGE = "large", "Large"
        UNKNOWN = "unknown", "Not known"

    class LegalForm(models.TextChoices):
        COMPANY = "company", "Company"
        CHARITY = "charity", "Charity"
        CIO = "cio", "Charitable incorporated organisation"
        CIC = "cic", "Community interest company"
        COOPERATIVE = "cooperative", "Co-operative or community benefit society"
        PARTNERSHIP = "partnership", "Partnership or limited liability partnership"
        JOINT_VENTURE = "joint-venture", "Joint venture"
        SOLE_TRADER = "sole-trader", "Sole trader"
        PUBLIC = "public", "Public body"
        UNKNOWN = "unknown", "Not known"

    class AuthorityKind(models.TextChoices):
        CENTRAL = "central", "Central government"
        LOCAL = "local", "Local government"
        NHS = "nhs", "NHS"
        OTHER = "other", "Other public body"

    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    is_fictional = models.BooleanField(default=False)
    place_code = models.CharField(max_length=20, blank=True)
    nation = models.CharField(max_length=20, default="england")
    authority_kind = models.CharField(max_length=10, choices=AuthorityKind, blank=True)
    size = models.CharField(max_length=10, choices=Size, default=Size.UNKNOWN)
    legal_form = models.CharField(max_length=20, choices=LegalForm, default=LegalForm.UNKNOWN)
    is_vcse = models.BooleanField(null=True)
    source = models.TextField(blank=True, help_text="Where published facts about a real body come from.")

    class Meta:
        ordering = ("name",)


class Identifier(Record):
    """A number in a register, as `scheme` and `value`, for example GB-COH 01234567."""

    KIND = "identifier"
    SCOPES = {"authority": "organisation_id", "supplier": "organisation_id"}
    RETENTION = Retention.PERMANENT

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "scheme", "value"), name="one_row_per_identifier"
            ),
        )


class PartnershipMember(Record):
    """An authority that was asked to join a partnership and, once `accepted_at`, belongs to it. Ended, never deleted."""

    KIND = "partnership-member"
    SCOPES = {"authority": "member_id", "partnership": "partnership_id"}
    RETENTION = Retention.PERMANENT

    partnership = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partners")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    lead = models.CharField(
        max_length=120, blank=True, help_text="The role that leads for the member, not a name."
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "member"),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_row_per_partner",
            ),
        )


class Membership(Record):
    """What one person may do for one organisation. Ended, never deleted."""

    KIND = "membership"
    SCOPES = {"authority": "organisation_id", "supplier": "organisation_id", "partnership": "organisation_id"}
    RETENTION = Retention.PERSON

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    roles = models.JSONField()
    wants_week = models.BooleanField(default=False, help_text="The week comes by email on Mondays.")
    week_sent_on = models.DateField(null=True)
    wants_reminders = models.BooleanField(
        default=True, help_text="Reports that are due or late are spoken of by email."
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation"),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_membership",
            ),
        )

    @property
    def role_titles(self) -> list[str]:
        return [gettext(ROLES[Role(role)].title) for role in self.roles]

    def actor(self) -> Actor:
        """The person acting through this membership. Needs `person` and `organisation` loaded."""
        return Actor(
            person_id=self.person_id,
            organisation_id=self.organisation_id,
            person=self.person.external_id,
            organisation=self.organisation.external_id,
            side=Side(self.organisation.side),
            roles=frozenset(Role(role) for role in self.roles),
        )


class Invitation(Record):
    """An invitation by email. Its link is signed when it is sent; nothing that would open it is stored."""

    KIND = "invitation"
    SCOPES = {"authority": "organisation_id", "supplier": "organisation_id", "partnership": "organisation_id"}
    RETENTION = Retention.PERSON

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    roles = models.JSONField()
    invited_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    @property
    def role_titles(self) -> list[Any]:
        return [gettext(ROLES[Role(role)].title) for role in self.roles]
