"""A procurement in two lots, North and South, with tenders of the supplier and its rival for both."""

from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.actions import drafts, submissions
from tests.builders import assessment as built
from tests.builders.assessment import LATER, Panel, officer, two_assessors
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import CODE, a_sealed_ask, an_opening, fill, rng
from tests.cast import World


def two_agreed_lots(
    world: World,
    title: str,
    *,
    most_lots: int | None,
    prices: tuple[int, int] = (98_000_000, 104_000_000),
    marks: dict[int, tuple[int, int]] = built.AGREED_MARKS,
) -> list[Panel]:
    """Both lots are agreed and not locked; `most_lots` is the published limit for one tenderer."""

    def designed(procurement: Procurement) -> None:
        said = {"by": officer(world), "now": world.now}
        procurement_actions.edit_lot(
            procurement.lots.get(),
            title="North",
            description="",
            value_pence=60_000_000,
            value_ex_vat_pence=None,
            **said,
        )
        procurement_actions.add_lot(fresh(procurement), title="South", value_pence=60_000_000, **said)
        set_method(
            fresh(procurement).ask,
            tie_rule="lowest-price-first",
            lot_rule="in-lot-order",
            most_lots=most_lots,
            checks_promises=False,
            minimums={},
            **said,
        )

    version = a_sealed_ask(world, deadline=DEADLINE, title=title, further=designed)
    writers = world.cast.actor(Role.TENDER_WRITER), world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    for lot in version.read().lots:
        for by, pence in zip(writers, prices, strict=True):
            tender = drafts.start(version, lot.id, by=by, now=world.now, rng=rng)
            fill(tender, version, by=by, now=world.now, pence=pence)
            submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)
    an_opening(world, version.ask.procurement)
    begun = actions.begin(fresh(version.ask.procurement), by=officer(world), now=LATER)
    return [_agreed(world, each, marks) for each in sorted(begun, key=lambda each: each.lot.number)]


def _agreed(world: World, assessment: Assessment, agreed: dict[int, tuple[int, int]]) -> Panel:
    said = {"by": officer(world), "now": LATER}
    questions = [criterion.id for criterion in assessment.ask_version.read().questions]
    first, second = (
        actions.add_member(assessment, each, PanelRole.ASSESSOR, criteria=questions, **said)
        for each in two_assessors(world)
    )
    chair = actions.add_member(assessment, world.cast.member(Role.MODERATOR), PanelRole.MODERATOR, **said)
    panel = Panel(assessment, first, second, chair)
    actions.start_scoring(assessment, **said)
    for member in (first, second, chair):
        built.declare_none(world, member)
    for member, marks in ((first, built.FIRST_MARKS), (second, built.SECOND_MARKS)):
        built.score_all(world, member, marks)
        built.hand_in(world, member)
    panel.again()
    built.agree_all(world, panel, agreed)
    return panel
