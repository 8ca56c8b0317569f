"""What a duty is, and the facts of a procurement that decide whether it bites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.procurements import PROCUREMENT_ACT_FROM, Nature, ProcurementKind
from commonweal.domain.rules.model import Basis, Source
from commonweal.domain.rules.working_days import WorkingDays

NOTIFIABLE_FROM_CENTRAL = 12_000 * 100
NOTIFIABLE_FROM = 30_000 * 100


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
    spends in a year on public contracts. `is_urgent` says that a direct award rests on urgency, `from_dynamic_market` that
    members of a dynamic market compete. `is_above_threshold` is None where no threshold is known for the date. Dates
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
    is_urgent: bool = False
    from_dynamic_market: bool = False
    is_under_other_law: bool = False
    is_devolved: bool = False
    engagement_planned: bool = False
    annual_value: int | None = None
    authority_spend: int | None = None
    kpis_not_appropriate: bool = False
    planned_notice_on: dt.date | None = None
    tender_notice_on: dt.date | None = None
    transparency_notice_on: dt.date | None = None
    award_notice_on: dt.date | None = None
    contract_signed_on: dt.date | None = None
    contract_ends_on: dt.date | None = None

    @property
    def is_under_the_act(self) -> bool | None:
        """True for an above-threshold procurement under the Procurement Act 2023; None when the threshold is unknown.

        The Act does not apply to devolved Scottish authorities.
        """
        is_scottish = self.nation is Nation.SCOTLAND and self.is_devolved
        if self.started_on < PROCUREMENT_ACT_FROM or is_scottish or self.is_under_other_law:
            return False
        return self.is_above_threshold

    @property
    def is_notifiable_below(self) -> bool:
        """True for a notifiable below-threshold contract (section 87): £12,000 for central government, £30,000 for others.

        Concessions are not regulated below threshold; devolved authorities in Northern Ireland and Scotland have their
        own rules.
        """
        if self.is_above_threshold is not False or self.started_on < PROCUREMENT_ACT_FROM:
            return False
        elsewhere = self.is_devolved and self.nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
        if self.is_under_other_law or self.concession or self.is_set_up_only or elsewhere:
            return False
        is_central = self.authority in (AuthorityKind.CENTRAL, AuthorityKind.NHS)
        return self.value >= (NOTIFIABLE_FROM_CENTRAL if is_central else NOTIFIABLE_FROM)

    @property
    def opens_on(self) -> dt.date | None:
        """The day of the notice by which the procurement opens: that of a direct award is the transparency notice."""
        return self.transparency_notice_on if self.direct_award else self.tender_notice_on

    @property
    def is_set_up_only(self) -> bool:
        """True for a framework agreement or dynamic market: contracts come later, under it."""
        return self.kind in {ProcurementKind.FRAMEWORK_AGREEMENT, ProcurementKind.DYNAMIC_MARKET}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the duty bites here, why, and the dates: it may be done from `from_on` and must be done by `due_on`.

    `source` is where this answer is found when it is not where the duty is.
    """

    bites: Bites
    because: str
    due_on: dt.date | None = None
    from_on: dt.date | None = None
    source: Source | None = None


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

    @property
    def source(self) -> Source:
        """Where it is found that the duty bites here, or not."""
        return self.answer.source or self.rule.source


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
