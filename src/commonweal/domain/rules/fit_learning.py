"""Rules about learning, stories and looking after the contract."""

from commonweal.domain.fit.case import EARLY_STAGES, FitCase
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.figures import SHORT_CONTRACT
from commonweal.domain.rules.model import Basis, Firing, Severity, fit_rule


@fit_rule(
    "learning-not-rewarded",
    Severity.WARN,
    why="Rewarding safe promises punishes honest uncertainty.",
    suggestion="Add scoring bands for learning and for credible pathways.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.APMP_WHITE_PAPER,
    whose="APMP UK and QinetiQ",
)
def learning_not_rewarded(case: FitCase, book: RuleBook) -> Firing | None:
    """At an early innovation stage the scoring gives nothing for learning, a plan to find out, or well-managed failure.

    Reading: discovery, prototype and pilot are early.
    """
    stage = case.procurement.stage
    if case.ask.rewards_learning or stage not in EARLY_STAGES:
        return None
    return Firing(Severity.WARN, f"The innovation stage is {stage}.")


@fit_rule(
    "numbers-only",
    Severity.WARN,
    why="What matters most is lost, and large firms are favoured.",
    suggestion="Require a narrative and learning reviews.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.IIPP_CAMDEN,
    whose="Camden Council with UCL",
)
def numbers_only(case: FitCase, book: RuleBook) -> Firing | None:
    """A people-facing service asks for no narrative, story or qualitative evidence.

    Reading: `people_facing` says that the work serves people, whatever its nature for the thresholds.
    """
    if not case.procurement.people_facing or case.ask.narrative_required:
        return None
    return Firing(Severity.WARN, "Only numbers are asked for.")


@fit_rule(
    "no-contract-manager",
    Severity.WARN,
    why="Promises without active management become meaningless.",
    suggestion="Name a person and set a cadence of reviews.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.IIPP_CAMDEN,
    whose="Camden Council with UCL",
)
def no_contract_manager(case: FitCase, book: RuleBook) -> Firing | None:
    """No person is named on the authority's side, or no cadence of reviews is set.

    Reading: either one missing is enough.
    """
    missing = []
    if case.procurement.contract_manager is None:
        missing.append("a contract manager")
    if case.ask.review_cadence_months is None:
        missing.append("a review cadence")
    return Firing(Severity.WARN, f"Missing: {' and '.join(missing)}.") if missing else None


@fit_rule(
    "no-remedy-ladder",
    Severity.CONSIDER,
    why="Promises are negotiated down when nothing proportionate follows from breaking them.",
    suggestion="Describe a ladder: talk, plan, escalate, contract remedy.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def no_remedy_ladder(case: FitCase, book: RuleBook) -> Firing | None:
    """No proportionate remedies are described."""
    return None if case.procurement.remedies else Firing(Severity.CONSIDER, "None is recorded.")


@fit_rule(
    "short-contract",
    Severity.CONSIDER,
    why="Yearly cycles waste the time of those who serve people and thin what they can offer.",
    suggestion="Consider three years with an extension.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
    parameters=(SHORT_CONTRACT,),
)
def short_contract(case: FitCase, book: RuleBook) -> Firing | None:
    """A people-facing service is let for under {short_contract_months} months without extension.

    Reading: any extension clears it; exactly the figure is long enough; `people_facing` says that the work serves
    people, whatever its nature for the thresholds.
    """
    work = case.procurement
    if not work.people_facing or work.extension_months or work.duration_months >= book[SHORT_CONTRACT]:
        return None
    return Firing(Severity.CONSIDER, f"It is let for {work.duration_months} months.")


RULES = (learning_not_rewarded, numbers_only, no_contract_manager, no_remedy_ladder, short_contract)
