"""A theory of change has no circle, no loose link end, and no goal that leads to an outcome."""

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.theory_of_change import (
    ASSUMPTION_TRANSITIONS,
    AssumptionState,
    Branch,
    Link,
    OutcomeKind,
    Theory,
    check_new_link,
    check_theory,
    find_cycle,
    find_path,
    loose_outcomes,
    nested,
    serves_goals,
)

NAMES = "abcdefg"
LINKS = st.frozensets(st.builds(Link, st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)


def theory(*pairs: str, goals: str = "") -> Theory:
    """`theory("ab", "bc", goals="c")`: a leads to b, b leads to c, and c is a goal."""
    kinds = {name: OutcomeKind.GOAL if name in goals else OutcomeKind.OUTCOME for name in NAMES}
    return Theory(kinds, frozenset(Link(*pair) for pair in pairs))


def as_networkx(links: frozenset[Link]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_edges_from((link.cause, link.effect) for link in links)
    return graph


@given(LINKS)
def test_a_circle_is_found_exactly_when_networkx_finds_one(links: frozenset[Link]) -> None:
    circle = find_cycle(links)
    assert bool(circle) is not nx.is_directed_acyclic_graph(as_networkx(links))
    assert all(Link(*step) in links for step in itertools.pairwise(circle))
    assert not circle or circle[0] == circle[-1]


@given(LINKS, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_a_path_is_as_short_as_networkx_says(links: frozenset[Link], start: str, end: str) -> None:
    graph = as_networkx(links)
    graph.add_nodes_from(NAMES)
    path = find_path(links, start, end)
    assert bool(path) is nx.has_path(graph, start, end)
    if path:
        assert len(path) - 1 == nx.shortest_path_length(graph, start, end)
        assert (path[0], path[-1]) == (start, end)
        assert all(Link(*step) in links for step in itertools.pairwise(path))


@given(LINKS, st.builds(Link, st.sampled_from(NAMES), st.sampled_from(NAMES)))
def test_a_link_is_accepted_exactly_when_the_theory_stays_without_circles(
    links: frozenset[Link], new: Link
) -> None:
    graph = as_networkx(links)
    if not nx.is_directed_acyclic_graph(graph) or new in links:
        return
    graph.add_edge(new.cause, new.effect)
    before = Theory(dict.fromkeys(NAMES, OutcomeKind.OUTCOME), links)
    if nx.is_directed_acyclic_graph(graph):
        check_new_link(before, new)
        check_theory(Theory(before.outcomes, links | {new}))
    else:
        with pytest.raises(Invalid, match=r"link\.cycle"):
            check_new_link(before, new)


def test_the_circle_that_a_link_would_close_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        check_new_link(theory("ab", "bc"), Link("c", "a"))
    assert refusal.value.code == "link.cycle"
    assert refusal.value.params["path"] == ("c", "a", "b", "c")


def test_an_outcome_cannot_lead_to_itself() -> None:
    with pytest.raises(Invalid, match=r"link\.cycle"):
        check_new_link(theory(), Link("a", "a"))


@pytest.mark.parametrize(("link", "field"), [(Link("z", "a"), "cause"), (Link("a", "z"), "effect")])
def test_both_ends_of_a_link_belong_to_the_theory(link: Link, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_new_link(theory(), link)
    assert (refusal.value.code, refusal.value.field) == ("link.orphan", field)


def test_a_stored_theory_with_an_orphan_link_is_refused_as_a_whole() -> None:
    with pytest.raises(Invalid, match=r"link\.orphan"):
        check_theory(Theory({"a": OutcomeKind.OUTCOME}, frozenset({Link("a", "b")})))


def test_a_stored_theory_with_a_circle_is_refused_as_a_whole() -> None:
    with pytest.raises(Invalid, match=r"link\.cycle"):
        check_theory(theory("ab", "ba"))


def test_the_same_link_is_not_added_twice() -> None:
    with pytest.raises(Invalid, match=r"link\.repeated"):
        check_new_link(theory("ab"), Link("a", "b"))


def test_a_goal_may_lead_to_a_goal_but_not_to_an_outcome() -> None:
    check_new_link(theory(goals="ab"), Link("a", "b"))
    with pytest.raises(Invalid, match=r"link\.goal_as_cause"):
        check_new_link(theory(goals="a"), Link("a", "b"))


def test_the_nested_list_puts_goals_first_and_names_a_shared_cause_again() -> None:
    small = Theory(
        {"a": OutcomeKind.OUTCOME, "b": OutcomeKind.OUTCOME, "g": OutcomeKind.GOAL, "h": OutcomeKind.GOAL},
        frozenset({Link("a", "g"), Link("a", "h")}),
    )
    assert nested(small) == (
        Branch("g", (Branch("a", ()),)),
        Branch("h", (Branch("a", (), repeats=True),)),
        Branch("b", ()),
    )


def _written(branches: tuple[Branch, ...]) -> list[str]:
    return [
        name
        for branch in branches
        for name in [*([] if branch.repeats else [branch.outcome]), *_written(branch.causes)]
    ]


@given(LINKS)
def test_the_nested_list_writes_every_outcome_exactly_once(links: frozenset[Link]) -> None:
    if find_cycle(links):
        return
    whole = Theory(dict.fromkeys(NAMES, OutcomeKind.OUTCOME), links)
    assert sorted(_written(nested(whole))) == sorted(NAMES)


def test_outcomes_that_lead_nowhere_are_named_and_goals_are_not() -> None:
    assert loose_outcomes(theory("ab", "cb", goals="b")) == ("d", "e", "f", "g")


def test_an_outcome_serves_every_goal_it_reaches() -> None:
    assert serves_goals(theory("ab", "bc", "bd", goals="cde"), "a") == ("c", "d")
    assert serves_goals(theory("ab", goals="b"), "b") == ()


S = AssumptionState
REFUSED_JUDGEMENTS = {
    *((old, S.UNTESTED) for old in S),
    (S.REFUTED, S.STRENGTHENED),
    (S.REFUTED, S.REFUTED),
}


@pytest.mark.parametrize("old", S)
@pytest.mark.parametrize("new", S)
def test_every_ordered_pair_of_assumption_states(old: S, new: S) -> None:
    assert ASSUMPTION_TRANSITIONS.allows(old, new) is ((old, new) not in REFUSED_JUDGEMENTS)
