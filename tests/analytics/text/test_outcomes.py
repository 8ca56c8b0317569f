"""The likeness of a subject to outcomes: offline, the same every time, and no more than one of several reasons."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.analytics.text.outcomes import WHOLE, likeness, usual_words
from commonweal.reference.social_value import ItemKind, framework

TEXTS = ["care at home for older people", "roads bridges and tarmac", "software licences"]


def test_a_text_is_wholly_like_itself_and_hardly_like_another():
    care, roads, software = likeness("software licences", TEXTS)
    assert software == WHOLE
    assert max(care, roads) < WHOLE // 100


def test_parts_of_words_count():
    assert likeness("a caring bridge", TEXTS)[1] > 0


def test_nothing_is_like_nothing():
    assert likeness("", TEXTS) == [0, 0, 0]
    assert likeness("care", []) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_gives_figures_between_nothing_and_the_whole_every_time(subject, texts):
    found = likeness(subject, texts)
    assert found == likeness(subject, texts)
    assert all(0 <= each <= WHOLE for each in found)


def test_usual_words_are_those_of_outcomes_that_exist():
    codes = {each.code for each in framework("ppn002").of_kind(ItemKind.OUTCOME)}
    assert usual_words().keys() == codes
