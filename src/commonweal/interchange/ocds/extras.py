"""What the tables have no column for, in its own shape, for the rows that hold such a thing."""

from __future__ import annotations

from typing import Any

from commonweal.interchange.ocds.table_plans import PLANS, Plan

Extras = dict[int, dict[str, Any]]
"""Row number to what its columns do not hold."""


def keep(extra: dict[str, Any] | None, steps: tuple[str, ...], value: Any) -> dict[str, Any]:
    """`extra` with a value put at its path."""
    extra = extra if extra is not None else {}
    node = extra
    for step in steps[:-1]:
        node = node.setdefault(step, {})
    node[steps[-1]] = value
    return extra


def told_elsewhere(release: dict[str, Any]) -> set[str]:
    """Fields of a release that are a key, the same in all, or another table's."""
    told = {"ocid"}
    if release.get("tag") == ["compiled"]:
        told.add("tag")
    if type(release.get("tender")) is dict:
        told.add("tender")
    return told


class Known:
    """The fields of an object that have a place in the tables: columns in their order, and objects below."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.below: dict[str, Known] = {}

    def add(self, above: tuple[str, ...], names: tuple[str, ...]) -> None:
        if not above:
            self.names.update(names)
            return
        self.names.add(above[0])
        self.below.setdefault(above[0], Known()).add(above[1:], names)

    def left_over(self, node: dict[str, Any], told: set[str]) -> dict[str, Any] | None:
        """What the tables have no place for; None if everything has one."""
        extra: dict[str, Any] = {
            name: value for name, value in node.items() if name not in self.names and name not in told
        }
        for name, below in self.below.items():
            value = node.get(name)
            if value is None:
                continue
            left = below.left_over(value, set()) if type(value) is dict and value else value
            if left is not None:
                extra[name] = left
        return extra or None


def known_of(plan: Plan) -> Known:
    """Every field that the plan has a column or a table for."""
    known = Known()
    for above, names in plan.groups:
        known.add(above, names)
    for path, _, _ in plan.lists:
        *steps, name = path.split("/")
        known.add(tuple(steps), (name,))
    return known


KNOWN = {name: known_of(plan) for name, plan in PLANS.items()}
