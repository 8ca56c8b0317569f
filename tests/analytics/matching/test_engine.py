"""Whole files: the right entry is found, and only then linked without a person."""

import pytest

from benchmarks.matching.fit import records
from benchmarks.matching.names import Recipe, Row, make
from commonweal.analytics.matching.engine import match
from commonweal.analytics.matching.judging import Link

REGISTER = [
    Row("R1", "Northfield Care Services Limited", "NE1 4ST", "01234567"),
    Row("R2", "Northfield Care Holdings Limited", "NE1 4ST", "07654321"),
    Row("R3", "Velmora Catering Ltd", "LS1 4AB", "02222222"),
    Row("R4", "Ashby Builders Ltd", "LE65 1AA", "03333333"),
    Row("R5", "Ashby Builders Ltd", "CT1 1AA", "04444444"),
    Row("R6", "The Gathergood Foundation", "M1 1AA", "", "1100001"),
    Row("R7", "Westerby Metalwork and Fabrication Ltd", "B1 1AA", "05555555"),
]


def link(name, postcode="", company="", charity="", register=REGISTER):
    (found,) = match(records([Row("Q", name, postcode, company, charity)]), records(register))
    return found


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("NORTHFIELD CARE SVCS LTD", "R1"),
        ("Northfield Care Hldgs", "R2"),
        ("Northfeild Care Services", "R1"),
        ("J Hobday t/a Velmora Catering", "R3"),
        ("catering, velmora", "R3"),
        ("Gathergood Foundation (The)", "R6"),
        ("WESTERBY METALWORK AND FABRICAT", "R7"),
        ("Westerby Metalwork & Fabrication Limted UK", "R7"),
        ("NORTHFIEL DCARE SERVICES", "R1"),
        ("Tthe Velmora Catering - Head Offic", "R3"),
    ],
)
def test_a_messy_name_is_linked_without_a_person(name, entry):
    found = link(name)
    assert (found.register_id, found.link) == (entry, Link.AUTOMATIC)


def test_two_entries_that_fit_equally_are_left_to_a_person():
    found = link("Ashby Builders Limited")
    assert found.link is Link.SUGGESTED
    assert found.register_id in {"R4", "R5"}
    assert "1 other entry fits about as well" in found.reason


def test_the_postcode_tells_them_apart():
    found = link("Ashby Builders Limited", "ct11aa")
    assert (found.register_id, found.link) == ("R5", Link.AUTOMATIC)
    assert "same postcode" in found.reason


def test_a_postcode_alone_links_nobody():
    found = link("Emberline Veterinary Surgery", "B1 1AA")
    assert found.link is not Link.AUTOMATIC


def test_a_slip_in_the_postcode_still_speaks_for_it():
    register = [Row("R1", "Ashby Builders Ltd", "LE65 1AA"), Row("R2", "Ashby Builders Ltd", "CT1 1AA")]
    found = link("Ashby Builders", "GT1 1AA", register=register)
    assert found.register_id == "R2"
    assert "postcode one character apart" in found.reason
    assert "same postcode sector" in link("Ashby Builders", "LE651AQ").reason


def test_an_agreeing_company_number_decides():
    found = link("Ashby Builders", "LE65 1AA", company="4444444")
    assert (found.register_id, found.link) == ("R5", Link.AUTOMATIC)
    assert "same company number" in found.reason


def test_a_number_of_one_entry_and_the_name_of_another_is_for_a_person():
    found = link("Velmora Catering Ltd", company="05555555")
    assert (found.register_id, found.link) == ("R7", Link.SUGGESTED)
    assert "another entry has the same name" in found.reason


def test_a_number_alone_still_decides_for_a_name_that_is_nobody_else_s():
    assert link("Zebulon Aerospace", company="05555555").link is Link.AUTOMATIC


def test_no_name_is_not_the_same_as_no_name():
    found = link("", "NE1 4ST", register=[*REGISTER, Row("R8", "", "NE1 4ST")])
    assert found.link is not Link.AUTOMATIC
    assert found.reason.startswith(("no name", "nearest is"))
    assert "same name" not in found.reason


def test_an_agreeing_charity_number_decides():
    found = link("Gathergd Fdn", charity="1100001")
    assert (found.register_id, found.link) == ("R6", Link.AUTOMATIC)


def test_a_differing_company_number_is_never_linked_without_a_person():
    found = link("Velmora Catering Ltd", "LS1 4AB", company="09999999")
    assert found.link is not Link.AUTOMATIC
    assert "different company number" in found.reason


@pytest.mark.parametrize("name", ["Zebulon Aerospace", "", "Ltd", "Northfield Veterinary Surgery Hexham"])
def test_what_the_register_does_not_hold_is_not_linked(name):
    found = link(name)
    assert found.link is not Link.AUTOMATIC
    assert (found.register_id == "") == (found.link is Link.NONE)


def test_several_names_of_one_entry_are_all_tried():
    register = [*REGISTER, Row("R3", "Hobday Street Kitchen")]
    found = link("Hobday Street Kitchen Ltd", register=register)
    assert (found.register_id, found.link) == ("R3", Link.AUTOMATIC)


def test_an_empty_register_and_no_queries():
    assert link("Velmora", register=[]).link is Link.NONE
    assert list(match(records([]), records(REGISTER))) == []


def test_a_register_of_empty_names_links_nothing():
    register = [Row("R1", ""), Row("R2", "--")]
    assert link("Velmora", register=register).link is Link.NONE
    assert link("", register=register).link is Link.NONE


def test_every_query_has_one_row_in_order_and_a_score_from_0_to_100():
    made = make(Recipe(7, register=600, queries=400))
    found = list(match(records(made.queries), records(made.register), processes=1))
    assert [each.query_id for each in found] == [row.id for row in made.queries]
    assert all(0 <= each.score <= 1000 and each.reason for each in found)
    assert all((each.register_id == "") == (each.link is Link.NONE) for each in found)


def test_two_processes_give_the_same_answer(monkeypatch):
    made = make(Recipe(8, register=300, queries=200))
    one = list(match(records(made.queries), records(made.register), processes=1))
    monkeypatch.setattr("commonweal.analytics.matching.engine._WORTH_A_PROCESS", 10)
    monkeypatch.setattr("commonweal.analytics.matching.engine.CHUNK", 50)
    told = []
    two = list(
        match(
            records(made.queries),
            records(made.register),
            processes=2,
            progress=lambda done, whole: told.append((done, whole)),
        )
    )
    assert one == two
    assert told == [(50, 200), (100, 200), (150, 200), (200, 200)]


def test_most_of_a_generated_file_is_linked_and_almost_all_links_are_right():
    made = make(Recipe(9, register=3000, queries=2000))
    found = list(match(records(made.queries), records(made.register), processes=1))
    truth = {row.id: row.truth for row in made.queries}
    automatic = [each for each in found if each.link is Link.AUTOMATIC]
    right = sum(truth[each.query_id] == each.register_id for each in automatic)
    assert right / len(automatic) > 0.96
    assert right / sum(1 for entry in truth.values() if entry) > 0.9
