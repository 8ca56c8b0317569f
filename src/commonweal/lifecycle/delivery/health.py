"""How well a body learns: its reviews, or those about one mission, counted together. A constant number of queries."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractOrigin, ContractStatus
from commonweal.domain.delivery import OfferAnswer
from commonweal.domain.learning_health import Counted, Health, HealthMeasure
from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.lifecycle.contracts.models import Contract, ContractServes
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    Lesson,
    LessonAnswer,
    LessonAssumption,
    LessonOffer,
    LessonProposal,
    ReviewAction,
    ReviewContract,
    ReviewParty,
)
from commonweal.lifecycle.strategy.models import AssumptionJudgement, Mission
from commonweal.organisations.models import Membership
from commonweal.records.scopes import ScopedQuerySet

M = HealthMeasure


def health_of(actor: Actor, today: dt.date, mission: Mission | None = None) -> Health:
    """Every measure over the reviews that the actor's body takes part in, or over those about one of its missions."""
    contracts = _contracts(actor, mission)
    reviews = _reviews(actor, mission, contracts)
    held = reviews.filter(status=ReviewStatus.HELD)
    due = reviews.filter(Q(due_on__lte=today) | Q(status=ReviewStatus.HELD))
    lessons = _lessons(actor, contracts, held)
    running = contracts.filter(status=ContractStatus.IN_FORCE)
    looked_at = ReviewContract.objects.for_authority(actor).filter(
        contract__in=running, review__status=ReviewStatus.HELD
    )
    held_count = held.count()
    return Health(
        measures=(
            Counted(M.HELD, held_count, due.count()),
            Counted(M.WITH_LESSON, held.filter(lesson__isnull=False).count(), held_count),
            Counted(M.PASSED_ON, _passed_on(lessons), lessons.count()),
            Counted(M.ALL_PREPARED, held_count - _left_out(held), held_count),
            *_actions(actor, held, today),
            *_answers(actor, lessons),
            _judged(actor, lessons),
        ),
        contracts=running.count(),
        looked_at=looked_at.values("contract_id").distinct().count(),
        reviews=reviews.count(),
        managed_failures=lessons.filter(is_managed_failure=True).count(),
    )


def _contracts(actor: Actor, mission: Mission | None) -> ScopedQuerySet:
    found = Contract.objects.for_authority(actor).filter(origin=ContractOrigin.AWARD)
    if mission is None:
        return found
    serves = ContractServes.objects.for_authority(actor).filter(
        Q(mission=mission) | Q(outcome__mission=mission)
    )
    return found.filter(pk__in=serves.values("contract_id"))


def _reviews(actor: Actor, mission: Mission | None, contracts: ScopedQuerySet) -> ScopedQuerySet:
    found = LearningReview.objects.for_authority(actor)
    if mission is None:
        return found
    rows = ReviewContract.objects.for_authority(actor).filter(contract__in=contracts)
    return found.filter(Q(mission=mission) | Q(pk__in=rows.values("review_id")))


def _lessons(actor: Actor, contracts: ScopedQuerySet, held: ScopedQuerySet) -> ScopedQuerySet:
    """Lessons that the body keeps: written on those contracts, or in those reviews."""
    found = Lesson.objects.for_authority(actor)
    return found.filter(Q(contract__in=contracts) | Q(pk__in=held.values("lesson_id")))


def _passed_on(lessons: ScopedQuerySet) -> int:
    """Lessons that reached an assumption, an ask or the library."""
    reached = Q(assumptions__isnull=False) | Q(offers__isnull=False) | Q(proposals__isnull=False)
    return lessons.filter(reached).distinct().count()


def _left_out(held: ScopedQuerySet) -> int:
    """Held reviews that somebody was not waited for in."""
    rows = ReviewParty.objects.for_system("reviews that somebody was not waited for in, counted together")
    rows = rows.filter(review__in=held, not_waited_at__isnull=False)
    return rows.values("review_id").distinct().count()


def _actions(actor: Actor, held: ScopedQuerySet, today: dt.date) -> Iterable[Counted]:
    rows = ReviewAction.objects.for_authority(actor).filter(review__in=held)
    due = rows.filter(Q(due_on__lte=today) | Q(done_at__isnull=False))
    members = Membership.objects.for_system("for whom the owners of actions act, counted together").filter(
        organisation__reviews_joined__review__in=held
    )
    pairs = members.filter(person__review_actions__review__in=held).values_list(
        "person__review_actions__review_id", "organisation_id", "organisation__reviews_joined__review_id"
    )
    sides: dict[int, set[int]] = {}
    for review, organisation, joined in pairs.distinct():
        if review == joined:
            sides.setdefault(review, set()).add(organisation)
    several = sum(len(each) > 1 for each in sides.values())
    yield Counted(M.OWNED_BY_SEVERAL, several, len(sides))
    yield Counted(M.ACTIONS_DONE, due.filter(done_at__isnull=False).count(), due.count())


def _answers(actor: Actor, lessons: ScopedQuerySet) -> Iterable[Counted]:
    """What became of what was offered to the next ask and proposed to the library."""
    offers = LessonOffer.objects.for_authority(actor).filter(lesson__in=lessons)
    asks = LessonAnswer.objects.for_authority(actor).filter(offer__in=offers)
    taken = asks.filter(answer=OfferAnswer.TAKEN_UP)
    proposals = LessonProposal.objects.for_authority(actor).filter(lesson__in=lessons)
    items = proposals.aggregate(
        n=Count("pk"),
        answered=Count("pk", filter=Q(answer__isnull=False)),
        taken=Count("pk", filter=Q(answer__answer=OfferAnswer.TAKEN_UP)),
    )
    answered = asks.values("offer_id").distinct().count() + items["answered"]
    taken_up = taken.values("offer_id").distinct().count() + items["taken"]
    yield Counted(M.ANSWERED, answered, offers.count() + items["n"])
    yield Counted(M.TAKEN_UP, taken_up, answered)


def _judged(actor: Actor, lessons: ScopedQuerySet) -> Counted:
    """Assumptions that lessons spoke of, and those of them that somebody judged afterwards."""
    said = LessonAssumption.objects.for_authority(actor).filter(lesson__in=lessons)
    judged = AssumptionJudgement.objects.for_authority(actor).filter(
        assumption=OuterRef("assumption_id"), created_at__gte=OuterRef("created_at")
    )
    return Counted(
        M.BELIEFS_JUDGED,
        said.filter(Exists(judged)).values("assumption_id").distinct().count(),
        said.values("assumption_id").distinct().count(),
    )
