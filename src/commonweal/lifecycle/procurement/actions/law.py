"""Writing what a procurement keeps about the law."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from commonweal.domain.access import Market, Reservation, Size, Split, check_market
from commonweal.domain.actors import Actor
from commonweal.domain.duty_marks import Mark, check_mark
from commonweal.domain.errors import Invalid
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procedures import check_choice, law_of, standing
from commonweal.domain.procurements import Regime
from commonweal.domain.rules.duties import DUTY_RULES
from commonweal.domain.social_value_act import Consult, check_record
from commonweal.lifecycle.procurement import law
from commonweal.lifecycle.procurement.events import LawEvent as Event
from commonweal.lifecycle.procurement.models import (
    AccessReview,
    DutyMark,
    LegalFacts,
    ProcedureChoice,
    Procurement,
    SocialValueActRecord,
)
from commonweal.presentation.formats import day as in_words
from commonweal.records.work import Work, change, locked, transaction
from commonweal.reference.procedures import shipped_procedures
from commonweal.reference.working_days import statutory_working_days

#: In the order in which they happen.
DATES = (
    "planned_notice_on",
    "tender_notice_on",
    "transparency_notice_on",
    "award_notice_on",
    "contract_signed_on",
)

A_YEAR = dt.timedelta(days=366)
"""What follows from a day (standstill, notices) falls within a year of it, and has to be a working day that is known."""


@contextmanager
def _recording(procurement: Procurement, by: Actor, now: dt.datetime) -> Iterator[Work]:
    """A unit of work on a procurement at any stage: one person at a time adds the next version."""
    by.must(Permission.PROCUREMENT_EDIT)
    with transaction(by=by, at=now) as work:
        locked(procurement)
        yield work


def set_legal_facts(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> LegalFacts:
    """Say the facts that decide duties and that stand nowhere else.

    Raises:
        Invalid: dates out of order (`field` is the later one), or a spend below nothing.
        Stale: somebody else changed them since `revision`.
    """
    _check_facts(facts)
    with _recording(procurement, by, now) as work:
        stored = law.legal_facts(procurement)
        if stored.pk is None:
            for name, value in facts.items():
                setattr(stored, name, value)
            stored.save()
        else:
            change(stored, revision=revision, **facts)
        work.record(Event.FACTS_CHANGED, procurement, changed=sorted(facts))
    return stored


def _check_facts(facts: dict[str, Any]) -> None:
    given = [(name, facts[name]) for name in DATES if facts.get(name)]
    for (_name, earlier), (name, later) in pairwise(given):
        if later < earlier:
            raise Invalid("law.dates_out_of_order", field=name, earlier=in_words(earlier))
    calendar = statutory_working_days()
    for name, day in given:
        if not calendar.known_from <= day <= calendar.known_to - A_YEAR:
            raise Invalid("working_days.not_known", field=name, day=day, known_to=calendar.known_to)
    if (facts.get("authority_spend_pence") or 0) < 0:
        raise Invalid("law.spend_below_nothing", field="authority_spend_pence")


def mark_duty(
    procurement: Procurement,
    duty: str,
    mark: Mark,
    *,
    reason: str,
    done_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
) -> DutyMark:
    """Mark a duty as done, not applicable, or open again. The marks before it are kept.

    Raises:
        Invalid: no such duty, no reason, or a day that has not come.
    """
    if duty not in {rule.id for rule in DUTY_RULES}:
        raise Invalid("duty.unknown", field="mark")
    check_mark(mark, reason=reason, done_on=done_on, today=london_day(now))
    with _recording(procurement, by, now) as work:
        made = DutyMark(
            procurement=procurement,
            duty=duty,
            mark=mark.value,
            done_on=done_on if mark is Mark.DONE else None,
            reason=reason.strip(),
            marked_at=now,
            marked_by=by.person,
        )
        made.save()
        work.record(Event.DUTY_MARKED, procurement, duty=duty, mark=mark.value)
    return made


def choose_procedure(
    procurement: Procurement,
    procedure: str,
    *,
    answers: dict[str, str],
    reason: str,
    by: Actor,
    now: dt.datetime,
) -> ProcedureChoice:
    """Keep the procedure that was chosen with the answers and the reason. Earlier choices are kept.

    Whether the services are light touch, if it was answered, becomes a fact that duties and the threshold go by.

    Raises:
        Refused: a law whose procedures are not described here.
        Invalid: a procedure not offered or closed by the answers, a direct award without its ground, no reason.
    """
    which, book = law_of(Regime(procurement.regime)), shipped_procedures()
    kept = standing(book, which, law.procedure_facts(procurement), answers)
    ground = kept.get("ground", "")
    weighed = law.procedures_for(procurement, kept)
    check_choice(book, weighed, procedure, ground=ground, reason=reason)
    with _recording(procurement, by, now) as work:
        if "light" in kept:
            set_legal_facts(procurement, light_touch=kept["light"] == "yes", by=by, now=now)
        made = ProcedureChoice(
            procurement=procurement,
            number=procurement.procedure_choices.count() + 1,
            procedure=procedure,
            ground=ground if book.procedure(procedure).is_direct else "",
            answers=kept,
            edition=book.edition,
            reason=reason.strip(),
            chosen_at=now,
            chosen_by=by.person,
        )
        made.save()
        work.record(Event.PROCEDURE_CHOSEN, procurement, number=made.number, procedure=procedure)
    return made


def record_social_value_act(
    procurement: Procurement,
    *,
    consult: Consult,
    considered_on: dt.date,
    by: Actor,
    now: dt.datetime,
    **words: str,
) -> SocialValueActRecord:
    """Append a version of the Social Value Act record.

    Args:
        words: `area`, `economic`, `social`, `environmental`, `how_secured`, `consult_reason`, `considered_by_post`.

    Raises:
        Invalid: one of them is empty, or a day that has not come.
    """
    check_record(words, considered_on, london_day(now))
    with _recording(procurement, by, now) as work:
        made = SocialValueActRecord(
            procurement=procurement,
            number=procurement.social_value_act_records.count() + 1,
            consult=consult.value,
            considered_on=considered_on,
            recorded_at=now,
            recorded_by=by.person,
            **{name: text.strip() for name, text in words.items()},
        )
        made.save()
        work.record(Event.SOCIAL_VALUE_ACT_RECORDED, procurement, number=made.number)
    return made


def review_access(
    procurement: Procurement,
    *,
    market: Market,
    turnover_percent: int,
    split: Split,
    split_reason: str,
    barriers: str,
    reservation: Reservation,
    reservation_reason: str,
    open_reservations: Iterable[Reservation],
    by: Actor,
    now: dt.datetime,
) -> AccessReview:
    """Keep how lots and access were considered.

    Args:
        open_reservations: those that the rules leave open here (`reservations.open_here`).

    Raises:
        Invalid: counts or a percentage out of range, a reason missing, or a reservation that is not open here.
    """
    check_market(market, turnover_percent)
    for name, text in (("split_reason", split_reason), ("barriers", barriers)):
        if not text.strip():
            raise Invalid("access.reason_missing", field=name)
    if reservation is not Reservation.NONE and not reservation_reason.strip():
        raise Invalid("access.reason_missing", field="reservation_reason")
    if reservation is not Reservation.NONE and reservation not in set(open_reservations):
        raise Invalid("access.reservation_not_open", field="reservation")
    with _recording(procurement, by, now) as work:
        made = AccessReview(
            procurement=procurement,
            number=procurement.access_reviews.count() + 1,
            market={size.value: market.counts.get(size, 0) for size in Size},
            market_source=market.source.strip(),
            turnover_percent=turnover_percent,
            split=split.value,
            split_reason=split_reason.strip(),
            barriers=barriers.strip(),
            reservation=reservation.value,
            reservation_reason=reservation_reason.strip(),
            reviewed_at=now,
            reviewed_by=by.person,
        )
        made.save()
        work.record(Event.ACCESS_REVIEWED, procurement, number=made.number)
    return made
