"""The published cases say what the reports say, and nothing more."""

from datetime import date
from decimal import Decimal

from commonweal.reference.published_cases import published_cases

CASES = published_cases()


def test_northern_spire_has_its_17_lines_as_printed():
    lines = CASES.contract("northern-spire").commitments
    promised = [3, 1, 3, 1, 3, 2, 1, 8, 20, 10, 20, 3, 20, 2, 20, 25, None]
    delivered = [56, 7, 3, 9, 5, 4, 1, 16, 47, 97, 24, 4, 29, 6, 1560, 91, 1992]
    assert [line.promised for line in lines] == promised
    assert [line.delivered for line in lines] == delivered
    assert [line.id for line in lines] == [f"northern-spire-{number:02d}" for number in range(1, 18)]


def test_by_the_councils_own_report_all_16_promises_were_met():
    lines = CASES.contract("northern-spire").commitments
    assert sum(line.delivered >= line.promised for line in lines if line.promised is not None) == 16


def test_camden_estates_carries_its_whole_theory_of_change():
    mission = CASES.mission("camden-estates")
    assert [len(goal.outcomes) for goal in mission.goals] == [7, 5, 4]
    ids = [outcome.id for goal in mission.goals for outcome in goal.outcomes]
    assert len(set(ids)) == 16
    assert mission.deadline == date(2030, 12, 31)


def test_every_body_mission_and_contract_carries_a_source():
    assert all(each.source for each in (*CASES.authorities, *CASES.missions, *CASES.contracts))


def test_a_source_of_its_own_wins_over_the_authoritys():
    assert "Proposed Output" in CASES.contract("northern-spire").source
    assert CASES.contract("sstc3").source == CASES.authority("sunderland").source


def test_every_link_to_a_mission_says_on_what_it_rests():
    linked = [each for each in CASES.contracts if each.serves]
    assert len(linked) == 4
    assert {each.link_basis for each in linked} == {"editorial"}
    assert all(each.link_basis is None for each in CASES.contracts if not each.serves)


def test_what_a_report_does_not_say_stays_absent():
    bridge = CASES.contract("northern-spire")
    assert (bridge.value_pence, bridge.duration_months, bridge.status) == (None, None, None)
    stockton = CASES.contract("stockton-cctv")
    assert stockton.supplier is None
    assert [line.promised for line in stockton.commitments] == [None, None, None]
    assert [line.delivered for line in stockton.commitments] == [10_000, 2, 39]


def test_money_is_whole_pence_and_shares_are_exact():
    assert CASES.contract("hackney-school-catering").value_pence == 500_000_000
    facts = {fact.id: fact.value for fact in CASES.authority("camden").facts}
    assert facts["local_share"] == Decimal("0.56")


def test_a_figure_in_doubt_says_so():
    assert "Manchester City Council alone" in CASES.authority("greater-manchester").doubt
