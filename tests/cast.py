"""The named cast of every test: two authorities, two suppliers, a resident, and one person for each role.

Everybody is entered through ordinary actions. Names are roles in capitals of nothing: nobody here is real.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import ROLES, Role, Side, roles_of
from commonweal.organisations import actions
from commonweal.organisations.models import Membership, Organisation, Person

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
"""A Monday morning on which tests happen unless they say otherwise."""

PASSWORD = "a long enough passphrase"


@dataclass
class Cast:
    """Who is there. `person(role)` and `actor(role)` are of the owning authority or the supplier; the others by name."""

    now: dt.datetime

    @cached_property
    def authority(self) -> Organisation:
        return actions.create_organisation(
            name="Borough of Example",
            side=Side.AUTHORITY,
            now=self.now,
            is_fictional=True,
            authority_kind="local",
        )

    @cached_property
    def other_authority(self) -> Organisation:
        return actions.create_organisation(
            name="Borough of Elsewhere",
            side=Side.AUTHORITY,
            now=self.now,
            is_fictional=True,
            authority_kind="local",
        )

    @cached_property
    def supplier(self) -> Organisation:
        return actions.create_organisation(
            name="Example Works Ltd", side=Side.SUPPLIER, now=self.now, is_fictional=True, size="medium"
        )

    @cached_property
    def rival(self) -> Organisation:
        return actions.create_organisation(
            name="Elsewhere Services Ltd", side=Side.SUPPLIER, now=self.now, is_fictional=True, size="large"
        )

    @cached_property
    def partnership(self) -> Organisation:
        return actions.create_organisation(
            name="Example and Elsewhere Together", side=Side.PARTNERSHIP, now=self.now, is_fictional=True
        )

    @cached_property
    def other_partnership(self) -> Organisation:
        return actions.create_organisation(
            name="Faraway Partnership", side=Side.PARTNERSHIP, now=self.now, is_fictional=True
        )

    @cached_property
    def _members(self) -> dict[tuple[int, Role], Membership]:
        return {}

    def member(self, role: Role, organisation: Organisation | None = None) -> Membership:
        """The one person who holds just this role in an organisation (by default the one it belongs to)."""
        if organisation is None:
            organisation = self.of_side(ROLES[role].side)
        key = (organisation.pk, role)
        if key not in self._members:
            person = actions.register_person(
                name=f"The {role.value.replace('_', ' ')} of {organisation.name}",
                email=f"{role.value}.{organisation.pk}@example.org",
                password=PASSWORD,
                now=self.now,
            )
            self._members[key] = actions.add_member(organisation, person, roles=[role], now=self.now)
        return self._members[key]

    def of_side(self, side: Side, *, other: bool = False) -> Organisation:
        """The organisation a role belongs to unless a test says otherwise; `other` gives the stranger's."""
        return {
            Side.AUTHORITY: lambda: self.other_authority if other else self.authority,
            Side.SUPPLIER: lambda: self.rival if other else self.supplier,
            Side.PARTNERSHIP: lambda: self.other_partnership if other else self.partnership,
        }[side]()

    def actor(self, role: Role, organisation: Organisation | None = None) -> Actor:
        """The person with this role, acting."""
        return self.member(role, organisation).actor()

    def person(self, role: Role, organisation: Organisation | None = None) -> Person:
        """The person with this role, to sign in as."""
        return self.member(role, organisation).person

    def openers(self, count: int = 3) -> list[Membership]:
        """Several openers of the authority."""
        found = []
        for number in range(count):
            person = actions.register_person(
                name=f"Opener {number + 1}",
                email=f"opener{number + 1}.{self.authority.pk}@example.org",
                password=PASSWORD,
                now=self.now,
            )
            found.append(actions.add_member(self.authority, person, roles=[Role.OPENER], now=self.now))
        return found

    def assessors(self, count: int = 2) -> list[Membership]:
        """Several assessors of the authority."""
        found = []
        for number in range(count):
            person = actions.register_person(
                name=f"Assessor {number + 1}",
                email=f"assessor{number + 1}.{self.authority.pk}@example.org",
                password=PASSWORD,
                now=self.now,
            )
            found.append(actions.add_member(self.authority, person, roles=[Role.ASSESSOR], now=self.now))
        return found


class World:
    """The cast and one of each thing, made by the builders of every stage.

    Each module of `tests/builders` may declare ``WORLD = {"mission": build}``, where ``build(world)`` makes the thing
    by ordinary actions and may use what others build (``world.authority``, ``world.procurement``). A thing is built
    when it is first asked for, or all at once by `build_all`.
    """

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.cast = Cast(now)
        self.now = now
        self.is_whole = False

    def __getattr__(self, name: str) -> Any:
        from tests.builders import registry

        builders = registry()
        if name.startswith("__") or name not in builders:
            raise AttributeError(name)
        if self.is_whole:
            # Made inside a test it would be undone with it, and still be remembered here by the next.
            raise AttributeError(f"{name} was not built for this module: name it in its SHARED")
        value = builders[name](self)
        setattr(self, name, value)
        return value

    def build_all(self) -> None:
        """Build everything now. What cannot be built fails again, in its own words, where a test asks for it."""
        from tests.builders import registry

        self._build_people()
        for name in registry():
            with contextlib.suppress(Exception), transaction.atomic():
                getattr(self, name)

    def build(self, names: Iterable[str]) -> None:
        """Build these, and what they rest on; nothing else can be asked for then."""
        self._build_people()
        for name in names:
            getattr(self, name)
        self.is_whole = True

    def _build_people(self) -> None:
        # People first: one who was made inside a test would be undone with it, and still be remembered here.
        for organisation in (
            self.cast.authority,
            self.cast.other_authority,
            self.cast.supplier,
            self.cast.rival,
            self.cast.partnership,
            self.cast.other_partnership,
        ):
            for role in roles_of(Side(organisation.side)):
                self.cast.member(role, organisation)
