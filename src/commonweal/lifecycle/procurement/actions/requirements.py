"""What an ask wants beside answers: conditions of participation and the price schedule, while it is a draft."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace

from commonweal.domain.actors import Actor
from commonweal.domain.ask_terms import MOST_TERMS, AskTermContent
from commonweal.domain.ask_terms import check_stated as check_term_stated
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.participation import MOST_CONDITIONS, ConditionContent, check_stated
from commonweal.domain.price_schedule import MOST_LINES, ScheduleLine, check_line
from commonweal.domain.procurements import Nature
from commonweal.lifecycle.procurement.actions.asks import designing, may_design
from commonweal.lifecycle.procurement.events import AskEvent
from commonweal.lifecycle.procurement.models import Ask
from commonweal.lifecycle.procurement.requirements import (
    conditions,
    is_screening_blocked_for,
    schedule,
    terms,
)
from commonweal.lifecycle.strategy.models import Charter
from commonweal.records.ids import new_id
from commonweal.records.work import change, check_revision


def state_condition(
    ask: Ask, condition: ConditionContent, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Ask:
    """Add a condition of participation (an empty id), or change one.

    Raises:
        Invalid: as `check_stated`; ``condition.too_many``. Refused: screening is blocked below the threshold.
        NotFound: no such condition. Stale: the ask was changed meanwhile.
    """
    may_design(ask, by)
    check_stated(
        condition, nature=Nature(ask.procurement.nature), is_blocked=is_screening_blocked_for(ask.procurement)
    )
    kept = list(conditions(ask))
    if not condition.id:
        if len(kept) >= MOST_CONDITIONS:
            raise Invalid("condition.too_many", limit=MOST_CONDITIONS)
        condition = replace(condition, id=new_id())
        kept.append(condition)
    elif condition.id not in {each.id for each in kept}:
        raise NotFound("record.not_found", kind="condition")
    said = [asdict(condition if each.id == condition.id else each) for each in kept]
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=_read_at(ask, revision), conditions=said)
        work.record(AskEvent.CONDITION_STATED, ask, condition=condition.id, kind=condition.kind.value)
    return ask


def remove_condition(
    ask: Ask, condition_id: str, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Ask:
    """Take a condition of participation out of the draft. Raises `NotFound` when there is none such."""
    may_design(ask, by)
    kept = conditions(ask)
    left = [asdict(each) for each in kept if each.id != condition_id]
    if len(left) == len(kept):
        raise NotFound("record.not_found", kind="condition")
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=_read_at(ask, revision), conditions=left)
        work.record(AskEvent.CONDITION_REMOVED, ask, condition=condition_id)
    return ask


def state_term(
    ask: Ask,
    term: AskTermContent,
    charter: Charter | None,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Ask:
    """Add a condition or charter of the contract (an empty id), or change one. A charter's own words are copied.

    Raises:
        Invalid: as `check_stated`; ``ask_term.too_many``; a charter of another body. NotFound: no such term. Stale: the ask
            was changed meanwhile.
    """
    may_design(ask, by)
    check_revision(ask, revision)
    if charter is not None and charter.owner_id not in (None, ask.procurement.authority_id):
        raise Invalid("term.charter_of_another_body", field="charter")
    term = replace(
        term,
        title=term.title.strip(),
        words=term.words.strip(),
        charter_level=term.charter_level.strip(),
        charter_id=charter.external_id if charter else "",
        charter=charter.title if charter else "",
        charter_keeper=charter.keeper if charter else "",
        charter_source=charter.source if charter else "",
        equivalent=charter.equivalent if charter else "",
    )
    check_term_stated(term, tuple(charter.levels) if charter else ())
    kept = list(terms(ask))
    if not term.id:
        if len(kept) >= MOST_TERMS:
            raise Invalid("ask_term.too_many", limit=MOST_TERMS)
        term = replace(term, id=new_id())
        kept.append(term)
    elif term.id not in {each.id for each in kept}:
        raise NotFound("record.not_found", kind="ask-term")
    said = [asdict(term if each.id == term.id else each) for each in kept]
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=_read_at(ask, revision), terms=said)
        work.record(AskEvent.TERM_STATED, ask, term=term.id, kind=term.kind.value)
    return ask


def remove_term(ask: Ask, term_id: str, *, by: Actor, now: dt.datetime, revision: int | None = None) -> Ask:
    """Take a condition or charter of the contract out of the draft. Raises `NotFound` when there is none such."""
    may_design(ask, by)
    kept = terms(ask)
    left = [asdict(each) for each in kept if each.id != term_id]
    if len(left) == len(kept):
        raise NotFound("record.not_found", kind="ask-term")
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=_read_at(ask, revision), terms=left)
        work.record(AskEvent.TERM_REMOVED, ask, term=term_id)
    return ask


def set_schedule(
    ask: Ask, lines: Sequence[ScheduleLine], *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Ask:
    """State the whole price schedule. A line that was there (same title, kind and lot) keeps its id.

    Raises:
        Invalid: as `check_line` with the `row` from 1; ``schedule.too_many``; ``schedule.line_twice``.
    """
    may_design(ask, by)
    if len(lines) > MOST_LINES:
        raise Invalid("schedule.too_many", limit=MOST_LINES)
    lots = [lot.external_id for lot in ask.procurement.lots.all()]
    ids = {_likeness(line): line.id for line in schedule(ask)}
    kept: list[ScheduleLine] = []
    for row, line in enumerate(lines, 1):
        try:
            check_line(line, lots)
        except Invalid as error:
            raise Invalid(error.code, field="lines", **{**error.params, "row": row}) from error
        if _likeness(line) in {_likeness(each) for each in kept}:
            raise Invalid("schedule.line_twice", field="lines", row=row)
        kept.append(replace(line, id=ids.get(_likeness(line)) or new_id()))
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=_read_at(ask, revision), schedule=[asdict(line) for line in kept])
        work.record(AskEvent.SCHEDULE_CHANGED, ask, lines=len(kept))
    return ask


def _likeness(line: ScheduleLine) -> tuple[str, str, str]:
    return " ".join(line.title.casefold().split()), line.kind.value, line.lot_id


def _read_at(ask: Ask, revision: int | None) -> int:
    """The version that a list was worked out from: it is stored whole, and what somebody else added must not be lost."""
    return ask.revision if revision is None else revision
