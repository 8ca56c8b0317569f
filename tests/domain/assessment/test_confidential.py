"""What is confidential is left out, marked, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.confidential import check_passage, left_out
from commonweal.domain.errors import Invalid

MARK = "[left out]"


def test_a_passage_is_left_out_wherever_it_stands_and_marked_once():
    assert (
        left_out("Pays £14 an hour; £14 is high.", ["£14"], MARK)
        == "Pays [left out] an hour; [left out] is high."
    )
    assert left_out("abcdef", ["bcd", "cde"], MARK) == "a[left out]f"
    assert left_out("abc", [], MARK) == "abc"


@given(
    st.text(alphabet="ab ", max_size=30),
    st.lists(st.text(alphabet="ab ", min_size=1, max_size=4), max_size=3),
)
def test_no_passage_can_be_read_afterwards(text, passages):
    shown = left_out(text, passages, "#")
    assert all(passage not in shown for passage in passages)
    assert left_out(text, (), "#") == text


@pytest.mark.parametrize(
    ("passage", "reason", "code"),
    [
        ("not there", "why", "confidential.not_in_reason"),
        ("a", "why", "confidential.too_short"),
        ("words", " ", "confidential.why_missing"),
    ],
)
def test_a_passage_stands_in_the_reason_and_is_explained(passage, reason, code):
    with pytest.raises(Invalid) as caught:
        check_passage("a few words", passage, reason)
    assert caught.value.code == code
