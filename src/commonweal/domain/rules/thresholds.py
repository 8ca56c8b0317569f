"""Procurement thresholds in force on a day. The amounts are data; here is only how a procurement finds its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.fit.case import AuthorityKind
from commonweal.domain.procurements import Nature
from commonweal.domain.rules.model import Source


class ThresholdRow(StrEnum):
    """The rows of the threshold table (Procurement Act 2023, schedule 1)."""

    CENTRAL = "goods-services-central"
    SUB_CENTRAL = "goods-services-sub-central"
    UTILITIES_DEFENCE = "utilities-defence"
    WORKS = "works"
    CONCESSIONS = "concessions"
    LIGHT_TOUCH = "light-touch"
    LIGHT_TOUCH_UTILITIES = "light-touch-utilities"
    LIGHT_TOUCH_CONCESSION = "light-touch-concession"


@dataclass(frozen=True, slots=True)
class ThresholdPeriod:
    """Thresholds for procurements begun from `from_on` to `to_on`, both included; pence including VAT."""

    from_on: dt.date
    to_on: dt.date
    amounts: Mapping[ThresholdRow, int]
    source: Source


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: pence including VAT, the row it stands in and where it is published."""

    amount: int
    row: ThresholdRow
    source: Source


def row_for(
    kind: AuthorityKind, nature: Nature, *, light_touch: bool, concession: bool = False
) -> ThresholdRow:
    """The row of a public contract. Concessions have their own, everything else goes by nature and kind of authority.

    Reading: the NHS takes the central row (PPN 023 names NHS trusts); every other kind is sub-central. Works have one
    row for all. The light touch row is for services only: a case's `light_touch` flag on goods or works can only mean a
    framework agreement or a concession, and works and concessions share one amount.
    """
    if concession:
        is_light = light_touch and nature is Nature.SERVICES
        return ThresholdRow.LIGHT_TOUCH_CONCESSION if is_light else ThresholdRow.CONCESSIONS
    if nature is Nature.WORKS:
        return ThresholdRow.WORKS
    if light_touch and nature is Nature.SERVICES:
        return ThresholdRow.LIGHT_TOUCH
    is_central = kind in (AuthorityKind.CENTRAL, AuthorityKind.NHS)
    return ThresholdRow.CENTRAL if is_central else ThresholdRow.SUB_CENTRAL


def threshold_on(periods: Sequence[ThresholdPeriod], row: ThresholdRow, on: dt.date) -> Threshold | None:
    """The threshold of `row` for a procurement begun on this day, or None where none is known."""
    for period in periods:
        if period.from_on <= on <= period.to_on and row in period.amounts:
            return Threshold(period.amounts[row], row, period.source)
    return None
