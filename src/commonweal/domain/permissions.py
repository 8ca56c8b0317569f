"""Who may do what: permissions are an enum, roles are data.

A permission answers "may this person", never "may this happen now" (policy) or "may they see it" (visibility).
The page docs/reference/permissions.md is generated from this module and checked by a test.
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The two kinds of tenant, and the residents who sit on panels."""

    AUTHORITY = "authority"
    SUPPLIER = "supplier"
    PARTNERSHIP = "partnership"


class Permission(StrEnum):
    """NOUN_VERB. The value is stable: it appears in the generated docs and in audit events."""

    # organisations
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_EDIT = "organisation.edit"
    MEMBER_MANAGE = "member.manage"
    AUDIT_READ = "audit.read"
    # strategy
    MISSION_READ = "mission.read"
    MISSION_EDIT = "mission.edit"
    PLACE_READ = "place.read"
    PLACE_EDIT = "place.edit"
    LIBRARY_READ = "library.read"
    LIBRARY_EDIT = "library.edit"
    LIBRARY_VERIFY = "library.verify"
    # planning and procurement
    PIPELINE_READ = "pipeline.read"
    PIPELINE_EDIT = "pipeline.edit"
    PIPELINE_PUBLISH = "pipeline.publish"
    PROCUREMENT_READ = "procurement.read"
    PROCUREMENT_EDIT = "procurement.edit"
    ASK_EDIT = "ask.edit"
    ASK_APPROVE = "ask.approve"
    ASK_PUBLISH = "ask.publish"
    POLICY_EDIT = "policy.edit"
    FINDING_OVERRULE = "finding.overrule"
    RULE_EDIT = "rule.edit"
    # tendering
    OPPORTUNITY_READ = "opportunity.read"
    TENDER_READ = "tender.read"
    TENDER_WRITE = "tender.write"
    TENDER_SUBMIT = "tender.submit"
    TENDER_OPEN = "tender.open"
    TENDER_OPENED_READ = "tender.opened_read"
    # assessment
    ASSESSMENT_MANAGE = "assessment.manage"
    ASSESSMENT_READ = "assessment.read"
    SCORE_WRITE = "score.write"
    SCORE_MODERATE = "score.moderate"
    AWARD_DECIDE = "award.decide"
    # contracts and delivery
    CONTRACT_READ = "contract.read"
    CONTRACT_EDIT = "contract.edit"
    REPORT_READ = "report.read"
    REPORT_WRITE = "report.write"
    REPORT_VERIFY = "report.verify"
    LESSON_WRITE = "lesson.write"
    REVIEW_KEEP = "review.keep"
    # insight
    INSIGHT_READ = "insight.read"
    SPEND_EDIT = "spend.edit"


class Role(StrEnum):
    """A role in one organisation. A membership holds one or more."""

    AUTHORITY_ADMINISTRATOR = "authority_administrator"
    MISSION_LEAD = "mission_lead"
    COMMISSIONER = "commissioner"
    PROCUREMENT_OFFICER = "procurement_officer"
    APPROVER = "approver"
    ASSESSOR = "assessor"
    MODERATOR = "moderator"
    OPENER = "opener"
    CONTRACT_MANAGER = "contract_manager"
    SYSTEM_STEWARD = "system_steward"
    READER = "reader"
    PANEL_MEMBER = "panel_member"
    SUPPLIER_ADMINISTRATOR = "supplier_administrator"
    TENDER_WRITER = "tender_writer"
    DELIVERY_LEAD = "delivery_lead"
    PARTNERSHIP_ADMINISTRATOR = "partnership_administrator"
    PARTNERSHIP_STAFF = "partnership_staff"


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """What a role is for and what it may do."""

    side: Side
    title: str
    description: str
    permissions: frozenset[Permission]


P = Permission
_READ_AUTHORITY = frozenset(
    {
        P.ORGANISATION_READ,
        P.MISSION_READ,
        P.PLACE_READ,
        P.LIBRARY_READ,
        P.PIPELINE_READ,
        P.PROCUREMENT_READ,
        P.CONTRACT_READ,
        P.REPORT_READ,
        P.INSIGHT_READ,
    }
)
_READ_SUPPLIER = frozenset(
    {P.ORGANISATION_READ, P.OPPORTUNITY_READ, P.TENDER_READ, P.CONTRACT_READ, P.REPORT_READ}
)
_READ_PARTNERSHIP = frozenset({P.ORGANISATION_READ, P.LIBRARY_READ, P.PLACE_READ})


def _authority(title: str, description: str, *extra: Permission) -> RoleInfo:
    return RoleInfo(Side.AUTHORITY, title, description, _READ_AUTHORITY | frozenset(extra))


def _partnership(title: str, description: str, *extra: Permission) -> RoleInfo:
    return RoleInfo(Side.PARTNERSHIP, title, description, _READ_PARTNERSHIP | frozenset(extra))


def _supplier(title: str, description: str, *extra: Permission) -> RoleInfo:
    return RoleInfo(Side.SUPPLIER, title, description, _READ_SUPPLIER | frozenset(extra))


ROLES: dict[Role, RoleInfo] = {
    Role.AUTHORITY_ADMINISTRATOR: _authority(
        "Administrator",
        "Invites people, gives roles, reads the audit trail. Sees no sealed tender and gives no score.",
        P.ORGANISATION_EDIT,
        P.MEMBER_MANAGE,
        P.AUDIT_READ,
    ),
    Role.MISSION_LEAD: _authority(
        "Mission lead",
        "Owns missions, their theory of change, places and the social value framework library.",
        P.MISSION_EDIT,
        P.PLACE_EDIT,
        P.LIBRARY_EDIT,
        P.LIBRARY_VERIFY,
        P.RULE_EDIT,
        P.PIPELINE_EDIT,
        P.ASK_APPROVE,
        P.POLICY_EDIT,
        P.LESSON_WRITE,
        P.SPEND_EDIT,
    ),
    Role.COMMISSIONER: _authority(
        "Commissioner",
        "Leads a service: plans what to buy and for whom, and works on the ask.",
        P.PIPELINE_EDIT,
        P.PROCUREMENT_EDIT,
        P.ASK_EDIT,
        P.ASK_APPROVE,
        P.LESSON_WRITE,
    ),
    Role.PROCUREMENT_OFFICER: _authority(
        "Procurement officer",
        "Runs a procurement from pipeline to award and publishes the ask.",
        P.PIPELINE_EDIT,
        P.PIPELINE_PUBLISH,
        P.PROCUREMENT_EDIT,
        P.ASK_EDIT,
        P.ASK_APPROVE,
        P.ASK_PUBLISH,
        P.POLICY_EDIT,
        P.LIBRARY_EDIT,
        P.TENDER_OPENED_READ,
        P.ASSESSMENT_MANAGE,
        P.ASSESSMENT_READ,
        P.AWARD_DECIDE,
        P.CONTRACT_EDIT,
        P.SPEND_EDIT,
    ),
    Role.APPROVER: _authority(
        "Approver",
        "Looks at an ask that others wrote: lets it be published over a finding that stops it, with a legal reason.",
        P.FINDING_OVERRULE,
    ),
    Role.ASSESSOR: _authority(
        "Assessor", "Scores the answers given to them, independently and with reasons.", P.SCORE_WRITE
    ),
    Role.MODERATOR: _authority(
        "Moderator",
        "Chairs moderation once every independent score is in, and records the agreed score and its reason.",
        P.SCORE_MODERATE,
        P.ASSESSMENT_READ,
    ),
    Role.OPENER: _authority(
        "Opener", "Holds half of a pair of keys that open sealed tenders after the deadline.", P.TENDER_OPEN
    ),
    Role.CONTRACT_MANAGER: _authority(
        "Contract manager",
        "Looks after contracts, verifies reports and writes lessons with the supplier.",
        P.CONTRACT_EDIT,
        P.REPORT_VERIFY,
        P.LESSON_WRITE,
    ),
    Role.SYSTEM_STEWARD: _authority(
        "System steward",
        "Keeps learning reviews over several contracts, a mission or a place: calls people of several suppliers and "
        "bodies together, and sees to what they decide.",
        P.LESSON_WRITE,
        P.REVIEW_KEEP,
    ),
    Role.READER: _authority(
        "Reader", "Reads everything that is not sealed or under assessment: finance, leaders, scrutiny."
    ),
    Role.PANEL_MEMBER: RoleInfo(
        Side.AUTHORITY,
        "Resident panel member",
        "A resident who scores the answers given to them; sees nothing else of the authority.",
        frozenset({P.SCORE_WRITE}),
    ),
    Role.SUPPLIER_ADMINISTRATOR: _supplier(
        "Administrator",
        "Keeps the supplier's details, invites people and gives roles.",
        P.ORGANISATION_EDIT,
        P.MEMBER_MANAGE,
        P.TENDER_WRITE,
        P.TENDER_SUBMIT,
        P.REPORT_WRITE,
        P.LESSON_WRITE,
    ),
    Role.TENDER_WRITER: _supplier(
        "Tender writer", "Writes and submits tenders.", P.TENDER_WRITE, P.TENDER_SUBMIT
    ),
    Role.DELIVERY_LEAD: _supplier(
        "Delivery lead",
        "Reports on commitments with evidence and writes lessons with the authority.",
        P.REPORT_WRITE,
        P.LESSON_WRITE,
    ),
    Role.PARTNERSHIP_ADMINISTRATOR: _partnership(
        "Administrator",
        "Asks authorities to join the partnership, invites people and gives roles.",
        P.ORGANISATION_EDIT,
        P.MEMBER_MANAGE,
        P.AUDIT_READ,
    ),
    Role.PARTNERSHIP_STAFF: _partnership(
        "Partnership staff", "Reads what the members of a partnership have shared with it."
    ),
}

ADMINISTRATORS = frozenset(
    {Role.AUTHORITY_ADMINISTRATOR, Role.SUPPLIER_ADMINISTRATOR, Role.PARTNERSHIP_ADMINISTRATOR}
)
"""The role of each side that an organisation keeps at least one holder of."""


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Union of the permissions of `roles`."""
    return frozenset().union(*(ROLES[role].permissions for role in roles))


def roles_of(side: Side) -> tuple[Role, ...]:
    """Roles that a membership of an organisation on `side` may hold, in the order they are declared."""
    return tuple(role for role, info in ROLES.items() if info.side is side)
