"""A notice is a checked draft: what is needed and not known is named; nothing else is."""

import pytest

from commonweal.domain.notices import FIELDS, NoticeKind, When, draft
from commonweal.presentation.notice_words import FIELD, NOTICE, WHAT_FOR


def test_what_is_always_needed_is_missing_until_it_is_known():
    made = draft(NoticeKind.TERMINATION, {"authority_name": "Borough of Example"}, frozenset())
    assert "authority_name" not in made.missing
    assert "final_value_with_vat" in made.missing
    assert "termination_reason" not in made.missing
    assert not made.is_complete


def test_a_condition_makes_its_fields_needed():
    early = draft(NoticeKind.TERMINATION, {}, frozenset({When.ENDED_EARLY}))
    assert "termination_reason" in early.missing
    reached = draft(NoticeKind.DETAILS, {"kpis": []}, frozenset({When.KPI_DUTY}), kpis_set=1)
    assert "kpis" in reached.missing
    assert reached.too_few == 2


def test_no_is_an_answer_and_nothing_is_a_figure():
    values = {rule.id: "x" for rule in FIELDS[NoticeKind.TERMINATION]}
    values |= {"is_ordinary_end": False, "final_value_with_vat": 0}
    assert draft(NoticeKind.TERMINATION, values, frozenset(When)).is_complete


def test_a_kpi_that_is_not_rated_throughout_leaves_the_notice_incomplete():
    values = {rule.id: "x" for rule in FIELDS[NoticeKind.PERFORMANCE]}
    assert draft(NoticeKind.PERFORMANCE, values, frozenset(When)).is_complete
    assert not draft(NoticeKind.PERFORMANCE, values, frozenset(When), unrated=["Repairs"]).is_complete


def test_a_field_that_the_notice_does_not_have_is_a_mistake():
    with pytest.raises(ValueError, match="no field"):
        draft(NoticeKind.PERFORMANCE, {"colour": "red"}, frozenset())


def test_every_field_is_worded_and_says_where_it_comes_from():
    assert set(NOTICE) == set(WHAT_FOR) == set(FIELDS) == set(NoticeKind)
    for rules in FIELDS.values():
        for rule in rules:
            assert rule.id in FIELD
            assert rule.source.text
