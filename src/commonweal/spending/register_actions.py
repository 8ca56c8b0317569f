"""All writes about contracts registers."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.files.models import StoredFile
from commonweal.records.work import change, transaction
from commonweal.spending.events import SpendingEvent as Event
from commonweal.spending.models import ContractsRegister


def begin(*, title: str, place_code: str, file: StoredFile, by: Actor, now: dt.datetime) -> ContractsRegister:
    """Give a contracts register to be read. Raises Invalid without a title."""
    by.must(Permission.SPEND_EDIT)
    if not title.strip():
        raise Invalid("register.title_missing", field="name")
    with transaction(by=by, at=now) as work:
        register = ContractsRegister(
            authority_id=by.organisation_id, title=title.strip(), place_code=place_code, file=file
        )
        register.save()
        work.record(Event.REGISTER_BEGUN, register, sha256=file.sha256)
    return register


def read(
    register: ContractsRegister, *, report: dict[str, Any], found: dict[str, Any], by: Actor, now: dt.datetime
) -> ContractsRegister:
    """Keep what a register says and how it was read."""
    with transaction(by=by, at=now) as work:
        register = change(register, report=report, found=found, problem="")
        work.record(Event.REGISTER_READ, register, contracts=report["rows"], left_out=found["left_out"])
    return register


def failed(register: ContractsRegister, problem: str, *, by: Actor, now: dt.datetime) -> ContractsRegister:
    """Keep why a register could not be read."""
    with transaction(by=by, at=now) as work:
        register = change(register, problem=problem)
        work.record(Event.REGISTER_FAILED, register)
    return register


def remove(register: ContractsRegister, *, by: Actor, now: dt.datetime) -> None:
    """Take a register away. The file stays in the store of uploads."""
    by.must(Permission.SPEND_EDIT)
    with transaction(by=by, at=now) as work:
        work.record(Event.REGISTER_REMOVED, register, sha256=register.file.sha256)
        register.delete()
