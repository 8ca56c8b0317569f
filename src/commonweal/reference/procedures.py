"""The procedures that ship with the product, read from `data/rules/procedures.yaml`."""

from __future__ import annotations

from functools import cache

from commonweal.domain.procedures import Choice, Ground, Law, Procedure, ProcedureBook, Question, Reason
from commonweal.domain.rules.model import Confidence, Source
from commonweal.reference.loader import read_header, read_mapping
from commonweal.reference.nodes import Node

_NAME = "rules/procedures.yaml"
_CONFIDENCE = {level.name.lower(): level for level in Confidence}


@cache
def shipped_procedures() -> ProcedureBook:
    """Procedures, questions and grounds. Raises ReferenceDataError with the line of every mistake."""
    top, lines = read_mapping(_NAME)
    grounds = tuple(_ground(node) for node in top.nodes("grounds"))
    questions = tuple(_question(node, grounds) for node in top.nodes("questions"))
    known = {question.id for question in questions} | {"above", "nature", "kind", "stage", "law"}
    procedures = tuple(_procedure(node, known) for node in top.nodes("procedures"))
    top.finish()
    top.raise_problems(_NAME, lines)
    return ProcedureBook(read_header(_NAME).edition, questions, procedures, grounds)


def _laws(node: Node) -> frozenset[Law]:
    found = node.texts("laws")
    for law in found:
        if law not in set(Law):
            node.note(f"is no law: {law!r}", "laws")
    return frozenset(Law(law) for law in found if law in set(Law))


def _ground(node: Node) -> Ground:
    made = Ground(node.text("id"), node.text("title"), node.text("text"), node.text("source"))
    node.finish()
    return made


def _question(node: Node, grounds: tuple[Ground, ...]) -> Question:
    answers = [
        Choice(each.text("id"), each.text("title"), each.optional_text("hint") or "")
        for each in node.nodes("answers")
    ]
    if node.boolean("grounds"):
        answers = [Choice(ground.id, ground.title, ground.text) for ground in grounds]
    if not answers:
        node.note("has no answers", "answers")
    made = Question(
        id=node.text("id"),
        title=node.text("title"),
        hint=node.optional_text("hint") or "",
        laws=_laws(node),
        asked_when=frozenset(node.texts("asked_when")),
        answers=tuple(answers),
    )
    node.finish()
    return made


def _procedure(node: Node, known: set[str]) -> Procedure:
    level = node.choice("confidence", tuple(_CONFIDENCE))
    made = Procedure(
        id=node.text("id"),
        title=node.text("title"),
        laws=_laws(node),
        what=node.text("what"),
        closed=_reasons(node, "closed", known),
        speaks_for=_reasons(node, "speaks_for", known),
        speaks_against=_reasons(node, "speaks_against", known),
        source=Source(node.text("source"), _CONFIDENCE[level], node.optional_text("url")),
        is_direct=node.boolean("direct"),
        in_force_from=node.day("in_force_from"),
        in_force_to=node.day("in_force_to"),
    )
    node.finish()
    return made


def _reasons(node: Node, key: str, known: set[str]) -> tuple[Reason, ...]:
    return tuple(_reason(each, known) for each in node.nodes(key))


def _reason(node: Node, known: set[str]) -> Reason:
    conditions = node.texts("when")
    for condition in conditions:
        if condition.partition("=")[0] not in known:
            node.note(f"speaks of something nobody asks: {condition!r}", "when")
    made = Reason(frozenset(conditions), node.text("text"))
    node.finish()
    return made
