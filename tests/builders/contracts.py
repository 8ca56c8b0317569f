"""Contracts at every step, by ordinary actions: prepared from an award, in force, and known from a published report."""

import datetime as dt

from commonweal.domain.permissions import Role
from commonweal.journeys import published_cases
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.tendering.models import Tender
from tests.builders.tendering import AFTER_DEADLINE
from tests.cast import World

ENTERED_AT = AFTER_DEADLINE + dt.timedelta(days=40)
"""In June 2026: the tenders were opened in May."""


def starts_on(contract_or_tender: Tender) -> dt.date:
    """The first day of the contract that the ask named."""
    first: dt.date = contract_or_tender.lot.procurement.contract_starts_on
    return first


def a_prepared_contract(world: World, tender: Tender) -> Contract:
    """Promises carried over from an opened tender; nothing binds yet."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return fresh(actions.prepare_from_award(tender=tender, by=officer, now=ENTERED_AT))


def a_contract(world: World, tender: Tender) -> Contract:
    """Entered into, with somebody who looks after it on each side."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    contract = actions.enter_from_award(
        tender=tender,
        award_is_ready=True,
        starts_on=tender.lot.procurement.contract_starts_on,
        ends_on=tender.lot.procurement.contract_ends_on,
        by=officer,
        now=ENTERED_AT,
    )
    actions.name_leads(
        contract,
        authority_lead=world.cast.person(Role.CONTRACT_MANAGER),
        supplier_lead=world.cast.person(Role.DELIVERY_LEAD),
        by=officer,
        now=ENTERED_AT,
    )
    return fresh(contract)


def fresh(contract: Contract) -> Contract:
    """The contract as it is stored now."""
    rows = Contract.objects.for_system("read again in a test")
    found: Contract = rows.select_related("authority", "supplier", "authority_lead", "supplier_lead").get(
        pk=contract.pk
    )
    return found


def commitment_of(contract: Contract, kind: str) -> Commitment:
    """The contract's commitment of one kind that the supplier's side owes."""
    found: Commitment = (
        contract.commitments.exclude(owed_by="authority")
        .select_related("contract__authority", "contract__supplier")
        .get(kind=kind)
    )
    return found


def northern_spire(world: World) -> Contract:
    """Every published case is recorded; the one that everybody starts with is returned."""
    published_cases.load(now=world.now)
    rows = Contract.objects.for_system("read again in a test")
    found: Contract = rows.select_related("authority", "supplier").get(external_id="northern-spire")
    return found


def a_link(world: World) -> ContractServes:
    """A decided link from the contract to the borough's mission."""
    return actions.serve(
        world.contract,
        world.mission,
        reason="Warm homes need carers who see damp.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=ENTERED_AT,
    )


WORLD = {
    "contract": lambda world: a_contract(world, world.tender),
    "prepared_contract": lambda world: a_prepared_contract(world, world.rival_tender),
    "commitment": lambda world: commitment_of(world.contract, "quantity"),
    "contract_link": a_link,
    "northern_spire": northern_spire,
    "published_commitment": lambda world: world.northern_spire.commitments.get(position=1),
}
