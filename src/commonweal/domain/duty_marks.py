"""What a person says of a duty on the checklist of a procurement."""

import datetime as dt
from enum import StrEnum

from commonweal.domain.errors import Invalid

LONGEST_REASON = 4_000


class Mark(StrEnum):
    """Done; not applicable here; or open again, which takes an earlier mark back."""

    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


def check_mark(mark: Mark, *, reason: str, done_on: dt.date | None, today: dt.date) -> None:
    """Raise `Invalid` for a mark without its reason, or done without a day, or on a day that has not come."""
    if mark is not Mark.DONE and not reason.strip():
        raise Invalid("duty.reason_missing", field="reason")
    if mark is Mark.DONE and done_on is None:
        raise Invalid("duty.day_missing", field="done_on")
    if mark is Mark.DONE and done_on is not None and done_on > today:
        raise Invalid("duty.day_not_come", field="done_on")
