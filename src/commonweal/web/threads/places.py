"""Where a thing on the thread has its own page, for somebody who may open it."""

from typing import Any

from django.urls import reverse

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.thread import NodeKind, Ref

#: Page, name of its argument, permission, and the sides that have it. Kinds without one have their thread page alone.
PAGES: dict[NodeKind, tuple[str, str, Permission, frozenset[Side]]] = {
    NodeKind.MISSION: (
        "strategy-mission",
        "mission_id",
        Permission.MISSION_READ,
        frozenset({Side.AUTHORITY}),
    ),
    NodeKind.OUTCOME: (
        "strategy-outcome",
        "outcome_id",
        Permission.MISSION_READ,
        frozenset({Side.AUTHORITY}),
    ),
    NodeKind.PROCUREMENT: (
        "procurement",
        "procurement_id",
        Permission.PROCUREMENT_READ,
        frozenset({Side.AUTHORITY}),
    ),
    NodeKind.CONTRACT: (
        "contract",
        "contract_id",
        Permission.CONTRACT_READ,
        frozenset({Side.AUTHORITY, Side.SUPPLIER}),
    ),
    NodeKind.COMMITMENT: (
        "commitment",
        "commitment_id",
        Permission.CONTRACT_READ,
        frozenset({Side.AUTHORITY, Side.SUPPLIER}),
    ),
    NodeKind.REPORT: (
        "report",
        "report_id",
        Permission.REPORT_READ,
        frozenset({Side.AUTHORITY, Side.SUPPLIER}),
    ),
    NodeKind.LESSON: (
        "lesson",
        "lesson_id",
        Permission.CONTRACT_READ,
        frozenset({Side.AUTHORITY, Side.SUPPLIER}),
    ),
}


def thread_url(ref: Ref) -> str:
    """The thread page of a thing: everybody who may see the thing may open it."""
    return reverse("thread", kwargs={"kind": ref.kind.value, "id_": ref.id})


def page_url(actor: Actor, ref: Ref) -> str:
    """The thing's own page where the actor may open it, else its thread page."""
    if ref.kind not in PAGES:
        return thread_url(ref)
    name, argument, permission, sides = PAGES[ref.kind]
    if actor.side not in sides or not actor.can(permission):
        return thread_url(ref)
    return reverse(name, kwargs={argument: ref.id})


def served_url(actor: Actor, link: Any) -> str:
    """Where a link to what something serves leads: the page of its mission or of its outcome."""
    kind, served = (NodeKind.MISSION, link.mission) if link.mission else (NodeKind.OUTCOME, link.outcome)
    return page_url(actor, Ref(kind, str(served.external_id)))
