"""The grounds for changing a contract that ship with the product, read from `data/rules/modification_grounds.yaml`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from commonweal.domain.changes import LAW_OF, ChangeLaw, Ground, NoticeRule
from commonweal.domain.procurements import Regime
from commonweal.domain.rules.model import Confidence, Source
from commonweal.reference.loader import read_mapping
from commonweal.reference.nodes import Node

_NAME = "rules/modification_grounds.yaml"
_CONFIDENCE = {level.name.lower(): level for level in Confidence}


@cache
def shipped_modification_grounds() -> tuple[Ground, ...]:
    """Every ground in the order of the law. Raises ReferenceDataError with the line of every mistake."""
    top, lines = read_mapping(_NAME)
    grounds = tuple(_ground(node) for node in top.nodes("grounds"))
    top.finish()
    top.raise_problems(_NAME, lines)
    return grounds


def grounds_under(regime: str | None) -> tuple[Ground, ...]:
    """The grounds of the law that a procurement began under; none where no grounds of that law are held here.

    A contract that no procurement here led to (None) is read by the Procurement Act.
    """
    law = ChangeLaw.ACT_2023 if regime is None else LAW_OF.get(Regime(regime))
    return tuple(each for each in shipped_modification_grounds() if each.law is law)


def _ground(node: Node) -> Ground:
    level = node.choice("confidence", tuple(_CONFIDENCE))
    made = Ground(
        id=node.text("id"),
        title=node.text("title"),
        text=node.text("text"),
        source=Source(node.text("source"), _CONFIDENCE[level], node.optional_text("url")),
        in_force_from=node.required_day("in_force_from"),
        forbids_shift=node.boolean("forbids_shift"),
        law=ChangeLaw(node.choice("law", tuple(ChangeLaw))),
        notice=NoticeRule(node.choice("notice", tuple(NoticeRule))),
        most_value=_percent(node, "most_value"),
        most_value_works=_percent(node, "most_value_works"),
        most_term=_percent(node, "most_term"),
    )
    node.finish()
    return made


def _percent(node: Node, key: str) -> Fraction | None:
    """A limit in per cent as a share; None where none is given."""
    found = node.integer(key)
    return None if found is None else Fraction(found, 100)
