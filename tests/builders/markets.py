"""Builders of files of notices: a small one with everything a page of measures shows."""

import datetime as dt
import json
from typing import Any

from commonweal.domain.permissions import Role
from commonweal.files.actions import store_open_data
from commonweal.journeys import market_reading
from commonweal.markets import actions
from commonweal.markets.models import MarketReading
from tests.cast import World
from tests.interchange.ocds.ocds_examples import release

NOTICES = b"\n".join(
    json.dumps(each).encode()
    for each in (
        release(),
        release(ocid="ocds-abc123-0002", tender={"id": "t", "title": "Roads", "numberOfTenderers": 4}),
        release(ocid=None),
    )
)


def given(world: World, content: bytes = NOTICES, name: str = "notices.jsonl") -> MarketReading:
    """A file that was given and not read yet."""
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    stored = store_open_data(name, content, owner_id=by.organisation_id, by=by, now=world.now)
    return actions.begin(title="Grounds and roads, 2026", file=stored, by=by, now=world.now)


def work(world: World, reading: MarketReading) -> MarketReading:
    """Let the worker do what waits."""
    market_reading.work_on(reading.external_id, clock=lambda: world.now + dt.timedelta(seconds=5))
    reading.refresh_from_db()
    return reading


def load_notices(world: World, notices: list[dict[str, str]]) -> MarketReading:
    """A file of these notices (ocid, title, description, cpv and a region), read into the library."""
    content = b"\n".join(json.dumps(_notice(**each)).encode() for each in notices)
    return work(world, given(world, content))


def _notice(*, ocid: str, title: str, description: str, cpv: str, region: str = "") -> dict[str, Any]:
    item = {
        "id": "1",
        "classification": {"scheme": "CPV", "id": cpv},
        "deliveryAddresses": [{"region": region}],
    }
    return release(ocid=ocid, tender={"id": "t", "title": title, "description": description, "items": [item]})


def measured(world: World) -> MarketReading:
    """A file with its measures."""
    return work(world, given(world))


WORLD = {"market_waiting": given, "market_measured": measured}
