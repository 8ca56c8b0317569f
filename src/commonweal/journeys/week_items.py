"""What stands in my week: each job as a plain value. Pages word it and link it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from commonweal.domain.forecast import Forecast

AHEAD = dt.timedelta(days=28)
"""How far "coming up" looks."""

MOST = 50
"""Jobs of one sort that are listed; how many more there are is counted, and a page of their own lists all."""


class Job(StrEnum):
    """What there is to do, or what comes up."""

    VERIFY = "verify"
    ANSWER_QUESTION = "answer_question"
    REPORT_LATE = "report_late"
    REPORT_DUE = "report_due"
    FINISH_TENDER = "finish_tender"
    OPEN_TENDERS = "open_tenders"
    SCORE = "score"
    MODERATE = "moderate"
    AWARD_STEP = "award_step"
    STANDSTILL_ENDS = "standstill_ends"
    DEADLINE = "deadline"
    CONTRACT_ENDS = "contract_ends"
    CONTRACT_ENDED = "contract_ended"
    DETAILS_NOTICE = "details_notice"
    FAILURE_NOTICE = "failure_notice"
    TERMINATION_NOTICE = "termination_notice"
    NO_REPORT = "no_report"
    NOBODY_LEADS = "nobody_leads"
    LEAD_LEFT = "lead_left"
    FALLS_SHORT = "falls_short"
    RATE_KPI = "rate_kpi"
    ANSWER_HANDOVER = "answer_handover"
    HANDOVER_BACK = "handover_back"
    ANSWER_CHANGE = "answer_change"
    PREPARE_REVIEW = "prepare_review"
    WRITE_REVIEW = "write_review"
    REVIEW_ACTION = "review_action"
    REMEDY_STEP = "remedy_step"
    ANSWER_DEAL = "answer_deal"
    TERM_DUE = "term_due"
    ANSWER_PARTNERSHIP = "answer_partnership"
    APPROVE_ASK = "approve_ask"
    CHANGE_ASK = "change_ask"
    ANSWER_TIER_TWO = "answer_tier_two"
    ANSWER_CLARIFICATIONS = "answer_clarifications"
    DECIDE_LATE = "decide_late"
    BEGIN_ASSESSMENT = "begin_assessment"
    NAME_PANEL = "name_panel"
    DECLARE_INTERESTS = "declare_interests"
    DECIDE_INTEREST = "decide_interest"
    ANSWER_ENQUIRY = "answer_enquiry"
    DECIDE_BEFORE = "decide_before"
    DECIDE_ROUND = "decide_round"
    INVITE_ROUND = "invite_round"
    DECIDE_AWARD = "decide_award"
    ENQUIRY_MISSED = "enquiry_missed"
    ANSWER_AWAITED = "answer_awaited"
    ANSWER_MISSED = "answer_missed"
    REVIEW_CONFLICTS = "review_conflicts"
    NAME_MODERATOR = "name_moderator"
    LOOK_UP_PARTIES = "look_up_parties"
    LOOK_AT_PRICE = "look_at_price"


@dataclass(frozen=True)
class Item:
    """One job. `about` is what it is about in words, `id` the thing's external id, `count` how many there are of it.

    `why` is what a forecast says, where the job is to look at one; `unit` is what it counts in. `period` is the id of the
    period that is to be reported on.
    """

    job: Job
    about: str
    id: str
    on: dt.date | None = None
    count: int = 1
    why: Forecast | None = None
    unit: str = ""
    period: str = ""

    @property
    def query(self) -> str:
        """What leads from the page of the thing straight to the part of it that the job is about; empty where nothing does."""
        if self.job is Job.VERIFY:
            return f"?{urlencode({'contract': self.id})}"
        return f"?{urlencode({'period': self.period})}" if self.period else ""


def _as_it_is(row: Any) -> Item:
    found: Item = row
    return found


@dataclass(frozen=True)
class Jobs:
    """Every job of one sort that waits for one person.

    `rows` is a query that is not read yet, or a list; `item` makes a job of one row. `total` counts the things that the jobs
    count, where a row stands for several; `told` is the same from any row of a query that tells it.
    """

    job: Job
    rows: Any
    item: Callable[[Any], Item] = _as_it_is
    total: Callable[[], int] | None = None
    told: Callable[[Any], int] | None = None

    def first(self, most: int) -> tuple[list[Item], int]:
        """The first jobs, and how many things stand behind the rest: counted only where there is a rest."""
        read = list(self.rows[: most + 1])
        listed = [self.item(row) for row in read[:most]]
        if len(read) <= most:
            return listed, 0
        every = self.told(read[0]) if self.told else self.counted()
        return listed, every - sum(each.count for each in listed)

    def counted(self) -> int:
        """How many things all the jobs count."""
        if self.total is not None:
            return self.total()
        return sum(self.item(row).count for row in self.rows) if isinstance(self.rows, list) else len(self)

    def __len__(self) -> int:
        return len(self.rows) if isinstance(self.rows, list) else int(self.rows.count())


def split(items: Iterable[Item]) -> Iterator[Jobs]:
    """What was read together, by sort."""
    found: dict[Job, list[Item]] = {}
    for item in items:
        found.setdefault(item.job, []).append(item)
    for job, listed in found.items():
        yield Jobs(job, listed)


class Whole:
    """Every job of one sort, read page by page: what several queries find stands one after the other."""

    def __init__(self, parts: Sequence[Jobs]) -> None:
        self._parts = [(each, len(each)) for each in parts]
        self.things = sum(each.counted() for each in parts)

    def __len__(self) -> int:
        return sum(size for _part, size in self._parts)

    def __getitem__(self, which: slice) -> list[Item]:
        start, stop = which.start or 0, which.stop
        found: list[Item] = []
        for part, size in self._parts:
            if start < size and stop > 0:
                found += [part.item(row) for row in part.rows[max(start, 0) : min(stop, size)]]
            start, stop = start - size, stop - size
        return found


@dataclass(frozen=True)
class Week:
    """Three lists, most urgent first, of the first jobs of each sort.

    `more` says how many there are beyond those that are listed. `looked_at` are the promises in force that a forecast was made
    of, and those that this person looks after, where there are more.
    """

    waiting: tuple[Item, ...]
    coming: tuple[Item, ...]
    at_risk: tuple[Item, ...]
    more: Mapping[Job, int] = field(default_factory=dict)
    looked_at: tuple[int, int] | None = None
