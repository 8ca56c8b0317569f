"""Who acts. Passed as an argument from `web`, `api`, `cli` and jobs; never looked up further down."""

from dataclasses import dataclass, field

from commonweal.domain.errors import NotPermitted
from commonweal.domain.permissions import Permission, Role, Side, permissions_of


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting through one membership of one organisation.

    `person_id` and `organisation_id` are database keys; `person` and `organisation` the external ids that audit
    events keep. The system actor has neither.
    """

    person_id: int | None
    organisation_id: int | None
    person: str
    organisation: str
    side: Side | None
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    def can(self, permission: Permission) -> bool:
        """True when one of the actor's roles gives `permission`."""
        return any(permission in permissions_of(frozenset({role})) for role in self.roles)

    def must(self, permission: Permission) -> None:
        """Raise `NotPermitted` unless the actor has `permission`."""
        if not self.can(permission):
            raise NotPermitted("permission.missing", permission=permission.value)


SYSTEM = Actor(person_id=None, organisation_id=None, person="system", organisation="", side=None)
"""The product itself: clock, worker, loaders. Has no permission; system actions do not ask for one."""
