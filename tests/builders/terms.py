"""A charter in the library, a term of the contract in force that names it, and what was shown for it."""

from commonweal.domain.permissions import Role
from commonweal.domain.terms import TermKind
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import ContractTerm, TermEvidence
from commonweal.lifecycle.strategy.actions.charters import add_charter
from commonweal.lifecycle.strategy.models import Charter
from tests.builders.contracts import ENTERED_AT
from tests.builders.delivery import PNG
from tests.cast import World


def a_charter(world: World) -> Charter:
    """A charter of three levels that the borough keeps itself."""
    return add_charter(
        title="Example Good Work Charter",
        keeper="Borough of Example",
        about="Secure work, fair pay, a voice for those who work.",
        levels=["Supporter", "Member", "Leader"],
        equivalent="Policies on pay, hours and voice that somebody independent has looked at.",
        source="Cabinet report 12, February 2026",
        is_checked=True,
        by=world.cast.actor(Role.MISSION_LEAD),
        now=world.now,
    )


def term_facts(world: World, **changes: object) -> actions.TermFacts:
    values: dict[str, object] = {
        "kind": TermKind.CHARTER,
        "title": "Good work",
        "words": "Signs the charter as a member within a year, and stays one.",
        "stated_in": "Clause 14.2",
        "due_on": world.contract.starts_on,
        "every_months": 12,
        "charter": world.charter,
        "level": "Member",
    }
    return actions.TermFacts(**(values | changes))  # type: ignore[arg-type]


def a_term(world: World) -> ContractTerm:
    """Good work, due on the first day and each year after."""
    return actions.set_term(
        world.contract, term_facts(world), by=world.cast.actor(Role.CONTRACT_MANAGER), now=ENTERED_AT
    )


def shown(world: World) -> TermEvidence:
    """The supplier shows its signature, with a picture."""
    return actions.show_for_term(
        world.contract_term,
        actions.Shown(
            words="Signed in May.",
            signatory="Example Works Ltd",
            level="Member",
            signed_on=ENTERED_AT.date(),
            file_name="charter.png",
            content=PNG,
        ),
        by=world.cast.actor(Role.DELIVERY_LEAD),
        now=ENTERED_AT,
    )


WORLD = {"charter": a_charter, "contract_term": a_term, "term_evidence": shown}
