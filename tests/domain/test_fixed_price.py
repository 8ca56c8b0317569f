"""A fixed price is stated by the ask for each lot; a tender at another price is told so, wherever it is entered."""

from dataclasses import replace

import pytest

from commonweal.domain.asks import AskContent, FixedPriceContent, LotContent, MethodContent
from commonweal.domain.errors import Invalid
from commonweal.domain.fixed_price import check_stated, off_the_price
from commonweal.domain.money import MAX_PENCE
from commonweal.domain.tender_parts import PartStatus, obstacles, parts
from commonweal.domain.tenders import with_price
from tests.domain.asks_examples import a_criterion, a_price_criterion, an_ask
from tests.domain.tender_examples import a_complete_tender

FIXED = a_price_criterion(price_formula="fixed-price")
TWO_LOTS = (
    LotContent("lot-1", 1, "North", "", 60_000_000, None),
    LotContent("lot-2", 2, "South", "", 60_000_000, None),
)


def at(*prices: tuple[str, int], **changed) -> AskContent:
    """The example with prices fixed, at what is given for each lot."""
    stated = MethodContent(fixed_prices=tuple(FixedPriceContent(lot, pence) for lot, pence in prices))
    ask = an_ask(criteria=(FIXED, *an_ask().criteria[1:]), method=stated if prices else None)
    return replace(ask, **changed)


def test_the_price_of_each_lot_is_frozen_with_the_version():
    ask = at(("lot-1", 5_000_000), ("lot-2", 6_000_000), lots=TWO_LOTS)
    again = AskContent.from_json(ask.to_json())
    assert again == ask and (again.fixed_price("lot-1"), again.fixed_price("lot-2")) == (5_000_000, 6_000_000)


def test_under_another_formula_no_price_is_fixed():
    ask = replace(at(("lot-1", 5_000_000)), criteria=an_ask().criteria)
    assert ask.fixed_price("lot-1") is None and off_the_price(ask, "lot-1", 1) == ()


def test_every_lot_needs_its_price_before_the_ask_is_published():
    check_stated(at(("lot-1", 5_000_000)))
    check_stated(an_ask())
    with pytest.raises(Invalid) as refused:
        check_stated(at(("lot-1", 5_000_000), lots=TWO_LOTS))
    assert (refused.value.code, refused.value.params) == ("method.fixed_price_missing", {"title": "South"})


@pytest.mark.parametrize("pence", [0, -1, MAX_PENCE + 1])
def test_a_fixed_price_is_one_that_a_contract_can_have(pence):
    with pytest.raises(Invalid) as refused:
        check_stated(at(("lot-1", pence)))
    assert refused.value.code == "method.fixed_price"


def test_a_tender_a_penny_off_is_told_the_price_and_cannot_be_submitted():
    ask = at(("lot-1", 5_000_000))
    (told,) = obstacles(with_price(a_complete_tender(), 5_000_001), ask)
    assert (told.code, told.field, told.params) == ("tender.price_not_fixed", "price", {"fixed": "£50,000"})
    status = {part.kind: part.status for part in parts(with_price(a_complete_tender(), 5_000_001), ask)}
    assert status["price"] is PartStatus.TO_CORRECT
    assert obstacles(with_price(a_complete_tender(), 5_000_000), ask) == ()


def test_an_ask_that_was_published_without_its_price_refuses_no_tender_for_it():
    assert obstacles(with_price(a_complete_tender(), 5_000_001), at()) == ()


def test_a_price_that_is_not_stated_yet_is_missing_and_not_off():
    found = [each.code for each in obstacles(with_price(a_complete_tender(), None), at(("lot-1", 5_000_000)))]
    assert found == ["tender.price_missing"]


def test_the_example_ask_with_its_question_alone_states_nothing():
    assert at(criteria=(a_criterion(),)).fixed_price("lot-1") is None
