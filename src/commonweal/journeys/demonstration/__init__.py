"""The demonstration: real published cases, and one plainly fictional borough entered through ordinary actions.

Each module of `STAGES` has ``load(demo)``. It makes its part with `demo.actor(...)` at `demo.at(...)` and leaves what
later stages need in `demo.things` under a name it documents.
"""

import datetime as dt
import importlib
from collections.abc import Callable

from django.db import transaction as database

from commonweal.journeys.demonstration.people import Demonstration
from commonweal.records.models import Stamp

STAGES = (
    "strategy",
    "procurement",
    "before",
    "clarifying",
    "tendering",
    "assessment",
    "contracts",
    "delivery",
    "life",
    "together",
    "partway",
    "spending",
    "markets",
)
Say = Callable[[str], None]


def load(*, now: dt.datetime, password: str, say: Say) -> None:
    """Load everything once, all or nothing. A database that holds it already is left alone."""
    if Stamp.objects.filter(mode="demonstration").exists():
        return
    with database.atomic():
        Stamp.objects.create(mode="demonstration", stamped_at=now)
        say("Loading published cases ...")
        _stage("published", Demonstration(now=now, password=password))
        demo = Demonstration(now=now, password=password)
        demo.everybody()
        for name in STAGES:
            say(f"Playing the Borough of Example: {name} ...")
            _stage(name, demo)


def _stage(name: str, demo: Demonstration) -> None:
    importlib.import_module(f"{__name__}.{name}").load(demo)
