"""A sample of waiting reports: few are all looked at, the large for certain, the rest by a draw that anybody can repeat."""

from hashlib import sha256

import pytest

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.sampling import (
    Candidate,
    Mark,
    Parameters,
    Why,
    draw,
    parameters,
    value_of,
)

SEED = "lottery-2026-11-21"


def claims(number, value=100, marks=frozenset()):
    return [Candidate(f"r{n:03}", value, marks) for n in range(number)]


def chosen(choices):
    return [each.key for each in choices if each.is_chosen]


def test_of_few_all_are_chosen():
    found = draw(claims(25), Parameters(), SEED)
    assert {each.why for each in found} == {Why.ALL}
    assert len(found) == 25


def test_of_one_more_a_fifth_is_drawn_and_never_less_than_ten():
    assert len(chosen(draw(claims(26), Parameters(), SEED))) == 10
    assert len(chosen(draw(claims(101), Parameters(), SEED))) == 21


def test_the_same_seed_gives_the_same_list_in_whatever_order_they_come():
    listed = claims(100)
    assert draw(listed, Parameters(), SEED) == draw(reversed(listed), Parameters(), SEED)


def test_another_seed_gives_another_list():
    listed = claims(100)
    assert chosen(draw(listed, Parameters(), SEED)) != chosen(
        draw(listed, Parameters(), "lottery-2026-11-22")
    )


def test_a_tenth_of_all_value_is_chosen_for_certain():
    listed = [*claims(90, value=100), Candidate("large", 1_000), Candidate("smaller", 999)]
    found = {each.key: each for each in draw(listed, Parameters(certain_share=909), SEED)}
    assert found["large"].share == 909
    assert found["large"].why is Why.CERTAIN
    assert found["smaller"].why is not Why.CERTAIN


def test_one_priced_claim_among_many_without_a_value_is_not_all_of_it():
    listed = [*claims(39, value=None), Candidate("priced", 5_000)]
    found = {each.key: each for each in draw(listed, Parameters(), SEED)}
    assert found["priced"].share == 10_000 // 40
    assert found["priced"].why is not Why.CERTAIN
    assert found["r000"].share is None


def test_a_number_can_be_worked_out_again_by_hand():
    (found,) = [each for each in draw(claims(30), Parameters(), SEED) if each.key == "r007"]
    assert found.tickets == 2
    numbers = [sha256(f"{SEED}|r007|{n}".encode()).hexdigest() for n in (1, 2)]
    assert found.number == min(numbers)


def test_tickets_are_one_and_those_of_each_sign_and_of_value():
    given = Parameters()
    listed = [
        *claims(40, value=100),
        Candidate("risky", None, frozenset({Mark.DISPUTED, Mark.NO_EVIDENCE, Mark.NO_VALUE})),
        Candidate("worth", 100_000),
    ]
    found = {each.key: each.tickets for each in draw(listed, given, SEED)}
    assert found["risky"] == 1 + 3 + 2 + 1
    assert found["worth"] == 1 + given.value_tickets


def test_more_tickets_are_drawn_more_often():
    """40 with seven tickets among 40 with two, over fifty seeds: 7 in 9 of the tickets draw well over half."""
    marks = frozenset({Mark.DISPUTED, Mark.CORRECTED})
    listed = [*claims(40), *(Candidate(f"risky{n}", 100, marks) for n in range(40))]
    drawn = [key for n in range(50) for key in chosen(draw(listed, Parameters(), f"seed-{n}"))]
    share = sum(key.startswith("risky") for key in drawn) / len(drawn)
    assert 0.70 < share < 0.84


def test_a_report_more_or_less_does_not_move_the_numbers_of_the_others():
    marks = frozenset({Mark.LATE})
    before = {each.key: each.number for each in draw(claims(40, marks=marks), Parameters(), SEED)}
    after = {each.key: each.number for each in draw(claims(41, marks=marks), Parameters(), SEED)}
    assert before.items() <= after.items()


def test_a_draw_of_nothing_is_refused():
    with pytest.raises(Refused) as refused:
        draw([], Parameters(), SEED)
    assert refused.value.code == "sample.nothing_waits"


@pytest.mark.parametrize("seed", ["", "abc", "with|bar", "a" * 65, "zwölf-1"])
def test_a_seed_is_short_and_plain(seed):
    with pytest.raises(Invalid) as invalid:
        draw(claims(1), Parameters(), seed)
    assert invalid.value.field == "seed"


@pytest.mark.parametrize(
    ("name", "value"),
    [("small", -1), ("small", 1_001), ("least", 0), ("certain_share", 0), ("drawn_share", 10_001)],
)
def test_a_parameter_out_of_range_is_named(name, value):
    with pytest.raises(Invalid) as invalid:
        draw(claims(1), Parameters(**{name: value}), SEED)
    assert invalid.value.field == name


def test_parameters_come_back_as_they_were_kept():
    given = Parameters(small=5, drawn_share=5_000)
    assert parameters(given.plain()) == given


@pytest.mark.parametrize(
    ("quantity", "promised", "pence", "value"),
    [
        (25_000, 100_000, 400_00, 50_00),
        (200_000, 100_000, 400_00, 200_00),
        (0, 100_000, 400_00, 0),
        (None, 100_000, 400_00, None),
        (25_000, None, 400_00, None),
        (25_000, 100_000, None, None),
    ],
)
def test_a_claim_is_worth_its_share_of_its_promises_part_of_the_contract(quantity, promised, pence, value):
    assert value_of(quantity=quantity, promised=promised, contract_pence=pence, commitments=2) == value
