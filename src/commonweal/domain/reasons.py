"""Putting together "why we ask this" from the thread: a first wording for a person to edit, with what it rests on.

Every sentence says only what is recorded. What nobody recorded is left out, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Sign:
    """An indicator in words: its title, its latest reading and its target with day, each empty when there is none."""

    id: str
    title: str
    latest: str
    target: str


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing the procurement serves. `outcome` is empty for a link to the mission itself; `because` is the case
    for it in the words of whoever linked it."""

    id: str
    mission: str
    outcome: str
    because: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the draft and what it rests on: a kind of the thread, an opaque id and the words used."""

    kind: str
    id: str
    parts: tuple[str, ...]


def lines(aims: tuple[Aim, ...], places: tuple[str, ...]) -> tuple[Line, ...]:
    """What the draft is put together from, in order: mission, outcome, indicators, the case, then the places."""
    return (*(line for aim in aims for line in _of(aim)), *_where(places))


def _of(aim: Aim) -> Iterator[Line]:
    yield Line("mission", aim.id, (aim.mission,))
    if aim.outcome:
        yield Line("outcome", aim.id, (aim.outcome,))
    for sign in aim.signs:
        if sign.latest or sign.target:
            yield Line("indicator", sign.id, (sign.title, sign.latest, sign.target))
    if aim.because:
        yield Line("case", aim.id, (aim.because,))


def _where(places: tuple[str, ...]) -> Iterator[Line]:
    if places:
        yield Line("place", "", (", ".join(places),))


def distinct(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without saying the same thing twice: two outcomes of one mission name the mission once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    kept = []
    for line in found:
        if (line.kind, line.parts) not in seen:
            seen.add((line.kind, line.parts))
            kept.append(line)
    return tuple(kept)


def cut(text: str, most: int = MOST_WORDS) -> str:
    """The first sentences of a text that together have at most `most` words."""
    kept: list[str] = []
    for sentence in text.split("\n"):
        if sum(len(each.split()) for each in (*kept, sentence)) > most:
            break
        kept.append(sentence)
    return "\n".join(kept)
