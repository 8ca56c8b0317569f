"""A sample of the reports that wait to be verified: what is looked at for certain, what is drawn, and what is not.

The method. Of few reports all are chosen. Of more, a claim with a large share of the value of all claims that wait is chosen
for certain; of the rest a share is drawn. Each of the rest has one ticket, more for each sign of risk, and more the larger
it is against the average. In the value of all, a claim whose own is not known counts as the average of the others. A ticket's
number is the SHA-256 of ``seed|report|ticket``, so nobody chooses it and anybody can work it out again; a report stands at its
smallest number, and the smallest are drawn. That is a draw without return in proportion to tickets: the smallest of n even
numbers is n times as likely to come first.

The same claims, parameters and seed give the same list on every machine, in whatever order they come. Every figure in
`Parameters` is the project's own judgement: no published rule sets them, and each draw keeps those that it was made with.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any

from commonweal.domain.errors import Invalid, Refused

WHOLE = 10_000
"""All of it, in basis points."""


class Mark(StrEnum):
    """A sign that a claim is worth a look. None of them says that anything is wrong."""

    LATE = "late"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    NO_EVIDENCE = "no_evidence"
    BEHIND = "behind"
    NO_VALUE = "no_value"


class Why(StrEnum):
    """Why a report is in the sample, or that it is not."""

    ALL = "all"
    CERTAIN = "certain"
    DRAWN = "drawn"
    NOT_DRAWN = "not_drawn"


TICKETS: dict[Mark, int] = {
    Mark.LATE: 1,
    Mark.CORRECTED: 2,
    Mark.DISPUTED: 3,
    Mark.NO_EVIDENCE: 2,
    Mark.BEHIND: 1,
    Mark.NO_VALUE: 1,
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a draw is made with. Shares in basis points.

    Attributes:
        small: up to so many reports, all are chosen.
        certain_share: from this share of the value of all that wait, a report is chosen for certain.
        drawn_share: of the rest, this share is drawn, rounded up.
        least: at least so many are chosen in all.
        late_days: a report that came more than so many days after the days it is about is late.
        value_tickets: at most so many tickets for value, one for each time a claim is worth the average.
        tickets: tickets for each sign of risk.
    """

    small: int = 25
    certain_share: int = 1_000
    drawn_share: int = 2_000
    least: int = 10
    late_days: int = 30
    value_tickets: int = 5
    tickets: dict[Mark, int] = field(default_factory=lambda: dict(TICKETS))

    def check(self) -> None:
        """Raise `Invalid` at the figure that cannot be drawn with."""
        for name, low, high in (
            ("small", 0, 1_000),
            ("least", 1, 1_000),
            ("certain_share", 1, WHOLE),
            ("drawn_share", 1, WHOLE),
        ):
            if not low <= getattr(self, name) <= high:
                code = "sample.share_out_of_range" if high == WHOLE else "sample.number_out_of_range"
                raise Invalid(code, field=name, low=low, high=high)

    def plain(self) -> dict[str, Any]:
        """As kept with a draw."""
        names = ("small", "certain_share", "drawn_share", "least", "late_days", "value_tickets")
        return {name: getattr(self, name) for name in names} | {
            "tickets": {mark.value: number for mark, number in self.tickets.items()}
        }


def parameters(kept: dict[str, Any]) -> Parameters:
    """The parameters that a draw was made with, from how they are kept."""
    tickets = {Mark(mark): number for mark, number in kept["tickets"].items()}
    return Parameters(**{**kept, "tickets": tickets})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that waits. `value` weighs claims against each other and is no figure of its own; None where none is known."""

    key: str
    value: int | None
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of a report in a draw. `share` of the value of all, in basis points; `number` is its smallest ticket."""

    key: str
    why: Why
    share: int | None
    tickets: int
    number: str

    @property
    def is_chosen(self) -> bool:
        return self.why is not Why.NOT_DRAWN


def value_of(
    *, quantity: int | None, promised: int | None, contract_pence: int | None, commitments: int
) -> int | None:
    """What stands behind a claim, for weighing it: the contract's value spread evenly over its commitments, and of that the
    share of the promise that is claimed (at most all of it). None where the contract or the promise has no figure."""
    if quantity is None or not promised or not contract_pence:
        return None
    return contract_pence * min(quantity, promised) // (promised * max(1, commitments))


def check_seed(seed: str) -> str:
    """The seed without spaces around it. Raises `Invalid` unless it is 4 to 64 letters, figures, dots or dashes."""
    seed = seed.strip()
    if not 4 <= len(seed) <= 64 or not all(
        char.isascii() and (char.isalnum() or char in ".-") for char in seed
    ):
        raise Invalid("sample.seed_not_one", field="seed")
    return seed


def draw(candidates: Iterable[Candidate], given: Parameters, seed: str) -> list[Choice]:
    """What is chosen and what is not: for certain by value, then as drawn, then the rest in the order of their numbers.

    Raises:
        Refused: ``sample.nothing_waits``. Invalid: the seed or a parameter cannot be drawn with.
    """
    given.check()
    seed = check_seed(seed)
    listed = list(candidates)
    if not listed:
        raise Refused("sample.nothing_waits")
    known = [each.value for each in listed if each.value is not None]
    average = Fraction(sum(known), len(known)) if sum(known) else None
    choices = [_unplaced(each, given, seed, average, len(listed)) for each in listed]
    if len(listed) <= given.small:
        return sorted(
            (_with(each, Why.ALL) for each in choices), key=lambda each: (-each.tickets, each.number)
        )
    certain = [each for each in choices if (each.share or 0) >= given.certain_share]
    certain.sort(key=lambda each: (-(each.share or 0), each.number))
    sure = {each.key for each in certain}
    rest = sorted(
        (each for each in choices if each.key not in sure), key=lambda each: (each.number, each.key)
    )
    number = max(-(-len(rest) * given.drawn_share // WHOLE), given.least - len(certain))
    return [
        *(_with(each, Why.CERTAIN) for each in certain),
        *(_with(each, Why.DRAWN) for each in rest[:number]),
        *rest[number:],
    ]


def _unplaced(
    each: Candidate, given: Parameters, seed: str, average: Fraction | None, waiting: int
) -> Choice:
    """A report's share and tickets. Where no value is known the average stands for it: one priced claim is never all."""
    share = None
    tickets = 1 + sum(given.tickets.get(mark, 0) for mark in each.marks)
    if each.value is not None and average is not None:
        share = each.value * WHOLE // (average * waiting)
        tickets += min(given.value_tickets, each.value // average)
    number = min(sha256(f"{seed}|{each.key}|{n}".encode()).hexdigest() for n in range(1, tickets + 1))
    return Choice(each.key, Why.NOT_DRAWN, share, tickets, number)


def _with(choice: Choice, why: Why) -> Choice:
    return Choice(choice.key, why, choice.share, choice.tickets, choice.number)
