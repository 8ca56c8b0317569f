"""Ordinary compiled releases as typed objects: what a table's row may hold, field by field, and nothing else.

A text that fits these types exactly is read straight into them, without dictionaries between. One that does not - a
field nobody knows, a null, a number written as text - is read the long way, which takes everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any

import msgspec

from commonweal.interchange.ocds.extras import KNOWN, Known
from commonweal.interchange.ocds.merging import NO_RULES
from commonweal.interchange.ocds.release_schema import RuleTree, known_fields, omitted, rule_tree
from commonweal.interchange.ocds.table_plans import DATE, JSON, MONEY, NUMBER, PLANS, TEXT, TRUTH, WHOLE

Steps = tuple[str, ...]

_WHOLE = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
_EXACT = Annotated[float, msgspec.Meta(gt=-9e15, lt=9e15)]
"""A whole number below this is the same as a float."""

_TYPES: dict[str, Any] = {
    TEXT: str, DATE: str, TRUTH: bool, WHOLE: _WHOLE, MONEY: _EXACT, NUMBER: _EXACT, JSON: msgspec.Raw,
}  # fmt: skip


class Shape:
    """One kind of object: `kind` is its type, whose values come in the order of `names`; None stands for what is not said.

    `spare` are fields without a column, and `rules` the merge rules of each field that is kept as JSON.
    """

    def __init__(self, table: str, above: Steps, known: Known) -> None:
        self.below = {name: Shape(table, (*above, name), inner) for name, inner in known.below.items()}
        self.lists = {path[-1]: into for path, into in _lists(table) if path[:-1] == above}
        kinds = {path[-1]: kind for path, kind in _kinds(table) if path[:-1] == above}
        raw = [name for name in kinds if kinds[name] == JSON]
        spare = sorted(
            _spare(table, above) - known.names - set(_TOP if table == "procurements" and not above else ())
        )
        self.rules = {name: _rule(table, (*above, name)) for name in (*raw, *spare)}
        self.spare = tuple(name for name in spare if self.rules[name] is not None)
        fields: dict[str, Any] = {name: _id_or(name, _TYPES[kind]) for name, kind in kinds.items()}
        fields |= {name: shape.kind for name, shape in self.below.items()}
        fields |= {name: list[shape_of(into).kind] for name, into in self.lists.items()}  # type: ignore[misc]
        fields |= dict.fromkeys(self.spare, msgspec.Raw)
        if table == "procurements" and not above:
            fields |= {"id": msgspec.Raw, "tag": msgspec.Raw, "tender": shape_of("tenders").kind}
            fields = {"ocid": str, **fields}
        self.names = tuple(fields)
        self.kind: Any = msgspec.defstruct(
            "_".join((table, *above)),
            [(name, kind) if name == "ocid" else (name, kind, None) for name, kind in fields.items()],
            gc=False,
            forbid_unknown_fields=True,
        )
        self.none: Any = None if "ocid" in fields else self.kind()


_TOP = ("ocid", *("id", "tag", "tender"))


def _id_or(name: str, kind: Any) -> Any:
    """Identifiers are text or whole numbers, which the merge tells apart."""
    return str | _WHOLE if name == "id" else kind


def _lists(table: str) -> Iterator[tuple[Steps, str]]:
    for path, into, _ in PLANS[table].lists:
        yield tuple(path.split("/")), into


def _kinds(table: str) -> Iterator[tuple[Steps, str]]:
    for path, _, kind in PLANS[table].columns:
        yield tuple(path.split("/")), kind


_SEEN = frozenset(
    tuple(path.split("/"))
    for path in (
        "title", "description", "planning/budget/budgetBreakdown", "tender/additionalClassifications",
        "tender/communication", "tender/contractTerms", "tender/coveredBy", "tender/lotDetails",
        "tender/otherRequirements", "tender/reviewDetails", "tender/secondStage", "tender/selectionCriteria",
        "tender/specialRegime", "tender/submissionTerms", "tender/techniques", "tender/xClassifications",
        "tender/lots/description", "tender/lots/hasOptions", "tender/lots/hasRenewal", "tender/lots/options",
        "tender/lots/renewal", "tender/lots/submissionTerms", "tender/lots/variantPolicy",
        "contracts/renewal", "contracts/relatedLots", "version",
    )
)  # fmt: skip
"""Fields without a column that published releases hold and the schema does not name."""


@cache
def shape_of(table: str) -> Shape:
    """The rows of a table."""
    return Shape(table, (), KNOWN[table])


@cache
def places() -> dict[str, list[Steps]]:
    """Where in a release the rows of each table stand, positions left out."""
    found: dict[str, list[Steps]] = {name: [] for name in PLANS}

    def look(table: str, at: Steps) -> None:
        found[table].append(at)
        for steps, into in _lists(table):
            look(into, (*at, *steps))

    look("procurements", ())
    look("tenders", ("tender",))
    return found


def _spare(table: str, above: Steps) -> set[str]:
    """Fields at a place that may well be there and have no column."""
    everything = known_fields() | _SEEN
    here = {(*place, *above) for place in places()[table]}
    return {path[-1] for path in everything if path[:-1] in here}


def _rule(table: str, steps: Steps) -> Any:
    """The merge rules of a field; None if it is merged otherwise in one place than in another."""
    found = [_rule_at((*place, *steps)) for place in places()[table]]
    return found[0] if all(rule == found[0] for rule in found) else None


def _rule_at(path: Steps) -> Any:
    rules: Any = rule_tree()
    for name in path:
        rules = rules.get(name, NO_RULES) if isinstance(rules, RuleTree) else NO_RULES
    return rules


@cache
def _reader() -> Callable[[bytes], Any]:
    if set(omitted()) != {"id", "date", "tag"}:
        raise ValueError("the schema leaves other fields out of a compiled release than are left out here")
    return msgspec.json.Decoder(shape_of("procurements").kind).decode


def plain_release(text: bytes) -> Any:
    """A release that is an ordinary one; None where it is not."""
    try:
        return _reader()(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
