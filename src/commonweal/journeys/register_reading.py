"""From a file of contracts to what it says by place and size of supplier: what the worker does."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.domain.actors import SYSTEM
from commonweal.files.actions import content_of
from commonweal.spending import register_actions
from commonweal.spending.models import ContractsRegister

if TYPE_CHECKING:
    from commonweal.analytics.tables.supplier_places import Home
    from commonweal.interchange.spend_files.registers import Register

SHOWN_ROWS = 200
"""Rows left out that are kept with their place; the others are counted."""


def work_on(register_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Read a register that waits. Nothing when it was read, or removed, in the meantime."""
    rows = ContractsRegister.objects.for_system("the contracts register that the worker was given")
    register = rows.select_related("file", "authority").filter(external_id=register_id).first()
    if register is None or not register.is_waiting:
        return
    from commonweal.interchange.spend_files.sources import Unreadable

    try:
        report, found = _read(register)
    except Unreadable as error:
        register_actions.failed(register, str(error), by=SYSTEM, now=clock())
    else:
        register_actions.read(register, report=report, found=found, by=SYSTEM, now=clock())


def _read(register: ContractsRegister) -> tuple[dict[str, Any], dict[str, Any]]:
    from commonweal.analytics.tables import register_report, supplier_places
    from commonweal.interchange.spend_files.registers import read_register

    home = (
        supplier_places.home(register.place_code)
        if register.place_code
        else supplier_places.named_home(register.authority.name)
    )
    with tempfile.TemporaryDirectory(prefix="commonweal-register-") as name:
        path = Path(name) / register.file.name
        path.write_bytes(content_of(register.file))
        read = read_register(path)
    rows = ((each.postcode, each.places, each.is_sme, each.annual_pence) for each in read.contracts)
    return register_report.report(rows, home, has_values=read.has_values), _found(read, home)


def _found(read: "Register", home: "Home") -> dict[str, Any]:
    """How the file was read, for the page: columns, definitions, what is without a value, what was left out and why."""
    return {
        "columns": read.columns,
        "annual_definition": read.definition,
        "place_definition": home.definition(),
        "without_value": sum(each.annual_pence is None for each in read.contracts),
        "left_out": sum(read.rejected.values()),
        "rows_left_out": [list(each) for each in read.rejected_lines[:SHOWN_ROWS]],
    }
