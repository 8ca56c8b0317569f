"""Builders of a body's spending: a small loaded file with everything a report shows."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import SYSTEM
from commonweal.domain.permissions import Role
from commonweal.files.actions import store_table
from commonweal.journeys import register_reading, spend_loading
from commonweal.spending import actions, register_actions
from commonweal.spending.models import ContractsRegister, SpendLoad, SpendServes
from tests.cast import World

PAYMENTS = """Date paid,Supplier,Supplier area,SME,Service,Category,Net amount
03/04/2023,Sample Paving Ltd,Local,yes,Highways,Roads,1000.00
04/05/2023,Example Neighbours CIO,Local,yes,Housing,Advice,250.50
05/06/2023,Fictional Build plc,Elsewhere,no,Highways,Roads,5000.00
06/07/2023,Joan Madeup,Region,,Housing,Advice,40.00
07/04/2024,Sample Paving Ltd,Local,yes,Highways,Roads,900.00
08/05/2024,Invented Lighting Ltd,Region,no,Highways,Roads,300.00
09/06/2024,Example Neighbours CIO,Local,yes,Housing,Advice,-50.50
10/07/2024,Another Sample Ltd,,,Housing,Roads,100.00
Total,,,,,,7540.00
"""


def given(world: World, content: bytes = PAYMENTS.encode(), name: str = "payments.csv") -> SpendLoad:
    """Files that were given and not read yet."""
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    stored = store_table(name, content, owner_id=by.organisation_id, by=by, now=world.now)
    return actions.begin(title="Payments over £500", place_code="", files=[stored], by=by, now=world.now)


def work(world: World, load: SpendLoad) -> SpendLoad:
    """Let the worker do what the load waits for."""
    spend_loading.work_on(load.external_id, clock=lambda: world.now + dt.timedelta(seconds=5))
    load.refresh_from_db()
    return load


def columns_of(load: SpendLoad) -> dict[str, dict[str, Any]]:
    """The columns as they were found, as a person would confirm them."""
    return {
        each["signature"]: {"columns": each["columns"], "month_first": each["month_first"]}
        for each in load.found
    }


def confirming(world: World) -> SpendLoad:
    """A load whose columns were found and wait to be confirmed."""
    return work(world, given(world))


def loaded(world: World) -> SpendLoad:
    """A loaded file with a report."""
    load = confirming(world)
    actions.confirm(load, columns_of(load), by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now)
    return work(world, load)


def serves(world: World) -> SpendServes:
    """Housing's spending serves the world's mission."""
    return actions.serve(
        "Housing",
        world.mission,
        reason="Warm homes are what the housing service pays for.",
        by=world.cast.actor(Role.PROCUREMENT_OFFICER),
        now=world.now,
    )


def failed(world: World) -> SpendLoad:
    """A load whose file held no payments."""
    load = given(world, b"Only,words\nno,payments\n", "words.csv")
    return actions.failed(load, "words.csv: no payments", by=SYSTEM, now=world.now)


REGISTER = """Contract,Supplier,SME,Annual value,Supplier area
Gritting,Sample Paving Ltd,Yes,12000.00,Local
Advice,Example Neighbours CIO,Yes,4000.00,Local
Street works,Fictional Build plc,No,90000.00,Elsewhere
Paper,Another Sample Ltd,,TBC,
Total,,,106000.00,
"""


def register_given(world: World, content: bytes = REGISTER.encode()) -> ContractsRegister:
    """A register that was given and not read yet."""
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    stored = store_table("register.csv", content, owner_id=by.organisation_id, by=by, now=world.now)
    return register_actions.begin(title="Register, 2026", place_code="", file=stored, by=by, now=world.now)


def register_read(world: World, content: bytes = REGISTER.encode()) -> ContractsRegister:
    """A register with what it says."""
    register = register_given(world, content)
    register_reading.work_on(register.external_id, clock=lambda: world.now + dt.timedelta(seconds=5))
    register.refresh_from_db()
    return register


WORLD = {
    "register_given": register_given,
    "register_read": register_read,
    "spend_confirming": confirming,
    "spend_loaded": loaded,
    "spend_serves": serves,
    "spend_failed": failed,
}
