"""Primary navigation: by what people come for, not by database table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission, Role, Side
from commonweal.presentation.addresses import address

P = Permission
Place = tuple[Any, str, tuple[Permission, ...]]
"""Words, the name of a URL, and the permissions of which any one opens it; none means everybody."""

AUTHORITY: tuple[Place, ...] = (
    (_("My week"), "week", ()),
    (_("Missions"), "strategy-missions", (P.MISSION_READ,)),
    (_("Pipeline"), "pipeline", (P.PIPELINE_READ,)),
    (_("Openings"), "openings", (P.TENDER_OPEN,)),
    (_("Assessments"), "assessments", (P.ASSESSMENT_READ, P.SCORE_WRITE)),
    (_("Contracts"), "contracts", (P.CONTRACT_READ,)),
    (_("Insight"), "insight", (P.INSIGHT_READ,)),
    (_("Library"), "library", (P.LIBRARY_READ,)),
)
SUPPLIER: tuple[Place, ...] = (
    (_("My week"), "week", ()),
    (_("Opportunities"), "opportunities", (P.OPPORTUNITY_READ,)),
    (_("Tenders"), "tenders", (P.TENDER_READ,)),
    (_("Contracts"), "contracts", (P.CONTRACT_READ,)),
)
PUBLIC: tuple[Place, ...] = (
    (_("Opportunities"), "public-opportunities", ()),
    (_("Data"), "public-data", ()),
)


_PANEL = frozenset({"week", "assessments"})
USES: dict[Role, frozenset[str]] = {
    Role.ASSESSOR: _PANEL,
    Role.PANEL_MEMBER: _PANEL,
    Role.MODERATOR: _PANEL,
    Role.OPENER: frozenset({"week", "openings"}),
}
"""Roles for one piece of work: whoever has no other role is shown the places of that work, though others would open."""


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the primary navigation."""

    text: Any
    url: str
    here: bool


def items(actor: Actor | None, path: str) -> list[Item]:
    """The links this person may follow, with the one they are in marked."""
    table = PUBLIC if actor is None else SUPPLIER if actor.side is Side.SUPPLIER else AUTHORITY
    used = _used(actor)
    found = []
    for text, name, permissions in table:
        if used and name not in used:
            continue
        if actor is not None and permissions and not any(actor.can(each) for each in permissions):
            continue
        url = address(name)
        found.append(Item(text, url, path == url or path.startswith(f"{url}/")))
    return found


def _used(actor: Actor | None) -> frozenset[str]:
    """The places of people with roles for one piece of work alone; empty for everybody else, who is shown all that opens."""
    if actor is None or not actor.roles or not all(role in USES for role in actor.roles):
        return frozenset()
    return frozenset().union(*(USES[role] for role in actor.roles))


def is_for_one_piece_of_work(actor: Actor) -> bool:
    """True for an assessor, a moderator or an opener who is nothing else."""
    return bool(_used(actor))
