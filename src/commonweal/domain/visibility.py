"""Visibility: may this person see it. The third question, beside policy (may it happen now) and permission (may they).

One table says, for each kind of thing on the thread, which permission lets somebody on each side see the things of
their own organisation. A kind that a side is not listed for is never seen by that side. Which rows are their own is
answered by scoped queries; what a public document already says may be seen by everyone who is signed in.
"""

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.thread import NodeKind

_P = Permission

SEEN_WITH: dict[NodeKind, dict[Side, Permission]] = {
    NodeKind.MISSION: {Side.AUTHORITY: _P.MISSION_READ, Side.SUPPLIER: _P.CONTRACT_READ},
    NodeKind.OUTCOME: {Side.AUTHORITY: _P.MISSION_READ, Side.SUPPLIER: _P.CONTRACT_READ},
    NodeKind.PROCUREMENT: {Side.AUTHORITY: _P.PROCUREMENT_READ, Side.SUPPLIER: _P.CONTRACT_READ},
    NodeKind.ASK: {Side.AUTHORITY: _P.PROCUREMENT_READ, Side.SUPPLIER: _P.OPPORTUNITY_READ},
    NodeKind.TENDER: {Side.AUTHORITY: _P.TENDER_OPENED_READ, Side.SUPPLIER: _P.TENDER_READ},
    NodeKind.CONTRACT: {Side.AUTHORITY: _P.CONTRACT_READ, Side.SUPPLIER: _P.CONTRACT_READ},
    NodeKind.COMMITMENT: {Side.AUTHORITY: _P.CONTRACT_READ, Side.SUPPLIER: _P.CONTRACT_READ},
    NodeKind.REPORT: {Side.AUTHORITY: _P.REPORT_READ, Side.SUPPLIER: _P.REPORT_READ},
    NodeKind.EVIDENCE: {Side.AUTHORITY: _P.REPORT_READ, Side.SUPPLIER: _P.REPORT_READ},
    NodeKind.LESSON: {Side.AUTHORITY: _P.CONTRACT_READ, Side.SUPPLIER: _P.CONTRACT_READ},
}


def may_see_kind(actor: Actor, kind: NodeKind) -> bool:
    """True when the actor's side and roles let them see things of this kind that are their own organisation's."""
    permission = SEEN_WITH[kind].get(actor.side) if actor.side else None
    return permission is not None and actor.can(permission)
