"""Insight is the authority's: every role but the resident's reads it."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access


def _read(**changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 200,
        "supplier": 403, "rival": 403, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.MISSION_LEAD, **(values | changes))


def _mission(world: Any) -> dict[str, str]:
    assert world.contract
    return {"mission_id": world.mission.external_id}


def _published(world: Any) -> dict[str, str]:
    assert world.northern_spire
    return {"mission_id": "sunderland-dynamic"}


def _recorded(world: Any) -> dict[str, str]:
    assert world.northern_spire
    return {}


_ONE = {"args": _mission, "stranger": 404}
ACCESS = {
    "insight": _read(),
    "insight-csv": _read(),
    "insight-behind": _read(
        query="?by=mission&scope=published&key=sunderland-dynamic&metric=Site+visits&unit=visits",
        args=_recorded,
    ),
    "insight-mission": [_read(**_ONE), _read(args=_published)],
    "insight-mission-csv": _read(**_ONE),
}
