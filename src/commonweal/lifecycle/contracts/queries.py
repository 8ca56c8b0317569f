"""All reads of the contracts stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING, ContractOrigin, ContractStatus
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes, ContractStatusChange
from commonweal.organisations.access import fetch
from commonweal.organisations.models import Membership, Person
from commonweal.records.scopes import ScopedQuerySet

_BINDING = tuple(status.value for status in BINDING)
_LISTED = (
    "external_id",
    "title",
    "status",
    "origin",
    "starts_on",
    "ends_on",
    "value_pence",
    "supplier_name",
    "authority__name",
    "supplier__name",
)
_PEOPLE = ("authority", "supplier", "authority_lead", "supplier_lead")


@dataclass(frozen=True)
class ContractFilter:
    """What a list of contracts is narrowed to; an empty field narrows nothing."""

    words: str = ""
    status: str = ""


def own(actor: Actor) -> ScopedQuerySet:
    """Contracts of the actor's organisation. A supplier finds one once it is entered into."""
    found = Contract.objects.for_either_side(actor)
    return found.filter(status__in=_BINDING) if actor.side is Side.SUPPLIER else found


def published() -> ScopedQuerySet:
    """Contracts known from published reports: everybody who is signed in may read what a report says."""
    found = Contract.objects.for_system("what a published report says may be read by everybody")
    return found.filter(origin=ContractOrigin.PUBLISHED_REPORT)


def readable(actor: Actor) -> ScopedQuerySet:
    """The actor's own contracts and the published ones."""
    return own(actor) | published()


def listed(actor: Actor, wanted: ContractFilter, *, of_others: bool = False) -> ScopedQuerySet:
    """Contracts for a list, with both parties and the number of commitments, by title.

    `of_others` lists the published ones of other bodies instead of the actor's own.
    """
    found = published().exclude(authority_id=actor.organisation_id) if of_others else own(actor)
    if wanted.words:
        found = found.filter(
            Q(title__icontains=wanted.words)
            | Q(supplier__name__icontains=wanted.words)
            | Q(authority__name__icontains=wanted.words)
        )
    if wanted.status:
        found = found.filter(status=wanted.status)
    # Counted beside each row and not by grouping the whole list: the number of pages is then asked without counting lines.
    of_one = Commitment.objects.for_system("commitments of readable contracts").filter(
        contract=OuterRef("pk")
    )
    lines = of_one.order_by().values("contract").annotate(n=Count("pk")).values("n")
    return (
        found.select_related("authority", "supplier")
        .annotate(lines=Coalesce(Subquery(lines), 0))
        .order_by("title", "pk")
    )


def contract(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> Contract:
    """One contract, for somebody who may. Raises NotFound or NotPermitted."""
    found: Contract = fetch(readable(actor).select_related(*_PEOPLE), external_id, actor, permission)
    return found


def commitments(actor: Actor) -> ScopedQuerySet:
    """Commitments of every contract that the actor may read."""
    found = Commitment.objects.for_system("commitments of readable contracts")
    return found.filter(contract__in=readable(actor)).select_related(
        "contract__authority", "contract__supplier"
    )


def commitment(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> Commitment:
    """One commitment with its contract, periods, milestones and places, for somebody who may."""
    rows = commitments(actor).select_related(
        "place", "authority_lead", "supplier_lead", "contract__authority_lead", "contract__supplier_lead"
    )
    rows = rows.prefetch_related("periods__place", "milestones")
    found: Commitment = fetch(rows, external_id, actor, permission)
    return found


def register(of: Contract) -> list[Commitment]:
    """The commitments of one contract in their order, with places and who looks after them."""
    rows = of.commitments.select_related("place", "authority_lead", "supplier_lead", "contract")
    return list(rows.prefetch_related("periods", "milestones"))


def promises(of: Contract) -> list[Commitment]:
    """The commitments of one contract in their order and nothing beside them: a page shows only some of them."""
    return list(of.commitments.all())


def links(of: Contract) -> list[ContractServes]:
    """What a contract and the commitments in it serve, whole contract first."""
    rows = of.serves.select_related("mission", "outcome__mission", "commitment")
    return sorted(rows, key=lambda link: (link.commitment_id is not None, link.pk))


def link(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_EDIT) -> ContractServes:
    """One link to what a contract serves, of the actor's own authority."""
    rows = ContractServes.objects.for_authority(actor).select_related("contract", "mission", "outcome")
    found: ContractServes = fetch(rows, external_id, actor, permission)
    return found


def status_changes(of: Contract) -> list[ContractStatusChange]:
    """The moves of a contract, oldest first."""
    return list(of.status_changes.all())


def possible_leads(organisation_id: int | None) -> Sequence[Person]:
    """People who hold an open membership of an organisation, by name."""
    if organisation_id is None:
        return []
    open_ = Membership.objects.for_system("who may look after a contract").filter(
        organisation_id=organisation_id, ended_at__isnull=True
    )
    return [each.person for each in open_.select_related("person").order_by("person__name")]


def looked_after_by(actor: Actor) -> ScopedQuerySet:
    """Contracts in force that the actor leads on their side."""
    which = "supplier_lead_id" if actor.side is Side.SUPPLIER else "authority_lead_id"
    return own(actor).filter(status=ContractStatus.IN_FORCE, **{which: actor.person_id})
