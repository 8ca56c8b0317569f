"""What was spent on a contract, and what a rate per pound owes for it.

Each entry covers days that no other entry covers, in pence without VAT. A rate owes in proportion to everything spent so far,
rounded down to the thousandth once, never entry by entry. What it owes for a span of days is what it owes at the end of it,
less what it owed the day before it began, so that years add up to the whole.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.domain.commitments import OfferedRate, owed_for
from commonweal.domain.errors import Invalid
from commonweal.domain.packs.workbook import Column, Holds, Sheet
from commonweal.domain.periods import financial_year

FORMAT = "commonweal.contract-spend.1"
MOST_BYTES = 2_000_000
NEW_ROWS = 60
NOTE_LIMIT = 300

SPEND = Sheet(
    "Spend",
    "One row for each period that was paid for. What stands already changes nothing; empty rows are left out.",
    (
        Column("start_on", "From", Holds.DAY, 13, "First day of the period."),
        Column("end_on", "To", Holds.DAY, 13, "Last day of the period."),
        Column("amount", "Amount", Holds.MONEY, 16, "What was spent, in pounds, without VAT."),
        Column("note", "Note", Holds.TEXT, 60, "For example the invoice or the report it comes from."),
    ),
)
CSV_HEAD = ("from", "to", "amount", "note")
"""The first line of a file with commas; its columns are those of `SPEND`."""
CSV_CONTRACT = "contract"
"""One more column of it: which contract each row is of. A file that leaves here has it; one from a ledger need not."""

Spent = tuple[dt.date, int]
"""The last day of an entry, and its pence."""


@dataclass(frozen=True, slots=True)
class SpendEntry:
    """What was spent between two days, both included."""

    start_on: dt.date
    end_on: dt.date
    pence: int
    note: str = ""

    def shares_a_day(self, other: "SpendEntry") -> bool:
        return self.start_on <= other.end_on and other.start_on <= self.end_on

    def is_same(self, other: "SpendEntry") -> bool:
        """The same amount for the same days, whatever the note says."""
        return (self.start_on, self.end_on, self.pence) == (other.start_on, other.end_on, other.pence)


def check_entry(entry: SpendEntry, *, starts_on: dt.date | None, today: dt.date) -> None:
    """Raise `Invalid` unless the days run forward, lie in the contract and have passed, and the amount is not below nothing."""
    if entry.end_on < entry.start_on:
        raise Invalid("period.ends_before_start", field="end_on")
    if starts_on is not None and entry.start_on < starts_on:
        raise Invalid("contract_spend.before_start", field="start_on")
    if entry.end_on > today:
        raise Invalid("contract_spend.in_the_future", field="end_on")
    if entry.pence < 0:
        raise Invalid("contract_spend.below_nothing", field="amount")
    if len(entry.note) > NOTE_LIMIT:
        raise Invalid("consortium.too_long", field="note", limit=NOTE_LIMIT)


def check_overlap(entry: SpendEntry, others: Iterable[SpendEntry]) -> None:
    """Raise `Invalid` when another entry covers one of its days: a pound would be counted twice."""
    if any(entry.shares_a_day(each) for each in others):
        raise Invalid("contract_spend.days_taken", field="start_on")


def owed_by(rate: OfferedRate, spent: Sequence[Spent], until: dt.date | None = None) -> int | None:
    """Thousandths owed for what was spent up to a day, or at all; None while no spend is known."""
    if not spent:
        return None
    return owed_for(rate, sum(pence for day, pence in spent if until is None or day <= until))


def owed_between(rate: OfferedRate, spent: Sequence[Spent], start_on: dt.date, end_on: dt.date) -> int | None:
    """Thousandths that came to be owed in a span of days; None while no spend is known."""
    after, before = owed_by(rate, spent, end_on), owed_by(rate, spent, start_on - dt.timedelta(days=1))
    return None if after is None or before is None else after - before


def owed_in_years(rate: OfferedRate, spent: Sequence[Spent]) -> dict[int, int]:
    """By the year in which a financial year begins: what came to be owed in it. The years add up to the whole."""
    found: dict[int, int] = {}
    so_far = owed = 0
    by_year: dict[int, int] = {}
    for day, pence in spent:
        by_year[financial_year(day)] = by_year.get(financial_year(day), 0) + pence
    for year in sorted(by_year):
        so_far += by_year[year]
        found[year] = owed_for(rate, so_far) - owed
        owed += found[year]
    return found


def manifest(contract_id: str) -> dict[str, str]:
    """What the workbook says about itself."""
    return {"format": FORMAT, "contract": contract_id}
