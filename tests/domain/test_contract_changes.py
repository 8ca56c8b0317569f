"""A change of price or term: what may be proposed, by how much it moves, and on which law's grounds it rests."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.domain.changes import (
    LAW_OF,
    Answer,
    ChangeLaw,
    NoticeNeed,
    NoticeRule,
    check_approval,
    notice_need_2015,
)
from commonweal.domain.contract_changes import Deal, check_deal, moved, term_change, value_change
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import Regime
from commonweal.reference.modification_grounds import grounds_under, shipped_modification_grounds

STANDS = Deal(100_000_00, 120_000_00, dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def check(after: Deal, *, reason: str = "More homes.", last: dt.date | None = None) -> None:
    check_deal(STANDS, after, reason=reason, last_promise_on=last)


def test_price_and_term_move_by_a_share_of_themselves():
    dearer = replace(STANDS, value_ex_vat_pence=110_000_00)
    longer = replace(STANDS, ends_on=dt.date(2027, 3, 14))
    assert (value_change(STANDS, dearer), term_change(STANDS, dearer)) == (Fraction(1, 10), 0)
    assert (value_change(STANDS, longer), term_change(STANDS, longer)) == (0, Fraction(73, 365))
    unsaid = Deal(None, None, None, None)
    assert (value_change(unsaid, STANDS), term_change(unsaid, STANDS)) == (None, None)
    assert (value_change(unsaid, unsaid), term_change(unsaid, unsaid)) == (0, 0)
    with_vat = replace(STANDS, value_ex_vat_pence=None)
    assert value_change(with_vat, replace(with_vat, value_pence=90_000_00)) == Fraction(-1, 4)


@pytest.mark.parametrize(
    ("after", "more", "code"),
    [
        (STANDS, {}, "nothing_changes"),
        (replace(STANDS, value_pence=1), {"reason": " "}, "reason_missing"),
        (replace(STANDS, ends_on=dt.date(2025, 1, 1)), {}, "ends_before_start"),
        (replace(STANDS, ends_on=None), {}, "end_missing"),
        (replace(STANDS, starts_on=None), {}, "start_missing"),
        (replace(STANDS, value_pence=None), {}, "value_missing"),
        (
            replace(STANDS, ends_on=dt.date(2026, 6, 30)),
            {"last": dt.date(2026, 9, 30)},
            "promises_left_behind",
        ),
    ],
)
def test_what_cannot_be_proposed_says_why(after, more, code):
    with pytest.raises(Invalid, match=code):
        check(after, **more)


def test_an_earlier_end_that_leaves_no_promise_behind_may_be_proposed():
    check(replace(STANDS, ends_on=dt.date(2026, 9, 30)), last=dt.date(2026, 9, 30))


def test_each_law_has_its_own_grounds_and_no_law_is_claimed_that_is_not_held():
    assert len(grounds_under(Regime.PROCUREMENT_ACT_2023)) == 10
    assert grounds_under(Regime.PROCUREMENT_ACT_2023_WALES) == grounds_under(None)
    assert len(grounds_under(Regime.REGULATIONS_2015_2016)) == 6
    for regime in set(Regime) - set(LAW_OF):
        assert grounds_under(regime) == ()
    for ground in shipped_modification_grounds():
        assert (ground.law is ChangeLaw.ACT_2023) == (ground.notice is NoticeRule.SECTION_75)


def test_under_the_regulations_of_2015_the_ground_decides_about_the_notice():
    known = {each.id: each for each in grounds_under(Regime.REGULATIONS_2015_2016)}
    assert notice_need_2015([]) is NoticeNeed.GROUND_NOT_NAMED
    needing = {id_ for id_, each in known.items() if notice_need_2015([each]) is NoticeNeed.GROUND_NEEDS}
    assert needing == {"pcr-additional", "pcr-unforeseen"}
    both = [known["pcr-small"], known["pcr-additional"]]
    assert notice_need_2015(both) is NoticeNeed.GROUND_NEEDS
    assert notice_need_2015([known["pcr-small"]]) is NoticeNeed.GROUND_NEEDS_NOT


def approve(**changes: object) -> None:
    values: dict[str, object] = {
        "answer": Answer.APPROVE,
        "words": "",
        "is_equivalent": True,
        "for_authority": True,
        "shifts_balance": False,
        "grounds": [],
    }
    check_approval(**(values | changes))  # type: ignore[arg-type]


def test_a_ground_is_named_where_the_law_s_grounds_are_held_and_only_there():
    with pytest.raises(Invalid, match="ground_missing"):
        approve()
    approve(needs_ground=False)
    with pytest.raises(Invalid, match="shift_without_words"):
        approve(needs_ground=False, shifts_balance=True)
    approve(needs_ground=False, shifts_balance=True, words="It is right, because costs rose.")


def test_a_shift_to_the_supplier_is_never_unsubstantial():
    for regime in LAW_OF:
        unsubstantial = [each for each in grounds_under(regime) if each.forbids_shift]
        with pytest.raises(Refused):
            approve(shifts_balance=True, words="A little.", grounds=unsubstantial)


def test_a_change_is_held_against_what_stood_and_against_the_award():
    longer = replace(STANDS, ends_on=dt.date(2027, 1, 31))
    longest = replace(STANDS, ends_on=dt.date(2027, 2, 28))
    found = moved(STANDS, longer, longest)
    assert found.term == (Fraction(28, 396), Fraction(59, 365))
    assert found.value == (0, 0)


@pytest.mark.parametrize(
    ("after", "passed"),
    [
        (STANDS, set()),
        (replace(STANDS, ends_on=dt.date(2028, 12, 31)), {"not-substantial"}),
        (replace(STANDS, value_ex_vat_pence=112_000_00), {"below-threshold"}),
        (
            replace(STANDS, value_ex_vat_pence=300_000_00),
            {"below-threshold", "unforeseeable", "known-risk", "additional"},
        ),
    ],
)
def test_figures_that_pass_a_ground_are_told_from_those_that_do_not(after, passed):
    grounds, how_far = grounds_under(Regime.PROCUREMENT_ACT_2023), moved(STANDS, STANDS, after)
    assert {each.id for each in grounds if each.is_passed_by(how_far, is_works=False)} == passed
    works = {each.id for each in grounds if each.is_passed_by(how_far, is_works=True)}
    assert ("below-threshold" in works) == (after.value_ex_vat_pence == 300_000_00)


def test_what_cannot_be_said_passes_every_limit_of_value():
    how_far = moved(Deal(None, None, None, None), Deal(None, None, None, None), STANDS)
    known = {each.id: each for each in grounds_under(Regime.PROCUREMENT_ACT_2023)}
    assert known["below-threshold"].is_passed_by(how_far, is_works=False)
    assert not known["provided-for"].is_passed_by(how_far, is_works=False)


def test_who_rests_on_grounds_that_the_figures_pass_says_why_they_hold():
    known = {each.id: each for each in grounds_under(Regime.PROCUREMENT_ACT_2023)}
    small, provided = known["below-threshold"], known["provided-for"]
    with pytest.raises(Invalid, match="ground_is_passed"):
        approve(grounds=[small], passed={"below-threshold"})
    approve(grounds=[small], passed={"below-threshold"}, words="The threshold was raised.")
    approve(grounds=[small, provided], passed={"below-threshold"})
