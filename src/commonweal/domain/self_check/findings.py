"""One thing that the self-check points at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """In which text of the tender a finding lies."""

    ANSWER = "answer"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Span:
    """A place in a text: from sign `start` up to `end`, and what stands there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Finding:
    """One finding. `code` is worded in `presentation.words.self_check`; `span` is None for what stands nowhere.

    `key` is the commitment's, empty for the answer. `params` are plain values for the sentence.
    """

    code: str
    criterion_id: str
    where: Where
    span: Span | None
    key: str = ""
    params: tuple[tuple[str, str], ...] = ()
