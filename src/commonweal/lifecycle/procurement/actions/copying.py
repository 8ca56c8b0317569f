"""Copying an earlier published ask into a draft. Each part keeps what it was made from."""

import datetime as dt
from dataclasses import asdict, replace
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent, CriterionContent, LibraryContent, MetricContent
from commonweal.domain.errors import NotFound, Refused
from commonweal.lifecycle.procurement.actions.asks import (
    add_criterion,
    add_metric,
    add_promise,
    designing,
    may_design,
)
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import Ask, AskVersion
from commonweal.lifecycle.procurement.requirements import is_screening_blocked_for
from commonweal.lifecycle.strategy.models import Outcome
from commonweal.records.work import change


def copy_ask(ask: Ask, version: AskVersion, *, by: Actor, now: dt.datetime) -> Ask:
    """Copy criteria, metrics, conditions, price lines and promises of an earlier ask of the same authority into an empty draft.

    Why it is asked is not copied: that comes from this procurement's own thread. Days of promises are left open.

    Raises:
        Refused: the draft has criteria already. NotFound: the earlier ask is another authority's.
    """
    may_design(ask, by)
    if version.ask.procurement.authority_id != ask.procurement.authority_id:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    if ask.criteria.exists():
        raise Refused("ask.copy_into_empty")
    earlier = version.read()
    with designing(ask, by=by, now=now) as work:
        for criterion in earlier.criteria:
            _copy_criterion(ask, criterion, by=by, now=now)
        for promise in earlier.promises:
            add_promise(ask, text=promise.text, owed_by_post=promise.owed_by_post, by=by, now=now)
        change(ask, copied_from=version, **_requirements(ask, earlier))
        work.record(Event.COPIED, ask, version=version.external_id)
    return ask


def _requirements(ask: Ask, earlier: AskContent) -> dict[str, Any]:
    """Conditions of participation and price lines as the earlier ask has them; a line of one lot alone goes to the lot
    that stands for it here, and is left out where none does. Conditions come only where the law lets them be asked here."""
    lots = {"": ""} | _lots_here(ask, earlier)
    kept = [replace(line, lot_id=lots[line.lot_id]) for line in earlier.schedule if line.lot_id in lots]
    found: dict[str, Any] = {"schedule": [asdict(line) for line in kept]}
    found["terms"] = [asdict(each) for each in earlier.terms]
    if not is_screening_blocked_for(ask.procurement):
        found["conditions"] = [asdict(each) for each in earlier.conditions]
    return found


def _lots_here(ask: Ask, earlier: AskContent) -> dict[str, str]:
    """The lot of this procurement that stands for each earlier lot: of the same title, else, where there are as many lots
    as there were, of the same number."""
    here = list(ask.procurement.lots.all())
    titles = {_plain(lot.title): lot.external_id for lot in here}
    found = {lot.id: titles[_plain(lot.title)] for lot in earlier.lots if _plain(lot.title) in titles}
    if len(here) == len(earlier.lots):
        free = {lot.number: lot.external_id for lot in here if lot.external_id not in found.values()}
        left = [lot for lot in earlier.lots if lot.id not in found]
        found |= {lot.id: free[lot.number] for lot in left if lot.number in free}
    return found


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _copy_criterion(ask: Ask, from_: CriterionContent, *, by: Actor, now: dt.datetime) -> None:
    facts: dict[str, Any] = {"price_formula": from_.price_formula} if from_.price_formula else {}
    if from_.bands:
        facts |= {
            "question": from_.question,
            "word_limit": from_.word_limit,
            "bands": [asdict(band) for band in from_.bands],
        }
    made = add_criterion(
        ask,
        kind=from_.kind,
        code=from_.code,
        title=from_.title,
        text=from_.text,
        weight_bp=from_.weight_bp,
        outcome=_outcome(ask, from_.outcome_id),
        copied_from=from_.id,
        by=by,
        now=now,
        **facts,
        **_library(from_.library),
    )
    for metric in from_.metrics:
        _copy_metric(made, metric, by=by, now=now)


def _copy_metric(criterion: Any, from_: MetricContent, *, by: Actor, now: dt.datetime) -> None:
    plain = {
        name: getattr(from_, name)
        for name in (
            "code",
            "title",
            "unit",
            "kind",
            "level",
            "used_for",
            "target",
            "target_low",
            "target_high",
            "period",
            "aggregation",
            "baseline_basis",
            "baseline",
            "is_prescriptive",
        )
    }
    add_metric(
        criterion,
        outcome=_outcome(criterion.ask, from_.outcome_id),
        copied_from=from_.id,
        by=by,
        now=now,
        **plain,
        **_library(from_.library),
    )


def _outcome(ask: Ask, outcome_id: str | None) -> Outcome | None:
    rows = Outcome.objects.for_system("an outcome of the authority that copies its own earlier ask")
    found: Outcome | None = rows.filter(
        external_id=outcome_id or "", mission__authority_id=ask.procurement.authority_id
    ).first()
    return found


def _library(kept: LibraryContent | None) -> dict[str, str]:
    if kept is None:
        return {}
    return {
        "library_edition": kept.edition,
        "library_code": kept.code,
        "library_title": kept.title,
        "library_text": kept.text,
        "library_verification": kept.verification,
    }
