"""Rules about how much social value weighs and what decides the score."""

from commonweal.domain.fit.case import FitCase
from commonweal.domain.procurements import PROCUREMENT_ACT_FROM
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.model import Basis, Earlier, Firing, Severity, fit_rule
from commonweal.domain.weights import percent


@fit_rule(
    "weight-below-minimum",
    Severity.STOP,
    Severity.CONSIDER,
    why="PPN 002, and PPN 06/20 before it, bind central government bodies to the minimum on procurements above threshold. "
    "For councils and others it is a signal only: published practice runs from 5% to 30%.",
    suggestion="Raise the weighting, or record why no outcome fits.",
    basis=Basis.POLICY,
    source=sources.PPN_002,
    earlier=Earlier(PROCUREMENT_ACT_FROM, sources.PPN_06_20),
)
def weight_below_minimum(case: FitCase, book: RuleBook) -> Firing | None:
    """Social value weighs less than the minimum of its social value model.

    Reading: a stop for central government above threshold once PPN 06/20 or PPN 002 binds it, a signal for everybody
    else, and also where no threshold is known for the date. A model of a body's own sets no minimum: that of PPN 002
    stands in. A recorded reason why none fits clears the finding.
    """
    model = book.model(case) or book.models[book.default_model]
    ask = case.ask
    if ask.weighting >= model.minimum_weighting or ask.none_fits_reason:
        return None
    facts = f"It is given {percent(ask.weighting)}; the minimum is {percent(model.minimum_weighting)} ({model.title})."
    if not book.is_minimum_binding(case):
        return Firing(Severity.CONSIDER, facts)
    above = book.is_above_threshold(case)
    if above is None:
        facts += " No threshold is known for the start date: above it this is a stop."
    return Firing(Severity.STOP if above else Severity.CONSIDER, facts)


@fit_rule(
    "pounds-score",
    Severity.CONSIDER,
    why="One total hides local choices, and pounds that can stand for anything beat what a place needs.",
    suggestion="Compare tenders by a profile over several dimensions and show pounds as information.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def pounds_score(case: FitCase, book: RuleBook) -> Firing | None:
    """Monetised proxies decide the score."""
    if not case.ask.pounds_decide_score:
        return None
    return Firing(Severity.CONSIDER, "The ask lets a total in pounds decide.")


RULES = (weight_below_minimum, pounds_score)
