"""The objects that a table's columns are read from, looked at together: who they are, and which rows need a second look."""

from __future__ import annotations

from typing import Any

from commonweal.interchange.ocds.extras import Known

_NOTHING: dict[str, Any] = {}
_NONE = type(None)

Level = tuple[list[dict[str, Any]], set[str]]
"""The objects at one path, an empty one where a row has none, and all the names that any of them uses."""


class Holders:
    """Every level of a table's objects by path; `suspects` are rows that may hold something without a place."""

    def __init__(self, nodes: list[dict[str, Any]], known: Known, elsewhere: set[str]) -> None:
        self.levels: dict[tuple[str, ...], Level] = {}
        self.suspects: set[int] = set()
        self._look((), nodes, known, elsewhere)

    def at(self, path: tuple[str, ...]) -> Level:
        """The objects at a path, and the names they use."""
        return self.levels.get(path, ([], set()))

    def _look(
        self, path: tuple[str, ...], nodes: list[dict[str, Any]], known: Known, elsewhere: set[str]
    ) -> None:
        used: set[str] = set().union(*nodes)
        self.levels[path] = nodes, used
        strange = used - known.names - elsewhere
        if strange:
            self.suspects |= {row for row, node in enumerate(nodes) if not strange.isdisjoint(node)}
        for name, below in known.below.items():
            if name in used:
                self._look((*path, name), self._below(nodes, name), below, set())

    def _below(self, nodes: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
        found = [node.get(name, _NOTHING) for node in nodes]
        if set(map(type, found)) != {dict} or any(not node and node is not _NOTHING for node in found):
            self.suspects |= {row for row, node in enumerate(found) if type(node) is not dict or not node}
            return [node if type(node) is dict else _NOTHING for node in found]
        return found
