"""Tenders of several organisations, for an ask with a condition of participation and a price schedule."""

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.consortium import LEAD, Flow, Party, PartyRole
from commonweal.domain.participation import ConditionAnswer, ConditionContent
from commonweal.domain.permissions import Role
from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine
from commonweal.lifecycle.procurement.actions import requirements
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering.actions import drafts, submissions, together
from commonweal.lifecycle.tendering.models import Tender
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import (
    CODE,
    FAR_DEADLINE,
    a_draft,
    a_sealed_ask,
    again,
    an_offer,
    an_opening,
    rng,
)
from tests.cast import World

PARTNER = Party(
    "partner",
    "Example Kitchens CIC",
    "GB-COH-1",
    PartyRole.SUBCONTRACTOR,
    "Evening courses",
    1_500,
    True,
    True,
)
LINES = (
    ScheduleLine("", LineKind.RATE, "Visit of 30 minutes", "visits", 12_000_000, ""),
    ScheduleLine("", LineKind.FIXED, "Setting up", "", None, ""),
    ScheduleLine("", LineKind.PERCENT, "Management", "", None, ""),
)
#: 12,000 visits at £18.75 are £225,000; with £5,000 of setting up £230,000; 7.5% of that are £17,250.
TOTAL = 24_725_000
ENTRIES = (187_500, 500_000, 750)


def a_fuller_ask(world: World, *, deadline=FAR_DEADLINE, title: str = "Care with meals") -> AskVersion:
    """Sealed, with one condition of participation and three price lines."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)

    def state(procurement: Procurement) -> None:
        stated = ConditionContent(
            "", ConditionKind.TECHNICAL, "Care at home", "Two years of it.", "Two contracts."
        )
        requirements.state_condition(procurement.ask, stated, by=officer, now=world.now)
        requirements.set_schedule(fresh(procurement).ask, LINES, by=officer, now=world.now)

    return a_sealed_ask(world, deadline=deadline, title=title, further=state)


def fill_together(tender: Tender, version: AskVersion, *, by: Actor, now) -> None:
    """Everything the ask wants: answers, a partner with 40 of 100.5 hours, the condition, every line."""
    ask = version.read()
    said = {"by": by, "now": now, "rng": rng}
    for criterion in ask.questions:
        drafts.write_answer(tender, criterion.id, "What we will do.", revision=None, **said)
    drafts.offer(tender, an_offer(version), revision=None, **said)
    together.set_party(tender, PARTNER, revision=None, **said)
    flows = (Flow("offer-1", LEAD, 60_500, ""), Flow("offer-1", PARTNER.key, 40_000, "The evening courses"))
    together.share_out(tender, "offer-1", flows, revision=None, **said)
    answer = ConditionAnswer(ask.conditions[0].id, True, "Our partner has.", PARTNER.key)
    together.answer_condition(tender, answer, revision=None, **said)
    prices = [LinePrice(line.id, value) for line, value in zip(ask.schedule, ENTRIES, strict=True)]
    together.set_prices(tender, prices, None, revision=None, **said)


def a_fuller_draft(world: World) -> Tender:
    """Complete and not submitted."""
    version = a_fuller_ask(world)
    by = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, version, by)
    fill_together(tender, version, by=by, now=world.now)
    return again(tender)


def a_fuller_opened(world: World) -> Tender:
    """The supplier's tender of several organisations, opened beside the rival's."""
    version = a_fuller_ask(world, deadline=DEADLINE, title="Care with meals, opened")
    writer = world.cast.actor(Role.TENDER_WRITER)
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    tenders = []
    for by in (writer, rival):
        tender = a_draft(world, version, by)
        fill_together(tender, version, by=by, now=world.now)
        submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)
        tenders.append(tender)
    an_opening(world, version.ask.procurement)
    return again(tenders[0])


WORLD = {"fuller_draft": a_fuller_draft, "fuller_opened": a_fuller_opened}
