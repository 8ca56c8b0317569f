"""A step of the remedies ladder on the contract in force, by ordinary actions."""

import datetime as dt

from commonweal.domain.permissions import Role
from commonweal.domain.remedies import Rung
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import RemedyStep
from tests.builders.contracts import ENTERED_AT
from tests.cast import World

TAKEN_AT = ENTERED_AT + dt.timedelta(days=100)


def facts(rung: Rung = Rung.TALK, **more: object) -> actions.StepFacts:
    return actions.StepFacts(
        rung=rung,
        taken_on=TAKEN_AT.date(),
        reason="The report for the first period is late.",
        **more,  # type: ignore[arg-type]
    )


def a_step(world: World) -> RemedyStep:
    """The contract manager talks to the supplier about a late report; the step is open."""
    return actions.begin_matter(
        world.contract,
        facts(
            asked="Tell us what happened.",
            note="Ask finance first.",
            answer_by=TAKEN_AT.date() + dt.timedelta(days=7),
        ),
        title="The first report is late",
        commitment=world.commitment,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=TAKEN_AT,
    )


WORLD = {"remedy_step": a_step}
