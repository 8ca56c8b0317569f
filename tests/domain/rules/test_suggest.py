"""Outcomes are ranked by what the rules say, openly, with reasons."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.fit.case import DeliveryPlace, FitCase, InnovationStage
from commonweal.domain.rules.suggest import Candidate, Ranking, rank_outcomes
from commonweal.reference.rule_book import shipped_rule_book
from tests.domain.rules.plain import metric, plain

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
    assert by_outcome["3"].reasons_for[0].startswith("It answers the finding innovation-outcomes-suggested")
    assert by_outcome["6"].reasons_against[0].startswith("It causes the finding specialist-or-remote-work")
    assert by_outcome["2"].reasons_for == by_outcome["2"].reasons_against == ()


def test_priorities_come_before_likeness_and_likeness_before_custom() -> None:
    candidates = [
        Candidate("1", "Asked often", asked_by=40),
        Candidate("2", "Like the subject", similarity=6_150),
        Candidate("7", "Serves a priority", priorities=("Healthy estates",)),
    ]
    ranking = rank(plain(), candidates)
    assert order(ranking) == ["7", "2", "1"]
    assert [each.reasons_for for each in ranking.suggestions] == [
        ("It would serve: Healthy estates.",),
        ("Its text is like the subject (61 out of 100).",),
        ("Similar procurements that asked for it: 40.",),
    ]


def test_a_warning_outweighs_any_likeness() -> None:
    candidates = [Candidate("6", "Barriers", similarity=10_000, asked_by=500), Candidate("2", "Skills")]
    assert order(rank(RESEARCH, candidates)) == ["2", "6"]


def test_what_is_chosen_and_measured_already_does_not_colour_the_ranking() -> None:
    measured = plain(outcomes={"8", "5"}, metrics=(metric(id="8-wellbeing-hours"),))
    assert rank(measured).suggestions == rank(plain()).suggestions


@given(st.permutations(ALL))
def test_the_order_of_the_candidates_does_not_matter(candidates: list[Candidate]) -> None:
    assert order(rank(RESEARCH, candidates)) == ["1", "3", "4", "2", "7", "8", "5", "6"]
