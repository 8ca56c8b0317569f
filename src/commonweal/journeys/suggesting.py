"""What an ask could ask for: outcomes of a social value framework ranked for its subject, stage and place, with reasons.

A use case across rooms: the library, the draft as a case, the rules, the likeness of texts, what was published before, and
what the authority's own missions want.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.analytics.text.outcomes import likeness, usual_words
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
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.fit import book_of, case_for
from commonweal.lifecycle.procurement.models import Ask, AskVersion, Procurement
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem
from commonweal.lifecycle.strategy.queries.library import ItemView, item_views, items_of

#: The national model whose outcomes have usual words of their own.
MODEL_WITH_WORDS = "ppn002"
#: Likeness in basis points from which an outcome counts as close to what the procurement serves, and how far it
#: must be ahead of the next, in per cent of it: a few shared words say nothing.
SERVES_FROM = 600
SERVES_AHEAD = 150
#: Published asks that are looked at for what was asked before: the newest of the same subject.
MOST_EARLIER_ASKS = 200


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
    candidates = _candidates(ask.procurement, edition, list(outcomes.values()), below, similar)
    ranking = rank_outcomes(part.case, candidates, book, unknown=part.unknown)
    return tuple(
        _suggested(each, outcomes[each.candidate.outcome], below, part, book) for each in ranking.suggestions
    )


def _suggested(
    suggestion: Suggestion,
    view: ItemView,
    below: Mapping[int, list[ItemView]],
    part: PartCase,
    book: RuleBook,
) -> Suggested:
    """The outcome with its criteria and metrics in their own order."""
    under = {each.item.code: each for each in below.get(view.item.pk, [])}
    scores = likeness(part.case.procurement.subject, [each.wording for each in under.values()])
    parts = [
        Part(code, score, _as_metric(each.item))
        for (code, each), score in zip(under.items(), scores, strict=True)
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
    procurement: Procurement,
    edition: FrameworkEdition,
    outcomes: list[ItemView],
    below: Mapping[int, list[ItemView]],
    similar: Similar,
) -> list[Candidate]:
    with_words = reads_notices(edition)
    texts = [_text(view, below, with_words=with_words) for view in outcomes]
    scores = likeness(f"{procurement.title}. {procurement.description}", texts)
    serves = [(title, likeness(text, texts)) for title, text in _served(procurement)]
    asked = _asked_before(procurement, edition, outcomes, below)
    return [
        Candidate(
            outcome=view.item.code,
            title=view.wording,
            similarity=scores[at],
            asked_by=asked[view.item.code],
            priorities=tuple(title for title, like in serves if _is_clearly(like, at)),
            notices=len(asked_for := similar.asking_for(view.item.code)),
            notice=asked_for[0].said if asked_for else "",
        )
        for at, view in enumerate(outcomes)
    ]


def _is_clearly(like: list[int], at: int) -> bool:
    """True when the outcome at this place is close, and clearly the closest."""
    next_best = max((score for place, score in enumerate(like) if place != at), default=0)
    return like[at] >= SERVES_FROM and like[at] * 100 >= SERVES_AHEAD * next_best


def _text(view: ItemView, below: Mapping[int, list[ItemView]], *, with_words: bool) -> str:
    parts = [view.wording, *(each.wording for each in below.get(view.item.pk, []))]
    if with_words:
        parts.append(usual_words().get(view.item.code, ""))
    return " ".join(parts)


def _served(procurement: Procurement) -> list[tuple[str, str]]:
    """Title and text of each mission or outcome of the authority's own that the procurement serves."""
    found = []
    for link in procurement.serves.select_related("mission", "outcome"):
        if link.outcome is not None:
            found.append((link.outcome.title, f"{link.outcome.title}. {link.outcome.description}"))
        elif link.mission is not None:
            found.append((link.mission.statement, link.mission.statement))
    return found


def _asked_before(
    procurement: Procurement,
    edition: FrameworkEdition,
    outcomes: list[ItemView],
    below: Mapping[int, list[ItemView]],
) -> Counter[str]:
    """How many published asks for the same subject (CPV division) asked for each outcome. What is published is public."""
    if not procurement.cpv_division:
        return Counter()
    outcome_of = {view.item.code: view.item.code for view in outcomes}
    for view in outcomes:
        outcome_of |= {each.item.code: view.item.code for each in below.get(view.item.pk, [])}
    versions = (
        AskVersion.objects.for_system("what published asks asked for before")
        .filter(ask__procurement__cpv_division=procurement.cpv_division)
        .exclude(ask__procurement=procurement)
        .order_by("-pk")[:MOST_EARLIER_ASKS]
    )
    asks: dict[str, set[str]] = {}
    for version in versions:
        content = version.read()
        asked = asks.setdefault(content.ask_id, set())
        for criterion in content.criteria:
            library = criterion.library
            if library is not None and library.edition.startswith(f"{edition.code}/"):
                asked |= {outcome_of[code] for code in {library.code} & outcome_of.keys()}
    return Counter(code for asked in asks.values() for code in asked)
