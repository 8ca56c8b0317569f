"""What tells equal totals apart: named rules, one of which the tender documents state. No statute prescribes one.

A rule is an order of criteria. The tender with the higher score on the first of them comes first, then on the next. Where
the lower price comes first it is the prices that are compared before any score (`ScoreTable.prices`). Who is alike in all
of it is not told apart: the decision to award says who is chosen and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid

HEAVIEST = "heaviest-criterion-first"
LOWEST_PRICE = "lowest-price-first"


@dataclass(frozen=True)
class TieRule:
    """One published way to tell equal totals apart. `first` is the kind of criterion looked at first, if any."""

    id: str
    title: str
    statement: str
    gaming: str
    first: CriterionKind | None = None


TIE_RULES = {
    rule.id: rule
    for rule in (
        TieRule(
            HEAVIEST,
            "The heaviest criterion first",
            "The higher score on the criterion of greatest weight comes first, then on the next heaviest. Of criteria of the "
            "same weight the one that the ask lists first is looked at first.",
            "Favours what is weighted most twice over.",
        ),
        TieRule(
            LOWEST_PRICE,
            "The lowest price first",
            "The lower price comes first, then the higher score on the heaviest of the other criteria. Of criteria of the "
            "same weight the one that the ask lists first is looked at first.",
            "Rewards a penny less. Check an abnormally low price before scoring.",
            CriterionKind.PRICE,
        ),
        TieRule(
            "social-value-first",
            "Social value first",
            "The higher score on the heaviest social value criterion comes first, then on the next of them, then on the rest. Of "
            "criteria of the same weight the one that the ask lists first is looked at first.",
            "Favours who promises more. Ask for the method, and check that promises can be kept.",
            CriterionKind.SOCIAL_VALUE,
        ),
    )
}


def tie_order(
    rule_id: str, criteria: Sequence[tuple[str, CriterionKind, int]], *, by_id: bool = False
) -> tuple[str, ...]:
    """Criterion ids in the order a rule looks at them, from ``(id, kind, weight)`` in the order of the ask.

    With `by_id` criteria of the same weight are looked at in the order of their ids, as in rankings locked before.

    Raises:
        Invalid: ``ties.rule_unknown``.
    """
    rule = TIE_RULES.get(rule_id)
    if rule is None:
        raise Invalid("ties.rule_unknown", field="tie_rule", rule=rule_id)
    ordered = sorted(
        criteria, key=lambda each: (each[1] is not rule.first, -each[2], each[0] if by_id else "")
    )
    return tuple(each[0] for each in ordered)
