"""Suggestions come ranked with their reasons: rules, likeness, what was asked before, what the procurement serves."""

import pytest

from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.journeys.shipped_lists import load_frameworks
from commonweal.journeys.similar_notices import regions_of, similar_notices
from commonweal.journeys.suggesting import edition_for, suggest
from commonweal.lifecycle.procurement import actions
from commonweal.lifecycle.strategy.actions import theory
from commonweal.markets import actions as market_actions
from tests.builders.markets import load_notices
from tests.builders.procurement import FAR, a_designed_procurement, a_procurement, approved, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    load_frameworks(now=world.now)
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def order(officer, procurement):
    return [each.view.item.code for each in suggest(officer, fresh(procurement).ask)]


def test_the_subject_decides_what_comes_first(world, officer):
    care = a_procurement(world, description="Nursing and care at home.")
    road = a_procurement(
        world,
        title="Resurfacing of roads",
        description="Asphalt works on bridges.",
        nature="works",
        cpv_division="45",
    )
    assert order(officer, care)[0] in ("8", "1")
    assert order(officer, road)[0] in ("2", "4")


def test_what_is_close_to_what_the_procurement_serves_comes_before_what_is_only_like_it(world, officer):
    lead = world.cast.actor(Role.MISSION_LEAD)
    outcome = theory.add_outcome(
        world.mission,
        title="Young people leave school with a mentor",
        kind=OutcomeKind.OUTCOME,
        leads_to=world.goal,
        by=lead,
        now=world.now,
    )
    procurement = a_procurement(world)
    actions.serve(procurement, outcome, reason="The care sector needs them.", by=officer, now=world.now)
    first, *others = suggest(officer, fresh(procurement).ask)
    assert (first.view.item.code, first.suggestion.candidate.priorities) == ("7", (outcome.title,))
    assert (
        max(each.suggestion.candidate.similarity for each in others) > first.suggestion.candidate.similarity
    )


def test_every_outcome_of_the_model_comes_once(world, officer):
    assert sorted(order(officer, a_procurement(world))) == list("12345678")


def test_a_rule_that_speaks_against_an_outcome_puts_it_last_and_says_why(world, officer):
    procurement = a_procurement(
        world, title="Desktop software licences", description="Renewal.", nature="goods"
    )
    actions.state_facts(
        procurement.ask, people_facing=False, team_fte_thousandths=2_000, by=officer, now=world.now
    )
    *_better, last = suggest(officer, fresh(procurement).ask)
    assert last.view.item.code == "5"
    assert [each.id for each in last.suggestion.caused] == ["outcome-not-relevant"]


def test_an_early_stage_lifts_what_suits_innovation(world, officer):
    procurement = a_procurement(
        world, title="Sensing", description="Low-level sensing.", innovation_stage="discovery"
    )
    assert set(order(officer, procurement)[:3]) == {"1", "3", "4"}
    first = suggest(officer, fresh(procurement).ask)[0]
    assert [each.id for each in first.suggestion.cleared] == ["innovation-outcomes-suggested"]


def test_a_metric_that_cannot_fit_a_small_team_says_so(world, officer):
    procurement = a_procurement(world)
    actions.state_facts(procurement.ask, team_fte_thousandths=4_000, by=officer, now=world.now)
    fair_work = {each.view.item.code: each for each in suggest(officer, fresh(procurement).ask)}["1"]
    caused = {each.view.item.code: [f.id for f in each.suggestion.caused] for each in fair_work.metrics}
    assert caused["1-fte"] == ["headcount-for-small-team"]
    assert caused["1-learning-hours"] == []
    assert fair_work.metrics[0].view.item.code != "1-fte"


def test_what_published_asks_for_the_same_subject_asked_for_is_counted(world, officer):
    before = a_designed_procurement(world, deadline=FAR)
    edition = edition_for(officer, fresh(before).ask)
    actions.copy_criterion(before.ask, edition.items.get(code="6a"), by=officer, now=world.now)
    weights = {row.external_id: 2_500 for row in before.ask.criteria.all()}
    actions.set_weights(fresh(before).ask, weights, by=officer, now=world.now)
    row = before.ask.criteria.get(code="6a")
    actions.edit_criterion(row, question="How will you reach people?", by=officer, now=world.now)
    actions.publish(approved(world, fresh(before)), by=officer, now=world.now)
    asked = {
        each.view.item.code: each.suggestion.candidate.asked_by
        for each in suggest(officer, fresh(a_procurement(world)).ask)
    }
    assert asked["6"] == 1
    assert sum(asked.values()) == 1


CARE_NOTICES = [
    {
        "ocid": f"ocds-abc123-{number}",
        "title": title,
        "description": description,
        "cpv": cpv,
    }
    for number, (title, description, cpv) in enumerate(
        [
            ("Homecare in Brackenford", "The provider must pay the real living wage.", "85000000"),
            ("Extra care housing", "Social value: the real living wage and local jobs.", "85000000"),
            ("Winter gritting", "Contractors must reduce waste.", "90000000"),
            ("Day opportunities", "A centre for older people.", "85000000"),
        ]
    )
]


def test_what_similar_notices_in_the_library_asked_for_is_a_named_reason(world, officer):
    load_notices(world, CARE_NOTICES)
    procurement = a_procurement(world, cpv_division="85")
    found = {
        each.view.item.code: each.suggestion.candidate for each in suggest(officer, fresh(procurement).ask)
    }
    assert {code: each.notices for code, each in found.items() if each.notices} == {"1": 2}
    assert found["1"].notice in (
        "“Homecare in Brackenford” (Brackenford Council)",
        "“Extra care housing” (Brackenford Council)",
    )
    similar = similar_notices(officer, procurement)
    assert similar.of_the_division == 3
    assert [each.same_division for each in similar.asking_for("1")] == [True, True]


def test_notices_that_the_same_file_or_another_tells_again_count_once(world, officer):
    load_notices(world, CARE_NOTICES)
    load_notices(world, CARE_NOTICES)
    procurement = a_procurement(world, cpv_division="85")
    assert len(similar_notices(officer, procurement).asking_for("1")) == 2


def test_the_notices_of_another_body_are_not_counted(world, officer):
    load_notices(world, CARE_NOTICES)
    stranger = world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority)
    assert similar_notices(stranger, a_procurement(world, cpv_division="85")).notices == ()


def test_removed_notices_are_counted_no_more(world, officer):
    reading = load_notices(world, CARE_NOTICES)
    market_actions.remove(reading, by=officer, now=world.now)
    assert similar_notices(officer, a_procurement(world, cpv_division="85")).notices == ()


def test_similar_notices_cost_four_queries_however_many(world, officer, django_assert_max_num_queries):
    load_notices(world, CARE_NOTICES)
    procurement = a_procurement(world, cpv_division="85")
    with django_assert_max_num_queries(4):
        similar_notices(officer, procurement)


def test_without_a_framework_in_force_nothing_is_suggested(world):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    assert suggest(officer, fresh(a_procurement(world)).ask) == ()


def test_notices_of_the_same_region_come_first_and_are_said(world, officer):
    far, near = (
        {
            "ocid": f"ocds-abc123-region-{at}",
            "title": "Homecare",
            "description": "The provider must pay the real living wage.",
            "cpv": "85000000",
            "region": region,
        }
        for at, region in enumerate(("North East", "london"))
    )
    load_notices(world, [far, near])
    procurement = a_procurement(world, cpv_division="85")
    type(procurement.authority).objects.for_system("an example").filter(pk=procurement.authority_id).update(
        place_code="E09000007"
    )
    found = {each.view.item.code: each for each in suggest(officer, fresh(procurement).ask)}["1"]
    assert (found.suggestion.candidate.notices, found.suggestion.candidate.notices_near) == (2, 1)
    assert similar_notices(officer, fresh(procurement)).notices[0].notice.region == "london"
    wage = {each.view.item.code: each.suggestion.part for each in (*found.criteria, *found.metrics)}
    assert sum(part.notices for part in wage.values()) in {0, 2}


def test_what_other_procurements_in_the_same_place_serve_is_a_reason_of_its_own(world, officer):
    lead = world.cast.actor(Role.MISSION_LEAD)
    outcome = theory.add_outcome(
        world.mission,
        title="Young people leave school with a mentor",
        kind=OutcomeKind.OUTCOME,
        leads_to=world.goal,
        by=lead,
        now=world.now,
    )
    other, here, elsewhere = (
        a_procurement(world, title=title) for title in ("Youth work", "Here", "Elsewhere")
    )
    actions.serve(other, outcome, reason="It is their work.", by=officer, now=world.now)
    actions.set_places(other, [world.place], by=officer, now=world.now)
    actions.set_places(here, [world.estate], by=officer, now=world.now)

    def wanted(procurement):
        found = suggest(officer, fresh(procurement).ask)
        return {each.view.item.code: each.suggestion.candidate.wanted_here for each in found}

    assert {code: aims for code, aims in wanted(here).items() if aims} == {"7": (outcome.title,)}
    assert not any(wanted(elsewhere).values())
    assert not any(wanted(other).values())
    assert regions_of(fresh(here)) == {"northeast"}
