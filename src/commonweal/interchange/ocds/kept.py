"""A list that stays short: the first things put into it, and how many there were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

MOST = 10_000

T = TypeVar("T")


class Kept(list[T]):
    """The first `most` things of any number; `total` counts all of them. Add by `keep` alone."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self.most = most
        self.total = 0

    def keep(self, things: Iterable[T]) -> None:
        """Take more things, as long as there is room."""
        for thing in things:
            self.total += 1
            if len(self) < self.most:
                self.append(thing)

    @property
    def untold(self) -> int:
        """How many were counted but not kept."""
        return self.total - len(self)
