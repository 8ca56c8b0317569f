"""Who delivers which part of a commitment, as the tender said it: read through the offer that was made binding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.tendering.models import OfferedDelivery


@dataclass(frozen=True)
class Delivery:
    """What one party delivers. An empty `name` is the supplier itself; `amount` in thousandths of the unit."""

    name: str
    identifier: str
    role: str
    amount: int | None
    part: str


def deliveries_of(commitments: Iterable[Commitment]) -> dict[int, list[Delivery]]:
    """By the commitment's key, for commitments that were fetched in scope: one query. Others owe none of them."""
    offered = {each.offered_id: each.pk for each in commitments if each.offered_id is not None}
    rows = OfferedDelivery.objects.for_system("who delivers the commitments of a contract that was fetched")
    found: dict[int, list[Delivery]] = {}
    for row in rows.filter(commitment__in=offered).select_related("party").order_by("commitment", "position"):
        said = Delivery(
            row.party.name if row.party else "",
            row.party.identifier if row.party else "",
            row.party.role if row.party else "",
            row.amount,
            row.part,
        )
        found.setdefault(offered[row.commitment_id], []).append(said)
    return found
