"""Which procurement procedures there are to choose from and what speaks for and against each. It explains; people choose.

The procedures, questions and grounds are data (`reference/data/rules/procedures.yaml`). A reason holds when each of its
conditions (``question=answer`` or ``fact=value``) is among what is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import Regime
from commonweal.domain.rules.model import Source


class Law(StrEnum):
    """The families of procedures: the Act, the Act below its thresholds, the regulations of 2015."""

    ACT = "act"
    BELOW = "below"
    PCR = "pcr"


LAW_OF: Mapping[Regime, Law] = {
    Regime.PROCUREMENT_ACT_2023: Law.ACT,
    Regime.PROCUREMENT_ACT_2023_WALES: Law.ACT,
    Regime.BELOW_THRESHOLD: Law.BELOW,
    Regime.REGULATIONS_2015_2016: Law.PCR,
}
Known = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question."""

    id: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out. With `grounds` its answers are the grounds of a direct award."""

    id: str
    title: str
    hint: str
    laws: frozenset[Law]
    asked_when: frozenset[str]
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that holds when all of `when` is known."""

    when: frozenset[str]
    text: str

    def holds(self, said: frozenset[str]) -> bool:
        return self.when <= said


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. `is_direct`: without competition; `in_force_*`: days on which a procurement under it may have begun."""

    id: str
    title: str
    laws: frozenset[Law]
    what: str
    closed: tuple[Reason, ...]
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    source: Source
    is_direct: bool = False
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None

    def is_in_force(self, on: dt.date) -> bool:
        after = self.in_force_from is None or on >= self.in_force_from
        return after and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of a direct award."""

    id: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ProcedureBook:
    """Everything the chooser knows, with the edition of the data."""

    edition: str
    questions: tuple[Question, ...]
    procedures: tuple[Procedure, ...]
    grounds: tuple[Ground, ...]

    def procedure(self, procedure_id: str) -> Procedure:
        """Raises Invalid (``procedure.not_offered``) for one there is not."""
        for each in self.procedures:
            if each.id == procedure_id:
                return each
        raise Invalid("procedure.not_offered", field="procedure")

    def ground(self, ground_id: str) -> Ground | None:
        return next((each for each in self.grounds if each.id == ground_id), None)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A procedure with what holds for this procurement. `closed` is why it does not seem open, or empty."""

    procedure: Procedure
    closed: tuple[str, ...]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]

    @property
    def balance(self) -> int:
        return len(self.speaks_for) - len(self.speaks_against)


def law_of(regime: Regime) -> Law:
    """Raises Refused (``procedure.law_not_covered``) for a law whose procedures are not described here."""
    if regime not in LAW_OF:
        raise Refused("procedure.law_not_covered", regime=regime.value)
    return LAW_OF[regime]


def said_of(facts: Known, answers: Known) -> frozenset[str]:
    """Facts and answers as conditions."""
    return frozenset(f"{name}={value}" for name, value in {**facts, **answers}.items())


def to_ask(book: ProcedureBook, law: Law, facts: Known, answers: Known) -> tuple[Question, ...]:
    """The questions of this law that what is known so far leads to, in order."""
    kept: dict[str, str] = {}
    found = []
    for question in book.questions:
        if law in question.laws and question.asked_when <= said_of(facts, kept):
            found.append(question)
            if question.id in answers:
                kept[question.id] = answers[question.id]
    return tuple(found)


def standing(book: ProcedureBook, law: Law, facts: Known, answers: Known) -> dict[str, str]:
    """The answers that still stand: those to questions that the others lead to, and that are among their answers."""
    asked = {
        question.id: {choice.id for choice in question.answers}
        for question in to_ask(book, law, facts, answers)
    }
    return {name: value for name, value in answers.items() if value in asked.get(name, ())}


def weigh(book: ProcedureBook, law: Law, on: dt.date, facts: Known, answers: Known) -> tuple[Weighed, ...]:
    """Every procedure of the law in force on the day, those that seem open first, then by what speaks for them."""
    said = said_of({**facts, "law": law.value}, answers)
    found = [
        Weighed(
            each,
            *(_holding(reasons, said) for reasons in (each.closed, each.speaks_for, each.speaks_against)),
        )
        for each in book.procedures
        if law in each.laws and each.is_in_force(on)
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.closed), -each.balance)))


def _holding(reasons: Sequence[Reason], said: frozenset[str]) -> tuple[str, ...]:
    return tuple(reason.text for reason in reasons if reason.holds(said))


def check_choice(
    book: ProcedureBook, weighed: Sequence[Weighed], procedure_id: str, *, ground: str, reason: str
) -> Procedure:
    """The procedure chosen.

    Raises:
        Invalid: not one of this law, closed by the answers given, a direct award of the Act without its ground, or no
            reason.
    """
    chosen = next((each for each in weighed if each.procedure.id == procedure_id), None)
    if chosen is None:
        raise Invalid("procedure.not_offered", field="procedure")
    if chosen.closed:
        raise Invalid("procedure.closed", field="procedure", because=chosen.closed[0])
    if procedure_id == "direct-award" and book.ground(ground) is None:
        raise Invalid("procedure.ground_missing", field="procedure")
    if not reason.strip():
        raise Invalid("procedure.reason_missing", field="reason")
    return chosen.procedure
