"""The one list of fit rules. Documentation, command line, pages and tests iterate it."""

from commonweal.domain.rules import (
    fit_law,
    fit_learning,
    fit_market,
    fit_metrics,
    fit_outcomes,
    fit_weighting,
)
from commonweal.domain.rules.model import FitRule

FIT_RULES: tuple[FitRule, ...] = (
    *fit_weighting.RULES,
    *fit_outcomes.RULES,
    *fit_metrics.RULES,
    *fit_learning.RULES,
    *fit_market.RULES,
    *fit_law.RULES,
)

FIT_RULES_BY_ID = {rule.id: rule for rule in FIT_RULES}
