"""A price that seems abnormally low: flagged by one stated rule, explained by the tenderer, decided by a person.

The Act asks the authority to notify the supplier and to give it a reasonable opportunity to show that it can perform for
the price before its tender is disregarded (Procurement Act 2023, section 19). It names no figure: this rule is the
project's own judgement and only says where to look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commonweal.domain.errors import Refused

#: A price this share (basis points) or more below the mean of the other prices is looked at.
LOW_BY_BP = 2_000
#: With fewer tenders there is nothing to compare with.
FEWEST_TENDERS = 3
RULE = "a fifth or more below the mean of the other prices, with at least three tenders"


class PriceOutcome(StrEnum):
    """What is decided about a low price."""

    ACCEPTED = "accepted"
    DISREGARDED = "disregarded"


@dataclass(frozen=True, slots=True)
class PriceFlag:
    """How far a price lies below the mean of the others: `below` as a share of one, exact; negative when above."""

    below: Fraction
    is_low: bool


def price_flags(prices: Mapping[str, int]) -> dict[str, PriceFlag]:
    """A flag for each tender from its price in pence; empty with fewer than three tenders.

    Worked example: £70,000, £100,000 and £110,000. The mean of the others is £105,000 for the first, which lies a third
    below: flagged. £100,000 is compared with £90,000 and £110,000 with £85,000: neither is below.
    """
    if len(prices) < FEWEST_TENDERS:
        return {}
    total, others = sum(prices.values()), len(prices) - 1
    found = {}
    for tender, price in prices.items():
        below = 1 - Fraction(price * others, total - price)
        found[tender] = PriceFlag(below, below >= Fraction(LOW_BY_BP, 10_000))
    return found


def check_price_decision(outcome: PriceOutcome, *, was_heard: bool) -> None:
    """Raise `Refused` ``low_price.not_heard`` for disregarding a tender whose supplier had no opportunity to explain."""
    if outcome is PriceOutcome.DISREGARDED and not was_heard:
        raise Refused("low_price.not_heard", field="outcome")
