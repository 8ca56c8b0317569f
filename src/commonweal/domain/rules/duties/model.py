"""What a duty is, and the facts of a procurement that decide whether it bites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.procurements import Nature, ProcurementKind
from commonweal.domain.rules.model import Basis, Source
from commonweal.domain.rules.working_days import WorkingDays

PROCUREMENT_ACT_FROM = dt.date(2025, 2, 24)


class Phase(StrEnum):
    """When a duty falls."""

    PLANNING = "planning"
    TENDER = "tender"
    AWARD = "award"
    CONTRACT = "contract"


class Bites(StrEnum):
    """Whether a duty bites. `unknown`: a fact that decides it is missing."""

    YES = "yes"
    OPTIONAL = "optional"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What decides which duties bite.

    Money is pence including VAT. `annual_value` is the contract's yearly value, `authority_spend` what the authority
    spends in a year on public contracts. `is_above_threshold` is None where no threshold is known for the date. Dates
    are those planned or happened, None where not known yet.
    """

    authority: AuthorityKind
    nation: Nation
    nature: Nature
    kind: ProcurementKind
    value: int
    started_on: dt.date
    is_above_threshold: bool | None
    light_touch: bool = False
    concession: bool = False
    direct_award: bool = False
    is_devolved: bool = False
    engagement_planned: bool = False
    annual_value: int | None = None
    authority_spend: int | None = None
    kpis_not_appropriate: bool = False
    planned_notice_on: dt.date | None = None
    tender_notice_on: dt.date | None = None
    award_notice_on: dt.date | None = None
    contract_signed_on: dt.date | None = None
    contract_ends_on: dt.date | None = None

    @property
    def is_under_the_act(self) -> bool | None:
        """True for an above-threshold procurement under the Procurement Act 2023; None when the threshold is unknown.

        The Act does not apply to devolved Scottish authorities.
        """
        is_scottish = self.nation is Nation.SCOTLAND and self.is_devolved
        if self.started_on < PROCUREMENT_ACT_FROM or is_scottish:
            return False
        return self.is_above_threshold

    @property
    def is_set_up_only(self) -> bool:
        """True for a framework agreement or dynamic market: contracts come later, under it."""
        return self.kind in {ProcurementKind.FRAMEWORK_AGREEMENT, ProcurementKind.DYNAMIC_MARKET}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the duty bites here, why, and the dates: it may be done from `from_on` and must be done by `due_on`."""

    bites: Bites
    because: str
    due_on: dt.date | None = None
    from_on: dt.date | None = None


Ask = Callable[[DutyFacts, WorkingDays], Answer]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty: `text` is what must be done, `notice` the code of the notice when it is one."""

    id: str
    text: str
    phase: Phase
    basis: Basis
    source: Source
    ask: Ask = field(repr=False)
    notice: str | None = None
    in_force_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty asked of a procurement."""

    rule: DutyRule
    answer: Answer


def duty_rule(
    rule_id: str,
    phase: Phase,
    *,
    source: Source,
    basis: Basis = Basis.STATUTE,
    notice: str | None = None,
    in_force_from: dt.date | None = None,
) -> Callable[[Ask], DutyRule]:
    """Make a function into a duty; its docstring's first paragraph is the duty in words."""

    def make(ask: Ask) -> DutyRule:
        text = " ".join((ask.__doc__ or "").partition("\n\n")[0].split())
        return DutyRule(rule_id, text, phase, basis, source, ask, notice, in_force_from)

    return make


def under_the_act(facts: DutyFacts, because: str, **dates: dt.date | None) -> Answer:
    """Yes under the Act, no otherwise, unknown where the threshold is."""
    applies = facts.is_under_the_act
    if applies is None:
        return Answer(Bites.UNKNOWN, "No threshold is known for the date on which it began.")
    if not applies:
        return Answer(Bites.NO, "It is below threshold or not under the Procurement Act 2023.")
    return Answer(Bites.YES, because, dates.get("due_on"), dates.get("from_on"))


def no(because: str) -> Answer:
    return Answer(Bites.NO, because)
