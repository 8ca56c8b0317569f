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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An outcome that could be chosen, with what the caller knows of it.

    Attributes:
        similarity: likeness of the subject to the outcome's text in basis points, 0 when not known.
        asked_by: similar procurements of this installation that asked for it.
        notices: similar notices in the library, from anywhere, that asked for it; `notice` is one of them, in words.
        priorities: local priorities and mission outcomes it would serve, in words.
    """

    outcome: str
    title: str
    similarity: int = 0
    asked_by: int = 0
    priorities: tuple[str, ...] = ()
    notices: int = 0
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with the rules that speak for it (findings it clears) and against it (findings it causes)."""

    candidate: Candidate
    cleared: tuple[Finding, ...]
    caused: tuple[Finding, ...]

    @property
    def order(self) -> tuple[int, int, int, int, int, int, int, str]:
        """What is compared, first to last: fewer stops, warnings and signals caused; more findings cleared; more
        priorities served; the likeness of the texts; more similar procurements, here and in notices, that asked for it;
        the id."""
        stops, warnings, signals = (_count(self.caused, severity) for severity in SEVERITY_ORDER)
        mine = self.candidate
        ranked = (
            -len(self.cleared),
            -len(mine.priorities),
            -mine.similarity,
            -(mine.asked_by + mine.notices),
        )
        return (stops, warnings, signals, *ranked, mine.outcome)

    @property
    def reasons_for(self) -> tuple[str, ...]:
        """Sentences for the person who decides."""
        mine = self.candidate
        reasons = [f"It answers the finding {finding.id}: {finding.sentence}" for finding in self.cleared]
        reasons += [f"It would serve: {priority}." for priority in mine.priorities]
        if mine.similarity:
            reasons.append(f"Its text is like the subject ({mine.similarity // 100} out of 100).")
        if mine.asked_by:
            reasons.append(f"Similar procurements that asked for it: {mine.asked_by:,}.")
        if mine.notices:
            reasons.append(f"Similar notices that asked for it: {mine.notices:,}, for example {mine.notice}.")
        return tuple(reasons)

    @property
    def reasons_against(self) -> tuple[str, ...]:
        return tuple(f"It causes the finding {finding.id}: {finding.reason}" for finding in self.caused)


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
    return replace(case, ask=replace(case.ask, outcomes=outcomes, metrics=()))


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion or metric under an outcome. `metric` is what it would be in the ask, None for a criterion."""

    code: str
    similarity: int
    metric: FitMetric | None = None


@dataclass(frozen=True, slots=True)
class PartSuggestion:
    """A part with the findings it would cause beside its outcome chosen alone."""

    part: Part
    caused: tuple[Finding, ...]

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """What is compared, first to last: fewer stops, warnings and signals caused; the likeness of the texts; the code."""
        stops, warnings, signals = (_count(self.caused, severity) for severity in SEVERITY_ORDER)
        return (stops, warnings, signals, -self.part.similarity, self.part.code)


def rank_parts(
    case: FitCase,
    outcome: str,
    parts: Iterable[Part],
    book: RuleBook,
    *,
    unknown: frozenset[str] = frozenset(),
) -> tuple[PartSuggestion, ...]:
    """Criteria and metrics of one outcome, best first, as if the outcome and each part were chosen alone."""
    alone = _with_outcomes(case, frozenset({outcome}))
    before = judge_known(PartCase(alone, unknown), book).ids

    def suggestion(part: Part) -> PartSuggestion:
        metrics = (part.metric,) if part.metric is not None else ()
        chosen = replace(alone, ask=replace(alone.ask, metrics=metrics))
        findings = judge_known(PartCase(chosen, unknown), book).findings
        return PartSuggestion(part, tuple(each for each in findings if each.id not in before))

    return tuple(sorted(map(suggestion, parts), key=lambda each: each.order))
