"""Designing the ask: criteria, weightings, metrics and the authority's own promises, until tenders are invited.

A draft may be unfinished; what it lacks is told by `draft.in_the_way` and refused by `publish`. What is wrong whatever
comes next (a weighting above 100%, a range the wrong way round) is refused at once.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.weightings import divided
from commonweal.domain.criteria import DEFAULT_BANDS, CriterionKind, check_bands, check_weights
from commonweal.domain.errors import Invalid, Refused, Stale
from commonweal.domain.metrics import BaselineBasis, TargetKind, check_baseline, check_target
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.publishing import LONGEST_ANSWER
from commonweal.domain.weights import WHOLE
from commonweal.lifecycle.procurement.actions.statuses import editing
from commonweal.lifecycle.procurement.corrections import check_designable
from commonweal.lifecycle.procurement.draft import bands
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.formulas import FORMULAS
from commonweal.lifecycle.procurement.models import Ask, AskMetric, AskReason, AuthorityPromise, Criterion
from commonweal.lifecycle.procurement.queries import weights_version
from commonweal.lifecycle.strategy.models import FrameworkEdition
from commonweal.records.work import Work, change

MOST_CRITERIA = 40
MOST_METRICS = 40
MOST_PROMISES = 40
DEFAULT_WORD_LIMIT = 500


@contextmanager
def designing(ask: Ask, *, by: Actor, now: dt.datetime) -> Iterator[Work]:
    """A unit of work on a draft ask: whoever writes in it becomes one of its authors, who never approve it."""
    with editing(ask.procurement, by=by, now=now) as work:
        yield work
        rows = Ask.objects.for_system("the authors of a draft that is being written")
        authors = rows.values_list("authors", flat=True).get(pk=ask.pk)
        if by.person not in authors:
            # Not a change that a colleague with an open form has to be told of: the revision stays.
            rows.filter(pk=ask.pk).update(authors=[*authors, by.person])


def edit_ask(
    ask: Ask,
    *,
    why: str | None = None,
    framework_edition: FrameworkEdition | None = None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Ask:
    """Say why it is asked, or choose the edition that criteria are copied from. What is not given stays."""
    may_design(ask, by)
    given = {"why": why, "framework_edition": framework_edition}
    facts = {name: value for name, value in given.items() if value is not None}
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=revision, **facts)
        if why is not None and why.strip():
            keep_reason(ask, why, by=by, now=now)
        work.record(Event.CHANGED, ask, changed=sorted(facts))
    return ask


def keep_reason(
    ask: Ask, text: str, *, by: Actor, now: dt.datetime, basis: list[dict[str, str]] | None = None
) -> AskReason:
    """Append one wording of "why we ask this" to its history; with a `basis` it is one drafted from the thread."""
    reason = AskReason(
        ask=ask, text=text, is_drafted=basis is not None, basis=basis or [], said_at=now, said_by=by.person
    )
    reason.save()
    return reason


def add_criterion(ask: Ask, *, kind: CriterionKind, by: Actor, now: dt.datetime, **facts: Any) -> Criterion:
    """Add an award criterion at the end. Without bands it starts with the default scale.

    Args:
        facts: fields of `Criterion`: at least `title`; `price_formula` for price, `question` for the others.

    Raises:
        Invalid: a value that no published ask could have.
    """
    may_design(ask, by)
    _check_room(ask.criteria.count(), MOST_CRITERIA, "ask.too_many_criteria")
    if kind is not CriterionKind.PRICE:
        facts = {"word_limit": DEFAULT_WORD_LIMIT, "bands": [asdict(band) for band in DEFAULT_BANDS], **facts}
    criterion = Criterion(ask=ask, kind=kind.value, position=_next(ask.criteria), **facts)
    _check_criterion(criterion)
    with designing(ask, by=by, now=now) as work:
        criterion.save()
        work.record(Event.CRITERION_ADDED, ask, criterion=criterion.external_id, kind=kind.value)
    return criterion


def edit_criterion(
    criterion: Criterion, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> Criterion:
    """Change the edited copy. What is kept of the library item never changes."""
    may_design(criterion.ask, by)
    for name, value in facts.items():
        setattr(criterion, name, value)
    _check_criterion(criterion)
    with designing(criterion.ask, by=by, now=now) as work:
        change(criterion, revision=revision, **facts)
        work.record(
            Event.CRITERION_CHANGED, criterion.ask, criterion=criterion.external_id, changed=sorted(facts)
        )
    return criterion


def remove_criterion(criterion: Criterion, *, by: Actor, now: dt.datetime) -> None:
    """Remove a criterion and its metrics from the draft. A criterion that it was a part of is divided no more."""
    may_design(criterion.ask, by)
    with designing(criterion.ask, by=by, now=now) as work:
        said = criterion.ask.method
        kept = [each for each in said.get("groups", ()) if criterion.external_id not in each["parts"]]
        if len(kept) < len(said.get("groups", ())):
            change(criterion.ask, method={**said, "groups": kept})
        work.record(Event.CRITERION_REMOVED, criterion.ask, criterion=criterion.external_id)
        criterion.delete()


def set_weights(
    ask: Ask, weights: Mapping[str, int], *, by: Actor, now: dt.datetime, revision: int | None = None
) -> None:
    """Weight every criterion at once, in basis points by external id; the total is 100% exactly.

    Args:
        weights: by the criterion, or by the divided criterion in place of its parts, which follow by their shares.
        revision: the version of all criteria together that the person read (`queries.weights_version`).

    Raises:
        Invalid: a criterion is missing or unknown, or the total is not 100%; as `divided`.
        Stale: somebody changed a criterion first.
    """
    may_design(ask, by)
    with designing(ask, by=by, now=now) as work:
        _check_weights_version(ask, revision)
        rows = {row.external_id: row for row in ask.criteria.all()}
        weights = _spread(ask, weights)
        if rows.keys() != weights.keys():
            raise Invalid("ask.weights_of_other_criteria", field="weights")
        check_weights(weights.values())
        for criterion_id, weight in weights.items():
            if rows[criterion_id].weight_bp != weight:
                change(rows[criterion_id], weight_bp=weight)
        work.record(
            Event.WEIGHTS_CHANGED, ask, weights=[f"{key}:{weight}" for key, weight in sorted(weights.items())]
        )


def _spread(ask: Ask, weights: Mapping[str, int]) -> dict[str, int]:
    """The weights with each divided criterion given out to its parts, and kept with it."""
    given, kept = dict(weights), list(ask.method.get("groups", ()))
    for at, group in enumerate(kept):
        if group["id"] in given:
            weight = given.pop(group["id"])
            given |= divided(weight, group["parts"])
            kept[at] = {**group, "weight_bp": weight}
    if kept != list(ask.method.get("groups", ())):
        change(ask, method={**ask.method, "groups": kept})
    return given


def _check_weights_version(ask: Ask, revision: int | None) -> None:
    actual = weights_version(ask)
    if revision not in (None, actual):
        raise Stale(
            "record.stale", kind=ask.KIND, external_id=ask.external_id, expected=revision, actual=actual
        )


def add_metric(criterion: Criterion, *, by: Actor, now: dt.datetime, **facts: Any) -> AskMetric:
    """Add a metric under a criterion. A price is not counted in metrics.

    Args:
        facts: fields of `AskMetric`: at least `title`, `unit` and `kind`.
    """
    may_design(criterion.ask, by)
    if criterion.kind == CriterionKind.PRICE:
        raise Refused("metric.not_for_price")
    count = sum(each.metrics.count() for each in criterion.ask.criteria.all())
    _check_room(count, MOST_METRICS, "ask.too_many_metrics")
    metric = AskMetric(criterion=criterion, position=_next(criterion.metrics), **facts)
    _check_metric(metric)
    with designing(criterion.ask, by=by, now=now) as work:
        metric.save()
        work.record(Event.METRIC_ADDED, criterion.ask, metric=metric.external_id, kind=str(metric.kind))
    return metric


def edit_metric(
    metric: AskMetric, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> AskMetric:
    """Change a metric of the draft."""
    ask = metric.criterion.ask
    may_design(ask, by)
    for name, value in facts.items():
        setattr(metric, name, value)
    _check_metric(metric)
    with designing(ask, by=by, now=now) as work:
        change(metric, revision=revision, **facts)
        work.record(Event.METRIC_CHANGED, ask, metric=metric.external_id, changed=sorted(facts))
    return metric


def remove_metric(metric: AskMetric, *, by: Actor, now: dt.datetime) -> None:
    """Remove a metric from the draft."""
    ask = metric.criterion.ask
    may_design(ask, by)
    with designing(ask, by=by, now=now) as work:
        work.record(Event.METRIC_REMOVED, ask, metric=metric.external_id)
        metric.delete()


def add_promise(
    ask: Ask, *, text: str, owed_by_post: str, due_on: dt.date | None = None, by: Actor, now: dt.datetime
) -> AuthorityPromise:
    """Say what the authority itself commits to, and which post answers for it, by a day that is still to come."""
    may_design(ask, by)
    _check_promise(text, owed_by_post)
    _check_due(due_on, now)
    _check_room(ask.promises.count(), MOST_PROMISES, "ask.too_many_promises")
    promise = AuthorityPromise(
        ask=ask,
        position=_next(ask.promises),
        text=text.strip(),
        owed_by_post=owed_by_post.strip(),
        due_on=due_on,
    )
    with designing(ask, by=by, now=now) as work:
        promise.save()
        work.record(Event.PROMISE_ADDED, ask, promise=promise.external_id)
    return promise


def edit_promise(
    promise: AuthorityPromise,
    *,
    text: str,
    owed_by_post: str,
    due_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> AuthorityPromise:
    """Change one of the authority's own promises. A day that has passed meanwhile may stay; a new one is to come."""
    may_design(promise.ask, by)
    _check_promise(text, owed_by_post)
    if due_on != promise.due_on:
        _check_due(due_on, now)
    with designing(promise.ask, by=by, now=now) as work:
        change(
            promise, revision=revision, text=text.strip(), owed_by_post=owed_by_post.strip(), due_on=due_on
        )
        work.record(Event.PROMISE_CHANGED, promise.ask, promise=promise.external_id)
    return promise


def remove_promise(promise: AuthorityPromise, *, by: Actor, now: dt.datetime) -> None:
    """Remove one of the authority's own promises."""
    may_design(promise.ask, by)
    with designing(promise.ask, by=by, now=now) as work:
        work.record(Event.PROMISE_REMOVED, promise.ask, promise=promise.external_id)
        promise.delete()


def may_design(ask: Ask, by: Actor) -> None:
    """Raise unless the actor may edit asks and this one may be edited."""
    by.must(Permission.ASK_EDIT)
    check_designable(ask.procurement)


def _next(siblings: Any) -> int:
    last = siblings.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _check_room(count: int, most: int, code: str) -> None:
    if count >= most:
        raise Refused(code, most=most)


def _check_criterion(criterion: Criterion) -> None:
    if not criterion.title.strip():
        raise Invalid("criterion.title_missing", field="title")
    if not 0 <= criterion.weight_bp <= WHOLE:
        raise Invalid("criterion.weight_out_of_range", field="weight_bp")
    _check_outcome(criterion.outcome, criterion.ask)
    if criterion.kind == CriterionKind.PRICE:
        if criterion.price_formula not in FORMULAS:
            raise Invalid("criterion.price_formula_missing", field="price_formula", title=criterion.title)
        return
    if not 0 <= criterion.word_limit <= LONGEST_ANSWER:
        raise Invalid(
            "criterion.word_limit_out_of_range",
            field="word_limit",
            title=criterion.title,
            most=LONGEST_ANSWER,
        )
    check_bands(bands(criterion.bands))


def _check_metric(metric: AskMetric) -> None:
    if not metric.title.strip():
        raise Invalid("metric.title_or_unit_missing", field="title")
    if not metric.unit.strip():
        raise Invalid("metric.title_or_unit_missing", field="unit")
    check_target(TargetKind(metric.target), metric.target_low, metric.target_high)
    check_baseline(BaselineBasis(metric.baseline_basis), metric.baseline)
    _check_outcome(metric.outcome, metric.criterion.ask)


def _check_outcome(outcome: Any, ask: Ask) -> None:
    """An ask is for outcomes of the authority's own missions."""
    if outcome is not None and outcome.mission.authority_id != ask.procurement.authority_id:
        raise Invalid("criterion.outcome_of_another_authority", field="outcome")


def _check_promise(text: str, owed_by_post: str) -> None:
    if not text.strip():
        raise Invalid("promise.text_missing", field="text")
    if not owed_by_post.strip():
        raise Invalid("promise.post_missing", field="owed_by_post")


def _check_due(due_on: dt.date | None, now: dt.datetime) -> None:
    if due_on is not None and due_on < london_day(now):
        raise Invalid("promise.due_on_past", field="due_on")
