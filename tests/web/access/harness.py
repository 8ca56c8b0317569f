"""What each kind of person gets at a URL.

    ACCESS = {
        "strategy-mission": Access(
            args=lambda w: {"mission_id": w.mission.external_id}, role=Role.MISSION_LEAD,
            owner=200, colleague=200, reader=200, stranger=404, supplier=404, rival=404, panel=404, anonymous=302,
        ),
    }

`role` is the owner's role; the stranger holds the same role in another authority (or supplier), the colleague is
another role of the same organisation.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commonweal.domain.permissions import ROLES, Role, Side
from commonweal.organisations.models import Person
from tests.cast import World

PEOPLE = ("owner", "colleague", "reader", "stranger", "supplier", "rival", "panel", "anonymous")
COLLEAGUE = {
    Side.AUTHORITY: Role.COMMISSIONER,
    Side.SUPPLIER: Role.DELIVERY_LEAD,
    Side.PARTNERSHIP: Role.PARTNERSHIP_STAFF,
}
"""Another role of the owner's organisation, where an entry names none."""


def no_args(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Access:
    """Expected status of one request for each kind of person. `data` is what a POST sends."""

    role: Role
    owner: int
    colleague: int
    reader: int
    stranger: int
    supplier: int
    rival: int
    panel: int
    anonymous: int
    colleague_role: Role | None = None
    args: Callable[[World], Mapping[str, Any]] = no_args
    method: str = "get"
    data: Callable[[World], Mapping[str, Any]] = field(default=no_args)
    query: str = ""

    def expected(self, who: str) -> int:
        return int(getattr(self, who))

    def person(self, who: str, world: World) -> Person | None:
        """The cast member who plays `who` here; None for anonymous."""
        cast = world.cast
        side = ROLES[self.role].side
        if who == "anonymous":
            return None
        if who == "owner":
            return cast.person(self.role)
        if who == "colleague":
            return cast.person(COLLEAGUE[side] if self.colleague_role is None else self.colleague_role)
        if who == "stranger":
            return cast.person(self.role, cast.of_side(side, other=True))
        return {
            "reader": lambda: cast.person(Role.READER),
            "supplier": lambda: cast.person(Role.TENDER_WRITER),
            "rival": lambda: cast.person(Role.TENDER_WRITER, cast.rival),
            "panel": lambda: cast.person(Role.PANEL_MEMBER),
        }[who]()


def everybody(status: int, **others: Any) -> Access:
    """The same status for everyone: public pages and sign-in pages."""
    values: dict[str, Any] = dict.fromkeys(PEOPLE, status)
    return Access(role=Role.READER, **(values | others))


def declared() -> dict[str, Access | list[Access]]:
    """What the modules of this package declare, by the name of the URL."""
    from tests.web import access

    found: dict[str, Access | list[Access]] = {}
    for module in pkgutil.iter_modules(access.__path__):
        own = getattr(importlib.import_module(f"{access.__name__}.{module.name}"), "ACCESS", {})
        assert not (found.keys() & own.keys()), f"{module.name} declares what another module declares"
        found |= own
    return found


def entries() -> list[tuple[str, Access]]:
    """Each declaration with the name of its URL, one after another."""
    return [
        (name, entry)
        for name, given in sorted(declared().items())
        for entry in (given if isinstance(given, list) else [given])
    ]
