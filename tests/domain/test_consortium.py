"""Members and subcontractors, their shares, and which part of each commitment they deliver."""

from dataclasses import replace

import pytest

from commonweal.domain.commitments import OwedBy
from commonweal.domain.consortium import (
    LEAD,
    MOST_PARTIES,
    Flow,
    Party,
    flow_problems,
    left_to_lead_bp,
    party_problems,
)
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.price_schedule import LinePrice
from commonweal.domain.tender_changes import with_condition, with_flows, with_lines, with_party, without_party
from commonweal.domain.tender_parts import PartStatus, obstacles, parts
from commonweal.domain.tenders import without_offer
from tests.domain.asks_examples import a_criterion, a_metric, an_ask
from tests.domain.requirement_examples import FRIENDS, KITCHENS, a_fuller_ask, a_fuller_tender
from tests.domain.tender_examples import a_narrative, a_quantity, a_rate

ASK = a_fuller_ask()
TENDER = a_fuller_tender()
PARTIES = (KITCHENS, FRIENDS)


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "consortium.name_missing"),
        ({"name": "x" * 201}, "consortium.too_long"),
        ({"name": "friends  together"}, "consortium.name_twice"),
        ({"work": ""}, "consortium.work_missing"),
        ({"share_bp": 0}, "consortium.share_out_of_range"),
        ({"share_bp": 10_001}, "consortium.share_out_of_range"),
        ({"share_bp": 7_501}, "consortium.shares_above_whole"),
    ],
)
def test_a_party_is_named_once_with_its_work_and_a_share_that_fits(changed, code):
    assert codes(party_problems(replace(KITCHENS, **changed), PARTIES)) == [code]


def test_what_nobody_is_named_for_is_the_suppliers_own():
    assert left_to_lead_bp(PARTIES) == 6_000
    assert party_problems(replace(KITCHENS, share_bp=7_500), PARTIES) == ()
    assert left_to_lead_bp([replace(KITCHENS, share_bp=None)]) == 10_000


def test_the_supplier_itself_is_not_its_own_subcontractor():
    with pytest.raises(Invalid, match=r"consortium\.is_supplier"):
        with_party(
            TENDER,
            replace(KITCHENS, key="party-3", name="EXAMPLE  Carers Ltd"),
            supplier="Example Carers Ltd",
        )


def test_there_is_an_end_to_parties():
    content = TENDER
    for number in range(MOST_PARTIES - 2):
        content = with_party(content, _another(number), supplier="-")
    with pytest.raises(Invalid, match=r"consortium\.too_many"):
        with_party(content, _another(99), supplier="-")


def _another(number: int) -> Party:
    return replace(KITCHENS, key=f"more-{number}", name=f"Example Helpers {number}", share_bp=None)


def test_a_party_that_something_rests_on_stays():
    with pytest.raises(Refused) as refused:
        without_party(TENDER, "party-2")
    assert "Paid learning" in refused.value.params["where"]
    assert without_party(TENDER, "party-1").parties == (FRIENDS,)


def flow(amount: int | None, party: str = LEAD, part: str = "") -> Flow:
    return Flow("offer-1", party, amount, part)


def test_parts_of_a_quantity_add_up_to_all_of_it():
    offer = a_quantity()
    assert flow_problems(offer, ASK, [flow(60_500), flow(40_000, "party-1")], PARTIES) == ()
    (problem,) = flow_problems(offer, ASK, [flow(60_000), flow(40_000, "party-1")], PARTIES)
    assert (problem.code, problem.params["given"], problem.params["promised"]) == (
        "flow.does_not_add_up", "100", "100.5",
    )  # fmt: skip


def test_parts_of_a_share_add_up_to_what_stands_at_the_end():
    share = a_metric(unit="%", aggregation=Aggregation.LATEST)
    ask = an_ask(criteria=(a_criterion(metrics=(share,)),))
    offer = a_quantity(unit="%")
    assert flow_problems(offer, ask, [flow(20_500), flow(40_000, "party-1")], PARTIES) == ()
    assert codes(flow_problems(offer, ask, [flow(60_500), flow(40_000, "party-1")], PARTIES)) == [
        "flow.does_not_add_up"
    ]


def test_parts_of_a_rate_add_up_to_the_rate():
    assert flow_problems(a_rate(), ASK, [flow(500), flow(1_500, "party-2")], PARTIES) == ()
    assert codes(flow_problems(a_rate(), ASK, [flow(500)], PARTIES)) == ["flow.does_not_add_up"]


def test_parts_of_a_promise_without_a_figure_are_said_in_words():
    offer = a_narrative()
    assert (
        flow_problems(offer, ASK, [flow(None, part="We listen"), flow(None, "party-1", "It cooks")], PARTIES)
        == ()
    )
    assert codes(flow_problems(offer, ASK, [flow(None)], PARTIES)) == ["flow.part_missing"]
    assert codes(flow_problems(offer, ASK, [flow(1_000, part="We listen")], PARTIES)) == [
        "flow.amount_not_meant"
    ]


@pytest.mark.parametrize(
    ("flows", "code"),
    [
        ([flow(100_500, "party-9")], "flow.party_unknown"),
        ([flow(60_500), flow(40_000)], "flow.party_twice"),
        ([flow(100_500), flow(0, "party-1")], "flow.amount_missing"),
        ([flow(100_500, part="x" * 301)], "flow.part_long"),
    ],
)
def test_a_row_of_the_flow_down_that_is_wrong_is_told(flows, code):
    assert codes(flow_problems(a_quantity(), ASK, flows, PARTIES)) == [code]


def test_what_a_subcontractor_owes_whole_is_not_shared_out_as_well():
    owed = a_quantity(owed_by=OwedBy.SUBCONTRACTOR, subcontractor="Example Kitchens CIC")
    assert codes(flow_problems(owed, ASK, [flow(100_500)], PARTIES)) == ["flow.owed_by_another"]


def test_nothing_said_about_who_delivers_is_nothing_wrong():
    assert flow_problems(a_quantity(), ASK, [], PARTIES) == ()


def test_a_changed_commitment_shows_that_its_parts_do_not_add_up_any_more():
    offer = replace(TENDER.offer("offer-1"), periods=TENDER.offer("offer-1").periods[:1])
    content = replace(TENDER, offers=(offer,))
    assert codes(obstacles(content, ASK)) == ["tender.flow_wrong"]
    status = {part.kind: part.status for part in parts(content, ASK)}
    assert status["commitments"] is PartStatus.TO_CORRECT


def test_a_commitment_that_goes_takes_its_parts_with_it():
    assert without_offer(TENDER, "offer-1").flows == ()


def test_a_complete_tender_has_nothing_in_its_way():
    assert obstacles(TENDER, ASK) == ()
    assert {part.kind: (part.status, part.count, part.of) for part in parts(TENDER, ASK) if part.of} == {
        "conditions": (PartStatus.DONE, 2, 2),
        "price": (PartStatus.DONE, 3, 3),
    }


def test_every_condition_is_answered_and_every_line_priced_before_submitting():
    content = replace(TENDER, conditions=TENDER.conditions[:1], lines=TENDER.lines[:2])
    assert codes(obstacles(content, ASK)) == ["tender.condition_missing", "schedule.line_missing"]


def test_an_answer_that_relies_on_somebody_gone_is_to_be_corrected():
    content = replace(TENDER, parties=(KITCHENS,), flows=())
    assert codes(obstacles(content, ASK)) == ["tender.condition_wrong"]


def test_an_answer_needs_words_and_a_known_party():
    for answer, code in (
        (ConditionAnswer("condition-cover", False, " ", ""), "participation.words_missing"),
        (ConditionAnswer("condition-cover", True, "word " * 401, ""), "participation.words_long"),
        (ConditionAnswer("condition-cover", True, "Yes.", "party-9"), "participation.relies_on_unknown"),
        (ConditionAnswer("condition-9", True, "Yes.", ""), "participation.unknown"),
    ):
        with pytest.raises(Invalid) as refused:
            with_condition(TENDER, ASK, answer)
        assert refused.value.code == code


def test_a_price_line_of_another_lot_is_refused():
    with pytest.raises(Invalid, match=r"schedule\.line_unknown"):
        with_lines(TENDER, ASK, [LinePrice("line-nights", 1)])
    with pytest.raises(Invalid, match=r"schedule\.negative"):
        with_lines(TENDER, ASK, [LinePrice("line-start", -1)])


def test_a_flow_down_that_is_wrong_is_refused_whole():
    with pytest.raises(Invalid, match=r"flow\.does_not_add_up"):
        with_flows(TENDER, ASK, "offer-1", [flow(1_000)])
