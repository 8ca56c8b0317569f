"""The first wording of why we ask says what is recorded, once, and nothing else."""

from commonweal.domain.reasons import Aim, Sign, cut, distinct, lines

SIGN = Sign("i-1", "Falls at home", "40 (1 March 2026)", "20 (1 March 2029)")


def test_every_recorded_thing_is_a_line_in_order():
    found = lines(
        (Aim("o-1", "Healthy homes", "Fewer falls", "Carers see it first", (SIGN,)),), ("Camden", "Barnet")
    )
    assert [(line.kind, line.parts[0]) for line in found] == [
        ("mission", "Healthy homes"),
        ("outcome", "Fewer falls"),
        ("indicator", "Falls at home"),
        ("case", "Carers see it first"),
        ("place", "Camden, Barnet"),
    ]


def test_what_nobody_recorded_is_left_out():
    silent = Aim("m-1", "Healthy homes", "", "", (Sign("i-1", "Falls", "", ""),))
    assert [line.kind for line in lines((silent,), ())] == ["mission"]
    assert lines((), ()) == ()


def test_two_outcomes_of_a_mission_name_it_once():
    aims = (
        Aim("o-1", "Healthy homes", "Fewer falls", "", ()),
        Aim("o-2", "Healthy homes", "Dry walls", "", ()),
    )
    assert [line.parts[0] for line in distinct(lines(aims, ()))] == [
        "Healthy homes",
        "Fewer falls",
        "Dry walls",
    ]


def test_a_long_draft_ends_at_a_sentence():
    assert cut("one two\nthree four\nfive", 4) == "one two\nthree four"
