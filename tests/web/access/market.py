"""Market health is read by the authority's people; notices are given by its procurement officers and mission leads."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

_PEOPLE: dict[str, Any] = {
    "role": Role.PROCUREMENT_OFFICER, "owner": 200, "colleague": 200, "reader": 200, "panel": 403, "anonymous": 302,
}  # fmt: skip
_ALL = _PEOPLE | {"stranger": 200, "supplier": 403, "rival": 403}
_ONE = _PEOPLE | {"stranger": 404, "supplier": 404, "rival": 404}
_EDITOR = {"colleague": 403, "reader": 403}


def _measured(world: Any) -> dict[str, Any]:
    return {"reading_id": world.market_measured.external_id}


def _waiting(world: Any) -> dict[str, Any]:
    return {"reading_id": world.market_waiting.external_id}


def _measure(world: Any) -> dict[str, Any]:
    return {**_measured(world), "measure": "tenderers"}


ACCESS = {
    "market": Access(**_ALL),
    "market-notices": Access(**_ALL),
    "market-begin": Access(**(_ALL | _EDITOR)),
    "market-reading": [Access(**_ONE, args=args) for args in (_measured, _waiting)],
    "market-measure": Access(**_ONE, args=_measure),
    "market-remove": Access(**(_ONE | _EDITOR), args=_measured),
}
