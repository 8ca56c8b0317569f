"""Each kind of thing on the thread, registered once: where its rows are, what they are called, who sees which.

A kind's `own` says which rows belong to the actor's organisation. Beside them stands what a published report says, which
everybody who is signed in may read. Without the permission that `domain.visibility` asks for, nothing is seen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING, ContractOrigin
from commonweal.domain.missions import MissionOrigin
from commonweal.domain.permissions import Side
from commonweal.domain.tenders import TenderStatus
from commonweal.domain.thread import NodeKind
from commonweal.domain.visibility import may_see_kind
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery.models import LearningReview, Lesson, Report, ReportEvidence
from commonweal.lifecycle.procurement.models import Ask, Procurement
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.scopes import ScopedQuerySet

K = NodeKind


@dataclass(frozen=True)
class Viewer:
    """For whom the thread is walked. `actor` None is the operator of the machine, at the command line."""

    actor: Actor | None

    @property
    def organisation_id(self) -> int | None:
        return self.actor.organisation_id if self.actor else None


@dataclass(frozen=True)
class NodeSource:
    """One kind of thing.

    Attributes:
        model: its stored rows. title, source: lookups to what it is called and the document it comes from.
        authority, supplier: the condition that a row is the actor's own, given the organisation's key.
        published: the condition that a row is in a published report.
        never: rows that nobody walks to, whoever they are: what is sealed.
    """

    kind: NodeKind
    model: type
    title: str
    authority: Callable[[int], Q]
    supplier: Callable[[int], Q]
    published: Q | None = None
    source: str = ""
    never: Q | None = None

    def rows(self, viewer: Viewer) -> ScopedQuerySet:
        """The rows that the viewer may see."""
        found: ScopedQuerySet = self.model.objects.for_system("the thread narrows to what its viewer may see")  # type: ignore[attr-defined]
        if self.never is not None:
            found = found.exclude(self.never)
        if viewer.actor is None:
            return found
        condition = self._own(viewer.actor)
        if self.published is not None and viewer.actor.side is not None:
            condition = self.published if condition is None else condition | self.published
        return found.none() if condition is None else found.filter(condition)

    def owned_by(self, actor: Actor) -> ScopedQuerySet:
        """The rows of the actor's organisation, whatever the actor's roles: for telling a colleague from a stranger."""
        found: ScopedQuerySet = self.model.objects.for_system("is this a colleague or a stranger")  # type: ignore[attr-defined]
        if actor.organisation_id is None or actor.side not in (Side.AUTHORITY, Side.SUPPLIER):
            return found.none()
        own = self.supplier if actor.side is Side.SUPPLIER else self.authority
        return found.exclude(self.never or Q(pk__isnull=True)).filter(own(actor.organisation_id))

    def _own(self, actor: Actor) -> Q | None:
        if actor.organisation_id is None or not may_see_kind(actor, self.kind):
            return None
        own = self.supplier if actor.side is Side.SUPPLIER else self.authority
        return own(actor.organisation_id)


_PRINTED = ContractOrigin.PUBLISHED_REPORT.value
_BINDING = tuple(status.value for status in BINDING)


def _contract(path: str) -> Callable[[int], Q]:
    """The supplier's own contracts, once they are entered into."""
    return lambda own: Q(**{f"{path}supplier_id": own, f"{path}status__in": _BINDING})


def _authority(path: str) -> Callable[[int], Q]:
    return lambda own: Q(**{path: own})


def _learned_together(own: int) -> Q:
    """Lessons of reviews that an organisation took part in."""
    held = LearningReview.objects.for_system("lessons of reviews that an organisation took part in")
    took_part = held.filter(parties__organisation_id=own, lesson__isnull=False)
    return Q(pk__in=took_part.values("lesson_id"))


def _served(supplier: int, which: str) -> ScopedQuerySet:
    """Keys of what a supplier's contracts serve: its contract names it."""
    contracts = Contract.objects.for_system("what a supplier's own contracts serve")
    return contracts.filter(supplier_id=supplier, status__in=_BINDING).values(f"serves__{which}_id")


def _missions_of_supplier(supplier: int) -> Q:
    return Q(pk__in=_served(supplier, "mission")) | Q(outcomes__in=_served(supplier, "outcome"))


def _outcomes_of_supplier(supplier: int) -> Q:
    return Q(pk__in=_served(supplier, "outcome"))


def _procurements_of_supplier(path: str) -> Callable[[int], Q]:
    def own(supplier: int) -> Q:
        tenders = Tender.objects.for_system("procurements a supplier tenders for").filter(
            supplier_id=supplier
        )
        return Q(**{f"{path}__in": tenders.values("lot__procurement_id")})

    return own


_FOR_BOTH_SIDES = Q(report__is_for_authority_only=False)
"""A tier-two supplier may keep its files for the authority."""

_SEALED = ~Q(status=TenderStatus.OPENED.value)

SOURCES: dict[NodeKind, NodeSource] = {
    source.kind: source
    for source in (
        NodeSource(
            K.MISSION,
            Mission,
            "statement",
            _authority("authority_id"),
            _missions_of_supplier,
            published=Q(origin=MissionOrigin.PUBLISHED.value),
            source="source",
        ),
        NodeSource(
            K.OUTCOME,
            Outcome,
            "title",
            _authority("mission__authority_id"),
            _outcomes_of_supplier,
            published=Q(mission__origin=MissionOrigin.PUBLISHED.value),
            source="mission__source",
        ),
        NodeSource(
            K.PROCUREMENT, Procurement, "title", _authority("authority_id"), _procurements_of_supplier("pk")
        ),
        NodeSource(
            K.ASK,
            Ask,
            "procurement__title",
            _authority("procurement__authority_id"),
            _procurements_of_supplier("procurement_id"),
        ),
        NodeSource(
            K.TENDER,
            Tender,
            "supplier__name",
            _authority("lot__procurement__authority_id"),
            _authority("supplier_id"),
            never=_SEALED,
        ),
        NodeSource(
            K.CONTRACT,
            Contract,
            "title",
            _authority("authority_id"),
            _contract(""),
            published=Q(origin=_PRINTED),
            source="source",
        ),
        NodeSource(
            K.COMMITMENT,
            Commitment,
            "title",
            _authority("contract__authority_id"),
            _contract("contract__"),
            published=Q(contract__origin=_PRINTED),
            source="contract__source",
        ),
        NodeSource(
            K.REPORT,
            Report,
            "commitment__title",
            _authority("commitment__contract__authority_id"),
            _contract("commitment__contract__"),
            published=Q(commitment__contract__origin=_PRINTED),
            source="source",
        ),
        NodeSource(
            K.EVIDENCE,
            ReportEvidence,
            "title",
            _authority("report__commitment__contract__authority_id"),
            lambda own: _contract("report__commitment__contract__")(own) & _FOR_BOTH_SIDES,
        ),
        NodeSource(
            K.LESSON,
            Lesson,
            "title",
            lambda own: Q(authority_id=own) | _learned_together(own),
            lambda own: _contract("contract__")(own) | _learned_together(own),
        ),
    )
}
