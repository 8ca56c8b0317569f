"""Figures in the words of a tender, held against what the commitments promise in figures.

A figure is compared only where its unit is that of a commitment or of the question's own metrics. Figures are integer
thousandths. "40 hours each year" over a contract of three years says 120 hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import CommitmentKind, Offer, contract_periods, promised_by
from commonweal.domain.self_check.findings import Span

MONTHS_IN = {"week": 0, "month": 1, "quarter": 3, "year": 12}
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_NUMBER_WORDS = {word: number for number, word in enumerate(_SMALL)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_FIGURE = re.compile(
    r"(?<![\w£.,/-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d+(?:\.\d{1,3})?|"
    + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
    + r")(?![\w%/]|[.,]\d)\s+(?P<rest>[^.;:!?\n]{1,80})",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"^\W*(?:in |for )?(?:each|every|per|a|an) (?P<period>week|month|quarter|year)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """A figure in words: thousandths, its unit as the commitments spell it, for each of which period if said so."""

    quantity: int
    unit: str
    period: str
    span: Span


def figures_in(text: str, units: tuple[str, ...]) -> Iterator[Said]:
    """Figures with one of these units, in the order of the text."""
    for match in _FIGURE.finditer(text):
        for unit in units:
            end = _unit_end(match["rest"], unit)
            if end is None:
                continue
            each = _EACH.match(match["rest"][end:])
            stop = match.start("rest") + end + (each.end() if each else 0)
            span = Span(match.start("number"), stop, text[match.start("number") : stop])
            yield Said(_thousandths(match["number"]), unit, each["period"].lower() if each else "", span)
            break


def _unit_end(rest: str, unit: str) -> int | None:
    """Where the unit ends, when it stands first, or after one adjective ("40 paid hours")."""
    stem = re.escape(unit.strip().rstrip("s")) if len(unit.strip()) > 3 else re.escape(unit.strip())
    if not stem:
        return None
    match = re.match(rf"(?:[\w-]+\s+)?{stem}(?:s|es)?\b", rest, re.IGNORECASE)
    return match.end() if match else None


def _thousandths(number: str) -> int:
    word = _NUMBER_WORDS.get(number.lower())
    if word is not None:
        return word * 1_000
    whole, _, part = number.replace(",", "").partition(".")
    return int(whole) * 1_000 + int((part + "000")[:3])


def promised(offers: tuple[Offer, ...], ask: AskContent, unit: str) -> frozenset[int]:
    """Every figure in this unit that the commitments stand for: each amount, each total, all of them together."""
    counted = [offer for offer in offers if offer.unit == unit and offer.kind is CommitmentKind.QUANTITY]
    totals = [promised_by(offer, ask) or 0 for offer in counted]
    amounts = [period.quantity for offer in counted for period in offer.periods]
    rates = [offer.rate.quantity for offer in offers if offer.unit == unit and offer.rate is not None]
    together = [sum(totals)] if counted else []
    return frozenset((*totals, *amounts, *rates, *together, *_by_start(counted)))


def _by_start(offers: list[Offer]) -> list[int]:
    """Amounts of the same first day together: what is promised for one year over all places."""
    days = {period.start_on for offer in offers for period in offer.periods}
    return [
        sum(period.quantity for offer in offers for period in offer.periods if period.start_on == day)
        for day in days
    ]


def over_contract(said: Said, ask: AskContent) -> int | None:
    """What a figure for each period comes to over the contract without extensions; None when it names no period."""
    if not said.period:
        return None
    if said.period == "week":
        days = (ask.contract_ends_on - ask.contract_starts_on).days + 1
        return said.quantity * (days // 7)
    return said.quantity * _whole_periods(ask, MONTHS_IN[said.period])


def _whole_periods(ask: AskContent, months: int) -> int:
    """How many periods the contract has; a remainder of a few days is none of its own."""
    periods = contract_periods(ask, months)
    last_days = (periods[-1][1] - periods[-1][0]).days + 1
    return len(periods) - (1 if len(periods) > 1 and last_days < 7 * months else 0)
