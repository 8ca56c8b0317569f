"""The procedure chooser explains by what is known, and never chooses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procedures import Law, check_choice, law_of, standing, to_ask, weigh
from commonweal.domain.procurements import Regime
from commonweal.reference.procedures import shipped_procedures

BOOK = shipped_procedures()
ON = dt.date(2026, 3, 2)
FACTS = {"above": "yes", "nature": "services", "kind": "contract", "stage": "business-as-usual"}
PLAIN = {"under": "none", "light": "no", "special": "no", "describe": "yes", "many": "no"}


def weighed(answers, *, law=Law.ACT, on=ON, **facts):
    return {each.procedure.id: each for each in weigh(BOOK, law, on, FACTS | facts, answers)}


def test_a_plain_need_speaks_for_the_open_procedure():
    assert next(iter(weighed(PLAIN))) == "open"


def test_a_need_that_must_be_discussed_speaks_for_the_competitive_flexible_procedure():
    found = weighed(PLAIN | {"describe": "no"})
    assert next(iter(found)) == "competitive-flexible"
    assert found["open"].speaks_against


def test_below_the_threshold_is_closed_at_or_above_it():
    assert weighed(PLAIN)["below-threshold"].closed
    assert not weighed(PLAIN, above="no")["below-threshold"].closed


def test_a_direct_award_is_closed_unless_a_special_case_applies_and_needs_its_ground():
    assert weighed(PLAIN)["direct-award"].closed
    special = weighed({"under": "none", "special": "yes", "ground": "urgency"})
    assert not special["direct-award"].closed
    with pytest.raises(Invalid) as refused:
        check_choice(BOOK, list(special.values()), "direct-award", ground="", reason="Flood")
    assert refused.value.code == "procedure.ground_missing"
    check_choice(BOOK, list(special.values()), "direct-award", ground="urgency", reason="Flood")


def test_the_regulations_of_2015_have_six_procedures_and_call_offs():
    found = set(weighed({}, law=Law.PCR, on=dt.date(2024, 3, 1)))
    assert found - {"pcr-framework"} == {
        "pcr-open",
        "pcr-restricted",
        "pcr-negotiation",
        "pcr-dialogue",
        "pcr-innovation",
        "pcr-without-publication",
    }
    assert set(weighed({}, law=Law.PCR)) == {"pcr-framework"}, "after the Act only call-offs are left"


def test_no_procedure_of_the_act_is_offered_before_it_was_in_force():
    assert weighed({}, on=dt.date(2025, 2, 23)) == {}


@pytest.mark.parametrize("regime", [Regime.SCOTLAND, Regime.PROVIDER_SELECTION_2023, Regime.EXEMPT])
def test_a_law_that_is_not_described_is_said_so(regime):
    with pytest.raises(Refused):
        law_of(regime)


def test_every_procedure_and_ground_says_where_it_stands():
    assert all(each.source.text for each in BOOK.procedures)
    assert all(each.source for each in BOOK.grounds)


ANSWERS = st.dictionaries(
    st.sampled_from([question.id for question in BOOK.questions]),
    st.sampled_from(sorted({choice.id for question in BOOK.questions for choice in question.answers})),
)


@given(law=st.sampled_from(Law), answers=ANSWERS, nature=st.sampled_from(["goods", "services", "works"]))
def test_an_answer_stands_only_where_its_question_is_asked(law, answers, nature):
    facts = FACTS | {"nature": nature}
    kept = standing(BOOK, law, facts, answers)
    asked = {question.id: question for question in to_ask(BOOK, law, facts, kept)}
    assert kept.keys() <= asked.keys()
    assert all(value in {choice.id for choice in asked[name].answers} for name, value in kept.items())


@given(law=st.sampled_from(Law), answers=ANSWERS)
def test_what_is_closed_comes_last_and_cannot_be_chosen(law, answers):
    found = weigh(BOOK, law, ON, FACTS, standing(BOOK, law, FACTS, answers))
    assert [bool(each.closed) for each in found] == sorted(bool(each.closed) for each in found)
    for each in found:
        if each.closed:
            with pytest.raises(Invalid):
                check_choice(BOOK, found, each.procedure.id, ground="urgency", reason="Because")
