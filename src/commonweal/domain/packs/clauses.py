"""The clauses that a pack offers for the contract, written plainly by this project.

They are a starting point for an authority's own legal advice, not advice, and every document that carries them says so.
In them *we* is the contracting authority and *you* the supplier. A group has an id that stays when its wording changes;
`EDITION` names the wording.

Source of all: project judgement, except where `law` names an enactment. What the law says is told only as far as it was
read; the words of an enactment are never quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.domain.procurements import Regime

EDITION = "2026-11"
#: Working days in which the other side answers a proposed change.
ANSWER_DAYS = 15
#: Working days to agree a recovery plan, and to show that it works.
PLAN_DAYS, RECOVERY_DAYS = 10, 60


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Clauses under one heading. `law` names the enactment they lean on, if any."""

    id: str
    title: str
    clauses: tuple[str, ...]
    law: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """One question of the equivalence test: the answer must be yes."""

    id: str
    question: str
    shown_by: str


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the remedies ladder. A rung is taken only after the one before it."""

    title: str
    when: str
    what: str
    who: str


MEANING = ClauseGroup(
    "meaning",
    "What the words mean",
    (
        "A commitment is something you promised in your tender under a question of this schedule and that we accepted "
        "when we entered into the contract. It is written, word for word, in the register at the end of this part.",
        "The aim is the outcome in this schedule that a commitment serves. The means is what you do to serve it: the "
        "activity, the quantity, the place, the time and the people.",
        "Promised, reported and verified are three figures. Promised is in the register. Reported is what you tell us. "
        "Verified is what somebody other than you has checked. None of them replaces another.",
    ),
)
BINDING = ClauseGroup(
    "binding",
    "What binds you and us",
    (
        "Each commitment in the register binds you from the day the contract is entered into. Nothing said in a tender "
        "and not in the register binds you.",
        "Each of our own promises in this schedule binds us in the same way. Where we are late with one and that stops "
        "you keeping a commitment, the time for that commitment grows by as long as we were late.",
        "For each commitment you and we each name a post that answers for it. If the person in the post changes, the "
        "commitment does not.",
        "A commitment given as a rate for each pound of spend is owed on what is actually spent, not on the estimate.",
    ),
)
SUBSTITUTION = ClauseGroup(
    "substitution",
    "The aim stays, the means may change",
    (
        "Either of us may propose other means for a commitment at any time, because needs change and because we learn. "
        "The aim may not be changed under this part.",
        "A proposal is in writing. It says what stays, what changes, from when, why, and how each question of the "
        "equivalence test below is answered.",
        "Other means are accepted only if every question of the equivalence test is answered yes. You may not be asked "
        "to do more than you promised, and we may not be asked to accept less.",
        f"The other side answers within {ANSWER_DAYS} working days: yes, no with reasons, or a question. No answer is "
        "not a yes. Until the answer is yes, the commitment stands as it is.",
        "A change takes effect when our contract manager and your delivery lead have both approved it in writing. If it "
        "passes to another place, another group of people or a year later than promised, the post on our side that "
        "answers for the aim approves it too.",
        "The register keeps the commitment as it was, as it is now, who approved the change, when and why. What changed "
        "may be published.",
        "If a promise was scored when the contract was awarded, its replacement must be worth at least as much by the "
        "same published scoring bands.",
    ),
)
EQUIVALENCE = (
    Test("aim", "Does it serve the same aim?", "The outcome named in the register is the same."),
    Test(
        "amount",
        "Is it at least as much?",
        "In the same unit, the same quantity or more. In another unit, both sides say in writing why it is worth as much.",
    ),
    Test(
        "people",
        "Does it reach the same people and places, or ones in at least as much need?",
        "The people and places are named, with the source that shows the need.",
    ),
    Test(
        "time", "Is it done by the same day, or by a later day with a stated reason?", "Days or milestones."
    ),
    Test(
        "shown",
        "Can it be shown to have happened at least as well?",
        "What will be reported, how often, and what evidence there will be.",
    ),
    Test(
        "new",
        "Is it something you would not do anyway and have not promised elsewhere?",
        "You say so; we may ask how we can see it.",
    ),
    Test(
        "contract",
        "Does the contract stay, in all else, what was tendered for?",
        "Price, subject matter and the balance between us do not move.",
    ),
)
REPORTING = ClauseGroup(
    "reporting",
    "Reporting, evidence and verification",
    (
        "You report each commitment for each period in the table of metrics, within 20 working days of the end of the "
        "period. A report may be a figure, a story, or both: a story counts as much as a figure.",
        "You say where a figure comes from and keep what supports it until a year after the contract ends. You send "
        "nothing that names or shows a person who has not agreed to it.",
        "We verify, part-verify, question or turn down each report within 20 working days, with a reason. The person who "
        "verifies is never the person who reported.",
        "A correction is a new report. The earlier one stays and is marked.",
        "We ask for nothing in reports that is not in this schedule, and for nothing twice.",
    ),
)
SUBCONTRACTORS = ClauseGroup(
    "subcontractors",
    "Subcontractors",
    (
        "A subcontractor that is named in the register owes its commitment to you, and you owe it to us. You pass on to "
        "it only what it promised.",
        "You pay it for what it does to keep that commitment on the same terms as for its other work.",
        "You report for it, or let it report through you. The register says which of you did what.",
    ),
)
LEARNING = ClauseGroup(
    "learning",
    "Learning reviews",
    (
        "You and we review together, at least as often as the table below says, what happened, what surprised us, what "
        "we learned and what we change. Each of us prepares in writing first; the review is written together.",
        "What is said in a learning review is not used as a ground for a remedy. Reports and their verification are.",
        "Something that was tried in good faith, did not work, was told early and taught us something is recorded as a "
        "contribution. It is not a failure to keep a commitment if other means are then agreed.",
        "A review may propose a change of means, a change in what we do, or a change in what we believe about how the "
        "aim is reached. Each decision has an owner and a day.",
        "Lessons that name nobody may be published and used in later procurements.",
    ),
)
REMEDIES = ClauseGroup(
    "remedies",
    "If a commitment is not kept",
    (
        "The steps are taken in order. A step is skipped only if the failure puts somebody in danger, was hidden on "
        "purpose, or is the same failure again within a year of a recovery plan.",
        "A remedy is in proportion to what was lost to the aim, not to the value of the contract.",
        "No money is taken for a commitment whose metric this schedule says is for learning.",
        "You may show at every step that the cause was ours or nobody's. If it was ours, the step falls away.",
    ),
)
LADDER = (
    Step(
        "1. Talk",
        "A report is late, or a commitment falls behind its plan.",
        "Our contract manager and your delivery lead find out why, and write down what each will do.",
        "Contract manager and delivery lead, within 5 working days",
    ),
    Step(
        "2. Recovery plan",
        "The next report shows that talking was not enough.",
        f"You propose a plan within {PLAN_DAYS} working days: the same means, or other means under the clauses on change.",
        "Delivery lead proposes, contract manager agrees",
    ),
    Step(
        "3. Escalate",
        f"The plan was not agreed, or shows no recovery within {RECOVERY_DAYS} working days.",
        "The senior people named in the contract meet and decide: a longer plan, other means, or the next step.",
        "The senior post on each side",
    ),
    Step(
        "4. Contract remedy",
        "Nothing above has worked, and the aim has lost by it.",
        "What the contract allows: the cost of doing it another way up to what was promised, or, for a metric that this "
        "schedule links to payment, the deduction stated there. Published ratings follow the law that applies.",
        "Contract manager, with the reasons in writing",
    ),
    Step(
        "5. End the contract",
        "The failure, with the rest of your performance, is a serious breach.",
        "As the contract's own terms on ending it say.",
        "As the contract says",
    ),
)

GROUPS = (MEANING, BINDING, SUBSTITUTION, REPORTING, SUBCONTRACTORS, LEARNING, REMEDIES)

#: What limits changes to a contract, by the law that a procurement falls under; nothing is said where it was not read.
LAW_ON_CHANGE: Mapping[Regime, str] = {
    Regime.PROCUREMENT_ACT_2023: "sections 74 and 75 of the Procurement Act 2023, and its schedule 8",
    Regime.PROCUREMENT_ACT_2023_WALES: "sections 74 and 75 of the Procurement Act 2023, and its schedule 8",
}
