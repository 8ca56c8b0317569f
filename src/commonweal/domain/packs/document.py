"""A plain document: what is said and in what order, before any file format.

Each block says what a thing is (a heading, a table with its header row), never how it looks, so that every writer can
give it the structure that assistive technology reads. All text is plain text; line breaks inside it are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a paragraph is meant."""

    LEAD = "lead"
    NORMAL = "normal"
    STRONG = "strong"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1. `number` ("3.2") is part of its text, so that references survive every format."""

    level: int
    number: str
    text: str

    @property
    def shown(self) -> str:
        """The number and the text as they are read."""
        return f"{self.number} {self.text}".strip()

    @property
    def anchor(self) -> str:
        """A name for links to it, unique in a document whose headings have different numbers."""
        return f"part-{self.number.replace('.', '-').rstrip('-') or 'none'}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    manner: Manner = Manner.NORMAL


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered sentence or two that a contract can refer to."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. `is_ordered` numbers the items from 1."""

    items: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader must not miss, set apart: a title and its text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. The first column heads its row when `has_row_heads`.

    Attributes:
        widths: shares of the width in per cent, one for each column, 100 together.
        numeric: columns (from 0) whose cells are figures.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()
    has_row_heads: bool = True

    def __post_init__(self) -> None:
        if sum(self.widths) != 100 or {len(self.widths)} != {len(self.head), *map(len, self.rows)}:
            raise ValueError(f"the columns of {self.caption!r} do not fit its rows")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one thing: a name and a value in each row."""

    caption: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in basis points."""

    label: str
    basis_points: int
    shown: str


@dataclass(frozen=True, slots=True)
class Shares:
    """A picture of how a whole divides. `alt` says in words all that the picture shows."""

    alt: str
    shares: tuple[Share, ...]


Block = Heading | Paragraph | Clause | Bullets | Notice | Table | Facts | Shares


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words that a document carries on every page. `page` has places for ``{page}`` and ``{pages}``."""

    header: str
    footer: str
    page: str
    contents: str
    draft: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        kicker: a line above the title: who issues it.
        summary: one sentence for the file's properties.
        language: of all its text, as a BCP 47 tag.
        is_draft: every page then says so.
    """

    title: str
    kicker: str
    summary: str
    author: str
    language: str
    is_draft: bool
    furniture: Furniture
    blocks: tuple[Block, ...]

    def headings(self, level: int = 1) -> Iterator[Heading]:
        """The headings of one level, in order."""
        return (block for block in self.blocks if isinstance(block, Heading) and block.level == level)
