"""Reads plain nested values (from YAML) into typed ones and keeps every problem with its place.

A getter never raises: it notes the problem and gives an empty value, so that one pass over a file finds all of its
mistakes. `raise_problems` ends the pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One mistake in a data file: the path inside it (`items[3].code`), what is wrong, and the line if known."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, {self.path}" if self.line else self.path
        return f"{place}: {self.message}"


class ReferenceDataError(ValueError):
    """A data file cannot be used. `problems` lists every mistake with its place."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        super().__init__(f"{name}: " + "; ".join(str(problem) for problem in problems))


@dataclass
class Node:
    """A value with its path. `seen` remembers which keys were asked for, so that unknown ones can be refused."""

    value: Any
    path: str = ""
    problems: list[Problem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def note(self, message: str, key: str = "") -> None:
        """Record one problem at this node or at its `key`."""
        path = f"{self.path}.{key}".strip(".") if key else self.path
        self.problems.append(Problem(path or "the file", message))

    def _get(self, key: str) -> Any:
        self.seen.add(key)
        return self.value.get(key) if isinstance(self.value, dict) else None

    def text(self, key: str) -> str:
        """Required, not blank. Whole numbers that stand for a code must be quoted in the file."""
        found = self.optional_text(key)
        if found is None:
            self.note("is required", key)
        return found or ""

    def optional_text(self, key: str) -> str | None:
        found = self._get(key)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            self.note(f"must be text, not {found!r}", key)
            return None
        return found.strip()

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the `allowed` words; `default` stands in for an absent one."""
        found = self.optional_text(key) or default
        if found not in allowed:
            self.note(f"must be one of {', '.join(allowed)}, not {found!r}", key)
            return allowed[0]
        return found

    def integer(self, key: str) -> int | None:
        """A whole number of zero or more, or None when absent."""
        found = self._get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            self.note(f"must be a whole number of 0 or more, not {found!r}", key)
            return None
        return found

    def decimal(self, key: str) -> Decimal | None:
        """An exact number: a whole number or quoted text. A bare fraction is refused, it would be a float."""
        found = self._get(key)
        if found is None:
            return None
        if isinstance(found, (bool, float)) or not isinstance(found, (int, str)):
            self.note(f"must be a whole number or quoted text, not {found!r}", key)
            return None
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.note(f"is not a number: {found!r}", key)
            return None
        return number

    def boolean(self, key: str) -> bool:
        """True or false; absent is false."""
        found = self._get(key)
        if found not in (None, True, False):
            self.note(f"must be true or false, not {found!r}", key)
        return found is True

    def day(self, key: str) -> date | None:
        found = self._get(key)
        if found is None or type(found) is date:
            return found
        self.note(f"must be a date like 2025-02-13, not {found!r}", key)
        return None

    def required_day(self, key: str) -> date:
        found = self.day(key)
        if found is None:
            self.note("is required", key)
        return found or date.min

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        found = self._list(key)
        for index, each in enumerate(found):
            if not isinstance(each, str) or not each.strip():
                self.note(f"must be text, not {each!r}", f"{key}[{index}]")
        return tuple(each.strip() for each in found if isinstance(each, str) and each.strip())

    def nodes(self, key: str) -> list[Node]:
        """A list of mappings; absent is empty."""
        found = self._list(key)
        return [self._child(each, f"{key}[{index}]") for index, each in enumerate(found)]

    def node(self, key: str) -> Node:
        """A required mapping."""
        found = self._get(key)
        if found is None:
            self.note("is required", key)
        return self._child({} if found is None else found, key)

    def finish(self) -> None:
        """Refuse keys that nothing asked for: a misspelt field must not vanish silently."""
        if isinstance(self.value, dict):
            for key in self.value:
                if key not in self.seen:
                    self.note("is not a known field", str(key))

    def raise_problems(self, name: str, lines: dict[str, int] | None = None) -> None:
        """Raise ReferenceDataError with all problems of this node's whole tree, if there are any."""
        if self.problems:
            found = [Problem(p.path, p.message, _line_of(p.path, lines or {})) for p in self.problems]
            raise ReferenceDataError(name, found)

    def _list(self, key: str) -> list[Any]:
        found = self._get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.note(f"must be a list, not {type(found).__name__}", key)
            return []
        return found

    def _child(self, value: Any, key: str) -> Node:
        child = Node(value, f"{self.path}.{key}".strip("."), self.problems)
        if not isinstance(value, dict):
            child.note(f"must be a set of named fields, not {value!r}")
            child.value = {}
        return child


def _line_of(path: str, lines: dict[str, int]) -> int | None:
    """The line of `path` or of the nearest thing around it, for a field that is missing."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)
