"""The suppliers report, the borough verifies, and both write down what they learned. Everything here is invented.

Reads `contracts` of the contracts stage and `assumptions` and `missions` of the strategy stage. Reports come in every
status: accepted, accepted in part, questioned, and rejected and corrected.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.delivery import Decision, LessonEffect
from commonweal.domain.periods import london_day
from commonweal.domain.quantities import number
from commonweal.domain.stories import Reach
from commonweal.journeys.demonstration.contracts import MANAGER, delivery_lead, morning
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.contracts.models import Commitment, CommitmentPeriod, Contract
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.actions.stories import Told, tell_story
from commonweal.lifecycle.delivery.models import Report

REPORTED_AFTER, DECIDED_AFTER, CORRECTED_AFTER = (dt.timedelta(days=days) for days in (7, 14, 21))
EARLY = dt.timedelta(days=180)
#: Per cent of what was promised for a period, and what is decided about it, in turn.
TURNS: tuple[tuple[int, Decision], ...] = (
    (110, Decision.ACCEPT),
    (80, Decision.ACCEPT_IN_PART),
    (100, Decision.REJECT),
)
REASONS = {
    Decision.ACCEPT: "The attendance list and the payroll agree with the figure.",
    Decision.ACCEPT_IN_PART: "The list shows three quarters of this; for the rest we found nothing.",
    Decision.REJECT: "These were people of another contract. Please report again.",
    Decision.QUESTION: "Are people who came twice counted twice?",
}
STORY = (
    "My mother had not been downstairs since the stairlift broke. Her care worker rang the repairs desk on a Monday; on the "
    "Thursday they sat in the garden together. She has asked for the same care worker ever since."
)
HEARD = "I was at the meeting and heard it told."
WORDS = "Done with the two tenants’ groups; the list is attached."


@dataclass
class _Turns:
    """Which turn comes next, across all contracts."""

    numbers: count  # type: ignore[type-arg]

    def next(self) -> tuple[int, Decision]:
        return TURNS[next(self.numbers) % len(TURNS)]


def load(demo: Demonstration) -> None:
    """Report on every period that has ended, decide about it, and write down lessons."""
    turns = _Turns(count())
    for contract in (each for listed in demo.things["contracts"].values() for each in listed):
        _report_on(demo, contract, turns)
    _learn(demo)


def _report_on(demo: Demonstration, contract: Contract, turns: _Turns) -> None:
    rows = contract.commitments.exclude(owed_by=OwedBy.AUTHORITY).select_related("contract")
    for commitment in rows.prefetch_related("periods", "milestones"):
        if commitment.kind == CommitmentKind.QUANTITY:
            _quantities(demo, commitment, turns)
        elif commitment.kind == CommitmentKind.PATHWAY:
            _milestones(demo, commitment)
        elif commitment.kind == CommitmentKind.NARRATIVE:
            _story(demo, commitment)


def _quantities(demo: Demonstration, commitment: Commitment, turns: _Turns) -> None:
    """Every period that has ended is reported and decided; the one that runs has an early report with a question."""
    today = london_day(demo.now)
    for period in commitment.periods.all():
        if period.end_on + DECIDED_AFTER < today:
            _quantity(demo, commitment, period, turns.next())
        elif period.start_on + EARLY < today:
            _early(demo, commitment, period)


def _early(demo: Demonstration, commitment: Commitment, period: CommitmentPeriod) -> None:
    report = actions.report(
        commitment,
        Claim(quantity=period.quantity * 60 // 100, words="So far, with one quarter to go.", period=period),
        by=delivery_lead(demo, commitment.contract),
        now=demo.at(-20),
    )
    _decide(demo, report, Decision.QUESTION, london_day(demo.at(-12)))


def _quantity(
    demo: Demonstration, commitment: Commitment, period: CommitmentPeriod, turn: tuple[int, Decision]
) -> None:
    share, decision = turn
    quantity = period.quantity * share // 100
    table = f"period,{commitment.unit or 'count'}\n{period.start_on} to {period.end_on},{number(quantity)}\n"
    lead = delivery_lead(demo, commitment.contract)
    report = actions.report(
        commitment,
        Claim(quantity=quantity, words=WORDS, period=period),
        evidence=[Upload("attendance.csv", table.encode(), "Attendance list without names")],
        by=lead,
        now=morning(period.end_on + REPORTED_AFTER),
    )
    if commitment.contract in demo.things["contracts"].get("contract", ()) and decision is Decision.ACCEPT:
        _tell(report, by=lead, day=period.end_on + REPORTED_AFTER)
    _decide(demo, report, decision, period.end_on + DECIDED_AFTER)
    if decision is Decision.REJECT:
        again = Claim(quantity=quantity * 3 // 4, words="Without the people of the other contract.")
        corrected_on = period.end_on + CORRECTED_AFTER
        if corrected_on + REPORTED_AFTER < london_day(demo.now):
            corrected = actions.correct(report, again, by=lead, now=morning(corrected_on))
            _decide(demo, corrected, Decision.ACCEPT, corrected_on + REPORTED_AFTER)


def _tell(report: Report, *, by: Actor, day: dt.date) -> None:
    agreed_on = day - dt.timedelta(days=2)
    told = Told(STORY, "The daughter of Mrs A.", "Signed our form at home", agreed_on, Reach.COMMITTEE)
    tell_story(report, told, by=by, now=morning(day))


def _decide(demo: Demonstration, report: Report, decision: Decision, day: dt.date, reason: str = "") -> None:
    part = report.quantity * 3 // 4 if decision is Decision.ACCEPT_IN_PART and report.quantity else None
    actions.verify(
        report,
        decision=decision,
        reason=reason or REASONS[decision],
        quantity=part,
        by=demo.actor(MANAGER),
        now=morning(day),
    )


def _milestones(demo: Demonstration, commitment: Commitment) -> None:
    for step in commitment.milestones.all():
        if step.due_on and step.due_on + DECIDED_AFTER < london_day(demo.now):
            report = actions.report(
                commitment,
                Claim(words=f"Reached: {step.shown_by.lower()}.", milestone=step),
                by=delivery_lead(demo, commitment.contract),
                now=morning(step.due_on + REPORTED_AFTER),
            )
            actions.verify(
                report,
                decision=Decision.ACCEPT,
                reason="I read what was shown and spoke with two of the people who took part.",
                by=demo.actor(MANAGER),
                now=morning(step.due_on + DECIDED_AFTER),
            )


def _story(demo: Demonstration, commitment: Commitment) -> None:
    """What happened in the first quarter of the contract, in words; accepted once somebody had heard it told."""
    start = commitment.contract.starts_on
    if start is None:
        return
    end, lead = start + dt.timedelta(days=90), delivery_lead(demo, commitment.contract)
    if end + REPORTED_AFTER < london_day(demo.now):
        report = actions.report(
            commitment,
            Claim(words="We told the residents’ meeting openly what had gone wrong, and what we changed.",
                  start_on=start, end_on=end),
            by=lead,
            now=morning(end + REPORTED_AFTER),
        )  # fmt: skip
        if end + DECIDED_AFTER < london_day(demo.now):
            _decide(demo, report, Decision.ACCEPT, end + DECIDED_AFTER, HEARD)


def _learn(demo: Demonstration) -> None:
    """One lesson for each contract that has ended, and a managed failure on the first that runs."""
    contracts: dict[str, list[Contract]] = demo.things["contracts"]
    manager = demo.actor(MANAGER)
    for contract in contracts.get("ended", [])[:1]:
        lesson = actions.write_lesson(
            contract,
            title="People who visit homes see the cold first",
            what_happened="Visitors reported damp in nine homes that were on nobody’s list.",
            what_we_believe="Whoever is at home with people sees what surveys miss.",
            what_we_change="Repairs take referrals from everybody who visits homes.",
            by=manager,
            now=demo.at(-60),
        )
        actions.link_lesson(
            lesson,
            demo.things["assumptions"]["care"],
            effect=LessonEffect.STRENGTHENED,
            reason="Seven of the nine referrals led to a repair within a month.",
            by=manager,
            now=demo.at(-60),
        )
        actions.offer_lesson(
            lesson,
            demo.things["missions"]["warm"],
            suggestion="Ask how the people who visit homes will pass on what they see.",
            by=manager,
            now=demo.at(-58),
        )
    for contract in contracts.get("contract", [])[:1]:
        actions.write_lesson(
            contract,
            title="App reminders did not change anything",
            what_happened="Reminders by app were tried for eight weeks and stopped: nobody acted on them.",
            what_we_believe="A neighbour’s word works where a message does not.",
            what_we_change="The time goes into visits.",
            is_managed_failure=True,
            by=delivery_lead(demo, contract),
            now=demo.at(-30),
        )
