"""Before the ask: the borough considers, chooses, marks its duties and talks to the market; all of it is invented.

Two procurements of the stage before are taken further: `engagement`, whose invitations are out for suppliers to answer, and
`design`, whose engagement is closed, changed the ask and is public. The pipeline is published as it stands.

Leaves in `demo.things`: `engagements`, by the key of the case.
"""

import datetime as dt
from typing import Any

from commonweal.domain.access import Market, Reservation, Size, Split
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.duty_marks import Mark
from commonweal.domain.engagements import EngagementKind, EngagementStatus
from commonweal.domain.periods import london_day, london_moment
from commonweal.domain.social_value_act import Consult
from commonweal.journeys import before
from commonweal.journeys import engagement as journeys
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning.models import Engagement
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.models import Procurement

NOON, EVENING = dt.time(12), dt.time(18)


def load(demo: Demonstration) -> None:
    """Play what comes before the ask of two procurements, and publish the pipeline."""
    talking, designed = (_again(demo, key) for key in ("engagement", "design"))
    _considered(demo, talking)
    _chosen(demo, talking)
    _marked(demo, talking)
    _reviewed(demo, designed)
    demo.things["engagements"] = {"engagement": _open(demo, talking), "design": _heard(demo, designed)}
    said = _said(demo, -1)
    before.publish_pipeline([each.external_id for each in before.publishable(said["by"])], **said)


def _again(demo: Demonstration, key: str) -> Procurement:
    return queries.procurement(demo.actor("procurement"), demo.things["procurements"][key].external_id)


def _said(demo: Demonstration, days: int) -> dict[str, Any]:
    return {"by": demo.actor("procurement"), "now": _at(demo, days, dt.time(10))}


def _at(demo: Demonstration, days: int, at: dt.time) -> dt.datetime:
    return london_moment(london_day(demo.now) + dt.timedelta(days=days), at)


def _considered(demo: Demonstration, procurement: Procurement) -> None:
    said = _said(demo, -35)
    actions.record_social_value_act(
        procurement,
        area="The Borough of Example, and first of all its four coldest estates.",
        economic="A prototype made nearby keeps repair work and its skills in the borough.",
        social="People who are warm at home are ill less often and see more of each other.",
        environmental="Less gas is burnt when a home is heated only where somebody is.",
        how_secured="An award criterion on learning with residents, and prototypes tried in lived-in homes.",
        consult=Consult.DONE,
        consult_reason="The tenants' panel met us twice: controls must work without a telephone.",
        considered_on=london_day(said["now"]),
        considered_by_post="Head of housing with the commissioner for warm homes",
        **said,
    )


def _chosen(demo: Demonstration, procurement: Procurement) -> None:
    answers = {"under": "none", "light": "no", "special": "no", "describe": "no", "many": "no"}
    actions.choose_procedure(
        procurement,
        "competitive-flexible",
        answers=answers,
        reason="Nobody knows yet which control residents will use. Two rounds with a prototype between them show it.",
        **_said(demo, -34),
    )


def _marked(demo: Demonstration, procurement: Procurement) -> None:
    said = _said(demo, -33)
    day = london_day(said["now"])
    actions.mark_duty(
        procurement,
        "conflicts-assessment",
        Mark.DONE,
        reason="In the file of the board.",
        done_on=day,
        **said,
    )
    actions.mark_duty(
        procurement,
        "planned-procurement-notice",
        Mark.NOT_APPLICABLE,
        reason="We leave the full time for tenders: small firms need it.",
        done_on=None,
        **said,
    )


def _reviewed(demo: Demonstration, procurement: Procurement) -> None:
    actions.review_access(
        procurement,
        market=Market(
            {Size.MICRO: 18, Size.SMALL: 9, Size.MEDIUM: 4, Size.LARGE: 2},
            "Invented for the demonstration: repair firms within ten miles",
        ),
        turnover_percent=200,
        split=Split.SPLIT if procurement.lots.count() > 1 else Split.WHOLE,
        split_reason="Firms of ten people repair one estate at a time.",
        barriers="Cash flow: we pay each finished home within ten days. Insurance: asked for at signing, not before.",
        reservation=Reservation.NONE,
        reservation_reason="",
        open_reservations=(),
        **_said(demo, -50),
    )


def _open(demo: Demonstration, procurement: Procurement) -> Engagement:
    """Invitations are out; one supplier has answered, and a visitor can answer for another."""
    entry = procurement.pipeline_entry
    assert entry is not None, "the borough begins every procurement from its pipeline"
    said = _said(demo, -6)
    engagement = planning.plan_engagement(
        entry,
        kind=EngagementKind.QUESTIONNAIRE,
        title="What would a heating control need to be used?",
        purpose="We want to hear what small firms need from us to try a prototype in lived-in homes.",
        answers_until=_at(demo, 14, NOON),
        **said,
    )
    planning.add_question(engagement, "What would you need from us to try a prototype in ten homes?", **said)
    planning.add_question(engagement, "What should we not ask for at this stage, and why?", **said)
    planning.invite(engagement, suppliers=list(demo.suppliers.values()), **said)
    journeys.move(engagement, EngagementStatus.OPEN, **said)
    _answer(
        demo,
        engagement,
        "sme",
        (
            "A named person who opens doors, and residents who know us.",
            "A fixed price per home: nobody knows it yet.",
        ),
        days=-3,
    )
    return engagement


def _answer(
    demo: Demonstration, engagement: Engagement, supplier: str, words: tuple[str, ...], *, days: int
) -> None:
    invitation = engagement.invitations.get(supplier=demo.suppliers[supplier])
    keys = engagement.questions.values_list("pk", flat=True)
    planning.answer(
        invitation,
        dict(zip(keys, words, strict=True)),
        by=demo.actor("writer", supplier),
        now=_at(demo, days, EVENING),
    )


def _heard(demo: Demonstration, procurement: Procurement) -> Engagement:
    """An evening with suppliers that is over, changed the ask and is public."""
    entry = procurement.pipeline_entry
    assert entry is not None, "the borough begins every procurement from its pipeline"
    said = _said(demo, -40)
    engagement = planning.plan_engagement(
        entry,
        kind=EngagementKind.EVENT,
        title="An evening about damp and mould",
        purpose="We want to know which of our papers keep good repair firms away.",
        meets=_at(demo, -30, EVENING),
        where="Example Town Hall",
        answers_until=_at(demo, -28, NOON),
        **said,
    )
    planning.add_question(engagement, "Which of our papers cost you more than they help?", **said)
    planning.invite(
        engagement,
        suppliers=[demo.suppliers["sme"], demo.suppliers["charity"], demo.suppliers["large"]],
        **said,
    )
    journeys.move(engagement, EngagementStatus.OPEN, **said)
    _answer(demo, engagement, "sme", ("The long method statement: we write it on Sundays.",), days=-29)
    came = engagement.invitations.filter(supplier__in=[demo.suppliers["sme"], demo.suppliers["charity"]])
    planning.note_attendance(engagement, list(came), **_said(demo, -29))
    journeys.move(engagement, EngagementStatus.CLOSED, **_said(demo, -27))
    _changed(demo, engagement, procurement)
    return engagement


def _changed(demo: Demonstration, engagement: Engagement, procurement: Procurement) -> None:
    said = _said(demo, -26)
    long = planning.note_heard(
        engagement,
        "A long method statement costs a small firm its Sundays and says little.",
        is_public=True,
        **said,
    )
    early = planning.note_heard(
        engagement,
        "Firms wanted to see homes before they tender; not all homes are empty.",
        is_public=True,
        **said,
    )
    quality = procurement.ask.criteria.get(kind=CriterionKind.QUALITY)
    actions.edit_criterion(quality, word_limit=750, **said)
    keys = [
        each.key for each in actions.differences_since(procurement, engagement) if each.field == "word_limit"
    ]
    actions.say_changed(procurement, long, "The answer may now be 750 words at most.", keys=keys, **said)
    actions.say_changed(
        procurement,
        early,
        "We changed nothing in the ask: residents did not agree to visits. We give photographs instead.",
        keys=[],
        **said,
    )
    journeys.publish_summary(engagement, **_said(demo, -25))
