"""The reviews, the change of means and what was offered to the next ask in the life of the contract of three years.

Everything here is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from commonweal.domain.changes import Answer, Approver
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.learning_reviews import QUESTIONS, ReviewStatus
from commonweal.domain.quantities import SCALE
from commonweal.journeys.demonstration import life_words
from commonweal.journeys.demonstration.contracts import MANAGER
from commonweal.journeys.demonstration.life_words import REVIEWS, Review
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import changes
from commonweal.lifecycle.contracts.deals import regime_of
from commonweal.lifecycle.contracts.models import CommitmentChange
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.models import LearningReview, Lesson, LessonOffer
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.reference.modification_grounds import grounds_under

if TYPE_CHECKING:
    from commonweal.journeys.demonstration.life import Life

FIRST_CHANGED = 4
"""The first quarter, counted from nothing, that the change of means is about."""
NEXT_ASK, NEXT_ASK_ANSWERED = "design", -40
_Scene = tuple[int, Callable[["Life", int], object]]


def scenes(life: Life) -> Iterator[_Scene]:
    """Each review with its days of preparing, the change, and the lesson that goes on."""
    yield 30, _plan_first
    for review in REVIEWS:
        yield review.day - 14, partial(_prepare, review=review, is_supplier=True)
        yield review.day - 5, partial(_prepare, review=review, is_supplier=False)
        yield review.day, partial(_hold, review=review)
    yield 312, _propose
    yield 314, _ask_about_it
    yield 316, _reply
    yield 318, _approve
    yield 330, _offer_the_lesson


def _plan_first(life: Life, days: int) -> None:
    actions.plan_review(life.contract, due_on=life.day(REVIEWS[0].day), **life.said(MANAGER, days))


def _open_review(life: Life) -> LearningReview:
    rows = LearningReview.objects.for_system("the demonstration goes on").select_related("contract")
    found: LearningReview = rows.exclude(status=ReviewStatus.HELD).get(contract_id=life.contract_id)
    return found


def _prepare(life: Life, days: int, *, review: Review, is_supplier: bool) -> None:
    words = review.supplier if is_supplier else review.authority
    who = life.told(days) if is_supplier else life.said(MANAGER, days)
    actions.prepare_review(_open_review(life), dict(zip(QUESTIONS, words, strict=True)), is_ready=True, **who)


def _hold(life: Life, days: int, *, review: Review) -> None:
    manager = life.said(MANAGER, days)
    actions.write_review_together(
        _open_review(life), dict(zip(QUESTIONS, review.together, strict=True)), **manager
    )
    if review.action:
        action = actions.add_review_action(
            _open_review(life),
            text=review.action,
            owner=life.demo.member("delivery", "large").person,
            due_on=life.day(days + 14),
            **manager,
        )
    actions.hold_review(
        _open_review(life),
        lesson_title=review.lesson,
        is_managed_failure=review.is_managed_failure,
        **manager,
    )
    if review.action:
        actions.finish_review_action(action, **life.told(days))


def _propose(life: Life, days: int) -> None:
    """The same people and the same aim, by other means: more hours in each quarter that is left."""
    training = life.commitment(CommitmentKind.QUANTITY)
    before = changes.terms_of(training)
    later = tuple(
        replace(each, quantity=life_words.EACH_QUARTER_LATER * SCALE) if place >= FIRST_CHANGED else each
        for place, each in enumerate(before.periods)
    )
    after = replace(before, title=life_words.CHANGED_TITLE, words=life_words.CHANGED_WORDS, periods=later)
    proposal = contracts.Proposal(
        after=after,
        reason=life_words.CHANGE_REASON,
        equivalence={id_: (True, shown) for id_, shown in life_words.SHOWN.items()},
        takes_effect_on=before.periods[FIRST_CHANGED].start_on,
        reaches_others=True,
    )
    contracts.propose_change(training, proposal, **life.told(days))


def _change(life: Life) -> CommitmentChange:
    training = life.commitment(CommitmentKind.QUANTITY)
    return changes.change(life.demo.actor(MANAGER), training.changes.get(number=1).external_id)


def _ask_about_it(life: Life, days: int) -> None:
    words = "Who pays for looking after the children, and does it stay within the price?"
    contracts.answer_change(
        _change(life),
        Approver.CONTRACT_MANAGER,
        contracts.Said(Answer.QUESTION, words),
        **life.said(MANAGER, days),
    )


def _reply(life: Life, days: int) -> None:
    words = "We do. The price does not move."
    said = contracts.Said(Answer.REPLY, words)
    contracts.answer_change(_change(life), Approver.DELIVERY_LEAD, said, **life.told(days))


def _approve(life: Life, days: int) -> None:
    """By the contract manager, with the ground in law, and by the mission lead, because it reaches other people too."""
    change = _change(life)
    of_the_law = grounds_under(regime_of(change.commitment.contract))
    approved = contracts.Said(
        Answer.APPROVE,
        "More hours for the same price, and the people whom it was for.",
        shifts_balance=False,
        grounds=tuple(ground.id for ground in of_the_law if ground.id.endswith("not-substantial")),
    )
    contracts.answer_change(change, Approver.CONTRACT_MANAGER, approved, **life.said(MANAGER, days))
    aim = contracts.Said(Answer.APPROVE, "It serves the same outcome, and more of the people it is about.")
    contracts.answer_change(_change(life), Approver.AIM_OWNER, aim, **life.said("mission-lead", days))


def _offer_the_lesson(life: Life, days: int) -> None:
    """The managed failure weakens an assumption, and is offered to every ask that serves the same outcome."""
    manager = life.said(MANAGER, days)
    lesson = Lesson.objects.for_system("the demonstration goes on").get(
        contract_id=life.contract_id, is_managed_failure=True
    )
    assumption = life.demo.things.get("assumptions", {}).get("apprentices")
    if assumption is not None:
        actions.link_lesson(
            lesson, assumption, effect=LessonEffect.WEAKENED, reason=life_words.LINKED, **manager
        )
    outcome = life.demo.things.get("outcomes", {}).get("insulated")
    if outcome is not None:
        actions.offer_lesson(lesson, outcome, suggestion=life_words.SUGGESTED, **manager)


def answer_the_next_ask(life: Life) -> None:
    """The lesson came as a suggestion to the ask that is being designed, and was taken up."""
    procurement = life.demo.things.get("procurements", {}).get(NEXT_ASK)
    offers = LessonOffer.objects.for_system("the demonstration goes on").filter(
        lesson__contract_id=life.contract_id
    )
    if procurement is None or not offers.exists():
        return
    officer = life.demo.actor("procurement")
    actions.answer_lesson(
        offers[0],
        fetch_procurement(officer, procurement.external_id),
        answer=OfferAnswer.TAKEN_UP,
        reason=life_words.TAKEN_UP,
        by=officer,
        now=life.demo.at(NEXT_ASK_ANSWERED),
    )
