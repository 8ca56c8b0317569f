"""Who looks after contracts and commitments, and where the person named for it has left the organisation: nobody then does."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractStatus
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.organisations.models import Membership
from commonweal.records.scopes import ScopedQuerySet


def belongs(organisation: str, **person: str) -> Exists:
    """A condition: there is an open membership of a person in an organisation, both named by fields of the row.

    `person` is a field of a membership and the row's field that says who: ``person_id="authority_lead_id"``.
    """
    rows = Membership.objects.for_system("whether somebody who is named still belongs")
    rows = rows.filter(organisation_id=OuterRef(organisation), ended_at__isnull=True)
    return Exists(rows.filter(**{name: OuterRef(field) for name, field in person.items()}))


def still_leads(contract: Contract) -> bool:
    """True when the person named for the authority is one of its own still."""
    rows = Membership.objects.for_system("whether somebody who is named still belongs")
    return bool(
        contract.authority_lead_id
        and rows.filter(
            person_id=contract.authority_lead_id, organisation_id=contract.authority_id, ended_at__isnull=True
        ).exists()
    )


def without_a_lead(actor: Actor) -> ScopedQuerySet:
    """Contracts in force of the actor's authority for which nobody who still belongs to it is named."""
    rows = queries.own(actor).filter(status=ContractStatus.IN_FORCE)
    return rows.exclude(belongs("authority_id", person_id="authority_lead_id"))


def with_somebody_who_left(actor: Actor) -> ScopedQuerySet:
    """Contracts in force of the actor's authority that are led, where somebody who left is named: for the supplier, or for a
    commitment on either side."""
    rows = queries.own(actor).filter(status=ContractStatus.IN_FORCE)
    rows = rows.filter(belongs("authority_id", person_id="authority_lead_id"))
    left = Membership.objects.for_system("people who left").filter(ended_at__isnull=False).values("person_id")
    named: Any = Commitment.objects.for_system("commitments of contracts that were read in scope")
    for_authority = named.filter(authority_lead__in=left).exclude(
        belongs("contract__authority_id", person_id="authority_lead_id")
    )
    for_supplier = named.filter(supplier_lead__in=left).exclude(
        belongs("contract__supplier_id", person_id="supplier_lead_id")
    )
    is_gone = Q(supplier_lead__isnull=False) & ~Q(belongs("supplier_id", person_id="supplier_lead_id"))
    return rows.filter(
        is_gone | Q(pk__in=for_authority.values("contract_id")) | Q(pk__in=for_supplier.values("contract_id"))
    )
