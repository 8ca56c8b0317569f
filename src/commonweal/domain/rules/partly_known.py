"""Judging a case of which some facts are unknown: a rule speaks when it would say the same whatever they turn out to be.

Each rule is tried with every value that an unknown fact could have, but only for the facts that it really reads. When all
answers are the same, that is the answer, also when only the facts they name differ; otherwise the rule cannot tell, and names
the facts it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.domain.fit.case import AuthorityKind, DeliveryPlace, FitCase
from commonweal.domain.fit.records import PartCase
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.findings import (
    Finding,
    Judgement,
    Unknown,
    finding_of,
    judge,
    most_severe_first,
)
from commonweal.domain.rules.model import CannotTell, Firing, FitRule, Outcome, Severity
from commonweal.domain.rules.registry import FIT_RULES
from commonweal.domain.weights import WHOLE

_SMALLEST_AND_LARGEST = (0, 10**12)
#: The values that stand for all a fact could be: every choice, or a figure far below and one far above any bar.
COULD_BE: Mapping[str, tuple[Any, ...]] = {
    "authority": tuple(AuthorityKind),
    "procurement.delivery": tuple(DeliveryPlace),
    "procurement.duration_months": _SMALLEST_AND_LARGEST,
    "procurement.team_fte_thousandths": _SMALLEST_AND_LARGEST,
    "ask.weighting": (0, WHOLE),
    "ask.evidence_items": _SMALLEST_AND_LARGEST,
    "ask.kpis_planned": _SMALLEST_AND_LARGEST,
    "ask.kpis_social_value": _SMALLEST_AND_LARGEST,
}
WHATEVER = "It holds whatever the answer is to what is not known yet."
_YES_OR_NO = (True, False)
_PARTS = ("procurement", "ask")


def judge_known(part: PartCase, book: RuleBook, rules: tuple[FitRule, ...] = FIT_RULES) -> Judgement:
    """What can be said of the case for certain, and which rules cannot tell yet."""
    if not part.unknown:
        return judge(part.case, book, rules)
    findings: list[Finding] = []
    unknown: list[Unknown] = []
    started_on = part.case.procurement.started_on
    for rule in rules:
        if not rule.is_in_force(started_on):
            continue
        needs: set[str] = set()
        answers = set(_answers(rule, part, book, {}, needs))
        outcome = _agreed(answers)
        if isinstance(outcome, CannotTell):
            could_stop = any(_could_stop(each, rule) for each in (*answers, outcome))
            unknown.append(Unknown(rule.id, outcome.detail, tuple(sorted(needs)), could_stop))
        elif outcome is not None:
            findings.append(finding_of(rule, outcome, book, started_on))
    findings.sort(key=most_severe_first)
    return Judgement(part.case.id, tuple(findings), tuple(unknown))


def _agreed(answers: set[Outcome]) -> Outcome:
    """What all answers say. Firings that differ in their facts alone are one firing, whatever the facts turn out to be."""
    if len(answers) == 1:
        return next(iter(answers))
    firings = [each for each in answers if isinstance(each, Firing)]
    if len(firings) < len(answers) or len({each.severity for each in firings}) > 1:
        return CannotTell("")
    about = {each.about for each in firings}
    return Firing(firings[0].severity, WHATEVER, about.pop() if len(about) == 1 else ())


def _could_stop(outcome: Outcome, rule: FitRule) -> bool:
    """True for a stop, and for a rule that may stop and cannot tell for want of a figure that nobody here can say."""
    if isinstance(outcome, CannotTell):
        return bool(outcome.detail) and Severity.STOP in rule.severities
    return outcome is not None and outcome.severity is Severity.STOP


def _answers(
    rule: FitRule, part: PartCase, book: RuleBook, supposed: dict[str, Any], needs: set[str]
) -> Iterator[Outcome]:
    """The rule's answer for every value of the unknown facts that it reads on the way."""
    try:
        yield rule.check(_view(part, supposed), book)
    except _NobodySaid as need:
        needs.add(need.path)
        for value in COULD_BE.get(need.path, _YES_OR_NO):
            yield from _answers(rule, part, book, {**supposed, need.path: value}, needs)


class _NobodySaid(Exception):
    """A rule read a fact that is unknown and not supposed yet."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class _View:
    """The case, or a part of it, as a rule sees it: known facts as they are, unknown ones as supposed."""

    def __init__(self, shown: Any, prefix: str, part: PartCase, supposed: Mapping[str, Any]) -> None:
        self._shown, self._prefix, self._part, self._supposed = shown, prefix, part, supposed

    def __getattr__(self, name: str) -> Any:
        path = f"{self._prefix}{name}"
        if path in self._supposed:
            return self._supposed[path]
        if path in self._part.unknown:
            raise _NobodySaid(path)
        value = getattr(self._shown, name)
        return _View(value, f"{name}.", self._part, self._supposed) if path in _PARTS else value


def _view(part: PartCase, supposed: Mapping[str, Any]) -> FitCase:
    view: Any = _View(part.case, "", part, supposed)
    found: FitCase = view
    return found
