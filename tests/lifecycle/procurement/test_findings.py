"""Findings are decided by people: accepted, overridden, open again when the facts change; a stop stops."""

import datetime as dt

import pytest

from commonweal.domain.access import Market, Reservation, Size, Split
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.fit.decisions import LEARNING_WORDS, Decision
from commonweal.domain.metrics import MetricKind
from commonweal.domain.permissions import Permission, Role
from commonweal.domain.rules.reservations import open_here
from commonweal.lifecycle.procurement import actions, draft
from commonweal.lifecycle.procurement.fit import fit_of, own_values
from commonweal.lifecycle.procurement.law import access_facts
from commonweal.lifecycle.procurement.models import FindingDecision, StatedFacts
from tests.builders.procurement import a_designed_procurement, fresh
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def commissioner(world):
    return world.cast.actor(Role.COMMISSIONER)


@pytest.fixture
def approver(world):
    return world.cast.actor(Role.APPROVER)


@pytest.fixture
def procurement(world):
    return a_designed_procurement(world)


def state(procurement, by, world, **facts):
    return actions.state_facts(procurement.ask, by=by, now=world.now, **facts)


def found(procurement, rule):
    return fit_of(fresh(procurement)).finding(rule)


def decide(procurement, rule, decision, by, reason=""):
    each = found(procurement, rule)
    fingerprint = each.finding.fingerprint if each else "none"
    return actions.decide(
        fresh(procurement).ask, rule, decision, fingerprint=fingerprint, reason=reason, by=by, now=NOW
    )


def a_stop(procurement, by, world):
    """The ask restricts where suppliers are based, above the threshold."""
    state(procurement, by, world, restricts_location=True, light_touch=False)
    assert found(procurement, "location-restriction-above-threshold").blocks


def test_what_nobody_has_said_is_not_found_and_not_cleared(procurement):
    fit = fit_of(procurement)
    assert fit.finding("numbers-only") is None
    assert "numbers-only" in {each.id for each in fit.cannot_tell}


def test_a_fact_that_is_said_is_judged_and_can_be_taken_back(procurement, officer, world):
    state(procurement, officer, world, people_facing=True, narrative_required=False)
    assert found(procurement, "numbers-only")
    state(procurement, officer, world, people_facing=None)
    assert found(procurement, "numbers-only") is None


def test_facts_said_meanwhile_are_told(procurement, officer, world):
    first = state(procurement, officer, world, research=True)
    assert first.revision == 1
    with pytest.raises(Stale):
        state(procurement, officer, world, research=False, revision=7)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"trl": 10}, "stated.trl_out_of_range"),
        ({"review_cadence_months": 0}, "stated.cadence_out_of_range"),
        ({"kpis_social_value": 2, "kpis_planned": 1}, "stated.more_social_value_kpis_than_kpis"),
        ({"kpis_social_value": 2}, "stated.more_social_value_kpis_than_kpis"),
    ],
)
def test_facts_that_cannot_be_are_refused(procurement, officer, world, facts, code):
    with pytest.raises(Invalid) as error:
        state(procurement, officer, world, **facts)
    assert error.value.code == code
    assert not StatedFacts.objects.for_authority(officer).exists()


def test_accepting_what_a_button_can_change_changes_it(procurement, officer, world):
    state(procurement, officer, world, people_facing=True, narrative_required=False)
    row = decide(procurement, "numbers-only", Decision.ACCEPTED, officer)
    assert row.changed == "stories"
    assert found(procurement, "numbers-only") is None


@pytest.mark.parametrize(
    ("rule", "metric_and_stage"),
    [
        (
            "fixed-target-in-early-stage",
            ({"target": "fixed", "target_low": 4_000, "kind": "headcount"}, "discovery"),
        ),
        (
            "outside-supplier-control",
            ({"level": "outcome", "used_for": "payment", "kind": "share"}, "scale-up"),
        ),
        ("duration-too-short-for-metric", ({"period": "year", "kind": "hours"}, "scale-up")),
    ],
)
def test_accepting_a_finding_about_metrics_changes_those_metrics_alone(
    procurement, officer, world, rule, metric_and_stage
):
    metric, stage = metric_and_stage
    criterion = procurement.ask.criteria.get(kind="social_value")
    caused = actions.add_metric(
        criterion, title="What is counted", unit="people", by=officer, now=world.now, **metric
    )
    untouched = criterion.metrics.exclude(pk=caused.pk).get()
    ends_on = procurement.contract_starts_on + dt.timedelta(days=200)
    actions.edit(procurement, innovation_stage=stage, contract_ends_on=ends_on, by=officer, now=world.now)
    assert found(procurement, rule).finding.about == ("What is counted",)
    decide(procurement, rule, Decision.ACCEPTED, officer)
    assert found(procurement, rule) is None
    before = untouched.revision
    untouched.refresh_from_db()
    assert untouched.revision == before


def test_accepting_that_learning_is_not_rewarded_writes_it_into_the_highest_band(procurement, officer, world):
    criterion = procurement.ask.criteria.get(kind="social_value")
    plain = [
        {"score": 0, "title": "None", "text": "Nothing."},
        {"score": 10_000, "title": "Good", "text": "All."},
    ]
    actions.edit_criterion(criterion, bands=plain, by=officer, now=world.now)
    actions.edit(procurement, innovation_stage="pilot", by=officer, now=world.now)
    decide(procurement, "learning-not-rewarded", Decision.ACCEPTED, officer)
    criterion.refresh_from_db()
    assert criterion.bands[-1]["text"] == f"All. {LEARNING_WORDS}"
    assert found(procurement, "learning-not-rewarded") is None


def test_accepting_what_no_button_can_change_is_noted(procurement, officer, world):
    row = decide(procurement, "no-contract-manager", Decision.ACCEPTED, officer, "HR names one in May.")
    assert (row.changed, row.decided_by, row.decided_at) == ("", officer.person, world.now)
    each = found(procurement, "no-contract-manager")
    assert each.decision == row
    assert not each.is_open


def test_an_override_needs_a_reason(procurement, officer, world):
    with pytest.raises(Invalid) as error:
        decide(procurement, "no-contract-manager", Decision.OVERRIDDEN, officer, "  ")
    assert error.value.code == "finding.reason_missing"
    assert not FindingDecision.objects.for_authority(officer).exists()


def test_a_finding_is_open_again_when_the_facts_change(procurement, officer, world):
    decide(procurement, "no-contract-manager", Decision.OVERRIDDEN, officer, "A team does it.")
    state(procurement, officer, world, review_cadence_months=3)
    each = found(procurement, "no-contract-manager")
    assert each.is_open
    assert each.earlier.reason == "A team does it."


def test_a_decision_stands_while_other_facts_change(procurement, officer, world):
    decide(procurement, "no-contract-manager", Decision.OVERRIDDEN, officer, "A team does it.")
    state(procurement, officer, world, research=True)
    assert found(procurement, "no-contract-manager").decision


def test_a_decision_can_be_taken_back(procurement, officer, world):
    decide(procurement, "no-contract-manager", Decision.OVERRIDDEN, officer, "A team does it.")
    decide(procurement, "no-contract-manager", Decision.REOPENED, officer)
    assert found(procurement, "no-contract-manager").is_open
    assert FindingDecision.objects.for_authority(officer).count() == 2


def test_nobody_decides_on_what_they_did_not_read(procurement, officer, world):
    with pytest.raises(Refused) as error:
        actions.decide(
            procurement.ask,
            "no-contract-manager",
            Decision.ACCEPTED,
            fingerprint="another",
            by=officer,
            now=world.now,
        )
    assert error.value.code == "finding.says_something_else"


def test_what_is_not_found_cannot_be_decided(procurement, officer, world):
    with pytest.raises(NotFound):
        decide(procurement, "too-many-metrics", Decision.ACCEPTED, officer)


def test_a_reader_decides_nothing(procurement, world):
    with pytest.raises(NotPermitted):
        decide(procurement, "no-contract-manager", Decision.ACCEPTED, world.cast.actor(Role.READER))


def test_a_stop_stands_in_the_way_and_publication_is_refused(procurement, officer, world):
    a_stop(procurement, officer, world)
    assert "finding.stop" in {each.code for each in draft.in_the_way(fresh(procurement), now=world.now)}
    with pytest.raises(Refused) as error:
        actions.publish(fresh(procurement), by=officer, now=world.now)
    assert error.value.code == "finding.stop"
    assert fresh(procurement).status == "design"


def test_accepting_a_stop_by_removing_its_cause_lets_the_ask_out(procurement, officer, world):
    a_stop(procurement, officer, world)
    decide(procurement, "location-restriction-above-threshold", Decision.ACCEPTED, officer)
    assert actions.publish(fresh(procurement), by=officer, now=world.now).number == 1


def test_an_officer_cannot_override_a_stop(procurement, officer, world):
    a_stop(procurement, officer, world)
    with pytest.raises(NotPermitted):
        decide(
            procurement,
            "location-restriction-above-threshold",
            Decision.OVERRIDDEN,
            officer,
            "Because.",
        )


def test_an_approver_who_worked_on_the_ask_cannot_override_its_stop(procurement, officer, approver, world):
    a_stop(procurement, officer, world)
    person = world.cast.member(Role.APPROVER)
    both = type(approver)(
        **{name: getattr(approver, name) for name in approver.__slots__ if name != "roles"},
        roles=frozenset({Role.APPROVER, Role.COMMISSIONER}),
    )
    assert person.actor().person == both.person
    actions.edit_ask(fresh(procurement).ask, why="Ours too.", by=both, now=world.now)
    with pytest.raises(Refused) as error:
        decide(
            procurement,
            "location-restriction-above-threshold",
            Decision.OVERRIDDEN,
            both,
            "Section 1.",
        )
    assert error.value.code == "finding.approver_is_author"


def test_an_approver_overrides_a_stop_with_a_legal_reason_and_it_can_be_published(
    procurement, officer, approver, world
):
    a_stop(procurement, officer, world)
    with pytest.raises(Invalid):
        decide(procurement, "location-restriction-above-threshold", Decision.OVERRIDDEN, approver)
    decide(
        procurement,
        "location-restriction-above-threshold",
        Decision.OVERRIDDEN,
        approver,
        "Schedule 4 treaty exception.",
    )
    assert draft.in_the_way(fresh(procurement), now=world.now) == ()
    assert actions.publish(fresh(procurement), by=officer, now=world.now).number == 1


def test_who_overrides_a_stop_does_not_publish_it_too(procurement, officer, approver, world):
    a_stop(procurement, officer, world)
    rule = "location-restriction-above-threshold"
    decide(procurement, rule, Decision.OVERRIDDEN, approver, "Schedule 4 treaty exception.")
    both = type(approver)(
        **{name: getattr(approver, name) for name in approver.__slots__ if name != "roles"},
        roles=frozenset({Role.APPROVER, Role.PROCUREMENT_OFFICER}),
    )
    with pytest.raises(Refused) as error:
        actions.publish(fresh(procurement), by=both, now=world.now)
    assert error.value.code == "finding.publisher_overrode"


def test_no_role_both_writes_an_ask_and_overrides_its_stops():
    from commonweal.domain.permissions import ROLES

    both = {Permission.ASK_EDIT, Permission.FINDING_OVERRULE}
    assert [role for role, info in ROLES.items() if both <= info.permissions] == []


def test_an_authority_uses_its_own_figure_from_the_day_it_says_so(procurement, officer, world):
    criterion = procurement.ask.criteria.get(kind="social_value")
    actions.add_metric(
        criterion, title="Jobs", unit="people", kind=MetricKind.HEADCOUNT, by=officer, now=world.now
    )
    state(procurement, officer, world, team_fte_thousandths=12_000)
    assert found(procurement, "headcount-for-small-team") is None
    lead = world.cast.actor(Role.MISSION_LEAD)
    authority = procurement.authority
    actions.set_rule_value(
        authority, "small_team_fte", 15, reason="Our market is small.", by=lead, now=world.now
    )
    assert "15 FTE or fewer" in found(procurement, "headcount-for-small-team").finding.sentence
    actions.set_rule_value(authority, "small_team_fte", None, reason="Back again.", by=lead, now=world.now)
    assert found(procurement, "headcount-for-small-team") is None
    assert own_values(authority.pk) == {}


@pytest.mark.parametrize(
    ("name", "value", "reason", "code"),
    [
        ("kpi_duty_above", 1, "We wish.", "rule.parameter_fixed"),
        ("small_team_fte", -1, "We wish.", "rule.parameter_not_a_number"),
        ("small_team_fte", 12, " ", "rule.reason_missing"),
        ("no_such_figure", None, "We wish.", "rule.parameter_unknown"),
    ],
)
def test_statute_cannot_be_changed_nor_a_figure_without_a_reason(world, name, value, reason, code):
    lead = world.cast.actor(Role.MISSION_LEAD)
    with pytest.raises((Invalid, Refused)) as error:
        actions.set_rule_value(world.cast.authority, name, value, reason=reason, by=lead, now=world.now)
    assert error.value.code == code


def test_figures_of_another_authority_are_left_alone(world):
    lead = world.cast.actor(Role.MISSION_LEAD)
    with pytest.raises(NotFound):
        actions.set_rule_value(
            world.cast.other_authority, "small_team_fte", 12, reason="Mischief.", by=lead, now=world.now
        )


@pytest.mark.parametrize(("pounds", "stops"), [(90_000, False), (900_000, True)])
def test_a_reservation_by_place_stops_the_ask_only_where_the_law_does_not_allow_it(
    world, procurement, officer, pounds, stops
):
    """Central government could reserve below threshold in December 2025; nobody can above it."""
    authority = (
        type(procurement.authority).objects.for_system("an example").filter(pk=procurement.authority_id)
    )
    authority.update(authority_kind="central")
    rows = type(procurement).objects.for_system("an example").filter(pk=procurement.pk)
    rows.update(began_on=dt.date(2025, 12, 1), value_pence=90_000 * 100, value_ex_vat_pence=None)
    reserve_for_local_suppliers(fresh(procurement), officer, world)
    rows.update(value_pence=pounds * 100)
    assert (found(procurement, "location-restriction-above-threshold") is not None) is stops
    assert found(procurement, "location-restriction-below-threshold") is None


def reserve_for_local_suppliers(procurement, by, world):
    actions.review_access(
        procurement,
        market=Market(dict.fromkeys(Size, 3), "Our own count"),
        turnover_percent=200,
        split=Split.WHOLE,
        split_reason="One site.",
        barriers="None found.",
        reservation=Reservation.LOCAL,
        reservation_reason="Short journeys.",
        open_reservations=open_here(access_facts(procurement)),
        by=by,
        now=world.now,
    )
