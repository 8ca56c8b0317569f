"""A small tender for the fictional borough's ask, for tests that need one as a plain value."""

from dataclasses import replace
from datetime import date
from typing import Any

from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
)
from commonweal.domain.tenders import TenderContent, blank, with_answer, with_offer, with_price
from tests.domain.asks_examples import an_ask

YEAR_ONE = OfferedPeriod(date(2027, 6, 1), date(2028, 5, 31), "example-north", 40_000)
YEAR_TWO = OfferedPeriod(date(2028, 6, 1), date(2029, 5, 31), "example-north", 60_500)


def a_quantity(**changed: Any) -> Offer:
    """100.5 hours of learning over two years, on the ask's own metric."""
    offer = Offer(
        key="offer-1",
        criterion_id="criterion-skills",
        kind=CommitmentKind.QUANTITY,
        title="Paid learning for care workers",
        metric_id="metric-hours",
        outcome_id=None,
        unit="hours",
        owed_by=OwedBy.SUPPLIER,
        subcontractor="",
        place_code="",
        periods=(YEAR_ONE, YEAR_TWO),
        rate=None,
        milestones=(),
        words="Half a day each quarter, in paid time.",
    )
    return replace(offer, **changed)


def a_rate(**changed: Any) -> Offer:
    """2 hours for every £10,000 called off."""
    rate = OfferedRate(2_000, 1_000_000)
    return a_quantity(**{"kind": CommitmentKind.RATE, "periods": (), "rate": rate, **changed})


def a_pathway(**changed: Any) -> Offer:
    """Two steps, on a measure that the supplier proposes against the outcome."""
    own = {
        "kind": CommitmentKind.PATHWAY,
        "metric_id": None,
        "outcome_id": "outcome-1",
        "unit": "",
        "periods": (),
        "milestones": (
            OfferedMilestone(
                "Ten carers have designed the course", date(2027, 9, 30), "Notes of the three evenings"
            ),
            OfferedMilestone("The course has run once", date(2028, 3, 31), "What those who came said of it"),
        ),
    }
    return a_quantity(**{**own, **changed})


def a_narrative(**changed: Any) -> Offer:
    """A promise in words alone."""
    own = {
        "kind": CommitmentKind.NARRATIVE,
        "metric_id": None,
        "outcome_id": "outcome-1",
        "unit": "",
        "periods": (),
    }
    return a_quantity(**{**own, "words": "We will say openly what does not work.", **changed})


def a_blank_tender() -> TenderContent:
    """Nothing written yet."""
    ask = an_ask()
    return blank(ask, ask.digest(), lot_id="lot-1", round_number=1, supplier_id="supplier-1")


def a_complete_tender() -> TenderContent:
    """Every question answered, priced, with one commitment."""
    ask = an_ask()
    content = with_price(a_blank_tender(), 98_000_000)
    for criterion in ask.questions:
        content = with_answer(content, ask, criterion.id, f"What we will do about {criterion.title.lower()}.")
    return with_offer(content, ask, a_quantity())
