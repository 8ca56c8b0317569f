"""Opportunities: for suppliers alone. What they show is public."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access


def for_suppliers(**changes: Any) -> Access:
    """Anybody of any supplier; nobody of an authority, who read the same on the public pages."""
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 403, "stranger": 200,
        "supplier": 200, "rival": 200, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.TENDER_WRITER, **(values | changes))


def args(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.public_ask.ask.procurement.external_id}


ACCESS = {
    "opportunities": for_suppliers(),
    "opportunities-followed": for_suppliers(),
    "opportunity": for_suppliers(args=args),
    "opportunity-follow": for_suppliers(args=args),
    "opportunity-start": for_suppliers(args=args, colleague=403),
}
