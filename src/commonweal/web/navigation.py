"""Primary navigation: by what people come for, not by database table."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission, Side

P = Permission
AUTHORITY: tuple[tuple[Any, str, Permission | None], ...] = (
    (_("My week"), "week", None),
    (_("Missions"), "strategy-missions", P.MISSION_READ),
    (_("Pipeline"), "pipeline", P.PIPELINE_READ),
    (_("Contracts"), "contracts", P.CONTRACT_READ),
    (_("Insight"), "insight", P.INSIGHT_READ),
    (_("Library"), "library", P.LIBRARY_READ),
)
SUPPLIER: tuple[tuple[Any, str, Permission | None], ...] = (
    (_("My week"), "week", None),
    (_("Opportunities"), "opportunities", P.OPPORTUNITY_READ),
    (_("Tenders"), "tenders", P.TENDER_READ),
    (_("Contracts"), "contracts", P.CONTRACT_READ),
)
PUBLIC: tuple[tuple[Any, str, Permission | None], ...] = (
    (_("Opportunities"), "public-opportunities", None),
    (_("Data"), "public-data", None),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the primary navigation."""

    text: Any
    url: str
    here: bool


def items(actor: Actor | None, path: str) -> list[Item]:
    """The links this person may follow, with the one they are in marked."""
    table = PUBLIC if actor is None else SUPPLIER if actor.side is Side.SUPPLIER else AUTHORITY
    found = []
    for text, name, permission in table:
        if permission is not None and actor is not None and not actor.can(permission):
            continue
        url = reverse(name)
        found.append(Item(text, url, path.startswith(url)))
    return found
