"""The workbook in which a register is edited: what may be typed for a commitment that stands, and what makes a new one.

The format is `commonweal.register.1`: one row for each commitment of one contract, then empty rows. What was promised (its words,
figures, places, periods and milestones) is changed by a change of the commitment that both sides agree to, never here. Notes and
owners may be set at any time; the day it is due, where no period and no milestone says it, and what counts as evidence, while the
contract is being handed over. An empty row takes a new promise of the authority's own, in words.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.errors import Invalid
from commonweal.domain.packs.workbook import Column, Holds, Sheet

FORMAT = "commonweal.register.1"
MOST_LINES = 2_000
MOST_BYTES = 5_000_000
NEW_ROWS = 20
"""Empty rows in a fresh workbook."""

TITLE_LIMIT, POST_LIMIT = 200, 200

REGISTER = Sheet(
    "Register",
    "One row for each commitment; empty rows below take new promises of the authority’s own.",
    (
        Column("id", "Commitment id", Holds.FIXED, 18, "What the row is about; empty for a new promise."),
        Column("version", "Version", Holds.FIXED, 9, "Tells whether somebody changed it meanwhile."),
        Column("title", "Commitment", Holds.TEXT, 44, "The promise in one line; yours to type in a new row."),
        Column("kind", "Kind", Holds.FIXED, 16, "Quantity, rate, pathway or words."),
        Column("promised", "Promised", Holds.FIXED, 16, "The figure, where there is one."),
        Column("words", "In words", Holds.TEXT, 60, "The promise itself; yours to type in a new row."),
        Column(
            "post",
            "Owed by",
            Holds.TEXT,
            26,
            "Of the authority’s own promises: the post that answers for it.",
        ),
        Column("place", "Where", Holds.CHOICE, 26, "Yours to choose in a new row.", "places"),
        Column(
            "due_on", "Due", Holds.DAY, 13, "The day it is due, where no period and no milestone says it."
        ),
        Column("evidence", "What counts as evidence", Holds.TEXT, 44, "As it is confirmed in the handover."),
        Column("note", "Note", Holds.TEXT, 44, "For whoever looks after it; both sides read it."),
        Column("authority_lead", "For the authority", Holds.CHOICE, 30, "Who looks after it.", "authority"),
        Column("supplier_lead", "For the supplier", Holds.CHOICE, 30, "Who looks after it.", "supplier"),
    ),
)
BY_CHANGE = ("title", "words", "post", "place")
"""What is written for a commitment that stands and is not taken from the workbook."""


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment as it stands, or as it is to stand. Owners by id, place by code; `may_date` and `may_evidence`: whether the
    day and the evidence may be typed now."""

    id: str
    version: int
    title: str
    words: str
    post: str
    place: str
    due_on: dt.date | None
    evidence: str
    note: str
    authority_lead: str
    supplier_lead: str
    may_date: bool = False
    may_evidence: bool = False


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise of the authority's own. `row` is its number in the sheet, from 1."""

    row: int
    title: str
    words: str
    post: str
    place: str
    due_on: dt.date | None
    note: str
    authority_lead: str
    supplier_lead: str


def check_new(title: str, words: str, post: str) -> None:
    """Raise `Invalid` unless a new promise says what it is, in words, and which post answers for it."""
    for field, text in (("title", title), ("words", words), ("post", post)):
        if not text.strip():
            raise Invalid("register_sheet.missing", field=field)
    for field, text, limit in (("title", title, TITLE_LIMIT), ("post", post, POST_LIMIT)):
        if len(text.strip()) > limit:
            raise Invalid("consortium.too_long", field=field, limit=limit)


def check_due(due_on: dt.date | None, starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    """Raise `Invalid` for a day on which there is no contract."""
    if due_on is None:
        return
    if (starts_on and due_on < starts_on) or (ends_on and due_on > ends_on):
        raise Invalid("register_sheet.due_outside_contract", field="due_on")


def manifest(contract_id: str) -> dict[str, str]:
    """What the workbook says about itself."""
    return {"format": FORMAT, "contract": contract_id}
