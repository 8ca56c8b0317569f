"""Ranking outcomes for a procurement by what the rules say for and against each, with the reasons.

There is no hidden score: the order is the plain comparison that `Suggestion.order` spells out. Similarity, earlier notices
and priorities are facts that the caller has and passes in; the domain reads no text and no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from commonweal.domain.fit.case import FitCase, FitMetric
from commonweal.domain.fit.records import PartCase
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.findings import Finding
from commonweal.domain.rules.model import SEVERITY_ORDER, Severity
from commonweal.domain.rules.partly_known import judge_known

#: Likeness is compared in steps of this many basis points: within one step place and custom decide, then likeness again.
LIKENESS_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What a caller knows in favour of something that could be asked for.

    Attributes:
        similarity: likeness of the subject to its text in basis points, 0 when not known.
        priorities: mission outcomes and priorities that the procurement serves and it is close to, in words.
        wanted_here: what other procurements of the authority in the same places serve and it is close to, in words.
        asked_by: similar procurements of this installation that asked for it.
        notices: similar notices in the library, from anywhere, that asked for it; `notice` is one of them, in words.
        notices_near: how many of these notices are for the same region.
    """

    similarity: int = 0
    priorities: tuple[str, ...] = ()
    wanted_here: tuple[str, ...] = ()
    asked_by: int = 0
    notices: int = 0
    notices_near: int = 0
    notice: str = ""

    @property
    def order(self) -> tuple[int, ...]:
        """What is compared, first to last: more priorities served; likeness in steps; more that is wanted in these places;
        more notices of the region; more procurements and notices that asked for it; the likeness itself."""
        return (
            -len(self.priorities),
            -(self.similarity // LIKENESS_STEP),
            -len(self.wanted_here),
            -self.notices_near,
            -(self.asked_by + self.notices),
            -self.similarity,
        )


@dataclass(frozen=True, slots=True)
class Candidate(Reasons):
    """An outcome that could be chosen."""

    outcome: str
    title: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with the rules that speak for it (findings it clears) and against it (findings it causes)."""

    candidate: Candidate
    cleared: tuple[Finding, ...]
    caused: tuple[Finding, ...]

    @property
    def order(self) -> tuple[int | str, ...]:
        """What is compared, first to last: fewer stops, warnings and signals caused; more findings cleared; the reasons;
        the id."""
        return (*_against_and_for(self.caused, self.cleared), *self.candidate.order, self.candidate.outcome)


def _against_and_for(caused: tuple[Finding, ...], cleared: tuple[Finding, ...]) -> tuple[int, ...]:
    return (*(_count(caused, severity) for severity in SEVERITY_ORDER), -len(cleared))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Suggestions, best first, and the outcomes that the procurement's findings speak against."""

    suggestions: tuple[Suggestion, ...]
    discouraged: frozenset[str] = field(default_factory=frozenset)


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def rank_outcomes(
    case: FitCase,
    candidates: Iterable[Candidate],
    book: RuleBook,
    *,
    unknown: frozenset[str] = frozenset(),
) -> Ranking:
    """Rank candidates for a case, of which the facts named by `unknown` are not known, as if each were chosen alone.

    The case's metrics and outcomes are set aside: what is compared is what each outcome itself causes or clears beside
    choosing none.
    """
    bare = PartCase(_with_outcomes(case, frozenset()), unknown)
    before = {finding.id: finding for finding in judge_known(bare, book).findings}
    found = sorted(
        (_suggestion(bare, each, before, book) for each in candidates), key=lambda each: each.order
    )
    discouraged = frozenset(each.candidate.outcome for each in found if each.caused)
    return Ranking(tuple(found), discouraged)


def _suggestion(
    bare: PartCase, candidate: Candidate, before: Mapping[str, Finding], book: RuleBook
) -> Suggestion:
    chosen = _with_outcomes(bare.case, frozenset({candidate.outcome}))
    findings = judge_known(PartCase(chosen, bare.unknown), book).findings
    after = {finding.id for finding in findings}
    cleared = tuple(finding for rule_id, finding in before.items() if rule_id not in after)
    caused = tuple(finding for finding in findings if finding.id not in before)
    return Suggestion(candidate, cleared, caused)


def _with_outcomes(case: FitCase, outcomes: frozenset[str]) -> FitCase:
    ask = replace(case.ask, outcomes=outcomes, metrics=(), link_can_be_stated=True)
    return replace(case, ask=ask)


@dataclass(frozen=True, slots=True)
class Part(Reasons):
    """A criterion or metric under an outcome. `metric` is what it would be in the ask, None for a criterion."""

    code: str
    metric: FitMetric | None = None


@dataclass(frozen=True, slots=True)
class PartSuggestion:
    """A part with the findings it would clear in the draft, and those it would cause, alone or in the draft."""

    part: Part
    cleared: tuple[Finding, ...]
    caused: tuple[Finding, ...]

    @property
    def order(self) -> tuple[int | str, ...]:
        """What is compared, as for an outcome; then the code."""
        return (*_against_and_for(self.caused, self.cleared), *self.part.order, self.part.code)


def rank_parts(
    case: FitCase,
    outcome: str,
    parts: Iterable[Part],
    book: RuleBook,
    *,
    unknown: frozenset[str] = frozenset(),
) -> tuple[PartSuggestion, ...]:
    """Criteria and metrics of one outcome, best first: each judged beside its outcome alone, and added to the draft.

    That the outcome itself is added to the draft counts for no part.
    """
    alone = _Beside(_with_outcomes(case, frozenset({outcome})), book, unknown)
    drafted = replace(case.ask, outcomes=case.ask.outcomes | {outcome})
    draft = _Beside(replace(case, ask=drafted), book, unknown)

    def suggestion(part: Part) -> PartSuggestion:
        if part.metric is None:
            return PartSuggestion(part, (), ())
        caused, _ = alone.changed_by(part.metric)
        in_draft, cleared = draft.changed_by(part.metric)
        known = {each.id for each in caused}
        return PartSuggestion(part, cleared, (*caused, *(each for each in in_draft if each.id not in known)))

    return tuple(sorted(map(suggestion, parts), key=lambda each: each.order))


class _Beside:
    """A case, and what one metric more changes in its findings."""

    def __init__(self, case: FitCase, book: RuleBook, unknown: frozenset[str]) -> None:
        self.case, self.book, self.unknown = case, book, unknown
        self.before = {each.id: each for each in judge_known(PartCase(case, unknown), book).findings}

    def changed_by(self, metric: FitMetric) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The findings that the metric causes, and those that it clears; none for a metric that is there already."""
        ask = self.case.ask
        if any(each.id == metric.id for each in ask.metrics):
            return (), ()
        more = replace(self.case, ask=replace(ask, metrics=(*ask.metrics, metric)))
        after = {each.id: each for each in judge_known(PartCase(more, self.unknown), self.book).findings}
        caused = tuple(each for rule_id, each in after.items() if rule_id not in self.before)
        return caused, tuple(each for rule_id, each in self.before.items() if rule_id not in after)
