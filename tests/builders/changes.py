"""A proposed change of the contract's quantity, by ordinary actions."""

import datetime as dt
from dataclasses import replace

from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, changes
from commonweal.lifecycle.contracts.actions import Proposal
from commonweal.lifecycle.contracts.models import Commitment, CommitmentChange
from tests.builders.contracts import ENTERED_AT
from tests.cast import World

ALL_YES = {test.id: (True, f"Shown for {test.id}.") for test in EQUIVALENCE}
PROPOSED_AT = ENTERED_AT + dt.timedelta(days=5)


def again(commitment: Commitment) -> Commitment:
    """The commitment as it is stored now."""
    rows = Commitment.objects.for_system("read again in a test").select_related(
        "contract__authority", "contract__supplier", "contract__award", "offered", "place"
    )
    found: Commitment = rows.get(pk=commitment.pk)
    return found


def a_proposal(commitment: Commitment, *, more: int = 10_000, **facts) -> Proposal:
    """More in the last period, under another title."""
    before = changes.terms_of(commitment)
    *kept, last = before.periods
    after = replace(
        before,
        title="Hours of training, in the evening too",
        periods=(*kept, replace(last, quantity=last.quantity + more)),
    )
    made = Proposal(
        after=after,
        reason="People who work by day could not come.",
        equivalence=ALL_YES,
        takes_effect_on=ENTERED_AT.date() + dt.timedelta(days=30),
    )
    return replace(made, **facts)


def a_change(world: World) -> CommitmentChange:
    """Proposed by the delivery lead, which counts as the supplier's approval."""
    commitment = again(world.commitment)
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    made = actions.propose_change(commitment, a_proposal(commitment), by=lead, now=PROPOSED_AT)
    return changes.change(lead, made.external_id)


WORLD = {"change": a_change}
