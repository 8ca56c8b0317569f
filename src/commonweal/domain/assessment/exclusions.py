"""Exclusion: grounds with source and dates, the opportunity to be heard, and what may be decided with reasons.

A mandatory ground leaves no discretion unless the circumstances are over and not likely to occur again (self-cleaning);
a discretionary ground leaves one (Procurement Act 2023, sections 26 to 28, 57 and 58). Before a supplier is excluded it
has had a reasonable opportunity to make representations and give evidence of self-cleaning.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.rules.model import Confidence, Source

LEAST_REASON_WORDS = 5


class GroundKind(StrEnum):
    """Whether the law says must or may."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"


class PartyKind(StrEnum):
    """Who is looked at beside the supplier itself."""

    SUPPLIER = "supplier"
    ASSOCIATED = "associated"
    SUBCONTRACTOR = "subcontractor"


class ExclusionOutcome(StrEnum):
    """What is decided about one ground that was found for one party."""

    DOES_NOT_APPLY = "does_not_apply"
    SELF_CLEANED = "self_cleaned"
    NOT_EXCLUDED = "not_excluded"
    REPLACED = "replaced"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground as data. `text` is a reminder in our own words; `source` says how far the wording was checked."""

    id: str
    kind: GroundKind
    title: str
    text: str
    source: Source
    in_force_from: dt.date
    in_force_to: dt.date | None = None

    def is_in_force(self, on: dt.date) -> bool:
        """True for a procurement begun on this day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    @property
    def is_checked(self) -> bool:
        """False when nobody has read the wording in a source."""
        return self.source.confidence in (Confidence.PRIMARY, Confidence.SECONDARY)


def grounds_on(grounds: Iterable[Ground], on: dt.date) -> tuple[Ground, ...]:
    """The grounds in force for a procurement begun on this day."""
    return tuple(ground for ground in grounds if ground.is_in_force(on))


def check_exclusion(
    kind: GroundKind, party: PartyKind, outcome: ExclusionOutcome, reason: str, *, was_heard: bool
) -> str:
    """The reason, trimmed.

    Raises:
        Invalid: ``exclusion.reason_missing``; ``exclusion.only_others_are_replaced`` for the supplier itself.
        Refused: ``exclusion.no_discretion`` for keeping a supplier on a mandatory ground that still stands;
            ``exclusion.not_heard`` for excluding one that had no opportunity to answer.
    """
    if outcome is ExclusionOutcome.NOT_EXCLUDED and kind is GroundKind.MANDATORY:
        raise Refused("exclusion.no_discretion", field="outcome")
    if outcome is ExclusionOutcome.REPLACED and party is PartyKind.SUPPLIER:
        raise Invalid("exclusion.only_others_are_replaced", field="outcome")
    if outcome is ExclusionOutcome.EXCLUDED and not was_heard:
        raise Refused("exclusion.not_heard", field="outcome")
    return check_suitability_reason(reason)


def check_suitability_reason(reason: str) -> str:
    """The reason, trimmed. Raises `Invalid` ``exclusion.reason_missing`` for fewer than five words."""
    trimmed = reason.strip()
    if len(trimmed.split()) < LEAST_REASON_WORDS:
        raise Invalid("exclusion.reason_missing", field="reason", words=LEAST_REASON_WORDS)
    return trimmed
