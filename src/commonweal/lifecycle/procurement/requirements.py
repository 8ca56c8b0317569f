"""Reading what a draft ask wants beside answers: conditions of participation and the price schedule. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.asks import AskContent
from commonweal.domain.assessment.conditions import ConditionKind, is_screening_blocked
from commonweal.domain.errors import DomainError
from commonweal.domain.participation import ConditionContent, check_stated
from commonweal.domain.price_schedule import LineKind, ScheduleLine
from commonweal.domain.procurements import Nature, Regime
from commonweal.domain.terms import TermKind
from commonweal.lifecycle.procurement.law import is_above, legal_facts
from commonweal.lifecycle.procurement.models import Ask, Procurement


def conditions(ask: Ask) -> tuple[ConditionContent, ...]:
    """The conditions of participation of the draft, in their order."""
    return tuple(ConditionContent(**{**row, "kind": ConditionKind(row["kind"])}) for row in ask.conditions)


def schedule(ask: Ask) -> tuple[ScheduleLine, ...]:
    """The lines of the draft's price schedule, in their order."""
    return tuple(ScheduleLine(**{**row, "kind": LineKind(row["kind"])}) for row in ask.schedule)


def terms(ask: Ask) -> tuple[AskTermContent, ...]:
    """The conditions and charters of the contract that the draft states, in their order."""
    return tuple(AskTermContent(**{**row, "kind": TermKind(row["kind"])}) for row in ask.terms)


def is_screening_blocked_for(procurement: Procurement) -> bool:
    """True where the law lets no supplier be screened for suitability, but for some works."""
    return is_screening_blocked(Regime(procurement.regime), is_above(procurement, legal_facts(procurement)))


def in_the_way(procurement: Procurement, ask: AskContent) -> Iterator[DomainError]:
    """Conditions that could be stated once and cannot stand now: the regime or the value changed."""
    if not ask.conditions:
        return
    is_blocked = is_screening_blocked_for(procurement)
    for each in ask.conditions:
        try:
            check_stated(each, nature=Nature(procurement.nature), is_blocked=is_blocked)
        except DomainError as error:
            yield error
