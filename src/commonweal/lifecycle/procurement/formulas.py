"""The price formulas that an ask may state, by id. Assessment scores prices by the formula stated here."""

from commonweal.domain.assessment.price import PRICE_RULES

FORMULAS = frozenset(PRICE_RULES)
