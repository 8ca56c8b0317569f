"""The self-check: what the ask's own bands name, vague wording, and figures held against the commitments, with places."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.commitments import contract_periods
from commonweal.domain.criteria import Band
from commonweal.domain.metrics import TargetKind
from commonweal.domain.self_check.aspects import Aspect, looked_for, missing
from commonweal.domain.self_check.check import self_check
from commonweal.domain.self_check.figures import figures_in
from commonweal.domain.self_check.findings import Where
from commonweal.domain.self_check.vague import Vague, vague_in
from commonweal.domain.tenders import blank, with_answer, with_offer
from tests.domain.asks_examples import a_criterion, a_metric, an_ask
from tests.domain.tender_examples import a_narrative, a_quantity

ALL_SIX = (
    Band(0, "None", "Nothing."),
    Band(
        10_000,
        "Excellent",
        "Specific and measurable commitments; a timetable; a method statement; a timed plan; clear governance.",
    ),
)
GOOD = (
    "Our training manager is responsible. By March 2028 we will train 60 care workers, 40 hours for each of them, "
    "by visiting them at work. First we meet the teams, then we review each quarter with the council."
)


def draft(answer="", *offers, ask=None):
    ask = ask or an_ask()
    content = blank(ask, ask.digest(), lot_id="lot-1", round_number=1, supplier_id="supplier")
    if answer:
        content = with_answer(content, ask, "criterion-skills", answer)
    for offer in offers:
        content = with_offer(content, ask, offer)
    (checked,) = [row for row in self_check(content, ask) if row.criterion.id == "criterion-skills"]
    return checked


def codes(checked):
    return [finding.code for finding in checked.findings]


def test_only_what_the_bands_or_the_question_name_is_looked_for():
    plain = a_criterion(bands=(Band(0, "No", "No."), Band(10_000, "Yes", "Yes.")), question="Tell us.")
    assert looked_for(plain, GOOD) == ()
    everything = looked_for(a_criterion(bands=ALL_SIX), GOOD)
    assert [each.aspect for each in everything] == list(Aspect)
    assert {each.band for each in everything} == {"Excellent"}


def test_an_answer_that_shows_all_of_it_misses_nothing_and_one_that_shows_none_misses_all():
    criterion = a_criterion(bands=ALL_SIX)
    assert missing(looked_for(criterion, GOOD)) == ()
    assert len(missing(looked_for(criterion, "We care."))) == len(Aspect)


def test_what_was_found_is_where_it_says():
    for each in looked_for(a_criterion(bands=ALL_SIX), GOOD):
        assert GOOD[each.found.start : each.found.end] == each.found.quote


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("We will, where possible, hire.", Vague.HEDGE, "where possible"),
        ("We run a number of courses.", Vague.HOW_MUCH, "a number of"),
        ("We meet Regularly.", Vague.HOW_OFTEN, "Regularly"),
        ("A world-class team.", Vague.BOAST, "world-class"),
        ("Tools, vans, etc.", Vague.OPEN_END, "etc"),
    ],
)
def test_vague_wording_is_found_with_its_place(text, kind, quote):
    ((found, span),) = vague_in(text)
    assert (found, span.quote, text[span.start : span.end]) == (kind, quote, quote)


def test_words_that_only_contain_a_vague_one_are_left_alone():
    assert list(vague_in("The irregular handsome fetcher aimed at Etchingham.")) == []


@pytest.mark.parametrize(
    ("text", "quantity", "period"),
    [
        ("40 hours of learning", 40_000, ""),
        ("1,200.5 hours", 1_200_500, ""),
        ("forty paid hours each year", 40_000, "year"),
        ("2 hours a week", 2_000, "week"),
        ("one hour per month", 1_000, "month"),
    ],
)
def test_figures_with_a_known_unit_are_read_from_words(text, quantity, period):
    (said,) = figures_in(text, ("hours",))
    assert (said.quantity, said.period, text[said.span.start : said.span.end]) == (
        quantity,
        period,
        said.span.quote,
    )


@pytest.mark.parametrize(
    "text", ["£40 hours", "40% hours", "2026/27 hours", "lot 4: hours", "40 people", "hours 40"]
)
def test_what_only_looks_like_such_a_figure_is_not_read(text):
    assert list(figures_in(text, ("hours",))) == []


def test_a_figure_that_the_commitments_bear_out_is_no_finding():
    for words in ("100.5 hours", "40 hours in the first year", "60.5 hours"):
        assert codes(draft(f"We give {words}.", a_quantity(words=""))) == ["year_without_amount"]


def test_a_figure_at_odds_with_the_commitments_is_shown_with_both():
    checked = draft("We give 400 hours of learning.", a_quantity(words=""))
    finding = next(each for each in checked.findings if each.code == "figure_differs")
    assert (finding.where, finding.span.quote) == (Where.ANSWER, "400 hours")
    assert dict(finding.params) == {"said": "400", "unit": "hours", "promised": "40, 60.5, 100.5"}


def test_a_figure_for_each_year_is_held_against_the_whole_contract():
    years = len(contract_periods(an_ask(), 12))
    checked = draft("We give 40 hours each year.", a_quantity(words=""))
    finding = next(each for each in checked.findings if each.code == "figure_for_each_differs")
    assert dict(finding.params)["together"] == str(40 * years)


def test_a_figure_that_nothing_promises_is_said():
    assert "figure_not_promised" in codes(draft("We give 40 hours.", a_narrative()))


def test_the_words_of_a_commitment_are_held_against_its_own_figures():
    checked = draft("Words.", a_quantity(words="Some 90 hours."))
    assert {(each.code, each.where) for each in checked.findings} >= {
        ("vague_how_much", Where.COMMITMENT),
        ("figure_differs", Where.COMMITMENT),
    }


def test_a_year_for_which_nothing_is_promised_is_named():
    (finding,) = [
        each for each in draft("Words.", a_quantity(words="")).findings if each.code == "year_without_amount"
    ]
    assert date.fromisoformat(dict(finding.params)["from"]) > a_quantity().periods[-1].end_on


def test_less_than_the_ask_wants_is_said():
    metric = a_metric(target=TargetKind.FIXED, target_low=200_000)
    ask = an_ask(criteria=tuple(replace(c, metrics=(metric,)) if c.metrics else c for c in an_ask().criteria))
    finding = next(
        each for each in draft("Words.", a_quantity(), ask=ask).findings if each.code == "below_what_is_asked"
    )
    assert dict(finding.params) == {"promised": "100.5", "asked": "200", "unit": "hours"}


@given(st.text(alphabet="aw 40hours.,\n%£eachyr-", max_size=120))
def test_whatever_was_written_every_place_is_in_the_text(text):
    checked = draft(text.strip() and text, a_quantity(words=""))
    for finding in checked.findings:
        if finding.span and finding.where is Where.ANSWER:
            assert checked.answer[finding.span.start : finding.span.end] == finding.span.quote
