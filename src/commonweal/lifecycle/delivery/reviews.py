"""Reads of learning reviews: those of a contract, one with what may be read of it, and those that wait for somebody."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING, OVER, ContractOrigin
from commonweal.domain.learning_reviews import ReviewStatus, may_read_preparation
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    ReviewAction,
    ReviewContract,
    ReviewParty,
    ReviewPreparation,
)
from commonweal.lifecycle.strategy.models import Place
from commonweal.lifecycle.strategy.queries import places
from commonweal.organisations.access import fetch
from commonweal.organisations.models import Membership, Organisation, Person
from commonweal.records.scopes import ScopedQuerySet

_RELATED = (
    "authority",
    "steward",
    "mission",
    "place",
    "contract__authority",
    "contract__supplier",
    "contract__authority_lead",
    "contract__supplier_lead",
    "lesson",
)


def reviews_of(contract: Contract) -> list[LearningReview]:
    """The reviews of a contract that was read in scope, newest first."""
    return list(contract.reviews.select_related("lesson"))


def review(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> LearningReview:
    """One review for somebody of an organisation that takes part. Raises NotFound or NotPermitted."""
    rows = LearningReview.objects.for_either_side(actor).select_related(*_RELATED)
    found: LearningReview = fetch(rows, external_id, actor, permission)
    return found


def action(actor: Actor, external_id: str, permission: Permission = Permission.LESSON_WRITE) -> ReviewAction:
    """One thing that a review decided, for somebody on either side who may."""
    rows = ReviewAction.objects.for_either_side(actor).select_related(
        "review__contract", "review__authority", "owner"
    )
    found: ReviewAction = fetch(rows, external_id, actor, permission)
    return found


def preparations(of: LearningReview, actor: Actor) -> list[ReviewPreparation]:
    """What the actor may read of what was prepared, as `may_read_preparation` says."""
    rows = ReviewPreparation.objects.for_system("preparations of a review, narrowed to who may read which")
    found = rows.filter(review=of).select_related("organisation")
    return [
        each
        for each in found
        if may_read_preparation(
            actor.organisation_id,
            each.organisation_id,
            kept_by=of.authority_id,
            is_shared=of.is_shared,
            status=ReviewStatus(of.status),
        )
    ]


@dataclass(frozen=True)
class PartySeen:
    """An organisation that takes part, and whether it has handed in: everybody who takes part knows that much."""

    party: ReviewParty
    has_handed_in: bool

    @property
    def is_waited_for(self) -> bool:
        return not self.has_handed_in and self.party.not_waited_at is None


def parties_of(of: LearningReview) -> list[PartySeen]:
    """Who takes part in a review that was read in scope, in the order they joined."""
    rows = ReviewPreparation.objects.for_system("who has handed in for a review").filter(
        review=of, handed_in_at__isnull=False
    )
    handed_in = set(rows.values_list("organisation_id", flat=True))
    parties = of.parties.select_related("organisation")
    return [PartySeen(each, each.organisation_id in handed_in) for each in parties]


def contracts_seen(of: LearningReview, actor: Actor) -> list[Contract]:
    """The contracts of a review that are the actor's own, by title. What concerns another party alone is not among them."""
    rows = ReviewContract.objects.for_either_side(actor).filter(review=of)
    found = rows.select_related("contract__authority", "contract__supplier").order_by("contract__title", "pk")
    return [each.contract for each in found]


def register_seen(of: LearningReview, actor: Actor) -> list[Commitment]:
    """The commitments of those contracts, contract by contract. One query whatever their number."""
    rows = Commitment.objects.for_either_side(actor).filter(contract__looked_at_in__review=of)
    found = rows.select_related("contract", "place", "authority_lead", "supplier_lead")
    return list(
        found.order_by("contract__title", "contract_id", "position", "pk").prefetch_related("periods")
    )


def shared_reviews(actor: Actor) -> ScopedQuerySet:
    """Shared reviews that the actor's organisation takes part in: those to come first, then the newest."""
    rows = LearningReview.objects.for_either_side(actor).filter(contract__isnull=True)
    return rows.select_related("authority", "steward", "lesson", "mission", "place").order_by(
        "held_at", "due_on", "-pk"
    )


def contracts_to_bring(of: LearningReview, actor: Actor, words: str = "") -> ScopedQuerySet:
    """Running or finished contracts of the actor's body that could be brought in: those the subject suggests, by title."""
    found = contracts.own(actor).filter(
        status__in=[each.value for each in BINDING], origin=ContractOrigin.AWARD
    )
    found = found.exclude(pk__in=of.contracts.values("contract_id"))
    if of.mission_id is not None:
        serves = ContractServes.objects.for_authority(actor).filter(
            Q(mission_id=of.mission_id) | Q(outcome__mission_id=of.mission_id)
        )
        found = found.filter(pk__in=serves.values("contract_id"))
    elif of.place is not None:
        within = [of.place, *places.descendants_of(actor, of.place)]
        there = Commitment.objects.for_authority(actor).filter(place__in=within)
        found = found.filter(pk__in=there.values("contract_id"))
    if words:
        found = found.filter(Q(title__icontains=words) | Q(supplier__name__icontains=words))
    return found.select_related("supplier").order_by("title", "pk")


def who_may_join(of: LearningReview) -> list[Organisation]:
    """Bodies and suppliers that somebody acts for and that do not take part yet, by name."""
    people = Membership.objects.for_system("organisations that somebody acts for").filter(
        organisation=OuterRef("pk"), ended_at__isnull=True
    )
    rows = Organisation.objects.for_system("organisations that may be asked to a review").filter(
        Exists(people), side__in=(Side.AUTHORITY, Side.SUPPLIER)
    )
    return list(rows.exclude(pk__in=of.parties.values("organisation_id")).order_by("name", "pk"))


def places_promised(actor: Actor) -> list[Place]:
    """Places that commitments of the actor's body name, by name."""
    named = Commitment.objects.for_authority(actor).filter(place__isnull=False)
    rows = Place.objects.for_reader(actor).filter(pk__in=named.values("place_id"))
    return list(rows.order_by("name", "pk"))


def organisations_of_owners(of: LearningReview) -> dict[int, str]:
    """For which of the organisations that take part each owner of an action acts: names by the person's key."""
    members = Membership.objects.for_system("for whom the owners of a review's actions act").filter(
        person__in=of.actions.values("owner_id"), organisation__in=of.parties.values("organisation_id")
    )
    return dict(members.order_by("-ended_at").values_list("person_id", "organisation__name"))


def finishable(of: LearningReview, actor: Actor) -> set[int]:
    """Keys of the open actions that the actor's organisation may call done.

    Of a review of one contract both sides may; of a shared one those whose person owns it, and the body that keeps the review.
    """
    rows = of.actions.filter(done_at__isnull=True)
    if of.is_shared and actor.organisation_id != of.authority_id:
        own = Membership.objects.for_system("for whom the owners of a review's actions act").filter(
            organisation_id=actor.organisation_id, ended_at__isnull=True
        )
        rows = rows.filter(owner_id__in=own.values("person_id"))
    return set(rows.values_list("pk", flat=True))


def possible_owners(of: LearningReview, actor: Actor) -> list[tuple[Person, Organisation]]:
    """Who may own what a review decides, with their organisation.

    The body that keeps a shared review chooses among everybody; others among their own people and that body's.
    """
    parties = of.parties.all()
    if of.is_shared and actor.organisation_id != of.authority_id:
        parties = parties.filter(organisation_id__in=(of.authority_id, actor.organisation_id))
    members = Membership.objects.for_system("who may own what a review decided").filter(
        organisation_id__in=parties.values("organisation_id"), ended_at__isnull=True
    )
    rows = members.select_related("person", "organisation").order_by("organisation__name", "person__name")
    return [(each.person, each.organisation) for each in rows]


LOOK_BACK = dt.timedelta(days=90)
"""How long a review of a contract that has ended is asked for: the last look back is worth most, and after a while nobody
will hold it. Its page stays, and it can still be prepared there."""


def to_prepare(actor: Actor, *, today: dt.date, to_day: dt.date) -> ScopedQuerySet:
    """Reviews due by a day for which the actor's organisation has handed nothing in and is waited for.

    None of a contract that has ended, once its day is `LOOK_BACK` ago.
    """
    not_waited = ReviewParty.objects.for_either_side(actor).filter(not_waited_at__isnull=False)
    handed_in = ReviewPreparation.objects.for_either_side(actor).filter(handed_in_at__isnull=False)
    rows = LearningReview.objects.for_either_side(actor).filter(
        status=ReviewStatus.PREPARING, due_on__lte=to_day
    )
    return (
        rows.exclude(pk__in=handed_in.values("review_id"))
        .exclude(pk__in=not_waited.values("review_id"))
        .exclude(
            contract__status__in=OVER,
            due_on__lt=today - LOOK_BACK,
        )
        .select_related("contract")
        .order_by("due_on", "pk")
    )


def to_write(actor: Actor) -> ScopedQuerySet:
    """Reviews that both sides prepared and that are to be written together."""
    rows = LearningReview.objects.for_either_side(actor).filter(status=ReviewStatus.TOGETHER)
    return rows.select_related("contract").order_by("due_on", "pk")


def actions_owned(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """What the actor owns of what reviews decided, due by a day and not done."""
    rows = ReviewAction.objects.for_either_side(actor).filter(
        owner_id=actor.person_id, done_at__isnull=True, due_on__lte=to_day
    )
    return rows.select_related("review__contract").order_by("due_on", "pk")
