"""Rules about which outcomes are chosen and what they serve."""

from commonweal.domain.fit.case import EARLY_STAGES, DeliveryPlace, FitCase
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.figures import MAJOR_CONTRACT, SMALL_TEAM, fte
from commonweal.domain.rules.model import Basis, Firing, Severity, fit_rule


@fit_rule(
    "too-many-outcomes",
    Severity.WARN,
    why="It spreads tenderers thin; the guidance prefers one outcome except for the most important contracts.",
    suggestion="Keep the outcome that matters most to this subject.",
    basis=Basis.POLICY,
    source=sources.PPN_002_GUIDE,
    parameters=(MAJOR_CONTRACT,),
)
def too_many_outcomes(case: FitCase, book: RuleBook) -> Firing | None:
    """More than one outcome is chosen on a contract of {major_contract} or less.

    Reading: an outcome named twice counts once; a contract of exactly the figure is not yet major.
    """
    chosen = case.ask.outcomes
    if len(chosen) < 2 or case.procurement.value > book[MAJOR_CONTRACT]:
        return None
    named = tuple(sorted(chosen))
    return Firing(Severity.WARN, f"{len(chosen)} outcomes are chosen: {', '.join(named)}.", named)


@fit_rule(
    "specialist-or-remote-work",
    Severity.WARN,
    why="Niche skills are hired where they are, conditions about job centres do not suit work on data or research, and "
    "answers written to tick a box crowd out real benefit.",
    suggestion="Ask for inclusive design, accessibility and co-design with groups that are under-served.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.APMP_WHITE_PAPER,
    whose="APMP UK and QinetiQ",
)
def specialist_or_remote_work(case: FitCase, book: RuleBook) -> Firing | None:
    """Barriers to employment is the outcome of early research, specialist or remote work.

    Reading: outcome 6 of PPN 002. "At discovery to pilot" (innovation stages) holds for research and for remote work
    alike; `mixed` delivery is not remote.
    """
    work, model = case.procurement, book.model(case)
    if model is None or model.barriers not in case.ask.outcomes or work.stage not in EARLY_STAGES:
        return None
    remote = work.delivery is DeliveryPlace.REMOTE
    if not (work.research or remote):
        return None
    kind = " and ".join(["research or specialist"] * work.research + ["delivered remotely"] * remote)
    return Firing(
        Severity.WARN,
        f"Outcome {model.barriers} is chosen; the work is {kind}, at innovation stage {work.stage}.",
        (model.barriers or "",),
    )


@fit_rule(
    "outcome-not-relevant",
    Severity.WARN,
    why="Relevance to the subject is a legal test, and forced fits produce nothing.",
    suggestion="Choose another outcome, or record why none fits.",
    basis=Basis.POLICY,
    source=sources.PPN_002_RELEVANCE,
    parameters=(SMALL_TEAM,),
)
def outcome_not_relevant(case: FitCase, book: RuleBook) -> Firing | None:
    """An outcome has no link to the subject: awareness of domestic abuse for work that neither faces people nor has a team
    above {small_team_fte} FTE, or an outcome whose link nobody can state.

    Reading: outcome 5 of PPN 002; a team of exactly the figure is not above it. Whether a link can be stated is asked on
    the ask's own pages, not in a case file.
    """
    work, ask, model = case.procurement, case.ask, book.model(case)
    abuse = model.domestic_abuse if model is not None else None
    small = abuse in ask.outcomes and not work.people_facing
    if abuse is not None and small and work.team_fte_thousandths <= book[SMALL_TEAM] * 1000:
        team = fte(work.team_fte_thousandths)
        return Firing(Severity.WARN, f"Outcome {abuse} is chosen; the team is {team} FTE.", (abuse,))
    if not ask.outcomes or ask.link_can_be_stated:
        return None
    chosen = tuple(sorted(ask.outcomes))
    return Firing(Severity.WARN, f"No link to the subject can be stated for: {', '.join(chosen)}.", chosen)


@fit_rule(
    "low-ambition",
    Severity.CONSIDER,
    why="Hours of wellbeing support for staff are easy to meet and have little to do with the mission.",
    suggestion="Add a measure of benefit to the people who use the service or to communities.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def low_ambition(case: FitCase, book: RuleBook) -> Firing | None:
    """Wellbeing is chosen and hours of support for staff are its only measure.

    Reading: outcome 8 of PPN 002 is among those chosen and every metric, of which there is at least one, is
    `8-wellbeing-hours`.
    """
    model, metrics = book.model(case), case.ask.metrics
    if model is None or model.wellbeing not in case.ask.outcomes or not metrics:
        return None
    if any(metric.id != model.wellbeing_hours_metric for metric in metrics):
        return None
    return Firing(
        Severity.CONSIDER,
        f"Outcome {model.wellbeing} rests on {model.wellbeing_hours_metric} alone.",
        (model.wellbeing or "",),
    )


@fit_rule(
    "innovation-outcomes-suggested",
    Severity.CONSIDER,
    why="Job quality, innovative supply chains and clean energy are the natural fits for innovation.",
    suggestion="Consider outcome 1 through the quality of jobs rather than their number, or outcome 3.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.APMP_WHITE_PAPER,
    whose="APMP UK and QinetiQ",
)
def innovation_outcomes_suggested(case: FitCase, book: RuleBook) -> Firing | None:
    """None of the outcomes that suit innovation is chosen at an early innovation stage.

    Reading: discovery, prototype or pilot without outcome 1, 3 or 4 of PPN 002, also when no outcome is chosen at all.
    """
    model = book.model(case)
    if model is None or not model.innovation or case.procurement.stage not in EARLY_STAGES:
        return None
    if case.ask.outcomes & model.innovation:
        return None
    fitting = ", ".join(sorted(model.innovation))
    return Firing(
        Severity.CONSIDER,
        f"The innovation stage is {case.procurement.stage}; none of outcomes {fitting} is chosen.",
    )


@fit_rule(
    "no-thread",
    Severity.WARN,
    why="Without a purpose of the authority's own the ask is an add-on.",
    suggestion="Link it to a mission outcome or local priority and say why it is asked.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.IIPP_CAMDEN,
    whose="Camden Council with UCL",
)
def no_thread(case: FitCase, book: RuleBook) -> Firing | None:
    """No mission outcome or local priority is linked."""
    return None if case.ask.thread else Firing(Severity.WARN, "The ask serves nothing that is recorded.")


@fit_rule(
    "place-not-defined",
    Severity.WARN,
    why="What is promised for a place that nobody has named cannot be delivered or verified.",
    suggestion="Choose places from the tree of places.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def place_not_defined(case: FitCase, book: RuleBook) -> Firing | None:
    """ "Local" or "relevant area" is used and no place is chosen."""
    ask = case.ask
    return (
        Firing(Severity.WARN, "The ask speaks of a place and names none.")
        if ask.local and not ask.places
        else None
    )


RULES = (
    too_many_outcomes,
    specialist_or_remote_work,
    outcome_not_relevant,
    low_ambition,
    innovation_outcomes_suggested,
    no_thread,
    place_not_defined,
)
