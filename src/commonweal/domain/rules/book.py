"""The figures that rules are judged with: thresholds, model facts and parameters, with a body's own values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.fit.case import AuthorityKind, FitCase
from commonweal.domain.rules.model import FitRule, Parameter, Source, fill
from commonweal.domain.rules.thresholds import Threshold, ThresholdPeriod, row_for, threshold_on


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the rules know of one social value model (a social value framework).

    Attributes:
        minimum_weighting: basis points of the whole score.
        binds_from: procurements begun on this day or later, by `binds` kinds of authority, must give the minimum.
        outcomes: ids of its outcomes, empty when the model does not number them.
        barriers, domestic_abuse, wellbeing: the outcome that a rule speaks of, None when the model has no such outcome.
        innovation: outcomes that suit an early innovation stage.
        wellbeing_hours_metric: the standard metric counted in hours of wellbeing support for staff.
    """

    id: str
    title: str
    minimum_weighting: int
    binds: frozenset[AuthorityKind]
    binds_from: dt.date
    source: Source
    outcomes: frozenset[str] = frozenset()
    barriers: str | None = None
    domestic_abuse: str | None = None
    wellbeing: str | None = None
    innovation: frozenset[str] = frozenset()
    wellbeing_hours_metric: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule says, with the figures of one rule book filled in."""

    sentence: str
    suggestion: str


@dataclass(frozen=True)
class RuleBook:
    """Everything a rule may ask for beside the case.

    Attributes:
        thresholds: periods in order of date.
        models: facts of each known model by id; `default_model` is the one whose minimum stands in for a model of a
            body's own, which sets none.
        values: figure of every parameter by name.
        changed: names of the parameters for which a body has its own figure.
    """

    thresholds: tuple[ThresholdPeriod, ...]
    models: Mapping[str, ModelFacts]
    default_model: str
    values: Mapping[str, int]
    changed: frozenset[str] = field(default_factory=frozenset)
    _wordings: dict[str, Wording] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, parameter: Parameter) -> int:
        return self.values[parameter.name]

    def wording(self, rule: FitRule) -> Wording:
        """The rule's words with this book's figures, worked out once."""
        found = self._wordings.get(rule.id)
        if found is None:
            suggestion = fill(rule.suggestion, rule.parameters, self.values)
            found = Wording(rule.sentence(self.values), suggestion)
            self._wordings[rule.id] = found
        return found

    def model(self, case: FitCase) -> ModelFacts | None:
        """Facts of the case's model, or None for a model of a body's own."""
        return self.models.get(case.ask.model)

    def is_minimum_binding(self, case: FitCase) -> bool:
        """True when national policy binds this kind of authority to a minimum weighting on the day it began."""
        started_on = case.procurement.started_on
        return any(case.authority in m.binds and started_on >= m.binds_from for m in self.models.values())

    def threshold(self, case: FitCase) -> Threshold | None:
        """The threshold that the case is measured against, None where none is known for its date."""
        work = case.procurement
        row = row_for(
            case.authority, work.nature, light_touch=work.light_touch, concession=work.is_concession
        )
        return threshold_on(self.thresholds, row, work.started_on)

    def is_above_threshold(self, case: FitCase) -> bool | None:
        """True at or above the threshold, False below it, None where no threshold is known."""
        threshold = self.threshold(case)
        return None if threshold is None else case.procurement.value >= threshold.amount


def default_values(parameters: Iterable[Parameter]) -> dict[str, int]:
    """The published or default figure of every parameter, by name."""
    return {parameter.name: parameter.value for parameter in parameters}


def check_own_value(name: str, value: object, parameters: Iterable[Parameter]) -> None:
    """May a body put this figure in place of the default?

    Raises:
        Invalid: ``rule.parameter_unknown`` or ``rule.parameter_not_a_number`` (whole numbers of 0 or more).
        Refused: ``rule.parameter_fixed`` for a figure set by statute or policy.
    """
    known = {parameter.name: parameter for parameter in parameters}
    if name not in known:
        raise Invalid("rule.parameter_unknown", field=name, name=name)
    if not known[name].is_changeable:
        raise Refused("rule.parameter_fixed", field=name, name=name, basis=known[name].basis.value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Invalid("rule.parameter_not_a_number", field=name, name=name)


def with_own_values(book: RuleBook, own: Mapping[str, int], parameters: Iterable[Parameter]) -> RuleBook:
    """The book with a body's own figures in place of the defaults.

    Raises:
        Invalid, Refused: as `check_own_value`.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name, value in own.items():
        check_own_value(name, value, known.values())
    changed = {name for name, value in own.items() if value != known[name].value}
    return replace(book, values={**book.values, **own}, changed=book.changed | changed)
