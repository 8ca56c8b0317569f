"""A procurement with a second round, whose first is assessed and locked; and the decision of who goes on."""

import datetime as dt

from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.tendering.models import Tender
from tests.builders import tendering
from tests.builders.assessment import LATER, Panel, a_locked, officer, tenders
from tests.builders.procurement import DEADLINE, a_designed_procurement, fresh
from tests.cast import World

SECOND = DEADLINE + dt.timedelta(days=30)


def a_locked_first_round(world: World, monkeypatch, *, refines: bool = False) -> Panel:
    """The ask has a second round; `refines` says that criteria may be refined before it."""

    def designed(*args, **facts):
        procurement = a_designed_procurement(*args, **facts)
        said = {"by": officer(world), "now": world.now}
        procurement_actions.add_round(procurement, title="Final tenders", deadline_at=SECOND, **said)
        set_method(
            procurement.ask,
            tie_rule="lowest-price-first",
            lot_rule="in-lot-order",
            most_lots=None,
            checks_promises=False,
            may_refine=refines,
            minimums={},
            **said,
        )
        return fresh(procurement)

    with monkeypatch.context() as patch:
        patch.setattr(tendering, "a_designed_procurement", designed)
        return a_locked(world)


def select_first(world: World, panel: Panel) -> tuple[Tender, Tender]:
    """The first tenderer goes on, the second does not."""
    first, second = tenders(panel.assessment)
    goes_on = {first.external_id: True, second.external_id: False}
    reasons = {second.external_id: "Below the others on every question."}
    actions.decide_round(panel.again(), goes_on, reasons, by=officer(world), now=LATER)
    return first, second
