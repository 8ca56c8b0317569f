"""The fictional borough, its three suppliers and one person for each role. Nobody here is real."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.hashers import make_password

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import ROLES, Role, Side
from commonweal.organisations import actions
from commonweal.organisations.models import Membership, Organisation

BOROUGH = "borough.example"
AUTHORITY_PEOPLE: tuple[tuple[str, str, Role], ...] = (
    # key used in emails and by stages, name shown, role
    ("administrator", "Ada Sample", Role.AUTHORITY_ADMINISTRATOR),
    ("mission-lead", "Mo Sample", Role.MISSION_LEAD),
    ("commissioner", "Cam Sample", Role.COMMISSIONER),
    ("procurement", "Pru Sample", Role.PROCUREMENT_OFFICER),
    ("approver", "Avery Sample", Role.APPROVER),
    ("assessor-1", "Asa Sample", Role.ASSESSOR),
    ("assessor-2", "Bea Sample", Role.ASSESSOR),
    ("moderator", "Mab Sample", Role.MODERATOR),
    ("opener-1", "Ola Sample", Role.OPENER),
    ("opener-2", "Oz Sample", Role.OPENER),
    ("opener-3", "Otto Sample", Role.OPENER),
    ("contracts", "Con Sample", Role.CONTRACT_MANAGER),
    ("steward", "Stella Sample", Role.SYSTEM_STEWARD),
    ("reader", "Rea Sample", Role.READER),
    ("resident", "Res Sample", Role.PANEL_MEMBER),
)
SUPPLIERS: dict[str, dict[str, Any]] = {
    "large": {
        "name": "Example Build and Care plc",
        "size": "large",
        "legal_form": "company",
        "is_vcse": False,
    },
    "sme": {"name": "Sample Warmth Ltd", "size": "small", "legal_form": "company", "is_vcse": False},
    "charity": {"name": "Example Neighbours CIO", "size": "micro", "legal_form": "cio", "is_vcse": True},
}
REGISTER = "GB-PPON"
NUMBERS = {
    "authority": "DEMO-0000-BORO",
    "large": "DEMO-0001-FIRM",
    "sme": "DEMO-0002-FIRM",
    "charity": "DEMO-0003-GIVE",
}
"""Numbers in the form of the public register that nobody has: notices can be filled in, and nobody can be taken for it."""
SUPPLIER_PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("administrator", "Sam Fictional", Role.SUPPLIER_ADMINISTRATOR),
    ("writer", "Win Fictional", Role.TENDER_WRITER),
    ("delivery", "Del Fictional", Role.DELIVERY_LEAD),
)


@dataclass
class Demonstration:
    """The players and the clock. `things` is how stages hand objects on, by name."""

    now: dt.datetime
    password: str
    things: dict[str, Any] = field(default_factory=dict)
    _members: dict[str, Membership] = field(default_factory=dict)

    def at(self, days: int = 0, *, hours: int = 0) -> dt.datetime:
        """The instant so many days from now; negative is in the past."""
        return self.now + dt.timedelta(days=days, hours=hours)

    @cached_property
    def _hashed(self) -> str:
        """The one published password, hashed once: hashing it slowly for each person protects nothing here."""
        return make_password(self.password)

    @cached_property
    def began_at(self) -> dt.datetime:
        """When the borough joined: three years before now, so that contracts have a history."""
        return self.at(-3 * 365)

    @cached_property
    def authority(self) -> Organisation:
        made = actions.create_organisation(
            name="Borough of Example",
            side=Side.AUTHORITY,
            now=self.began_at,
            external_id="borough-of-example",
            is_fictional=True,
            authority_kind="local",
            description="A fictional borough. Nothing it does here has happened.",
        )
        actions.add_identifier(made, scheme=REGISTER, value=NUMBERS["authority"], now=self.began_at)
        return made

    @cached_property
    def suppliers(self) -> dict[str, Organisation]:
        """Keys `large`, `sme`, `charity`."""
        made = {
            key: actions.create_organisation(
                side=Side.SUPPLIER, now=self.began_at, is_fictional=True, **details
            )
            for key, details in SUPPLIERS.items()
        }
        for key, organisation in made.items():
            actions.add_identifier(organisation, scheme=REGISTER, value=NUMBERS[key], now=self.began_at)
        return made

    def member(self, key: str, supplier: str | None = None) -> Membership:
        """A member by the key in the tables above; with `supplier`, of that supplier."""
        full = f"{key}@{supplier or 'authority'}"
        if full not in self._members:
            self._members[full] = self._join(key, supplier)
        return self._members[full]

    def actor(self, key: str, supplier: str | None = None) -> Actor:
        """The same, acting."""
        return self.member(key, supplier).actor()

    def everybody(self) -> list[Membership]:
        """Every member of the borough and its suppliers, registered now if they were not."""
        people = [self.member(key) for key, _name, _role in AUTHORITY_PEOPLE]
        return people + [
            self.member(key, side) for side in SUPPLIERS for key, _name, _role in SUPPLIER_PEOPLE
        ]

    def _join(self, key: str, supplier: str | None) -> Membership:
        table = SUPPLIER_PEOPLE if supplier else AUTHORITY_PEOPLE
        name, role = next((name, role) for each, name, role in table if each == key)
        organisation = self.suppliers[supplier] if supplier else self.authority
        host = f"{supplier}.{BOROUGH}" if supplier else BOROUGH
        person = actions.register_person(
            name=f"{name} ({ROLES[role].title.lower()})",
            email=f"{key}@{host}",
            password=None,
            hashed=self._hashed,
            now=self.began_at,
        )
        return actions.add_member(organisation, person, roles=[role], now=self.began_at)
