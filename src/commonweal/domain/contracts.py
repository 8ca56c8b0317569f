"""Contracts: their statuses, how they came to be here, and when their promises bind.

The kinds of commitment and who owes them are those of `domain.commitments`: a binding commitment is made from an
offered one, unretyped. Quantities are integer thousandths of the commitment's unit; money is integer pence. A figure
that nobody gave is None and stays None: nothing here fills a gap.
"""

import datetime as dt
from enum import StrEnum

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.statuses import Transitions


class ContractStatus(StrEnum):
    """Where a contract stands. Promises are binding from `IN_FORCE` on."""

    PREPARED = "prepared"
    NOT_ENTERED = "not_entered"
    IN_FORCE = "in_force"
    FINISHED = "finished"
    TERMINATED = "terminated"


CONTRACT_STATUSES = Transitions(
    "contract",
    {
        ContractStatus.PREPARED: {
            ContractStatus.IN_FORCE: "both sides enter into the contract",
            ContractStatus.NOT_ENTERED: "the award is withdrawn or not taken up",
        },
        ContractStatus.NOT_ENTERED: {},
        ContractStatus.IN_FORCE: {
            ContractStatus.FINISHED: "the contract runs to its end",
            ContractStatus.TERMINATED: "the contract is ended early",
        },
        ContractStatus.FINISHED: {},
        ContractStatus.TERMINATED: {},
    },
)
"""The only moves a contract can make. Its picture in the docs is drawn from this table."""

BINDING = frozenset({ContractStatus.IN_FORCE, ContractStatus.FINISHED, ContractStatus.TERMINATED})
"""Statuses in which the commitments are, or were, binding."""

NOT_OVER = frozenset({ContractStatus.PREPARED, ContractStatus.IN_FORCE})
"""Statuses in which something of the contract is still to come."""

OVER = frozenset({ContractStatus.FINISHED, ContractStatus.TERMINATED})
"""Statuses of a contract that was in force and has ended. Nothing more falls due on it but what its end itself brings about."""


class ContractOrigin(StrEnum):
    """How the record came to be here."""

    AWARD = "award"
    PUBLISHED_REPORT = "published_report"


COUNTED = frozenset({CommitmentKind.QUANTITY, CommitmentKind.RATE})
"""Kinds whose reports carry a figure."""


def check_may_enter(award_is_ready: bool, status: ContractStatus) -> None:
    """Raise `Refused` unless the award behind a prepared contract may be entered into now."""
    CONTRACT_STATUSES.check(status, ContractStatus.IN_FORCE)
    if not award_is_ready:
        raise Refused("contract.award_not_ready")


def check_dates(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    """Raise `Invalid` when a contract would end before it starts. Either day may be unknown."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid("period.ends_before_start", field="ends_on")
