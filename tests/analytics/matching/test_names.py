"""Names that are the same written differently become equal; names that differ stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.analytics.matching.names import MOST_WORDS, normalise


def words(name):
    return normalise([name])[0][0].words


SAME = [
    ("Northfield Care Services Ltd", "NORTHFIELD CARE SVCS LIMITED"),
    ("Northfield Care Services Ltd", "The Northfield Care Services (Limited)"),
    ("O'Brien & Sons Limited", "OBrien and Sons Ltd."),
    ("O’Brien + Sons", "o'brien & sons co ltd"),
    ("J.P. Morris Building", "J P Morris Building"),
    ("B.B.K. Coaches plc", "BBK Coaches P.L.C."),
    ("Café Lumière", "Cafe Lumiere"),
    ("CafÃ© LumiÃ¨re", "Café Lumière"),
    ("Elm House Community Interest Company", "Elm House C.I.C."),
    ("Elm House Limited Liability Partnership", "Elm House LLP"),
    ("Marsh Bros", "Marsh Brothers"),
    ("Saint Anne School", "St. Anne Sch"),
    ("Dale Motors - A/C 221", "Dale Motors"),
    ("Dale Motors (in liquidation)", "Dale Motors"),
    ("Dale Motors Limted", "Dale Motors Ltd"),
    ("Dale MotorsLimited", "Dale Motors Ltd"),
    ("Dale MotorsLtd", "Dale Motors Ltd"),
    ("Dale Motorsplc", "Dale Motors PLC"),
    ("Dale Motors Coltd", "Dale Motors Ltd"),
    ("Dale Motors Lotd", "Dale Motors Ltd"),
    ("Dale Motors LLIP", "Dale Motors LLP"),
    ("Dale Motors Ltd Enlgand", "Dale Motors Ltd England"),
    ("Dale Motors L td", "Dale Motors"),
    ("Dale Motors L", "Dale Motors Ltd"),
    ("Elm House Community Inyerest Company", "Elm House CIC"),
    ("Elm House Communityi nterest Company", "Elm House CIC"),
    ("Dale Motors Ltdi UK", "Dale Motors UK"),
    ("Dale MotorsL im", "Dale Motors Limited"),
    ("Dale Motors - Head Offic", "Dale Motors"),
    ("Tthe Dale Motors", "The Dale Motors"),
    ("Four Oaks Nursery", "4 Oaks Nursery"),
    ("Salford MBC", "Salford Metropolitan Borough Council"),
    ("University  of\tSalford", "The University Salford"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_the_same_name_written_differently(one, two):
    assert words(one) == words(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Northfield Holdings Ltd", "Northfield Services Ltd"),
        ("Unit 12 Ltd", "Unit 21 Ltd"),
        ("Dale Motors", "Dale Motors Leeds"),
        ("Mann Ltd", "Man Ltd"),
    ],
)
def test_names_that_differ_stay_different(one, two):
    assert words(one) != words(two)


@pytest.mark.parametrize("joint", ["t/a", "T/A", "trading as", "t.a.", "T/as", "formerly", "c/o", "ta"])
def test_a_trading_name_is_a_second_way_of_being_named(joint):
    ways = normalise([f"J Smyth {joint} Velmora Catering Ltd"])[0]
    assert [way.words for way in ways] == [("j", "smyth"), ("velmora", "catering")]
    assert [way.is_other_name for way in ways] == [False, True]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("A Dale Ltd", "ltd"),
        ("A Dale PLC", "plc"),
        ("A Dale", ""),
        ("Dale C.I.O.", "cio"),
        ("Dale Cyf", "ltd"),
        ("A Dale PLAC", "plc"),
        ("A Dale Ciio", "cio"),
        ("Daleplc", "plc"),
    ],
)
def test_the_legal_form_is_kept_apart(name, form):
    assert normalise([name])[0][0].form == form


def test_a_name_of_nothing_but_small_words_is_not_lost():
    assert words("The Company Ltd")
    assert words("Limited") == ("limited",)


def test_an_empty_name_has_no_words():
    assert normalise(["", "  ", "-"]) == [[way] for (way,) in normalise(["", "", ""])]
    assert words("") == ()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_every_name_has_an_answer_of_its_own_whatever_is_in_it(names):
    together = normalise(names)
    assert len(together) == len(names)
    assert together == [normalise([name])[0] for name in names]
    assert all(len(way.words) <= MOST_WORDS for ways in together for way in ways)
