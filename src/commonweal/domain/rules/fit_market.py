"""Rules about the market: who was asked, how much is asked of small tenderers, what is additional."""

from commonweal.domain.fit.case import FitCase
from commonweal.domain.money import pounds
from commonweal.domain.procurements import PROCUREMENT_ACT_FROM
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.figures import (
    SMALL_CONTRACT,
    SMALL_MOST_EVIDENCE,
    SMALL_MOST_METRICS,
    SMALL_MOST_WORDS,
)
from commonweal.domain.rules.model import Basis, CannotTell, Earlier, Firing, Severity, fit_rule, say_day

NO_THRESHOLD = "No threshold is known for a procurement begun on {day}."


@fit_rule(
    "not-additional",
    Severity.WARN,
    why="Social value should be additive; what counts as good practice grows with the body's maturity.",
    suggestion="Make it a contract term (a condition of participation only if it tests legal, financial or technical "
    "capacity) and ask for more.",
    basis=Basis.POLICY,
    source=sources.PPN_002_GUIDE,
)
def not_additional(case: FitCase, book: RuleBook) -> Firing | None:
    """The criterion asks only for what good practice or law already demands."""
    return (
        Firing(Severity.WARN, "Nothing beyond good practice is asked.")
        if case.ask.good_practice_only
        else None
    )


@fit_rule(
    "copied-unchanged",
    Severity.CONSIDER,
    why="Criteria copied without thought fit nobody's procurement.",
    suggestion="Tailor the text after market engagement.",
    basis=Basis.POLICY,
    source=sources.PPN_002_RELEVANCE,
)
def copied_unchanged(case: FitCase, book: RuleBook) -> Firing | None:
    """Library text is used unedited and no market engagement is recorded.

    Reading: both must be missing.
    """
    if case.ask.criteria_edited or case.procurement.market_engagement:
        return None
    return Firing(Severity.CONSIDER, "Neither an edit nor an engagement is recorded.")


@fit_rule(
    "no-market-engagement",
    Severity.CONSIDER,
    why="Procurement law favours engagement before requirements are fixed.",
    suggestion="Hold one; short is fine.",
    basis=Basis.STATUTE,
    source=sources.ENGAGEMENT,
    earlier=Earlier(PROCUREMENT_ACT_FROM, sources.PCR_MARKET_CONSULTATION),
)
def no_market_engagement(case: FitCase, book: RuleBook) -> Firing | CannotTell | None:
    """The procurement is above threshold and no preliminary market engagement is recorded.

    Reading: at the threshold counts as above it. The regulations before the Procurement Act 2023 provided for it too.
    """
    work = case.procurement
    if work.market_engagement:
        return None
    threshold = book.threshold(case)
    if threshold is None:
        return CannotTell(NO_THRESHOLD.format(day=say_day(work.started_on)))
    if work.value < threshold.amount:
        return None
    return Firing(
        Severity.CONSIDER, f"The value is {pounds(work.value)}; the threshold is {pounds(threshold.amount)}."
    )


@fit_rule(
    "burden-on-small-tenderers",
    Severity.WARN,
    why="It shuts out small firms, charities and social enterprises, who often create most value by what they are.",
    suggestion="Use a short form and give credit for intrinsic value.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.MP_DEBATE,
    parameters=(SMALL_CONTRACT, SMALL_MOST_METRICS, SMALL_MOST_WORDS, SMALL_MOST_EVIDENCE),
)
def burden_on_small_tenderers(case: FitCase, book: RuleBook) -> Firing | None:
    """Much is asked of small tenderers.

    Reading: the value is below {small_contract} or the market is mainly small, and there are more than
    {small_most_metrics} metrics, a word limit above {small_most_words} or more than {small_most_evidence} evidence
    items; any one of the three is enough.
    """
    work, ask = case.procurement, case.ask
    if work.value >= book[SMALL_CONTRACT] and not work.mainly_small_market:
        return None
    asked = (
        (len(ask.metrics), SMALL_MOST_METRICS, "metrics"),
        (ask.word_limit, SMALL_MOST_WORDS, "words"),
        (ask.evidence_items, SMALL_MOST_EVIDENCE, "evidence items"),
    )
    heavy = [f"{n:,} {what} (at most {book[most]:,})" for n, most, what in asked if n > book[most]]
    return Firing(Severity.WARN, f"Asked: {', '.join(heavy)}.") if heavy else None


RULES = (not_additional, copied_unchanged, no_market_engagement, burden_on_small_tenderers)
