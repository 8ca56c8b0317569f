"""Outcomes are ranked by what the rules say, openly, with reasons."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.fit.case import DeliveryPlace, FitCase, InnovationStage
from commonweal.domain.rules.suggest import (
    Candidate,
    Part,
    PartSuggestion,
    Ranking,
    rank_outcomes,
    rank_parts,
)
from commonweal.reference.rule_book import shipped_rule_book
from tests.domain.rules.plain import metric, metrics, plain

ALL = [Candidate(number, f"Outcome {number}") for number in "12345678"]
RESEARCH = plain(
    stage=InnovationStage.DISCOVERY,
    delivery=DeliveryPlace.REMOTE,
    research=True,
    team_fte_thousandths=4_000,
    outcomes={"6"},
)


def rank(case: FitCase, candidates: list[Candidate] = ALL) -> Ranking:
    return rank_outcomes(case, candidates, shipped_rule_book())


def order(ranking: Ranking) -> list[str]:
    return [each.candidate.outcome for each in ranking.suggestions]


def test_early_research_is_led_by_the_outcomes_that_suit_innovation() -> None:
    """1, 3 and 4 clear a finding; 5 (small team that faces nobody) and 6 (specialist work) cause a warning."""
    ranking = rank(RESEARCH)
    assert order(ranking) == ["1", "3", "4", "2", "7", "8", "5", "6"]
    assert ranking.discouraged == {"5", "6"}


def test_each_place_has_its_reasons() -> None:
    by_outcome = {each.candidate.outcome: each for each in rank(RESEARCH).suggestions}
    assert [each.id for each in by_outcome["3"].cleared] == ["innovation-outcomes-suggested"]
    assert [each.id for each in by_outcome["6"].caused] == ["specialist-or-remote-work"]
    assert by_outcome["2"].cleared == by_outcome["2"].caused == ()


def test_priorities_come_before_likeness_and_likeness_before_custom() -> None:
    candidates = [
        Candidate("1", "Asked often", asked_by=40),
        Candidate("2", "Like the subject", similarity=6_150),
        Candidate("7", "Serves a priority", priorities=("Healthy estates",)),
    ]
    assert order(rank(plain(), candidates)) == ["7", "2", "1"]


def test_between_texts_that_are_about_as_like_the_place_decides() -> None:
    candidates = [
        Candidate("1", "A little more like", similarity=1_490),
        Candidate("2", "Notices elsewhere", similarity=1_010, notices=9),
        Candidate("3", "Notices of the region", similarity=1_010, notices=1, notices_near=1),
        Candidate("4", "Wanted here", similarity=1_010, wanted_here=("A canal to swim in",)),
        Candidate("7", "Much more like", similarity=1_500),
    ]
    assert order(rank(plain(), candidates)) == ["7", "4", "3", "2", "1"]


def parts_of(case: FitCase, *parts: Part) -> dict[str, PartSuggestion]:
    return {each.part.code: each for each in rank_parts(case, "8", parts, shipped_rule_book())}


def test_a_metric_is_told_what_it_clears_and_causes_in_the_draft() -> None:
    hours = metric(id="8-wellbeing-hours")
    outreach = Part("8-outreach", metric=metric(id="8-outreach"))
    found = parts_of(
        plain(outcomes={"8"}, metrics=(hours,)), Part("8-wellbeing-hours", metric=hours), outreach
    )
    assert [each.id for each in found["8-outreach"].cleared] == ["low-ambition"]
    assert list(found) == ["8-outreach", "8-wellbeing-hours"]
    full = parts_of(plain(metrics=metrics(6)), outreach)["8-outreach"]
    assert [each.id for each in full.caused] == ["too-many-metrics"]


def test_a_criterion_has_the_reasons_of_an_outcome() -> None:
    near = Part("8b", similarity=600, notices=1, notices_near=1)
    found = parts_of(plain(), Part("8a", similarity=700), near, Part("8c", priorities=("Healthy estates",)))
    assert list(found) == ["8c", "8b", "8a"]


def test_that_no_link_can_be_stated_for_what_is_chosen_speaks_against_no_other_outcome() -> None:
    assert rank(plain(link_can_be_stated=False)).discouraged == rank(plain()).discouraged


def test_a_warning_outweighs_any_likeness() -> None:
    candidates = [Candidate("6", "Barriers", similarity=10_000, asked_by=500), Candidate("2", "Skills")]
    assert order(rank(RESEARCH, candidates)) == ["2", "6"]


def test_what_is_chosen_and_measured_already_does_not_colour_the_ranking() -> None:
    measured = plain(outcomes={"8", "5"}, metrics=(metric(id="8-wellbeing-hours"),))
    assert rank(measured).suggestions == rank(plain()).suggestions


@given(st.permutations(ALL))
def test_the_order_of_the_candidates_does_not_matter(candidates: list[Candidate]) -> None:
    assert order(rank(RESEARCH, candidates)) == ["1", "3", "4", "2", "7", "8", "5", "6"]
