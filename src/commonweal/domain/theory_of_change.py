"""A theory of change: outcomes joined by "leads to" links that never run in a circle.

Ids are opaque strings. A graph is small (tens of outcomes), so every check walks all of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.statuses import Transitions


class OutcomeKind(StrEnum):
    """A goal is wanted for its own sake; an outcome is a change in the world that leads to it."""

    GOAL = "goal"
    OUTCOME = "outcome"


class AssumptionState(StrEnum):
    """What is believed about an assumption, given what has been learned so far."""

    UNTESTED = "untested"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    REFUTED = "refuted"


_S = AssumptionState
ASSUMPTION_TRANSITIONS = Transitions(
    "assumption",
    {
        _S.UNTESTED: {
            _S.STRENGTHENED: "what was learned supports it",
            _S.WEAKENED: "what was learned speaks against it",
            _S.REFUTED: "it was shown not to hold",
        },
        _S.STRENGTHENED: {
            _S.STRENGTHENED: "a further lesson supports it",
            _S.WEAKENED: "a later lesson speaks against it",
            _S.REFUTED: "it was shown not to hold",
        },
        _S.WEAKENED: {
            _S.STRENGTHENED: "a later lesson supports it",
            _S.WEAKENED: "a further lesson speaks against it",
            _S.REFUTED: "it was shown not to hold",
        },
        _S.REFUTED: {_S.WEAKENED: "a later lesson puts the refutation in doubt"},
    },
)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`cause` leads to `effect`; both are outcome ids."""

    cause: str
    effect: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One outcome in the nested list, with what leads to it.

    `repeats` is true where the outcome was already written out under an earlier parent: it is named again, its
    branches are not.
    """

    outcome: str
    causes: tuple["Branch", ...]
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Theory:
    """Outcomes by id, in the order people gave them, and the links between them."""

    outcomes: Mapping[str, OutcomeKind]
    links: frozenset[Link]


def check_theory(theory: Theory) -> None:
    """Raise Invalid for the first thing wrong with the graph as a whole.

    Codes: ``link.orphan`` (an end is not an outcome of this theory), ``link.goal_as_cause`` (a goal is said to lead
    to an outcome) and ``link.cycle`` with the circle as `path`.
    """
    for link in sorted(theory.links):
        _check_ends(theory, link)
    circle = find_cycle(theory.links)
    if circle:
        raise Invalid("link.cycle", field="effect", path=circle)


def check_new_link(theory: Theory, link: Link) -> None:
    """Raise Invalid when `link` cannot be added: orphan, repeated, goal as a cause, or it closes a circle."""
    _check_ends(theory, link)
    if link in theory.links:
        raise Invalid("link.repeated", field="effect")
    circle = find_path(theory.links, link.effect, link.cause)
    if circle:
        raise Invalid("link.cycle", field="effect", path=(link.cause, *circle))


def _check_ends(theory: Theory, link: Link) -> None:
    for field, end in (("cause", link.cause), ("effect", link.effect)):
        if end not in theory.outcomes:
            raise Invalid("link.orphan", field=field, outcome=end)
    causes_goal = theory.outcomes[link.effect] is OutcomeKind.GOAL
    if theory.outcomes[link.cause] is OutcomeKind.GOAL and not causes_goal:
        raise Invalid("link.goal_as_cause", field="cause", outcome=link.cause)


def find_path(links: Iterable[Link], start: str, end: str) -> tuple[str, ...]:
    """A shortest chain of outcomes from `start` to `end` along the links, both included; empty when there is none."""
    effects = _effects(links)
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    for node in waiting:
        if node == end:
            return _unwind(came_from, end)
        for following in effects[node]:
            if following not in came_from:
                came_from[following] = node
                waiting.append(following)
    return ()


def _unwind(came_from: Mapping[str, str | None], end: str) -> tuple[str, ...]:
    path = [end]
    while (before := came_from[path[-1]]) is not None:
        path.append(before)
    return tuple(reversed(path))


def find_cycle(links: Iterable[Link]) -> tuple[str, ...]:
    """A circle of outcomes, the first repeated at the end; empty when the graph has none."""
    kept = frozenset(links)
    left = frozenset(_nodes(kept)) - {node for layer in _peel(kept) for node in layer}
    for link in sorted(kept):
        if link.cause in left and (back := find_path(kept, link.effect, link.cause)):
            return (link.cause, *back)
    return ()


def _peel(links: frozenset[Link]) -> list[list[str]]:
    """Layers of outcomes from causes to effects; outcomes on or behind a circle are in none."""
    effects, incoming = _effects(links), Counter(link.effect for link in links)
    ready = sorted(node for node in _nodes(links) if not incoming[node])
    layers = []
    while ready:
        layers.append(ready)
        freed = []
        for node in ready:
            for following in effects[node]:
                incoming[following] -= 1
                if not incoming[following]:
                    freed.append(following)
        ready = sorted(freed)
    return layers


def _nodes(links: Iterable[Link]) -> set[str]:
    return {end for link in links for end in (link.cause, link.effect)}


def _effects(links: Iterable[Link]) -> dict[str, list[str]]:
    effects: dict[str, list[str]] = defaultdict(list)
    for link in sorted(links):
        effects[link.cause].append(link.effect)
    return effects


def nested(theory: Theory) -> tuple[Branch, ...]:
    """The theory as a nested list: what leads to nothing further at the top, its causes beneath it.

    Every outcome is written out exactly once; further places name it with `repeats`. The graph must have no circle.
    """
    causes: dict[str, list[str]] = defaultdict(list)
    for link in theory.links:
        causes[link.effect].append(link.cause)
    order = {outcome: place for place, outcome in enumerate(theory.outcomes)}
    written: set[str] = set()

    def branch(outcome: str) -> Branch:
        if outcome in written:
            return Branch(outcome, (), repeats=True)
        written.add(outcome)
        return Branch(
            outcome, tuple(branch(cause) for cause in sorted(causes[outcome], key=order.__getitem__))
        )

    has_effect = {link.cause for link in theory.links}
    tops = sorted(
        (outcome for outcome in theory.outcomes if outcome not in has_effect),
        key=lambda outcome: (theory.outcomes[outcome] is not OutcomeKind.GOAL, order[outcome]),
    )
    return tuple(branch(top) for top in tops)


def loose_outcomes(theory: Theory) -> tuple[str, ...]:
    """Outcomes, not goals, that lead to nothing: their place in the theory is not yet said."""
    has_effect = {link.cause for link in theory.links}
    return tuple(
        outcome
        for outcome, kind in theory.outcomes.items()
        if kind is OutcomeKind.OUTCOME and outcome not in has_effect
    )


def serves_goals(theory: Theory, outcome: str) -> tuple[str, ...]:
    """The goals that `outcome` leads to, directly or through others, in the order of the theory."""
    return tuple(
        goal
        for goal, kind in theory.outcomes.items()
        if kind is OutcomeKind.GOAL and goal != outcome and find_path(theory.links, outcome, goal)
    )
