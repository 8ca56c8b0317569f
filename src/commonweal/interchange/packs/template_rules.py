"""What an authority's own Word template may do: name placeholders, repeat, and leave out. Nothing else is ever run.

Every piece of a template is read as a syntax tree before it is run, in an environment without functions, filters or
tests, inside Jinja's own sandbox.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from commonweal.domain.errors import Invalid
from commonweal.domain.packs.placeholders import LISTS, LOOP, PARTS, TEXTS, known

_DEEPEST = 2
_ALLOWED = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Getattr", "For", "If", "Not", "And", "Or", "Compare", "Operand", "Const"}
)  # fmt: skip


@cache
def environment() -> Any:
    """The sandbox in which a template runs. Parsing raises Invalid for whatever is not allowed."""
    from jinja2 import StrictUndefined, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Checked(ImmutableSandboxedEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            _check(tree, {}, 0)
            return tree

    made = Checked(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def _check(node: Any, variables: dict[str, str], depth: int) -> None:
    """Refuse a node that is not allowed, and a name that is not known. `variables` are those of the loops around it."""
    kind = type(node).__name__
    if kind not in _ALLOWED:
        raise Invalid("pack.template_not_allowed", field="file", what=kind.lower())
    if kind == "For":
        _check_loop(node, variables, depth)
        return
    if kind == "Getattr":
        _check_field(node, variables)
        return
    if kind == "Name" and node.name not in (*TEXTS, *PARTS):
        raise _unknown(node.name)
    for child in node.iter_child_nodes():
        _check(child, variables, depth)


def _check_loop(node: Any, variables: dict[str, str], depth: int) -> None:
    listed, target = getattr(node.iter, "name", None), getattr(node.target, "name", None)
    if listed not in LISTS:
        raise _unknown(listed or "for")
    if target is None or node.recursive or depth >= _DEEPEST:
        raise Invalid("pack.template_not_allowed", field="file", what="for")
    inner = {**variables, target: str(listed)}
    for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
        _check(child, inner, depth + 1)


def _check_field(node: Any, variables: dict[str, str]) -> None:
    owner = getattr(node.node, "name", None)
    if owner == "loop" and variables and node.attr in LOOP:
        return
    if owner not in variables or node.attr not in LISTS[variables[owner]]:
        raise _unknown(f"{owner or '?'}.{node.attr}")


def _unknown(name: str) -> Invalid:
    return Invalid("pack.template_unknown", field="file", name=name[:60], known=", ".join(known()))
