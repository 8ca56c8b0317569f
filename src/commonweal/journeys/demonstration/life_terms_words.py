"""What conditions, matters and proposals about price and term say in the life of the contract of three years.

All of it is invented for the demonstration.
"""

from dataclasses import dataclass

from commonweal.domain.remedies import Rung, StepOutcome
from commonweal.domain.terms import TermKind, TermOutcome
from commonweal.lifecycle.contracts.actions import Shown


@dataclass(frozen=True)
class Turn:
    """What is shown for a term and what is decided about it, by the day of the contract on which it is due."""

    due: int
    shown: Shown
    outcome: TermOutcome
    reason: str


@dataclass(frozen=True)
class Condition:
    """One condition or charter with everything that is shown and decided over the years."""

    kind: TermKind
    title: str
    words: str
    stated_in: str
    turns: tuple[Turn, ...]
    every_months: int | None = None
    level: str = ""


CHARTER = (
    "Example charter for fair work",
    "Borough of Example",
    "Steady hours, a wage that can be lived on, and somebody to talk to when it goes wrong.",
    ("Supporter", "Member"),
    "Payroll figures without names, the rota of three months, and what the people who work there say.",
    "Written by the borough for this demonstration",
)
_LIST = b"block,boiler,last repaired\nA,1,2025-10-01\nA,2,2025-10-09\nB,1,2025-11-02\n"
_OPEN = Shown(
    "The repair history of every boiler, in a table that any fitter can read.",
    file_name="history.csv",
    content=_LIST,
)
CONDITIONS = (
    Condition(
        TermKind.CHARTER,
        "Fair work at Member level",
        "Those who work on this contract have steady hours and a wage that can be lived on.",
        "Conditions of the contract, number 1",
        (
            Turn(
                60,
                Shown(
                    "We have not signed. Our agreement with the union says the same on hours and goes further on pay; the "
                    "rota of three months is with you.",
                    is_equivalent=True,
                ),
                TermOutcome.MET,
                "Worth as much: the rota and the pay table show it, and two fitters said so.",
            ),
        ),
        level="Member",
    ),
    Condition(
        TermKind.ACCESS,
        "The repair history stays open",
        "Whoever repairs next can read what was repaired before, without our system.",
        "Conditions of the contract, number 2",
        (
            Turn(115, _OPEN, TermOutcome.MET, "Opened and read by another firm's fitter."),
            Turn(
                480, _OPEN, TermOutcome.MET, "Complete but for one boiler, which was added while we looked."
            ),
            Turn(845, _OPEN, TermOutcome.MET, "Complete."),
        ),
        every_months=12,
    ),
    Condition(
        TermKind.DIRECTION,
        "The coldest blocks first",
        "Planned work goes to the blocks that lose most heat, not to those that are easiest to reach.",
        "Conditions of the contract, number 3",
        (
            Turn(
                180,
                Shown("The order of work of the first half year."),
                TermOutcome.NOT_MET,
                "The order followed the calls. Two of the coldest blocks were last.",
            ),
            Turn(
                545,
                Shown("The order of work of the year, beside the heat survey."),
                TermOutcome.MET,
                "The six coldest blocks came first.",
            ),
            Turn(
                910,
                Shown("The order of work of the year, beside the heat survey."),
                TermOutcome.MET,
                "As the survey has it, but for one block that was empty.",
            ),
        ),
        every_months=12,
    ),
    Condition(
        TermKind.REINVESTMENT,
        "A tenth of what parts save goes to the hardship fund",
        "When parts are repaired and not replaced, a tenth of the difference goes to the tenants' hardship fund.",
        "Conditions of the contract, number 4",
        (
            Turn(
                365,
                Shown("£4,310 were paid to the fund; the list of parts is with the tenants' group."),
                TermOutcome.MET,
                "The treasurer of the fund confirmed the sum.",
            ),
        ),
    ),
    Condition(
        TermKind.SHARING,
        "The training plan is free to use",
        "What is written for the training on this contract may be used by anybody, with its source.",
        "Conditions of the contract, number 5",
        (
            Turn(
                440,
                Shown("The plan of the evening group, with a licence to use and change it."),
                TermOutcome.MET,
                "Published by the adult learning service.",
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Rise:
    """One step on the ladder: taken, answered by the supplier, and closed, each on its day of the contract."""

    day: int
    rung: Rung
    reason: str
    asked: str
    answer_by: int
    replied: tuple[int, str]
    closed: tuple[int, StepOutcome, str]


@dataclass(frozen=True)
class Matter:
    """A matter with its steps. `is_about_hours` ties it to the training hours; `has_failure` to the recorded failure."""

    title: str
    steps: tuple[Rise, ...]
    is_about_hours: bool = False
    has_failure: bool = False


MATTERS = (
    Matter(
        "The hours of training are behind",
        (
            Rise(
                203,
                Rung.TALK,
                "Two quarters in a row were below what was promised for them.",
                "Say what keeps people away, and what you would need from us.",
                213,
                (210, "People with children cannot come by day. We are asking the tenants' group."),
                (331, StepOutcome.OTHER_MEANS, "The means were changed; the hours promised are more than before."),
            ),
        ),
        is_about_hours=True,
    ),
    Matter(
        "Nobody answers the night line",
        (
            Rise(
                226,
                Rung.TALK,
                "Nobody answered the night line from one in the morning; a block was cold.",
                "Send a second fitter on call from tonight.",
                228,
                (227, "We are looking for one. The earliest is in two weeks."),
                (232, StepOutcome.NOT_ENOUGH, "Two more nights without an answer."),
            ),
            Rise(
                236,
                Rung.PLAN,
                "Three nights of one week without an answer, the last after we had talked.",
                "A written plan: who answers at night, who stands in, and how we would both see that it works.",
                246,
                (
                    243,
                    "A second fitter is on call on every day of the week from the tenth, and a night manager from the first "
                    "of the month. You get the list of calls each Monday.",
                ),
                (263, StepOutcome.NOT_ENOUGH, "The list of calls shows one more night, a Sunday."),
            ),
            Rise(
                264,
                Rung.ESCALATE,
                "The plan was agreed and did not hold on Sundays.",
                "Your director and our head of housing repairs meet on the estate this week.",
                271,
                (269, "We met. Sundays are now covered by two people, and the tenants have the director's number."),
                (345, StepOutcome.RECOVERED, "Eleven weeks with every call answered."),
            ),
        ),
        has_failure=True,
    ),
    Matter(
        "A question about a story waits for its answer",
        (
            Rise(
                455,
                Rung.TALK,
                "We asked in the spring whether the story may be told. There is no answer yet.",
                "Ask her, and tell us.",
                476,
                (472, "She was away. We ask her this week."),
                (497, StepOutcome.RECOVERED, "She said yes, and tells it herself."),
            ),
        ),
    ),
)  # fmt: skip

MORE_WORK_PENCE = 9_200_000
PRICE = (
    "Two blocks with 140 homes came to the estates when the borough took them over. The same fitters serve them, at the "
    "price per home of the contract."
)
PRICE_ASKED = "Is the price per home the one of the tender, with nothing for setting up?"
PRICE_REPLIED = "It is. Setting up is ours."
PRICE_APPROVED = (
    "More homes at the price per home of the tender. A second firm could not share the boiler rooms."
)
LONGER_DAYS = 61
TERM = "Two months longer, so that the last certificates fall within the contract."
TERM_ASKED = "How many people would be left without a certificate if the contract ended on its day?"
TERM_REPLIED = "Four, and they can take it with the adult learning service."
TERM_REFUSED = (
    "Then nobody loses by it. The contract ends on its day and the next one is asked for in the open."
)
