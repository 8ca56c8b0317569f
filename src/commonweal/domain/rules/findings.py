"""Judging a case: which rules fire, how severely, why, and what to suggest."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from commonweal.domain.fit.case import FitCase
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.model import (
    SEVERITY_ORDER,
    Basis,
    CannotTell,
    Firing,
    FitRule,
    Severity,
)
from commonweal.domain.rules.registry import FIT_RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """A suggestion to a person, who accepts it or overrides it with a reason.

    `sentence` says what was found, `detail` the facts of this case, `why` why it matters; `reason` is all three.
    `about` names the metrics or outcomes that caused it, by id, where some did.
    """

    id: str
    severity: Severity
    sentence: str
    detail: str
    why: str
    suggestion: str
    source: str
    basis: Basis
    whose: str | None
    about: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        return f"{self.sentence} {self.detail} {self.why}"

    @property
    def fingerprint(self) -> str:
        """Stands for what was found: it changes when the facts change so that the finding is no longer the same."""
        said = "\n".join((self.id, self.severity, self.sentence, self.detail))
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A rule that cannot tell whether it fires on a case, and why. `needs` are the facts that nobody has said yet;
    `could_stop` is True when one of the answers would be a stop."""

    id: str
    reason: str
    needs: tuple[str, ...] = ()
    could_stop: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings of one case, most severe first, and the rules that cannot tell."""

    case: str
    findings: tuple[Finding, ...]
    cannot_tell: tuple[Unknown, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(finding.id for finding in self.findings)


def judge(case: FitCase, book: RuleBook, rules: tuple[FitRule, ...] = FIT_RULES) -> Judgement:
    """Every rule in force on the day the procurement began, asked of the case. Pure: same input, same answer."""
    findings: list[Finding] = []
    unknown: list[Unknown] = []
    started_on = case.procurement.started_on
    for rule in rules:
        outcome = rule.check(case, book)
        if outcome is None or not rule.is_in_force(started_on):
            continue
        if isinstance(outcome, CannotTell):
            unknown.append(Unknown(rule.id, outcome.detail, could_stop=Severity.STOP in rule.severities))
        else:
            findings.append(finding_of(rule, outcome, book, started_on))
    findings.sort(key=most_severe_first)
    return Judgement(case.id, tuple(findings), tuple(unknown))


def finding_of(rule: FitRule, firing: Firing, book: RuleBook, began_on: dt.date) -> Finding:
    """The firing in the rule's words, with the figures of this book and the source of the day on which it began."""
    words = book.wording(rule)
    return Finding(
        id=rule.id,
        severity=firing.severity,
        sentence=words.sentence,
        detail=firing.detail,
        why=rule.why,
        suggestion=words.suggestion,
        source=str(rule.source_on(began_on)),
        basis=rule.basis,
        whose=rule.whose,
        about=firing.about,
    )


def most_severe_first(finding: Finding) -> int:
    """The place of a finding among others."""
    return SEVERITY_ORDER[finding.severity]
