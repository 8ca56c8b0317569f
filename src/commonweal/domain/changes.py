"""Changing a commitment: the aim stays, the means may change, if the new promise is worth at least as much.

What is proposed is compared with what was promised, in figures where both have them and in words where they have not.
Nothing is decided by the figures alone: people on both sides approve. Quantities are thousandths of the unit.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation, over_periods
from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.domain.procurements import Regime
from commonweal.domain.rules.model import Source
from commonweal.domain.statuses import Transitions

YEAR = dt.timedelta(days=365)


class ChangeStatus(StrEnum):
    """Where a proposed change stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


CHANGE_STATUSES = Transitions(
    "change",
    {
        ChangeStatus.PROPOSED: {
            ChangeStatus.AGREED: "everybody whose approval is needed has approved",
            ChangeStatus.REFUSED: "somebody whose approval is needed says no, with reasons",
            ChangeStatus.WITHDRAWN: "the side that proposed it takes it back",
            ChangeStatus.LAPSED: "the contract ends before it is settled",
        },
        ChangeStatus.AGREED: {
            ChangeStatus.IN_FORCE: "the day has come from which it holds",
            ChangeStatus.LAPSED: "the contract ends first, or what it changes is not as it was by that day",
        },
        ChangeStatus.IN_FORCE: {},
        ChangeStatus.REFUSED: {},
        ChangeStatus.WITHDRAWN: {},
        ChangeStatus.LAPSED: {},
    },
)
"""The only moves a proposed change can make."""

STILL_OPEN = frozenset({ChangeStatus.PROPOSED, ChangeStatus.AGREED})
"""While one is proposed or waits for its day, no other is proposed: what it changes must be as it was."""

AGREED_ON = frozenset({ChangeStatus.AGREED, ChangeStatus.IN_FORCE})
"""Changes that both sides agreed to, whether or not their day has come."""


class Approver(StrEnum):
    """Whose approval may be needed: the contract manager's, the delivery lead's, and theirs who answer for the aim."""

    CONTRACT_MANAGER = "contract_manager"
    DELIVERY_LEAD = "delivery_lead"
    AIM_OWNER = "aim_owner"


class Answer(StrEnum):
    """What one of them says. A question leaves it open; a reply answers a question."""

    APPROVE = "approve"
    REFUSE = "refuse"
    QUESTION = "question"
    REPLY = "reply"


class ChangeLaw(StrEnum):
    """The law whose grounds a change rests on: that under which the procurement began."""

    ACT_2023 = "act-2023"
    REGULATIONS_2015 = "regulations-2015"


LAW_OF: Mapping[Regime, ChangeLaw] = {
    Regime.PROCUREMENT_ACT_2023: ChangeLaw.ACT_2023,
    Regime.PROCUREMENT_ACT_2023_WALES: ChangeLaw.ACT_2023,
    Regime.REGULATIONS_2015_2016: ChangeLaw.REGULATIONS_2015,
}
"""Regimes whose grounds are held here. For any other nothing is claimed: the contract's own terms and advice decide."""


class NoticeRule(StrEnum):
    """What decides whether a change on a ground needs a notice."""

    SECTION_75 = "section-75"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Moved:
    """By which shares of themselves price and term move: by the change alone, and since the award. None: cannot be said."""

    value: tuple[Fraction | None, ...] = ()
    term: tuple[Fraction | None, ...] = ()


def _passes(shares: Iterable[Fraction | None], most: Fraction | None) -> bool:
    return most is not None and any(each is None or abs(each) > most for each in shares)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which the law lets a contract be changed. `forbids_shift`: not where the balance moves to the supplier.

    `law` is whose ground it is; `notice` what decides whether a change on it needs a notice. `most_*` are the shares of itself
    by which value and term may move on it; None where it sets no such limit.
    """

    id: str
    title: str
    text: str
    source: Source
    in_force_from: dt.date
    forbids_shift: bool = False
    law: ChangeLaw = ChangeLaw.ACT_2023
    notice: NoticeRule = NoticeRule.SECTION_75
    most_value: Fraction | None = None
    most_value_works: Fraction | None = None
    most_term: Fraction | None = None

    def is_passed_by(self, moved: "Moved", *, is_works: bool) -> bool:
        """True where price or term moves beyond what the ground leaves free, or nobody can say whether it does."""
        most = self.most_value_works if is_works and self.most_value_works is not None else self.most_value
        return _passes(moved.value, most) or _passes(moved.term, self.most_term)


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """A part of a quantity, as it stands or as proposed. `id` names a stored period; empty for a new one."""

    start_on: dt.date
    end_on: dt.date
    quantity: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPeriod:
    """A period of new terms with the code of the place where it will be owed; empty for wherever the contract is."""

    period: PeriodTerms
    place: str


@dataclass(frozen=True, slots=True)
class StepTerms:
    """A milestone, as it stands or as proposed."""

    id: str
    title: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a commitment promises: the part of it that a change can touch."""

    title: str
    words: str
    unit: str
    quantity: int | None
    rate_per_pence: int | None
    place: str
    periods: tuple[PeriodTerms, ...] = ()
    steps: tuple[StepTerms, ...] = ()

    @property
    def last_on(self) -> dt.date | None:
        """The last day by which something is promised; None where no day is named."""
        days = [each.end_on for each in self.periods] + [each.due_on for each in self.steps if each.due_on]
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """How the figures of two terms compare: `less` and `later` are None where they cannot be compared."""

    before: int | None
    after: int | None
    less: bool | None
    later_by: dt.timedelta | None
    is_elsewhere: bool

    @property
    def is_a_year_later(self) -> bool:
        return self.later_by is not None and self.later_by >= YEAR


def compare(before: Terms, after: Terms) -> Compared:
    """What the figures say of a proposed change. A rate is compared by what one pound earns, across multiplied."""
    less = _is_less(before, after)
    later = None
    if before.last_on is not None and after.last_on is not None:
        later = after.last_on - before.last_on
    return Compared(before.quantity, after.quantity, less, later, before.place != after.place)


def _is_less(before: Terms, after: Terms) -> bool | None:
    if before.unit != after.unit or before.quantity is None or after.quantity is None:
        return None
    if before.rate_per_pence is not None and after.rate_per_pence is not None:
        return after.quantity * before.rate_per_pence < before.quantity * after.rate_per_pence
    return after.quantity < before.quantity


def needed(compared: Compared, *, reaches_others: bool) -> frozenset[Approver]:
    """Whose approval a change needs: theirs who answer for the aim too, where it moves in place, people or by a year."""
    always = {Approver.CONTRACT_MANAGER, Approver.DELIVERY_LEAD}
    if compared.is_elsewhere or compared.is_a_year_later or reaches_others:
        always.add(Approver.AIM_OWNER)
    return frozenset(always)


def whole(terms: Terms, aggregation: Aggregation) -> Terms:
    """Terms whose quantity is that of their periods, where they have any: the two cannot disagree."""
    if not terms.periods:
        return terms
    parts = ((each.end_on, each.quantity) for each in terms.periods)
    return replace(terms, quantity=over_periods(parts, aggregation))


def check_proposal(
    before: Terms,
    after: Terms,
    *,
    reason: str,
    equivalence: Mapping[str, tuple[bool, str]],
    contract: tuple[dt.date | None, dt.date | None] = (None, None),
) -> None:
    """Raise unless a proposal changes something, says why, answers every question of the test, and fits its own figures.

    Args:
        equivalence: by the question's id: yes or no, and how it is shown.
        contract: its first and last day: outside them nothing new is promised. None where nobody said.
    """
    if before == after:
        raise Invalid("change.nothing_changes")
    if not after.title.strip():
        raise Invalid("change.title_missing", field="name")
    if not reason.strip():
        raise Invalid("change.reason_missing", field="reason")
    for test in EQUIVALENCE:
        said = equivalence.get(test.id)
        if said is None or not said[1].strip():
            raise Invalid("change.equivalence_missing", field=f"shown_{test.id}")
    for period in after.periods:
        if period.end_on < period.start_on:
            raise Invalid("period.ends_before_start", field="new_end_on")
        if period.quantity <= 0:
            field = f"period_{period.id}" if period.id else "new_quantity"
            raise Invalid("change.quantity_not_positive", field=field)
    check_within(before, after, *contract)
    if compare(before, after).less and equivalence["amount"][0]:
        raise Invalid("change.less_is_not_as_much", field="yes_amount")


def check_within(before: Terms, after: Terms, first: dt.date | None, last: dt.date | None) -> None:
    """Raise `Invalid` where something is newly promised for a day on which there is no contract."""
    for period in after.periods:
        if period in before.periods:
            continue
        if first is not None and period.start_on < first:
            raise Invalid("change.before_contract", field="new_start_on", first=first)
        if last is not None and period.end_on > last:
            raise Invalid("change.after_contract", field="new_end_on", last=last)
    for step in after.steps:
        if step in before.steps or step.due_on is None:
            continue
        if first is not None and step.due_on < first:
            raise Invalid("change.before_contract", field=f"due_{step.id}", first=first)
        if last is not None and step.due_on > last:
            raise Invalid("change.after_contract", field=f"due_{step.id}", last=last)


def check_overlaps(before: Terms, placed: Iterable[PlacedPeriod]) -> None:
    """Raise `Invalid` where something new is promised for days and a place that another period has: it would count twice."""
    listed = list(placed)
    for new in listed:
        if new.period in before.periods:
            continue
        for other in listed:
            is_apart = new.period.end_on < other.period.start_on or other.period.end_on < new.period.start_on
            if other is not new and other.place == new.place and not is_apart:
                raise Invalid(
                    "change.periods_overlap",
                    field=f"period_{new.period.id}" if new.period.id else "new_start_on",
                    start=other.period.start_on,
                    end=other.period.end_on,
                )


def check_approval(
    *,
    answer: Answer,
    words: str,
    is_equivalent: bool,
    for_authority: bool,
    shifts_balance: bool | None,
    grounds: Iterable[Ground],
    needs_ground: bool = True,
    passed: Collection[str] = (),
) -> None:
    """Raise unless somebody may answer a proposal in this way.

    The contract manager, who approves for the authority, says whether the balance shifts to the supplier and on which
    ground the law permits the change; under a law whose grounds are not held here (`needs_ground` False) none is named.

    Args:
        passed: ids of grounds whose limits the figures pass. The limits are not yet checked against the law, so they do not
            forbid it; whoever rests on such grounds alone says why they hold.
    """
    if answer is not Answer.APPROVE:
        if not words.strip():
            raise Invalid("change.words_missing", field="words")
        return
    if not is_equivalent:
        raise Refused("change.not_equivalent", field="answer")
    if not for_authority:
        return
    chosen = list(grounds)
    if shifts_balance is None:
        raise Invalid("change.balance_missing", field="shifts_balance")
    if not chosen and needs_ground:
        raise Invalid("change.ground_missing", field="grounds")
    if shifts_balance and not words.strip():
        raise Invalid("change.shift_without_words", field="words")
    if chosen and all(ground.id in passed for ground in chosen) and not words.strip():
        raise Invalid("change.ground_is_passed", field="words")
    if shifts_balance and chosen and all(ground.forbids_shift for ground in chosen):
        raise Refused("change.shift_is_substantial", field="grounds")


def outcome(needs: frozenset[Approver], latest: Mapping[Approver, Answer]) -> ChangeStatus:
    """Where a proposal stands by the latest answer of each person whose approval it needs."""
    if any(latest.get(each) is Answer.REFUSE for each in needs):
        return ChangeStatus.REFUSED
    if all(latest.get(each) is Answer.APPROVE for each in needs):
        return ChangeStatus.AGREED
    return ChangeStatus.PROPOSED


class NoticeNeed(StrEnum):
    """Why a change notice is needed before a change takes effect, or why not."""

    NEEDED = "needed"
    NOT_UNDER_THE_ACT = "not_under_the_act"
    LIGHT_TOUCH = "light_touch"
    SMALL = "small"
    CANNOT_BE_SAID = "cannot_be_said"
    GROUND_NEEDS = "ground_needs"
    GROUND_NEEDS_NOT = "ground_needs_not"
    GROUND_NOT_NAMED = "ground_not_named"


SMALL_TERM = Fraction(1, 10)
SMALL_VALUE = Fraction(1, 10)
SMALL_VALUE_WORKS = Fraction(15, 100)
"""Section 75 of the Procurement Act 2023: changes of term and value up to these need no notice. Not yet checked."""


def notice_need(
    *, is_under_the_act: bool, is_light_touch: bool, is_works: bool, moved: Moved | None = None
) -> NoticeNeed:
    """Whether a contract change notice is published before a change takes effect.

    Args:
        moved: by how much price and term move; None where only the means of a commitment change.
    """
    if not is_under_the_act:
        return NoticeNeed.NOT_UNDER_THE_ACT
    if is_light_touch:
        return NoticeNeed.LIGHT_TOUCH
    shares = moved or Moved()
    values, terms = _said(shares.value), _said(shares.term)
    most = SMALL_VALUE_WORKS if is_works else SMALL_VALUE
    if _passes(values, most) or _passes(terms, SMALL_TERM):
        return NoticeNeed.NEEDED
    all_said = len(values) == len(shares.value) and len(terms) == len(shares.term)
    return NoticeNeed.SMALL if all_said else NoticeNeed.CANNOT_BE_SAID


def _said(shares: Iterable[Fraction | None]) -> list[Fraction | None]:
    return [each for each in shares if each is not None]


def notice_need_2015(grounds: Iterable[Ground]) -> NoticeNeed:
    """Whether a change of a contract under the regulations of 2015 is published: by the grounds that it rests on."""
    chosen = list(grounds)
    if not chosen:
        return NoticeNeed.GROUND_NOT_NAMED
    if any(each.notice is NoticeRule.ALWAYS for each in chosen):
        return NoticeNeed.GROUND_NEEDS
    return NoticeNeed.GROUND_NEEDS_NOT
