"""What an authority sets for its own asks: policies, scales, copies of earlier asks, drafted reasons."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.policies import EMPLOYMENT_AND_SKILLS, PolicyKind
from commonweal.lifecycle.procurement import actions, draft
from commonweal.lifecycle.procurement.actions import own_rules
from commonweal.lifecycle.procurement.actions.copying import copy_ask
from commonweal.lifecycle.procurement.actions.reasons import use_draft
from commonweal.lifecycle.procurement.actions.scales import choose_scale
from commonweal.reference.scoring_scales import scoring_scales
from tests.builders.procurement import (
    a_copied_procurement,
    a_designed_procurement,
    a_local_policy,
    a_procurement,
    a_scoring_scale,
    fresh,
)


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def _codes(procurement, now):
    return [error.code for error in draft.in_the_way(fresh(procurement), now=now)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": PolicyKind.MOST_METRICS, "figure": 0}, "policy.most_metrics"),
        ({"kind": PolicyKind.LEAST_WEIGHTING, "figure": 3_000}, "policy.least_weighting"),
        (
            {"kind": PolicyKind.METRIC_ABOUT, "figure": 2, "words": EMPLOYMENT_AND_SKILLS},
            "policy.metric_about",
        ),
    ],
)
def test_a_binding_policy_stands_in_the_way_and_an_advising_one_does_not(world, facts, code):
    procurement = a_designed_procurement(world)
    a_local_policy(world, **facts)
    assert _codes(procurement, world.now) == []
    a_local_policy(world, is_binding=True, **facts)
    assert _codes(procurement, world.now) == [code]


def test_a_binding_policy_stops_the_publication_itself(world, officer):
    procurement = a_designed_procurement(world)
    a_local_policy(world, figure=0, is_binding=True)
    with pytest.raises(Refused) as refused:
        actions.publish(procurement, by=officer, now=world.now)
    assert refused.value.code == "policy.most_metrics"


def test_a_policy_that_began_later_does_not_reach_what_began_before(world):
    procurement = a_designed_procurement(world)
    a_local_policy(world, figure=0, is_binding=True, from_on=procurement.began_on + dt.timedelta(days=1))
    assert _codes(procurement, world.now) == []


def test_a_policy_in_force_changes_only_in_its_last_day(world, officer):
    policy = a_local_policy(world)
    with pytest.raises(Refused) as refused:
        own_rules.change_policy(policy, figure=4, by=officer, now=world.now)
    assert refused.value.code == "policy.in_force"
    policy.refresh_from_db()
    own_rules.change_policy(policy, to_on=dt.date(2026, 12, 31), by=officer, now=world.now)
    policy.refresh_from_db()
    assert (policy.figure, policy.to_on) == (6, dt.date(2026, 12, 31))


def test_a_policy_says_where_it_was_decided_and_a_commissioner_does_not_set_it(world, officer):
    with pytest.raises(Invalid) as refused:
        a_local_policy(world, source=" ")
    assert refused.value.field == "source"
    with pytest.raises(NotPermitted):
        own_rules.set_policy(
            kind=PolicyKind.MOST_METRICS,
            figure=6,
            source="x",
            from_on=world.now.date(),
            by=world.cast.actor(Role.COMMISSIONER),
            now=world.now,
        )


def test_a_chosen_scale_is_copied_and_its_own_words_are_kept_beside(world, officer):
    quality = a_designed_procurement(world).ask.criteria.get(kind="quality")
    scale = scoring_scales()[1]
    choose_scale(quality, scale.id, by=officer, now=world.now)
    rows = [dict(row) for row in quality.bands]
    rows[0]["text"] = "Other words."
    actions.edit_criterion(quality, bands=rows, by=officer, now=world.now)
    quality.refresh_from_db()
    assert (quality.bands[0]["text"], quality.scale_bands[0]["text"]) == ("Other words.", scale.bands[0].text)
    assert (quality.scale_title, quality.scale_state) == (scale.title, "verified")


def test_an_own_scale_is_for_its_own_authority(world, officer):
    quality = a_designed_procurement(world).ask.criteria.get(kind="quality")
    own = a_scoring_scale(world)
    choose_scale(quality, own.external_id, by=officer, now=world.now)
    assert [band["title"] for band in quality.bands] == ["No", "Yes"]
    theirs = own_rules.add_scale(
        title="Theirs",
        rows=own.bands,
        by=world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority),
        now=world.now,
    )
    with pytest.raises(Invalid) as refused:
        choose_scale(quality, theirs.external_id, by=officer, now=world.now)
    assert refused.value.code == "scoring_scale.unknown"


def test_every_shipped_scale_names_its_source_and_one_rewards_learning():
    assert all(scale.source and len(scale.bands) >= 2 for scale in scoring_scales())
    assert any(scale.rewards_learning for scale in scoring_scales())
    assert {scale.wording for scale in scoring_scales()} == {"verified", "provisional"}


def test_a_copy_keeps_what_each_part_was_made_from(world):
    copied = a_copied_procurement(world)
    earlier = copied.ask.copied_from.read()
    origins = {row.copied_from for row in copied.ask.criteria.all()}
    assert origins == {each.id for each in earlier.criteria}
    metric = copied.ask.criteria.get(kind="social_value").metrics.get()
    assert metric.copied_from == earlier.criteria[2].metrics[0].id
    assert copied.ask.why == ""


def test_a_copy_goes_into_an_empty_ask_of_the_same_authority(world, officer):
    version = world.public_procurement.ask.versions.get(number=1)
    with pytest.raises(Refused) as refused:
        copy_ask(a_designed_procurement(world).ask, version, by=officer, now=world.now)
    assert refused.value.code == "ask.copy_into_empty"
    procurement = a_procurement(world)
    version.ask.procurement.authority_id = world.cast.other_authority.pk
    with pytest.raises(NotFound):
        copy_ask(procurement.ask, version, by=officer, now=world.now)


def test_the_drafted_reason_and_the_edited_one_are_both_kept(world, officer):
    ask = a_procurement(world).ask
    use_draft(ask, drafted="First words.", lines=(), edited="My words.", by=officer, now=world.now)
    actions.edit_ask(ask, why="Later words.", by=officer, now=world.now)
    kept = [(row.is_drafted, row.text, row.said_by) for row in ask.reasons.all()]
    assert kept == [
        (True, "First words.", officer.person),
        (False, "My words.", officer.person),
        (False, "Later words.", officer.person),
    ]
