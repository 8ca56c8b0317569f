"""A mission's theory of change, read whole."""

from collections import defaultdict
from dataclasses import dataclass

from commonweal.domain.theory_of_change import Branch, Link, OutcomeKind, Theory, nested
from commonweal.lifecycle.strategy.models import Assumption, Mission, Outcome, OutcomeLink


def standing_outcomes(mission: Mission) -> list[Outcome]:
    """Outcomes that were not retired, in order."""
    return list(mission.outcomes.filter(retired_at__isnull=True))


def standing_links(mission: Mission) -> list[OutcomeLink]:
    """Links that were not removed, with both outcomes."""
    found = OutcomeLink.objects.for_system("parts of missions that were read in scope").filter(
        cause__mission=mission, removed_at__isnull=True
    )
    return list(found.select_related("cause", "effect"))


def theory_of(mission: Mission) -> Theory:
    """The graph as plain values, by external id. Two queries."""
    return Theory(
        {outcome.external_id: OutcomeKind(outcome.kind) for outcome in standing_outcomes(mission)},
        frozenset(Link(link.cause.external_id, link.effect.external_id) for link in standing_links(mission)),
    )


@dataclass(frozen=True, slots=True)
class TheoryView:
    """A theory with its records: for the picture, the nested list and the table."""

    theory: Theory
    outcomes: dict[str, Outcome]
    links: list[OutcomeLink]
    assumptions: dict[int, list[Assumption]]

    @property
    def branches(self) -> tuple[Branch, ...]:
        return nested(self.theory)

    def link_between(self, cause: str, effect: str) -> OutcomeLink | None:
        pairs = ((each, (each.cause.external_id, each.effect.external_id)) for each in self.links)
        return next((each for each, pair in pairs if pair == (cause, effect)), None)


def theory_view(mission: Mission) -> TheoryView:
    """Everything the theory's page shows. Three queries whatever its size."""
    outcomes = {outcome.external_id: outcome for outcome in standing_outcomes(mission)}
    links = standing_links(mission)
    assumptions: dict[int, list[Assumption]] = defaultdict(list)
    for assumption in Assumption.objects.for_system("parts of missions that were read in scope").filter(
        link__in=[link.pk for link in links]
    ):
        assumptions[assumption.link_id].append(assumption)
    graph = frozenset(Link(link.cause.external_id, link.effect.external_id) for link in links)
    kinds = {key: OutcomeKind(outcome.kind) for key, outcome in outcomes.items()}
    return TheoryView(Theory(kinds, graph), outcomes, links, dict(assumptions))
