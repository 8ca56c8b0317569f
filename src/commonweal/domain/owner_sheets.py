"""The workbook in which many owners are named at once: what it says about itself, and its columns.

The format is `commonweal.owners.1`: one row for each commitment of one contract. Only the two owners are typed: what was
promised, where and how is changed by a change of the commitment that both sides agree to, never here.
"""

from dataclasses import dataclass

from commonweal.domain.packs.workbook import Column, Holds, Sheet

FORMAT = "commonweal.owners.1"
MOST_LINES = 2_000
MOST_BYTES = 5_000_000

OWNERS = Sheet(
    "Owners",
    "One row for each commitment. An empty cell means that whoever looks after the contract looks after it as well.",
    (
        Column("id", "Commitment id", Holds.FIXED, 18, "What the row is about. Leave it as it is."),
        Column("commitment", "Commitment", Holds.FIXED, 50, "The promise."),
        Column("version", "Version", Holds.FIXED, 10, "Tells whether somebody changed it meanwhile."),
        Column("authority_lead", "For the authority", Holds.CHOICE, 36, "Who looks after it.", "authority"),
        Column("supplier_lead", "For the supplier", Holds.CHOICE, 36, "Who looks after it.", "supplier"),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment as it stands: its version, and who is named, by id; empty where nobody is."""

    id: str
    version: int
    authority_lead: str
    supplier_lead: str


def manifest(contract_id: str) -> dict[str, str]:
    """What the workbook says about itself."""
    return {"format": FORMAT, "contract": contract_id}
