"""What the figures of a ranking leave out of the published method is said, and nothing else is."""

from dataclasses import replace

from commonweal.domain.assessment import stability
from commonweal.domain.assessment.snapshot import CriterionInput, ScoreInput, TenderInput, rank
from commonweal.domain.criteria import CriterionKind
from commonweal.journeys.firmness import limits

METHOD = CriterionInput("method", "Method", CriterionKind.QUALITY, 10_000, None, minimum=5_000)


def said(*marks: int, criterion=METHOD) -> str:
    tenders = tuple(
        TenderInput(name, None, (ScoreInput("method", mark),))
        for name, mark in zip("ABC", marks, strict=False)
    )
    kept = rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=(criterion,),
        tenders=tenders,
    )
    return " ".join(limits(kept, limits_lots=False))


def test_without_minimums_nothing_is_said_of_them():
    assert said(7_000, 6_000, criterion=replace(METHOD, minimum=None)) == ""


def test_a_tender_that_falls_below_a_minimum_is_followed():
    shown = said(7_000, 6_000)
    assert "become points without it" in shown and "bring it in" not in shown


def test_beside_a_tender_below_one_both_are_said():
    shown = said(7_000, 6_000, 4_000)
    assert "become points without it" in shown and "bring it in is not worked out" in shown


def test_among_very_many_what_others_falls_would_do_is_said_to_be_left_out(monkeypatch):
    monkeypatch.setattr(stability, "MOST_WORK", 1)
    shown = said(7_000, 6_000)
    assert (
        "when another falls below one is not worked out" in shown and "become points without it" not in shown
    )
