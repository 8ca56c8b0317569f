"""The authority's own policies as they apply to one ask. Writes nothing."""

from __future__ import annotations

from commonweal.domain.asks import AskContent
from commonweal.domain.errors import DomainError, Refused
from commonweal.domain.policies import Checked, Policy, PolicyKind, check_ask
from commonweal.lifecycle.procurement.models import LocalPolicy, Procurement


def plain(row: LocalPolicy) -> Policy:
    """A stored policy as plain values."""
    return Policy(
        id=row.external_id,
        kind=PolicyKind(row.kind),
        figure=row.figure,
        words=row.words,
        is_binding=row.is_binding,
        source=row.source,
        from_on=row.from_on,
        to_on=row.to_on,
        set_by=row.set_by,
    )


def checked(procurement: Procurement, ask: AskContent) -> tuple[Checked, ...]:
    """Every policy of the authority that was in force when the procurement began, with what it comes to here."""
    rows = LocalPolicy.objects.for_system("the policies of the authority whose ask is designed")
    own = (plain(row) for row in rows.filter(authority_id=procurement.authority_id))
    return check_ask(own, ask, began_on=procurement.began_on)


def in_the_way(procurement: Procurement, ask: AskContent) -> tuple[DomainError, ...]:
    """The binding policies that this ask does not meet."""
    return tuple(
        Refused(
            f"policy.{each.policy.kind.value}",
            figure=each.policy.figure,
            actual=each.actual,
            source=each.policy.source,
        )
        for each in checked(procurement, ask)
        if each.is_in_the_way
    )
