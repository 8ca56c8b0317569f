"""Reads of tier-two suppliers: those of a contract, one with its parts, and what one organisation delivers for others."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import NOT_OVER
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.tier_two import TierTwoStatus, nothing_left
from commonweal.lifecycle.contracts.models import (
    Commitment,
    Contract,
    TierTwoPart,
    TierTwoRemoval,
    TierTwoSupplier,
)
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

_RELATED = ("contract__authority", "contract__supplier", "supplier")


def tier_two_of(contract: Contract) -> list[TierTwoSupplier]:
    """The tier-two suppliers of a contract that was read in scope, with their parts, in their order."""
    rows = contract.tier_two.select_related("supplier").prefetch_related("parts__commitment")
    return list(rows)


def tier_two(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> TierTwoSupplier:
    """One, for the authority, the contract's supplier, and itself once it was invited. Raises NotFound or NotPermitted."""
    rows = TierTwoSupplier.objects.for_either_side(actor).select_related(*_RELATED)
    found: TierTwoSupplier = fetch(rows.prefetch_related("parts__commitment"), external_id, actor, permission)
    return found


def removals_of(of: TierTwoSupplier) -> list[TierTwoRemoval]:
    """What was taken out of one that was read in scope, for the two sides of its contract."""
    return list(of.removals.select_related("commitment", "removed_by"))


def delivered_by(actor: Actor) -> ScopedQuerySet:
    """Where the actor's organisation is the tier-two supplier, newest first."""
    rows = TierTwoSupplier.objects.for_supplier(actor).filter(supplier_id=actor.organisation_id)
    return rows.select_related(*_RELATED).order_by("-pk")


def to_answer(actor: Actor) -> ScopedQuerySet:
    """Invitations that wait for the actor's organisation, on contracts that have not ended: no other can be accepted."""
    rows = delivered_by(actor).filter(status=TierTwoStatus.INVITED, contract__status__in=NOT_OVER)
    return rows.order_by("invited_at", "pk")


def part_of(commitment: Commitment, actor: Actor) -> TierTwoPart | None:
    """The part of a commitment that the actor's organisation has accepted; None where it has none."""
    # One that is only supposed, to ask who might report on such, is nobody's.
    if actor.side is not Side.SUPPLIER or commitment.pk is None:
        return None
    rows = TierTwoPart.objects.for_supplier(actor).filter(
        commitment=commitment,
        tier_two__supplier_id=actor.organisation_id,
        tier_two__status=TierTwoStatus.ACCEPTED,
    )
    found: TierTwoPart | None = rows.select_related("tier_two").first()
    return found


def own_parts(contract: Contract, actor: Actor) -> dict[int, TierTwoPart]:
    """By the commitment's key: the parts of one contract that the actor's organisation has accepted."""
    if actor.side is not Side.SUPPLIER:
        return {}
    rows = TierTwoPart.objects.for_supplier(actor).filter(
        tier_two__contract=contract,
        tier_two__supplier_id=actor.organisation_id,
        tier_two__status=TierTwoStatus.ACCEPTED,
    )
    return {each.commitment_id: each for each in rows.select_related("tier_two")}


def accepted_parts(commitments: Iterable[int]) -> dict[int, list[TierTwoPart]]:
    """By the commitment's key, for commitments that were read in scope: parts of those that accepted. One query."""
    return _parts(commitments, Q(tier_two__status=TierTwoStatus.ACCEPTED))


def ever_accepted_parts(commitments: Iterable[int]) -> dict[int, list[TierTwoPart]]:
    """The same with parts that were accepted and have ended since. One query."""
    has_ended = Q(tier_two__status=TierTwoStatus.ENDED, tier_two__answered_at__isnull=False)
    return _parts(commitments, Q(tier_two__status=TierTwoStatus.ACCEPTED) | has_ended)


def _parts(commitments: Iterable[int], condition: Q) -> dict[int, list[TierTwoPart]]:
    rows = TierTwoPart.objects.for_system("parts of commitments that were read in scope").filter(
        condition, commitment_id__in=list(commitments)
    )
    found: dict[int, list[TierTwoPart]] = defaultdict(list)
    for each in rows.select_related("tier_two__supplier").order_by("tier_two__number", "pk"):
        found[each.commitment_id].append(each)
    return found


def left_to_tier_two(commitments: Iterable[Commitment]) -> set[int]:
    """Keys of commitments that tier-two suppliers deliver whole: the supplier reports nothing on them. One query."""
    listed = list(commitments)
    parts = accepted_parts(each.pk for each in listed)
    return {each.pk for each in listed if nothing_left_of(each, parts.get(each.pk))}


def nothing_left_of(commitment: Commitment, parts: list[TierTwoPart] | None) -> bool:
    """True when those whose accepted parts these are deliver all of it."""
    return nothing_left(
        CommitmentKind(commitment.kind), OwedBy(commitment.owed_by), commitment.quantity, _sum(parts)
    )


@dataclass(frozen=True)
class Whole:
    """Tier-two suppliers, by key, that together delivered all of a commitment, and the last day on which all of them did."""

    who: tuple[int, ...]
    until: dt.date


def wholes_that_ended(commitment: Commitment, parts: list[TierTwoPart]) -> list[Whole]:
    """Who together delivered all of a commitment until one of them ended. `parts` are those that were ever accepted."""
    found: dict[tuple[int, ...], Whole] = {}
    for at in [each.tier_two.answered_at for each in parts]:
        then = [each for each in parts if _was_delivering(each.tier_two, at)]
        ends = [each.tier_two.ended_at for each in then if each.tier_two.ended_at]
        if ends and nothing_left_of(commitment, then):
            who = tuple(each.tier_two_id for each in then)
            found[who] = Whole(who, london_day(min(ends)))
    return list(found.values())


def _was_delivering(of: TierTwoSupplier, at: dt.datetime | None) -> bool:
    if of.answered_at is None or at is None or of.answered_at > at:
        return False
    return of.ended_at is None or at <= of.ended_at


def _sum(parts: list[TierTwoPart] | None) -> int | None:
    return sum(each.quantity or 0 for each in parts) if parts else None


def contract_to_report(actor: Actor, external_id: str, own: ScopedQuerySet) -> Contract:
    """One of the actor's `own` contracts, or one of which their organisation has accepted a part."""
    condition = Q(pk__in=own.values("pk"))
    if actor.side is Side.SUPPLIER:
        parts = delivered_by(actor).filter(status=TierTwoStatus.ACCEPTED)
        condition |= Q(pk__in=parts.values("contract_id"))
    rows = Contract.objects.for_system("contracts of the actor's own, or with a part that it delivers")
    found: Contract = fetch(
        rows.filter(condition).select_related("authority", "supplier"),
        external_id,
        actor,
        Permission.CONTRACT_READ,
    )
    return found


def commitment_to_report(actor: Actor, external_id: str, readable: ScopedQuerySet) -> Commitment:
    """A commitment of the `readable` contracts, or one of which the actor's organisation has accepted a part."""
    condition = Q(contract__in=readable)
    if actor.side is Side.SUPPLIER:
        own = TierTwoPart.objects.for_supplier(actor).filter(
            tier_two__supplier_id=actor.organisation_id, tier_two__status=TierTwoStatus.ACCEPTED
        )
        condition |= Q(pk__in=own.values("commitment_id"))
    rows = Commitment.objects.for_system("commitments that the actor may read or has a part of").filter(
        condition
    )
    rows = rows.select_related("contract__authority", "contract__supplier", "place")
    found: Commitment = fetch(
        rows.prefetch_related("periods__place", "milestones"), external_id, actor, Permission.CONTRACT_READ
    )
    return found
