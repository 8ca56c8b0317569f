"""Dividing an award criterion: which questions are its parts, and what share of it each carries."""

import datetime as dt
from collections.abc import Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.weightings import divided
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid, NotFound
from commonweal.lifecycle.procurement.actions.asks import designing, may_design
from commonweal.lifecycle.procurement.events import AskEvent
from commonweal.lifecycle.procurement.models import Ask
from commonweal.records.ids import new_id
from commonweal.records.work import change, check_revision

FEWEST_PARTS = 2


def set_group(
    ask: Ask,
    title: str,
    weight_bp: int,
    parts: Mapping[str, int],
    *,
    group_id: str | None = None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> str:
    """State a divided criterion: its weighting, and the share of each part by its criterion's id. Returns its id.

    The weighting of each part follows. Whether all weightings together are 100% is seen when they are set, or published.
    A price has points by its formula, so it is a part only beside other prices.

    Raises:
        Invalid: as `divided`; no title, fewer than two parts, a part of another ask or of another divided criterion,
            a price among questions.
        NotFound: there is no such divided criterion. Refused, NotPermitted, Stale: as every design action.
    """
    may_design(ask, by)
    check_revision(ask, revision)
    if not title.strip():
        raise Invalid("weights.group_untitled", field="name")
    if len(parts) < FEWEST_PARTS:
        raise Invalid("weights.too_few_parts", field="name")
    weights = divided(weight_bp, parts)
    with designing(ask, by=by, now=now) as work:
        rows = {row.external_id: row for row in ask.criteria.all()}
        others = [each for each in _groups(ask) if each["id"] != group_id]
        if group_id is not None and len(others) == len(_groups(ask)):
            raise NotFound("record.not_found", kind="criterion")
        if any(part not in rows for part in parts):
            raise Invalid("ask.weights_of_other_criteria", field="name")
        for each in others:
            if each["parts"].keys() & parts.keys():
                raise Invalid("weights.in_two_groups", field="name", title=each["title"])
        if len({row.kind == CriterionKind.PRICE for key, row in rows.items() if key in parts}) > 1:
            raise Invalid("weights.price_among_questions", field="name")
        made = {
            "id": group_id or new_id(),
            "title": title.strip(),
            "weight_bp": weight_bp,
            "parts": dict(parts),
        }
        change(ask, revision=revision, method={**ask.method, "groups": [*others, made]})
        for part, weight in weights.items():
            if rows[part].weight_bp != weight:
                change(rows[part], weight_bp=weight)
        work.record(
            AskEvent.WEIGHTS_CHANGED, ask, weights=[f"{key}:{weight}" for key, weight in weights.items()]
        )
    return str(made["id"])


def remove_group(ask: Ask, group_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Take a division away; its parts stay as criteria of their own, with the weightings they had.

    Raises:
        NotFound: there is no such divided criterion. Refused, NotPermitted: as every design action.
    """
    may_design(ask, by)
    others = [each for each in _groups(ask) if each["id"] != group_id]
    if len(others) == len(_groups(ask)):
        raise NotFound("record.not_found", kind="criterion")
    with designing(ask, by=by, now=now) as work:
        change(ask, method={**ask.method, "groups": others})
        work.record(AskEvent.METHOD_CHANGED, ask, groups=len(others))


def _groups(ask: Ask) -> list[dict[str, object]]:
    return list(ask.method.get("groups", ()))
