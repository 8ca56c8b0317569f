"""The workbook in which a contract's reports are entered: what it says about itself, its columns, and one line of it.

The format is `commonweal.reports.1`: one row for each period, milestone or promise that can be reported on. It belongs to one
contract and one organisation, and comes back to them or not at all. A tier-two supplier's holds its own parts, and one column
more: whether the words of a report are for the authority alone.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.packs.workbook import NO, YES, Column, Holds, Sheet

FORMAT = "commonweal.reports.1"
MOST_LINES = 7_000
"""As many rows as a workbook can hold and be read back; the oldest come first."""
MOST_BYTES = 10_000_000

REPORTS = Sheet(
    "Reports",
    "One row for each period, milestone or promise. Leave a row empty that you do not report on.",
    (
        Column("id", "Line", Holds.FIXED, 18, "What the row is about. Leave it as it is."),
        Column("commitment", "Commitment", Holds.FIXED, 50, "The promise."),
        Column("unit", "Unit", Holds.FIXED, 14, "What is counted."),
        Column(
            "start_on", "From", Holds.DAY, 13, "First day; yours to enter where the promise has no periods."
        ),
        Column("end_on", "To", Holds.DAY, 13, "Last day."),
        Column("promised", "Promised", Holds.FIXED, 14, "What is promised for the period."),
        Column("quantity", "How much", Holds.NUMBER, 14, "What was done, in the unit."),
        Column("words", "In words", Holds.TEXT, 80, "What happened, also when nothing did."),
        Column("people", "People", Holds.NUMBER, 10, "How many took part, if you counted them."),
        Column(
            "private",
            "For the authority only",
            Holds.CHOICE,
            16,
            "Yes: the contract’s supplier reads the period, the figure and the decision alone.",
            "yes_no",
        ),
    ),
)
OF_A_SIDE = REPORTS.columns[:-1]
"""The columns for the two sides of a contract, which both read everything."""
YES_NO = {YES: "yes", NO: "no"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row that may be reported on. `id` is of a period, a milestone, or a commitment whose days are entered.

    `is_counted`: a figure is wanted. Days are None where they are entered, or where a milestone has none. `is_part`: it is a
    tier-two supplier's part of it, and what is promised for the whole is not said.
    """

    id: str
    commitment: str
    unit: str
    is_counted: bool
    is_milestone: bool = False
    start_on: dt.date | None = None
    end_on: dt.date | None = None
    promised: int | None = None
    is_part: bool = False

    @property
    def asks_days(self) -> bool:
        """The person says which days the report covers."""
        return self.start_on is None and not self.is_milestone


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. `row` is its number in the sheet, from 1."""

    row: int
    line: Line
    quantity: int | None
    words: str
    start_on: dt.date | None
    end_on: dt.date | None
    is_for_authority_only: bool = False
    people: int | None = None


def manifest(contract_id: str, organisation_id: str) -> dict[str, str]:
    """What the workbook says about itself."""
    return {"format": FORMAT, "contract": contract_id, "organisation": organisation_id}
