"""What a workbook changes in a draft: what it says wins, what it leaves empty stays, and twice changes nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.packs.bringing_in import (
    applied,
    as_filled,
    asks_the_same,
    plan,
    response_of,
    too_much_for_workbook,
)
from commonweal.domain.packs.workbook import AMOUNT_ROWS, LONGEST_CELL
from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine
from commonweal.domain.tender_changes import with_lines
from commonweal.domain.tenders import MOST_OFFERS, Answer, blank, with_answer, with_offer, with_price
from tests.domain.asks_examples import a_criterion, an_ask
from tests.domain.tender_examples import YEAR_ONE, a_narrative, a_quantity, a_rate
from tests.interchange.packs.workbooks import a_response

ASK = an_ask()


def a_draft():
    """A price, an answer, and a commitment that the workbook has and one that it does not have."""
    content = blank(ASK, ASK.digest(), lot_id="lot-1", round_number=1, supplier_id="supplier")
    content = with_price(content, 1_000)
    content = with_answer(content, ASK, "criterion-quality", "What was written online.")
    content = with_offer(content, ASK, a_quantity(words="Other words."))
    return with_offer(content, ASK, replace(a_narrative(), key="own", title="Only online"))


def brought_in(content, response):
    return applied(content, ASK, plan(content, ASK, response))


def test_what_the_workbook_says_takes_the_place_of_what_was_there():
    after = brought_in(a_draft(), a_response())
    assert after.price_pence == 98_000_050
    assert after.answer("criterion-quality").startswith("How we care:")


def test_a_commitment_of_the_same_title_keeps_its_key_and_others_are_new():
    what = plan(a_draft(), ASK, a_response())
    keys = {(each.before.key if each.before else None, each.after.key) for each in what.offers}
    assert ("offer-1", "offer-1") in keys
    assert {"own"} == {offer.key for offer in what.only_here}


def test_what_the_workbook_leaves_empty_stays():
    empty = replace(a_response(), price_pence=None, answers=(), offers=())
    assert plan(a_draft(), ASK, empty).parts == ()
    assert brought_in(a_draft(), empty) == a_draft()


def test_bringing_it_in_twice_changes_nothing():
    once = brought_in(a_draft(), a_response())
    assert plan(once, ASK, a_response()).parts == ()
    assert brought_in(once, a_response()) == once


def test_a_workbook_filled_from_the_draft_changes_nothing():
    content = brought_in(a_draft(), a_response())
    said = response_of(content, ASK, "Example Care CIC")
    there = tuple(replace(offer, key=f"row-{row}") for row, offer in enumerate(said.offers, start=1))
    assert plan(content, ASK, replace(said, offers=there)).parts == ()


def test_a_row_number_that_an_online_commitment_has_already_is_not_taken_from_it():
    content = with_offer(a_draft(), ASK, a_rate(key="row-1", title="Something else"))
    after = brought_in(
        content, replace(a_response(), offers=(a_narrative(key="row-1", title="A new promise"),))
    )
    assert after.offer("row-1").title == "Something else"
    assert after.offer("row-1-2").title == "A new promise"


def test_too_many_commitments_are_refused_as_a_whole():
    offers = tuple(a_narrative(key=f"row-{n}", title=f"Promise {n}") for n in range(MOST_OFFERS))
    with pytest.raises(Invalid, match="too_many_commitments"):
        brought_in(a_draft(), replace(a_response(), offers=offers))


def test_an_answer_longer_than_its_cell_is_not_shortened_by_going_out_and_back():
    long = "w" * (LONGEST_CELL + 5)
    content = with_answer(a_draft(), ASK, "criterion-quality", long)
    back = Answer("criterion-quality", as_filled(ASK, "criterion-quality", long))
    assert len(back.text) == LONGEST_CELL
    assert plan(content, ASK, replace(a_response(), answers=(back,), offers=(), price_pence=None)).parts == ()


def test_more_amounts_than_rows_are_said_before_a_workbook_is_made():
    day = dt.timedelta(days=1)
    periods = tuple(
        replace(YEAR_ONE, start_on=YEAR_ONE.start_on + n * day, end_on=YEAR_ONE.start_on + n * day)
        for n in range(AMOUNT_ROWS + 1)
    )
    assert too_much_for_workbook(with_offer(a_draft(), ASK, a_quantity(periods=periods)), ASK)
    assert not too_much_for_workbook(a_draft(), ASK)


def test_versions_that_differ_in_deadline_alone_ask_the_same():
    later = ASK.tender_deadline_at + dt.timedelta(days=3)
    rounds = tuple(replace(each, deadline_at=later) for each in ASK.rounds)
    assert asks_the_same(ASK, replace(ASK, version=9, tender_deadline_at=later, rounds=rounds))
    other = replace(ASK, criteria=(a_criterion(title="Something else"),))
    assert not asks_the_same(ASK, other)


texts = st.text(alphabet="ab \n", min_size=1, max_size=20)


@given(online=texts, offline=texts)
def test_whatever_was_written_the_second_time_changes_nothing(online, offline):
    content = with_answer(a_draft(), ASK, "criterion-quality", online)
    answers = (Answer("criterion-quality", offline),) if offline.strip() else ()
    response = replace(a_response(), answers=answers)
    once = brought_in(content, response)
    assert brought_in(once, response) == once
    assert once.answer("criterion-quality") in (online, offline, "")


def test_a_price_that_is_the_total_is_left_out_so_that_a_line_changed_offline_changes_it():
    lines = tuple(ScheduleLine(f"line-{n}", LineKind.FIXED, f"Line {n}", "", None, "") for n in (1, 2))
    ask = replace(ASK, schedule=lines)
    entries = [LinePrice("line-1", 60_000), LinePrice("line-2", 40_000)]
    content = with_price(with_lines(a_draft(), ask, entries), 100_000)
    out = response_of(content, ask, "Us")
    assert out.price_pence is None
    assert plan(content, ask, out).parts == ()
    changed = replace(out, lines=(LinePrice("line-1", 70_000), entries[1]))
    assert applied(content, ask, plan(content, ask, changed)).price_pence == 110_000
    assert response_of(with_price(content, 99_000), ask, "Us").price_pence == 99_000
