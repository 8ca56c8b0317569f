"""What an ask could ask for: outcomes of a social value framework ranked for its subject, stage and place, with reasons.

A use case across rooms: the library, the draft as a case, the rules, the likeness of texts, what was published before, and
what the authority's own missions want.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.analytics.text.outcomes import usual_words
from commonweal.domain.actors import Actor
from commonweal.domain.fit.case import FitMetric
from commonweal.domain.fit.records import PartCase
from commonweal.domain.library import ItemKind
from commonweal.domain.metrics import (
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.suggest import (
    Candidate,
    Part,
    PartSuggestion,
    Suggestion,
    rank_outcomes,
    rank_parts,
)
from commonweal.journeys.similar_notices import Similar, similar_notices
from commonweal.journeys.suggesting_reasons import Known, asked_before, served, wanted_here
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.fit import book_of, case_for
from commonweal.lifecycle.procurement.models import Ask
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem
from commonweal.lifecycle.strategy.queries.library import ItemView, item_views, items_of

#: The national model whose outcomes have usual words of their own.
MODEL_WITH_WORDS = "ppn002"


@dataclass(frozen=True, slots=True)
class SuggestedPart:
    """A criterion or metric under an outcome, with what speaks against it."""

    view: ItemView
    suggestion: PartSuggestion


@dataclass(frozen=True, slots=True)
class Suggested:
    """An outcome with its reasons, and its criteria and metrics in their own order of fit."""

    view: ItemView
    suggestion: Suggestion
    criteria: tuple[SuggestedPart, ...]
    metrics: tuple[SuggestedPart, ...]


def edition_for(actor: Actor, ask: Ask) -> FrameworkEdition | None:
    """The edition that suggestions come from: the one chosen for the ask, else the first in force with outcomes."""
    if ask.framework_edition is not None:
        return ask.framework_edition
    editions = queries.editions(actor, ask.procurement)
    national = [each for each in editions if each.code == MODEL_WITH_WORDS]
    return next(iter(national or editions), None)


def reads_notices(edition: FrameworkEdition) -> bool:
    """True for the national model: what a notice asked for is read as outcomes of that model alone."""
    return edition.is_national and edition.code == MODEL_WITH_WORDS


def suggest(actor: Actor, ask: Ask) -> tuple[Suggested, ...]:
    """Outcomes for this ask, best first; empty when the library holds no framework with outcomes."""
    edition = edition_for(actor, ask)
    if edition is None:
        return ()
    views = item_views(items_of(edition), ask.procurement.authority_id)
    outcomes = {view.item.code: view for view in views if view.item.kind == ItemKind.OUTCOME}
    below = _below(views)
    book = book_of(ask.procurement.authority_id)
    part = case_for(ask.procurement, book)
    similar = similar_notices(actor, ask.procurement) if reads_notices(edition) else Similar()
    known = Known(
        subject=part.case.procurement.subject,
        serves=served(ask.procurement),
        wanted_here=wanted_here(ask.procurement),
        asked=asked_before(ask.procurement, edition),
        similar=similar,
    )
    candidates = _candidates(list(outcomes.values()), below, known, with_words=reads_notices(edition))
    ranking = rank_outcomes(part.case, candidates, book, unknown=part.unknown)
    return tuple(
        _suggested(each, outcomes[each.candidate.outcome], below, (part, book), known)
        for each in ranking.suggestions
    )


def _suggested(
    suggestion: Suggestion,
    view: ItemView,
    below: Mapping[int, list[ItemView]],
    judged: tuple[PartCase, RuleBook],
    known: Known,
) -> Suggested:
    """The outcome with its criteria and metrics in their own order."""
    part, book = judged
    under = {each.item.code: each for each in below.get(view.item.pk, [])}
    parts = [
        Part(code, _as_metric(each.item), **reasons)
        for (code, each), reasons in zip(
            under.items(),
            known.of_parts(suggestion.candidate, {k: v.wording for k, v in under.items()}),
            strict=True,
        )
    ]
    ranked = rank_parts(part.case, view.item.code, parts, book, unknown=part.unknown)
    found = [SuggestedPart(under[each.part.code], each) for each in ranked]
    criteria = tuple(each for each in found if each.view.item.kind != ItemKind.METRIC)
    metrics = tuple(each for each in found if each.view.item.kind == ItemKind.METRIC)
    return Suggested(view, suggestion, criteria, metrics)


def _below(views: Iterable[ItemView]) -> Mapping[int, list[ItemView]]:
    """Criteria and metrics by the outcome they stand under."""
    found: dict[int, list[ItemView]] = {}
    for view in views:
        if view.item.kind in (ItemKind.CRITERION, ItemKind.METRIC) and view.item.parent_id:
            found.setdefault(view.item.parent_id, []).append(view)
    return found


def _as_metric(item: FrameworkItem) -> FitMetric | None:
    """A metric as the rules see it when it is copied: reported each quarter, no target yet."""
    if item.kind != ItemKind.METRIC:
        return None
    return FitMetric(
        id=item.code,
        kind=MetricKind(item.metric_kind),
        target=TargetKind.NONE,
        period=MetricPeriod.QUARTER,
        baseline=BaselineBasis.NONE,
        level=MetricLevel.OUTPUT,
        prescriptive=False,
        used_for=MetricUse.LEARNING,
    )


def _candidates(
    outcomes: list[ItemView], below: Mapping[int, list[ItemView]], known: Known, *, with_words: bool
) -> list[Candidate]:
    texts = [_text(view, below, with_words=with_words) for view in outcomes]
    codes = [{view.item.code, *(each.item.code for each in below.get(view.item.pk, []))} for view in outcomes]
    return [
        Candidate(view.item.code, view.wording, **reasons)
        for view, reasons in zip(
            outcomes, known.of_outcomes([view.item.code for view in outcomes], codes, texts), strict=True
        )
    ]


def _text(view: ItemView, below: Mapping[int, list[ItemView]], *, with_words: bool) -> str:
    parts = [view.wording, *(each.wording for each in below.get(view.item.pk, []))]
    if with_words:
        parts.append(usual_words().get(view.item.code, ""))
    return " ".join(parts)
