"""Conditions and charters that an ask states for the contract: they become its terms when it is entered into.

They are no conditions of participation: nobody is kept from tendering by them. A charter is always open to what is worth as much,
and the ask says what that is.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.domain.canonical import later
from commonweal.domain.errors import Invalid
from commonweal.domain.terms import TermKind, check_term

MOST_TERMS = 30
TITLE_LIMIT, LEVEL_LIMIT = 200, 100
MOST_DUE_MONTHS = 120


@dataclass(frozen=True)
class AskTermContent:
    """A condition or charter as tenderers read it. First shown `due_months` after the contract starts, then every
    `every_months`; None is once. Of a charter `charter` is its title, `charter_keeper` who keeps it, `charter_source` where its
    wording is published, and `equivalent` what else would show the same."""

    id: str
    kind: TermKind
    title: str
    words: str
    due_months: int
    every_months: int | None
    charter_id: str = ""
    charter: str = ""
    charter_level: str = ""
    equivalent: str = ""
    charter_keeper: str = later("")
    charter_source: str = later("")


def check_stated(term: AskTermContent, levels: tuple[str, ...]) -> None:
    """Raise `Invalid` unless the term can stand in an ask. `levels` are those of its charter."""
    check_term(
        kind=term.kind,
        title=term.title,
        words=term.words,
        has_charter=bool(term.charter_id),
        level=term.charter_level,
        levels=levels,
        every_months=term.every_months,
    )
    for field, text, limit in (("name", term.title, TITLE_LIMIT), ("level", term.charter_level, LEVEL_LIMIT)):
        if len(text) > limit:
            raise Invalid("consortium.too_long", field=field, limit=limit)
    if not 0 <= term.due_months <= MOST_DUE_MONTHS:
        raise Invalid("ask_term.due_out_of_range", field="due_months", most=MOST_DUE_MONTHS)
