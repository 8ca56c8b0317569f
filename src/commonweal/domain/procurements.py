"""A procurement: its kind, regime and nature, its statuses from planning to the end of the contract, and its dates.

Words are those of the Procurement Act 2023. Sources of the rules are named where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Role
from commonweal.domain.statuses import Transitions


class Regime(StrEnum):
    """The law that a procurement falls under, fixed when it begins."""

    PROCUREMENT_ACT_2023 = "procurement_act_2023"
    PROCUREMENT_ACT_2023_WALES = "procurement_act_2023_wales"
    REGULATIONS_2015_2016 = "regulations_2015_2016"
    PROVIDER_SELECTION_2023 = "provider_selection_2023"
    SCOTLAND = "scotland"
    BELOW_THRESHOLD = "below_threshold"
    EXEMPT = "exempt"


PROCUREMENT_ACT_FROM = dt.date(2025, 2, 24)
"""The first day on which a procurement begins under the Procurement Act 2023."""

UNDER_THE_ACT = (Regime.PROCUREMENT_ACT_2023, Regime.PROCUREMENT_ACT_2023_WALES)
"""The regimes to which the duties of the Procurement Act 2023 on notices and KPIs belong."""


class LawDoubt(StrEnum):
    """How the law that was chosen and the estimated value may disagree."""

    VALUE_REACHES_THRESHOLD = "value_reaches_threshold"
    VALUE_IS_BELOW = "value_is_below"


def law_doubt(regime: Regime, is_above: bool | None) -> LawDoubt | None:
    """Whether the value speaks against the law that was chosen; None where it does not, or where no threshold is known.

    Only the Procurement Act and the rules below its threshold are told apart by value (Procurement Act 2023, section 3 and
    Schedule 1); no other law here is.
    """
    if regime is Regime.BELOW_THRESHOLD and is_above:
        return LawDoubt.VALUE_REACHES_THRESHOLD
    if regime in UNDER_THE_ACT and is_above is False:
        return LawDoubt.VALUE_IS_BELOW
    return None


class ProcurementKind(StrEnum):
    """What is set up: a contract, a framework agreement, a call-off from one, or a dynamic market."""

    CONTRACT = "contract"
    FRAMEWORK_AGREEMENT = "framework_agreement"
    CALL_OFF = "call_off"
    DYNAMIC_MARKET = "dynamic_market"


class Nature(StrEnum):
    """What is bought, for the most part."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


class InnovationStage(StrEnum):
    """How certain the solution is."""

    DISCOVERY = "discovery"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    SCALE_UP = "scale-up"
    BUSINESS_AS_USUAL = "business-as-usual"


#: What a call-off may be made under. Contracts under frameworks: section 45; dynamic markets: section 34.
PARENT_KINDS = (ProcurementKind.FRAMEWORK_AGREEMENT, ProcurementKind.DYNAMIC_MARKET)


class ProcurementStatus(StrEnum):
    """Where a procurement stands. `terminated` is a procurement ended without a contract (section 55)."""

    PLANNED = "planned"
    ENGAGEMENT = "engagement"
    DESIGN = "design"
    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"
    ASSESSING = "assessing"
    AWARD_DECIDED = "award_decided"
    IN_CONTRACT = "in_contract"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


S = ProcurementStatus
_TERMINATE = "decides not to award (procurement termination notice)"
_WITHDRAW = "given up before tenders were invited"

TRANSITIONS: Transitions[ProcurementStatus] = Transitions(
    "procurement",
    {
        S.PLANNED: {
            S.ENGAGEMENT: "talks to the market first",
            S.DESIGN: "starts on the tender documents",
            S.WITHDRAWN: _WITHDRAW,
        },
        S.ENGAGEMENT: {
            S.DESIGN: "starts on the tender documents with what was heard",
            S.WITHDRAWN: _WITHDRAW,
        },
        S.DESIGN: {
            S.ENGAGEMENT: "goes back to the market",
            S.OPEN: "publishes the ask and invites tenders",
            S.WITHDRAWN: _WITHDRAW,
        },
        S.OPEN: {S.CLOSED: "the deadline passes", S.TERMINATED: _TERMINATE},
        S.CLOSED: {S.OPENED: "two openers open the tenders", S.TERMINATED: _TERMINATE},
        S.OPENED: {S.ASSESSING: "assessors begin", S.TERMINATED: _TERMINATE},
        S.ASSESSING: {
            S.OPEN: "invites the next round of tenders",
            S.AWARD_DECIDED: "decides who is to be awarded",
            S.TERMINATED: _TERMINATE,
        },
        S.AWARD_DECIDED: {
            S.ASSESSING: "withdraws the decision and assesses again",
            S.IN_CONTRACT: "enters into the contract",
            S.TERMINATED: _TERMINATE,
        },
        S.IN_CONTRACT: {S.ENDED: "the contract ends (contract termination notice)"},
        S.ENDED: {},
        S.WITHDRAWN: {},
        S.TERMINATED: {},
    },
)

#: What a person needs to move a procurement to a status. None: no person does, the clock does when the deadline passes.
NEEDS: dict[ProcurementStatus, Permission | None] = {
    S.PLANNED: Permission.PROCUREMENT_EDIT,
    S.ENGAGEMENT: Permission.PROCUREMENT_EDIT,
    S.DESIGN: Permission.PROCUREMENT_EDIT,
    S.OPEN: Permission.ASK_PUBLISH,
    S.CLOSED: None,
    S.OPENED: Permission.TENDER_OPEN,
    S.ASSESSING: Permission.ASSESSMENT_MANAGE,
    S.AWARD_DECIDED: Permission.AWARD_DECIDE,
    S.IN_CONTRACT: Permission.CONTRACT_EDIT,
    S.ENDED: Permission.CONTRACT_EDIT,
    S.WITHDRAWN: Permission.PROCUREMENT_EDIT,
    S.TERMINATED: Permission.AWARD_DECIDE,
}

#: Whose turn it is; None when nobody has to do anything next.
TURN_OF: dict[ProcurementStatus, Role | None] = {
    S.PLANNED: Role.COMMISSIONER,
    S.ENGAGEMENT: Role.COMMISSIONER,
    S.DESIGN: Role.PROCUREMENT_OFFICER,
    S.OPEN: None,
    S.CLOSED: Role.OPENER,
    S.OPENED: Role.PROCUREMENT_OFFICER,
    S.ASSESSING: Role.ASSESSOR,
    S.AWARD_DECIDED: Role.PROCUREMENT_OFFICER,
    S.IN_CONTRACT: Role.CONTRACT_MANAGER,
    S.ENDED: None,
    S.WITHDRAWN: None,
    S.TERMINATED: None,
}

#: The procurement and its ask may be edited: nothing has been published.
EDITABLE = frozenset({S.PLANNED, S.ENGAGEMENT, S.DESIGN})
#: A reason in words is kept with a move to one of these.
NEEDS_REASON = frozenset({S.WITHDRAWN, S.TERMINATED})
MAX_EXTENSION_MONTHS = 120
#: At least three people can open, so that one may be ill or leave (two open together).
FEWEST_OPENERS = 3


def check_editable(status: ProcurementStatus) -> None:
    """Raise `Refused` once tenders have been invited: what suppliers read is fixed (a new version is published)."""
    if status not in EDITABLE:
        raise Refused("procurement.not_editable", status=status.value)


def check_parent(kind: ProcurementKind, parent: ProcurementKind | None) -> None:
    """Raise `Invalid` unless a call-off has a framework agreement or dynamic market above it and nothing else has."""
    if kind is ProcurementKind.CALL_OFF:
        if parent is None:
            raise Invalid("procurement.call_off_without_parent", field="parent")
        if parent not in PARENT_KINDS:
            raise Invalid("procurement.parent_of_wrong_kind", field="parent", kind=parent.value)
    elif parent is not None:
        raise Invalid("procurement.parent_not_expected", field="parent", kind=kind.value)


def check_value(value: int, without_vat: int | None) -> None:
    """Raise `Invalid` unless the estimated value (pence) is above nothing and not below its own part without VAT.

    The estimated value includes VAT, all lots, options and extensions (section 4 and schedule 3).
    """
    if value <= 0:
        raise Invalid("procurement.value_missing", field="value_pence")
    if without_vat is not None and not 0 < without_vat <= value:
        raise Invalid("procurement.value_without_vat_above_value", field="value_ex_vat_pence")


def check_contract_dates(starts_on: dt.date | None, ends_on: dt.date | None, extension_months: int) -> None:
    """Raise `Invalid` for an end before the start, or an extension that is negative or above ten years."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Invalid("procurement.ends_before_start", field="contract_ends_on")
    if not 0 <= extension_months <= MAX_EXTENSION_MONTHS:
        raise Invalid(
            "procurement.extension_out_of_range", field="extension_months", most=MAX_EXTENSION_MONTHS
        )


def check_lots(value: int, lots: Sequence[int]) -> None:
    """Raise `Refused` unless the values of the lots (pence) add up to the estimated value."""
    if not lots:
        raise Refused("procurement.no_lot")
    if sum(lots) != value:
        raise Refused("procurement.lots_do_not_add_up", value=value, lots=sum(lots))


def check_round_deadline(
    deadline: dt.datetime | None, *, before: dt.datetime | None, number: int, now: dt.datetime
) -> None:
    """A deadline that somebody enters lies ahead. One that stood already may stay: it is told when the ask is published.

    Raises:
        Invalid: ``procurement.deadline_past``.
    """
    if deadline is not None and deadline != before and deadline <= now:
        raise Invalid("procurement.deadline_past", field="deadline_at", round=number)


def check_deadlines(deadlines: Sequence[dt.datetime | None], *, now: dt.datetime, starts_on: dt.date) -> None:
    """Raise `Refused` unless every round has a deadline, later than the one before, after now and before the start."""
    earlier = now
    for number, deadline in enumerate(deadlines, start=1):
        if deadline is None:
            raise Refused("procurement.deadline_missing", round=number)
        if deadline <= earlier:
            code = "procurement.deadline_past" if number == 1 else "procurement.deadlines_out_of_order"
            raise Refused(code, round=number)
        earlier = deadline
    if not deadlines:
        raise Refused("procurement.deadline_missing", round=1)
    if london_day(earlier) >= starts_on:
        raise Refused("procurement.deadline_after_start", starts_on=starts_on)


def check_openers(openers: Sequence[object]) -> None:
    """Raise `Refused` unless at least three different people are named to open tenders."""
    if len(set(openers)) < len(openers):
        raise Invalid("procurement.opener_named_twice", field="openers")
    if len(openers) < FEWEST_OPENERS:
        raise Invalid(
            "procurement.too_few_openers", field="openers", least=FEWEST_OPENERS, named=len(openers)
        )


def length_in_months(starts_on: dt.date, ends_on: dt.date) -> int:
    """Whole months from the first to the last day, both included, rounded up: 1 June to 31 May is 12."""
    after = ends_on + dt.timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months + (1 if after.day > starts_on.day else 0)
