"""What a rule is: a named object with its text, its reasons, its source and the figures it rests on."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from commonweal.domain.money import pounds
from commonweal.domain.weights import percent

if TYPE_CHECKING:
    from commonweal.domain.fit.case import FitCase
    from commonweal.domain.rules.book import RuleBook


class Severity(StrEnum):
    """How much a finding matters: unlawful or void; likely to do harm or be wasted; could be better."""

    STOP = "stop"
    WARN = "warn"
    CONSIDER = "consider"


SEVERITY_ORDER = {Severity.STOP: 0, Severity.WARN: 1, Severity.CONSIDER: 2}


class Basis(StrEnum):
    """What a rule or a figure rests on, always shown to the person who decides."""

    STATUTE = "statute"
    POLICY = "policy"
    PUBLISHED_PRACTICE = "published practice"
    PROJECT_JUDGEMENT = "project judgement"


class Confidence(StrEnum):
    """How far the wording of a source could be checked."""

    PRIMARY = "read in an official or primary source"
    SECONDARY = "read in a reliable secondary source"
    BACKGROUND = "general knowledge of the law: check the text before relying on it"
    OWN = "our own judgement"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or figure comes from. `url` is given where a stored page was read."""

    text: str
    confidence: Confidence
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.text} <{self.url}>" if self.url else self.text


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where a rule is found for procurements begun before a day, when another law or policy said it then."""

    before: dt.date
    source: Source


class Unit(StrEnum):
    """Unit of a parameter's whole number."""

    PENCE = "pence"
    BASIS_POINTS = "basis points"
    MONTHS = "months"
    PEOPLE = "full-time equivalents"
    LEVEL = "technology readiness level"
    WORDS = "words"
    COUNT = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that a rule compares with. `value` is the default, a whole number in `unit`."""

    name: str
    value: int
    unit: Unit
    meaning: str
    basis: Basis
    source: Source

    @property
    def is_changeable(self) -> bool:
        """A body may put its own figure in place of practice and judgement, never of statute or policy."""
        return self.basis in {Basis.PUBLISHED_PRACTICE, Basis.PROJECT_JUDGEMENT}

    def show(self, value: int) -> str:
        """`value` as a person reads it: pounds, a percentage, or a number with separators."""
        if self.unit is Unit.PENCE:
            return pounds(value)
        return percent(value) if self.unit is Unit.BASIS_POINTS else f"{value:,}"


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule fires on a case: how severe, the facts of this case that made it fire, and which metrics or outcomes (by
    id) it is about."""

    severity: Severity
    detail: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A rule cannot say whether it fires, and why."""

    detail: str


Outcome = Firing | CannotTell | None
Check = Callable[["FitCase", "RuleBook"], Outcome]


@dataclass(frozen=True, slots=True)
class FitRule:
    """One fit rule.

    Attributes:
        id: stable name, used in case files, decisions and links.
        text: one sentence, the finding itself; `{name}` stands for a parameter's figure.
        reading: how unclear wording was read, or empty.
        severities: every severity at which it can fire, most severe first.
        whose: for published practice, whose it is.
        earlier: where the rule was found before the law or policy that `source` names.
        in_force_from, in_force_to: first and last day on which a procurement may begin for the rule to apply to it.
        check: pure function of a case and the rule book.
    """

    id: str
    text: str
    reading: str
    severities: tuple[Severity, ...]
    why: str
    suggestion: str
    basis: Basis
    source: Source
    check: Check = field(repr=False)
    whose: str | None = None
    earlier: Earlier | None = None
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    parameters: tuple[Parameter, ...] = ()

    def sentence(self, values: Mapping[str, int]) -> str:
        """The text with the figures of `values` (parameter name to whole number)."""
        return fill(self.text, self.parameters, values)

    def source_on(self, day: dt.date) -> Source:
        """Where the rule is found for a procurement begun on this day."""
        return self.earlier.source if self.earlier and day < self.earlier.before else self.source

    def is_in_force(self, on: dt.date) -> bool:
        """True when a procurement begun on this day is judged by the rule."""
        after = self.in_force_from is None or on >= self.in_force_from
        return after and (self.in_force_to is None or on <= self.in_force_to)


def say_day(day: dt.date) -> str:
    """``3 March 2026``."""
    return f"{day.day} {day:%B %Y}"


def fill(text: str, parameters: tuple[Parameter, ...], values: Mapping[str, int]) -> str:
    """`text` with each `{parameter}` replaced by its figure as a person reads it."""
    return text.format_map({p.name: p.show(values[p.name]) for p in parameters})


def fit_rule(
    rule_id: str,
    *severities: Severity,
    why: str,
    suggestion: str,
    basis: Basis,
    source: Source,
    whose: str | None = None,
    earlier: Earlier | None = None,
    in_force_from: dt.date | None = None,
    in_force_to: dt.date | None = None,
    parameters: tuple[Parameter, ...] = (),
) -> Callable[[Check], FitRule]:
    """Make a check into a rule. Its docstring is the rule: first paragraph the sentence, the rest the reading."""

    def make(check: Check) -> FitRule:
        text, _, reading = inspect.cleandoc(check.__doc__ or "").partition("\n\n")
        return FitRule(
            id=rule_id,
            text=" ".join(text.split()),
            reading=" ".join(reading.split()).removeprefix("Reading: "),
            severities=severities,
            why=why,
            suggestion=suggestion,
            basis=basis,
            source=source,
            check=check,
            whose=whose,
            earlier=earlier,
            in_force_from=in_force_from,
            in_force_to=in_force_to,
            parameters=parameters,
        )

    return make
