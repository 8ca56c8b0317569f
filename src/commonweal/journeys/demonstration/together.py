"""What goes across contracts: a review shared by several suppliers, a longer term, and a sample of what waits.

Reads `contracts` of the contracts stage, `life` and `missions`. Everything here is invented for the demonstration.
"""

import datetime as dt
from dataclasses import replace

from commonweal.domain.changes import Answer
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.learning_reviews import QUESTIONS
from commonweal.domain.periods import months_later
from commonweal.domain.quantities import SCALE
from commonweal.domain.sampling import Parameters
from commonweal.journeys.demonstration.contracts import MANAGER, delivery_lead
from commonweal.journeys.demonstration.life_terms import grounds_named
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import deals
from commonweal.lifecycle.contracts.models import Contract, ContractChange
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.lifecycle.delivery.models import LearningReview

CALLED, PREPARED, WAITED, WRITTEN, HELD = -75, -58, -50, -48, -45
TITLE = "Warm homes: what heating, care and advice see of each other"
Words = tuple[str, str, str, str]
PREPARATIONS: dict[str | None, Words] = {
    "large": (
        "Fitters and care workers were in the same block on the same day, and did not know it.",
        "A care worker had reported a cold flat three weeks before our list did.",
        "Whoever visits first sees it first. The lists come after.",
        "We would give care workers the number of the repairs desk.",
    ),
    "charity": (
        "Half of those who rang the helpline had a fitter's card on the fridge and had not rung it.",
        "People ring somebody they know, whatever the card says.",
        "Trust is with people and not with numbers.",
        "Volunteers would ring together with the resident.",
    ),
    None: (
        "Three contracts serve the same outcome, and we looked at each of them alone.",
        "The same 40 households are in all three.",
        "We bought three services and one need.",
        "One list of homes that are visited, kept by us.",
    ),
}
TOGETHER: Words = (
    "Heating, care and advice met the same 40 households and did not know of each other.",
    "A cold flat was known to a care worker three weeks before it was on any list.",
    "Whoever visits first sees the cold first; what is missing is somebody to tell.",
    "One desk takes what anybody who visits has seen, and tells all three what came of it.",
)
LESSON = "Three contracts, one household: somebody has to be told"
WITHOUT = "The firm has no contract that runs yet. It reads what we write, and comes to the next one."
ACTION = "Set up one desk for what visitors see, and tell all three suppliers its number."

LONGER_MONTHS = 6
LONGER = "The six months of extension that the ask named, so that no winter begins with a new provider at the door."
LONGER_APPROVED = "As the ask says. Residents' forums of both estates asked for it."
ORDERED_HOURS = (22, 26, 31)
"""Hours earned by extra orders in each half year of the home care that nobody has verified yet."""
DAMP = (
    "Nineteen homes were reported; seventeen were put right within 20 working days, the other two within 30."
)
DICE = "4-1-6-3-5-2"
"""The seed of the sample: six throws of a die, written down by those who were there."""


def load(demo: Demonstration) -> None:
    """Play it all, in the order of its days."""
    care: Contract = demo.things["contracts"]["contract"][0]
    _longer(demo, care)
    _review(demo, [demo.things["life"].contract, care])
    _wait(demo, care)
    given = Parameters(small=3, certain_share=4_000, drawn_share=4_000, least=2)
    actions.draw_sample(contract=None, given=given, seed=DICE, by=demo.actor(MANAGER), now=demo.at(-1))


def _longer(demo: Demonstration, contract: Contract) -> None:
    """The supplier proposes the extension that was provided for, and the contract manager approves it."""
    before = deals.deal_of(contract)
    assert before.ends_on is not None, "the ask says when the contract ends"
    longer = replace(before, ends_on=months_later(before.ends_on, LONGER_MONTHS))
    row = contracts.propose_contract_change(
        contract,
        longer,
        reason=LONGER,
        takes_effect_on=demo.at(-152).date(),
        by=delivery_lead(demo, contract),
        now=demo.at(-160),
    )
    rows = ContractChange.objects.for_system("the demonstration goes on").select_related(
        "contract__procurement"
    )
    grounds = grounds_named(contract, "provided-for")
    approved = contracts.Said(Answer.APPROVE, LONGER_APPROVED, shifts_balance=False, grounds=grounds)
    contracts.answer_contract_change(rows.get(pk=row.pk), approved, by=demo.actor(MANAGER), now=demo.at(-152))


def _review(demo: Demonstration, over: list[Contract]) -> None:
    """Called by the steward, prepared apart by each, written together, and held; the next one is called by its cadence."""
    steward = demo.actor("steward")
    review = actions.plan_shared_review(
        title=TITLE,
        due_on=demo.at(HELD).date(),
        mission=demo.things["missions"]["warm"],
        every_months=6,
        by=steward,
        now=demo.at(CALLED),
    )
    actions.bring_contracts(review, over, by=steward, now=demo.at(CALLED))
    for supplier in ("charity", "sme"):
        actions.invite_to_review(_again(review), demo.suppliers[supplier], by=steward, now=demo.at(CALLED))
    for supplier, words in PREPARATIONS.items():
        by = steward if supplier is None else demo.actor("delivery", supplier)
        actions.prepare_review(_again(review), _answers(words), is_ready=True, by=by, now=demo.at(PREPARED))
    absent = review.parties.select_related("organisation").get(organisation=demo.suppliers["sme"])
    actions.go_on_without(_again(review), absent, reason=WITHOUT, by=steward, now=demo.at(WAITED))
    actions.write_review_together(_again(review), _answers(TOGETHER), by=steward, now=demo.at(WRITTEN))
    actions.add_review_action(
        _again(review),
        text=ACTION,
        owner=demo.member(MANAGER).person,
        due_on=demo.at(20).date(),
        by=steward,
        now=demo.at(HELD),
    )
    actions.hold_review(_again(review), lesson_title=LESSON, by=steward, now=demo.at(HELD))


def _answers(words: Words) -> dict[str, str]:
    return dict(zip(QUESTIONS, words, strict=True))


def _again(review: LearningReview) -> LearningReview:
    """The review as it is stored now."""
    found: LearningReview = LearningReview.objects.for_system("the demonstration goes on").get(pk=review.pk)
    return found


def _wait(demo: Demonstration, contract: Contract) -> None:
    """Reports that nobody has decided about: the hours of extra orders, and the authority's own promise."""
    assert contract.starts_on is not None, "the ask says when the contract starts"
    rate = contract.commitments.select_related("contract").get(kind=CommitmentKind.RATE)
    for place, hours in enumerate(ORDERED_HOURS):
        start, end = _half_year(contract.starts_on, place)
        claim = Claim(
            quantity=hours * SCALE, words="Earned by the orders of the half year.", start_on=start, end_on=end
        )
        actions.report(rate, claim, by=delivery_lead(demo, contract), now=demo.at(-14 + place))
    own = contract.commitments.select_related("contract").get(owed_by=OwedBy.AUTHORITY)
    start, _end = _half_year(contract.starts_on, 0)
    claim = Claim(words=DAMP, start_on=start, end_on=demo.at(-20).date())
    actions.report(own, claim, by=demo.actor("procurement"), now=demo.at(-9))


def _half_year(starts_on: dt.date, place: int) -> tuple[dt.date, dt.date]:
    begins = months_later(starts_on, 6 * place)
    return begins, months_later(starts_on, 6 * (place + 1)) - dt.timedelta(days=1)
