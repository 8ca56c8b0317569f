"""Generated reference pages that are read off the source code itself."""

import importlib
import pkgutil
import re
from pathlib import Path

from commonweal import domain
from commonweal.cli.docs_pages import page, table
from commonweal.domain.statuses import Transitions
from commonweal.presentation.words import all_words

PACKAGE = Path(__file__).resolve().parents[1]
_REASON = re.compile(r"for_system\(\s*\"([^\"]+)\"")


def transition_tables() -> dict[str, Transitions]:
    """Every literal transition table of the domain, by the thing it is about."""
    found: dict[str, Transitions] = {}
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Transitions):
                found[value.thing] = value
    return dict(sorted(found.items()))


def statuses() -> str:
    """Each transition table as a diagram."""
    parts = [
        f"## {thing}\n\n```mermaid\n{moves.diagram()}\n```" for thing, moves in transition_tables().items()
    ]
    return page(
        "Statuses",
        "Generated from the transition tables in `commonweal.domain`; what is not drawn is refused.",
        *parts,
    )


def system_queries() -> str:
    """Every reason for which the code reads across tenants, and where."""
    reasons: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for reason in _REASON.findall(path.read_text(encoding="utf-8")):
            reasons.setdefault(reason, set()).add(str(path.relative_to(PACKAGE)))
    rows = [
        (f"`{reason}`", ", ".join(f"`{place}`" for place in sorted(places)))
        for reason, places in sorted(reasons.items())
    ]
    return page(
        "Queries across tenants",
        "Generated from the calls of `for_system(reason)`. Everything else is read for one authority, supplier, panel "
        "member or partnership; a query that does not say for whom is refused.",
        table(("Reason", "Where"), rows),
    )


def error_words() -> str:
    """Every error code with the sentence that people read."""
    rows = [(f"`{code}`", str(text).replace("|", "\\|")) for code, text in sorted(all_words().items())]
    return page(
        "Errors in words",
        "Generated from `commonweal.presentation.words`.",
        table(("Code", "Sentence"), rows),
    )
