"""What columns are called. Each field has patterns from the surest to the weakest; content decides between equals.

Names are compared in lower case with `CamelCase` split and punctuation as spaces. The patterns are data, in
`column_names.yaml` beside this module.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from commonweal.interchange.spend_files.amounts import Cell

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTHING = r"(?!)"
_POUND_SIGN = re.compile(r"^\W*£[\s.:/]*p?\W*$")
_NOT_WORD = re.compile(r"[^a-z0-9#]+")


@lru_cache(maxsize=10_000)
def _plain_text(text: str) -> str:
    if _POUND_SIGN.match(text):
        return "gbp"
    words = _NOT_WORD.sub(" ", _CAMEL.sub(" ", text).replace("£", " ").replace("'", "").lower())
    words = " ".join(_spelling().get(word, word) for word in words.split())
    return _in_english(words) if _only_welsh() & set(words.split()) else words


@cache
def _data() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("column_names.yaml").read_text("utf-8"))
    return held


@cache
def _welsh() -> dict[str, str]:
    return {word: english for english, words in _data()["welsh"].items() for word in words.split()}


@cache
def _spelling() -> dict[str, str]:
    return {word: meant for meant, words in _data()["spelling"].items() for word in words.split()}


@cache
def _only_welsh() -> frozenset[str]:
    """Words that show that a heading is Welsh: not those that are English too, and not the y of yes."""
    return frozenset(word for word, english in _welsh().items() if word != english) - {"y", "yr"}


def _in_english(words: str) -> str:
    """A Welsh or bilingual heading in English, each word once where both languages say it: `Cyflenwr / Supplier`."""
    said = " ".join(_welsh().get(word, word) for word in words.split()).split()
    return " ".join(word for word, before in zip(said, ["", *said], strict=False) if word != before)


def plain(cell: Cell) -> str:
    """A header cell as plain words: `NetAmount (£)` becomes `net amount`, a pound sign alone `gbp`."""
    return _plain_text(cell) if isinstance(cell, str) else ""


@dataclass(frozen=True)
class Field:
    """A meaning a column can have; `never` refuses names that only look like it."""

    name: str
    patterns: tuple[str, ...]
    never: str = _NOTHING

    def rank(self, plain_name: str) -> int | None:
        """0 for the surest name, more for weaker ones, None when it is not this field."""
        return _rank(self.patterns, self.never, plain_name)


@lru_cache(maxsize=50_000)
def _rank(patterns: tuple[str, ...], never: str, plain_name: str) -> int | None:
    if re.search(never, plain_name):
        return None
    for rank, pattern in enumerate(patterns):
        if re.search(pattern, plain_name):
            return rank
    return None


@cache
def fields(group: str) -> tuple[Field, ...]:
    """The fields of `payments`, `registers` or `marks` in order of claim, from `column_names.yaml`."""
    entries = _data()[group]
    return tuple(
        Field(each["name"], tuple(each["patterns"]), each.get("never", _NOTHING)) for each in entries
    )


def field(group: str, name: str) -> Field:
    """One field of a group by its name."""
    return next(each for each in fields(group) if each.name == name)


PAYMENT_FIELDS = fields("payments")
CARD = field("marks", "merchant")
#: Fields that make a row of names a header.
CORE = frozenset({"date", "supplier", "amount"})
