"""Reads of what was spent on contracts, and of what rates per pound owe for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OfferedRate
from commonweal.domain.contract_spend import SpendEntry, Spent
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractSpend
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

Spends = Mapping[int, list[Spent]]
"""By the contract's key: the last day and the pence of each entry that counts."""


def entries_of(contract: Contract) -> ScopedQuerySet:
    """The entries that count of a contract that was read in scope, by their first day."""
    found: ScopedQuerySet = contract.spend.filter(corrected_by__isnull=True).select_related("corrects")
    return found


def entry(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_EDIT) -> ContractSpend:
    """One entry, for somebody of either side who may. Raises NotFound or NotPermitted."""
    rows = ContractSpend.objects.for_either_side(actor).select_related(
        "contract__authority", "contract__supplier"
    )
    found: ContractSpend = fetch(rows, external_id, actor, permission)
    return found


def plain(row: ContractSpend) -> SpendEntry:
    """An entry as plain values."""
    return SpendEntry(row.start_on, row.end_on, row.pence, row.note)


def spends_of(commitments: Iterable[Commitment]) -> Spends:
    """What was spent on the contracts of rates per pound among commitments that were read in scope: one query, or none."""
    keys = {each.contract_id for each in commitments if each.kind == CommitmentKind.RATE}
    if not keys:
        return {}
    rows = ContractSpend.objects.for_system("what was spent on contracts that were read in scope").filter(
        contract_id__in=keys, corrected_by__isnull=True
    )
    found: dict[int, list[Spent]] = defaultdict(list)
    for key, end_on, pence in rows.order_by("end_on", "pk").values_list("contract_id", "end_on", "pence"):
        found[key].append((end_on, pence))
    return found


def rate_of(commitment: Commitment) -> OfferedRate | None:
    """The rate as it stands; None for a commitment that is none."""
    if commitment.kind != CommitmentKind.RATE or not commitment.rate_per_pence or commitment.quantity is None:
        return None
    return OfferedRate(commitment.quantity, commitment.rate_per_pence)
