"""A procurement of the fictional borough at each step up to inviting tenders, by ordinary actions."""

import datetime as dt
from typing import Any

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import MetricKind, MetricPeriod
from commonweal.domain.permissions import Role
from commonweal.domain.policies import PolicyKind
from commonweal.domain.procurements import InnovationStage, Nature, ProcurementStatus
from commonweal.domain.social_value_act import Consult
from commonweal.journeys import reissue
from commonweal.journeys.publish import publish_ask
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.procurement import actions
from commonweal.lifecycle.procurement.actions import approval, own_rules
from commonweal.lifecycle.procurement.actions.copying import copy_ask
from commonweal.lifecycle.procurement.actions.groups import set_group
from commonweal.lifecycle.procurement.models import (
    Ask,
    AskVersion,
    LocalPolicy,
    Procurement,
    ScoringScale,
    SocialValueActRecord,
)
from commonweal.lifecycle.tendering.queries import ready_openers
from tests.cast import World

#: Noon on a working day two months after the cast's morning.
DEADLINE = dt.datetime(2026, 5, 5, 11, 0, tzinfo=dt.UTC)
FAR = dt.datetime(2041, 3, 5, 12, 0, tzinfo=dt.UTC)
FORMULA = "lowest-price-proportion"


def a_pipeline_entry(world: World, **facts: Any) -> PipelineEntry:
    """Home care for three years, GBP 1.2m with VAT, that could serve the world's outcome."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    entry = planning.add_entry(
        by=officer,
        now=world.now,
        **{
            "title": "Home care in the north of the borough",
            "description": "Care at home for about 200 people who want to stay in their own homes.",
            "nature": Nature.SERVICES,
            "cpv_division": "85",
            "innovation_stage": InnovationStage.BUSINESS_AS_USUAL,
            "value_pence": 120_000_000,
            "value_ex_vat_pence": 100_000_000,
            "notice_on": dt.date(2026, 4, 1),
            "starts_on": dt.date(2026, 9, 1),
            "ends_on": dt.date(2029, 8, 31),
            "extension_months": 12,
            **facts,
        },
    )
    reason = "Care workers see damp and loneliness first."
    planning.serve(entry, world.outcome, reason=reason, by=officer, now=world.now)
    return entry


def a_procurement(world: World, *, deadline: dt.datetime = DEADLINE, **facts: Any) -> Procurement:
    """Begun from a pipeline entry, with everything said that planning asks. A far deadline moves the contract too."""
    if deadline > DEADLINE:
        starts_on = deadline.date() + dt.timedelta(days=90)
        facts = {"starts_on": starts_on, "ends_on": starts_on + dt.timedelta(days=3 * 365), **facts}
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = actions.begin(a_pipeline_entry(world, **facts), by=officer, now=world.now)
    first_round = procurement.rounds.get(number=1)
    actions.edit_round(first_round, title="Tenders", deadline_at=deadline, by=officer, now=world.now)
    return actions.move(fresh(procurement), ProcurementStatus.DESIGN, by=officer, now=world.now)


def a_designed_procurement(world: World, **facts: Any) -> Procurement:
    """In design, with an ask that nothing stands in the way of: price 40%, quality 40%, social value 20%."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_procurement(world, **facts)
    ask = procurement.ask
    actions.edit_ask(ask, why="We want residents to keep good health at home.", by=officer, now=world.now)
    actions.add_criterion(
        ask,
        kind=CriterionKind.PRICE,
        title="Price",
        text="The total price for the contract period.",
        price_formula=FORMULA,
        weight_bp=4_000,
        by=officer,
        now=world.now,
    )
    actions.add_criterion(
        ask,
        kind=CriterionKind.QUALITY,
        title="How you will care",
        question="Say how you will plan, staff and check the care.",
        weight_bp=4_000,
        word_limit=1_000,
        by=officer,
        now=world.now,
    )
    skills = actions.add_criterion(
        ask,
        kind=CriterionKind.SOCIAL_VALUE,
        title="Care workers grow in their work",
        question="Say what you will do, by when, and how we would know.",
        weight_bp=2_000,
        word_limit=750,
        outcome=world.outcome,
        by=officer,
        now=world.now,
    )
    actions.add_metric(
        skills,
        title="Hours of learning for care workers",
        unit="hours",
        kind=MetricKind.HOURS,
        period=MetricPeriod.QUARTER,
        outcome=world.outcome,
        by=officer,
        now=world.now,
    )
    actions.add_promise(
        ask,
        text="Introduce the supplier to the three community groups within a month.",
        owed_by_post="Head of care",
        by=officer,
        now=world.now,
    )
    return approved(world, procurement)


def approved(world: World, procurement: Procurement) -> Procurement:
    """Sent for approval by the officer and approved, as it stands now, by the mission lead."""
    officer, lead = world.cast.actor(Role.PROCUREMENT_OFFICER), world.cast.actor(Role.MISSION_LEAD)
    review = approval.send_for_approval(fresh(procurement).ask, by=officer, now=world.now)
    approval.approve(review, by=lead, now=world.now)
    return fresh(procurement)


def a_published_ask(world: World, **facts: Any) -> AskVersion:
    """Open to tenders. Neither sealed nor public: a journey does that; later stages' builders add what they need."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return actions.publish(a_designed_procurement(world, **facts), by=officer, now=world.now)


def a_public_procurement(world: World) -> Procurement:
    """Published by the whole journey with three openers, and open for years: pages asked for today find it open."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_designed_procurement(world, deadline=FAR, title="Garden care with young people")
    assert world.openers
    publish_ask(fresh(procurement), ready_openers(officer), by=officer, now=world.now)
    return fresh(procurement)


def a_social_value_act_record(world: World) -> SocialValueActRecord:
    """What was considered before the world's procurement, by the commissioner's post."""
    return actions.record_social_value_act(
        world.procurement,
        area="The north of the borough",
        economic="Care work is the largest employer of the four wards.",
        social="Fewer lonely people.",
        environmental="Visits on foot and by bicycle.",
        how_secured="An award criterion on learning at work.",
        consult=Consult.DONE,
        consult_reason="The carers' forum asked for steady visits.",
        considered_on=world.now.date(),
        considered_by_post="Head of care",
        by=world.cast.actor(Role.PROCUREMENT_OFFICER),
        now=world.now,
    )


def an_ask_that_waits(world: World) -> Ask:
    """Designed, and sent for approval by the officer."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_designed_procurement(world, title="Lunch clubs")
    promise = procurement.ask.promises.get()
    actions.edit_promise(
        promise, text="Pay within 10 days.", owed_by_post="Treasurer", due_on=None, by=officer, now=world.now
    )
    approval.send_for_approval(fresh(procurement).ask, note="The promise is new.", by=officer, now=world.now)
    return fresh(procurement).ask


def a_withdrawn_procurement(world: World) -> Procurement:
    """Public, and withdrawn for correction."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_public_procurement(world)
    reissue.withdraw(procurement, reason="The word limit was wrong.", by=officer, now=world.now)
    return fresh(procurement)


def a_reissued_procurement(world: World) -> Procurement:
    """Public again, as version 2 with another word limit."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_withdrawn_procurement(world)
    quality = procurement.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, word_limit=1_500, by=officer, now=world.now)
    reissue.reissue(approved(world, procurement), by=officer, now=world.now)
    return fresh(procurement)


def a_copied_procurement(world: World) -> Procurement:
    """In design, copied from the world's public ask, with one question in other words."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = a_procurement(world, title="Garden care again", deadline=FAR)
    version = world.public_procurement.ask.versions.get(number=1)
    copy_ask(procurement.ask, version, by=officer, now=world.now)
    quality = procurement.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, question="Say who will do it.", by=officer, now=world.now)
    return fresh(procurement)


def a_local_policy(world: World, **facts: Any) -> LocalPolicy:
    """At most six metrics, from the first of the year; it advises."""
    given = {
        "kind": PolicyKind.MOST_METRICS,
        "figure": 6,
        "source": "Cabinet, item 7",
        "from_on": dt.date(2026, 1, 1),
    }
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return own_rules.set_policy(by=officer, now=world.now, **given | facts)


def a_scoring_scale(world: World) -> ScoringScale:
    """Two bands of the borough's own."""
    rows = [
        {"score": 0, "title": "No", "text": "Nothing was learned."},
        {"score": 10_000, "title": "Yes", "text": "It says what would be learned."},
    ]
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return own_rules.add_scale(title="Ours", rows=rows, rewards_learning=True, by=officer, now=world.now)


def fresh(procurement: Procurement) -> Procurement:
    """The procurement as it is stored now."""
    found: Procurement = (
        Procurement.objects.for_system("read again in a test")
        .select_related("authority", "ask", "pipeline_entry", "parent")
        .get(pk=procurement.pk)
    )
    return found


def a_divided_ask(world: World) -> Ask:
    """Quality and social value are parts of one criterion of 60%: two thirds and a third are no whole numbers, 75 and 25 are."""
    procurement = a_designed_procurement(world, title="Night shelter")
    quality = procurement.ask.criteria.get(kind="quality")
    social = procurement.ask.criteria.get(kind="social_value")
    set_group(
        procurement.ask,
        "How it is done",
        6_000,
        {quality.external_id: 7_500, social.external_id: 2_500},
        by=world.cast.actor(Role.PROCUREMENT_OFFICER),
        now=world.now,
    )
    return fresh(procurement).ask


WORLD = {
    "divided_ask": a_divided_ask,
    "pipeline_entry": a_pipeline_entry,
    "procurement": a_designed_procurement,
    "social_value_act_record": a_social_value_act_record,
    "ask": lambda world: world.procurement.ask,
    "ask_version": a_published_ask,
    "public_procurement": a_public_procurement,
    "copied_procurement": a_copied_procurement,
    "local_policy": a_local_policy,
    "scoring_scale": a_scoring_scale,
    "waiting_ask": an_ask_that_waits,
    "withdrawn_procurement": a_withdrawn_procurement,
    "reissued_procurement": a_reissued_procurement,
    "open_procurement": lambda world: fresh(world.ask_version.ask.procurement),
}
