"""What is said and counted in the life of the contract of three years. All of it is invented for the demonstration."""

from dataclasses import dataclass

from commonweal.domain.delivery import Decision
from commonweal.domain.kpis import KpiDirection, KpiRating


@dataclass(frozen=True)
class Quarter:
    """What was claimed for one quarter, in hours, and what became of it.

    `part` is what was accepted of it; `corrected` the figure of the report that took its place after a rejection. `people` is
    how many residents took part, as they were counted at the door; None where nobody counted.
    """

    claimed: int
    words: str
    reason: str
    decision: Decision = Decision.ACCEPT
    part: int | None = None
    corrected: int | None = None
    people: int | None = None


SEEN = "The signing-in sheets and the payroll agree with the figure."
QUARTERS = (
    Quarter(430, "Eleven residents began. Two groups trained at the depot, by day.", SEEN, people=11),
    Quarter(
        520,
        "Twelve residents, two of them new.",
        "The sheets list four people who train on our contract with the hospital. Their 112 hours are not of these estates.",
        Decision.REJECT,
        corrected=408,
        people=12,
    ),
    Quarter(
        390,
        "Nine residents. Three stopped coming in the school holidays.",
        "For two of the sessions there is a room booking and no list of who was there.",
        Decision.ACCEPT_IN_PART,
        part=360,
        people=9,
    ),
    Quarter(340, "Seven residents. The group by day came to an end.", SEEN, people=7),
    Quarter(780, "Two groups in the evening, with somebody to look after children next door.", SEEN),
    Quarter(800, "Fifteen residents. Four passed the first certificate.", SEEN, people=15),
    Quarter(790, "Fifteen residents; one evening was lost to a flood at the depot.", SEEN, people=15),
    Quarter(830, "Sixteen residents.", SEEN, people=16),
    Quarter(820, "Sixteen residents. Three work beside a fitter now.", SEEN, people=16),
    Quarter(790, "Fourteen residents.", SEEN, people=14),
    Quarter(850, "Seventeen residents. Six passed the second certificate.", SEEN, people=17),
    Quarter(840, "Seventeen residents. Five have a job with us from next month.", SEEN, people=17),
)
STORIES = (
    "In the first cold week two boilers failed in one block. We brought heaters the same evening and said so at the "
    "tenants' meeting. What did not work: nobody had told the night desk which flats had babies in them.",
    "A resident who trains with us heard a pump knock on her own staircase and told us a week before it would have failed.",
    "The evening group began with a meal. People came back for it, and stayed for the training.",
    "What did not work this quarter: our text messages about visits reached one household in three.",
    "A tenant asked to see how a boiler is serviced. Eleven neighbours came to watch.",
    "We closed the contract with a meeting at which residents said what the next one should keep: the evening group.",
)

ASKED_ABOUT = "May we tell this at the tenants' meeting? Please ask her first."
ASKED_FIRST = "We asked her, and she will tell it herself. A resident who trains with us heard a pump knock on her own staircase."

KPI_WORDS: tuple[tuple[str, str, str, int, KpiDirection], ...] = (
    # title, how it is measured, unit, target in whole units, direction
    (
        "Breakdowns answered the same day",
        "Calls before 18:00 that a fitter reached the same day, of a hundred such calls.",
        "of a hundred calls",
        95,
        KpiDirection.AT_LEAST,
    ),
    (
        "Homes without heat for more than a day",
        "Homes in a quarter that waited longer than 24 hours, as the repairs desk counts them.",
        "homes",
        20,
        KpiDirection.AT_MOST,
    ),
)
#: For three quarters each, the figure of both service measures and what the contract manager says to all three ratings.
RATINGS: tuple[tuple[tuple[int, int], tuple[tuple[KpiRating, str], ...]], ...] = (
    (
        (88, 31),
        (
            (
                KpiRating.APPROACHING_TARGET,
                "One bad week pulled it down; in the other weeks it was above the target.",
            ),
            (
                KpiRating.INADEQUATE,
                "Eleven of the 31 were one block in one week, and that week is what counts.",
            ),
            (
                KpiRating.INADEQUATE,
                "Two thirds of the hours. We know why, and are talking about other means.",
            ),
        ),
    ),
    (
        (94, 18),
        (
            (KpiRating.APPROACHING_TARGET, "One call in a hundred short of the target."),
            (KpiRating.GOOD, "Eighteen homes, none of them twice."),
            (
                KpiRating.GOOD,
                "Close by the figure; since the change every quarter was above what was promised for it.",
            ),
        ),
    ),
    (
        (96, 17),
        (
            (KpiRating.GOOD, "Above the target in eight of nine months."),
            (KpiRating.GOOD, "Seventeen homes, and heaters in each of them the same evening."),
            (KpiRating.GOOD, "The evening groups carry it."),
        ),
    ),
    (
        (97, 12),
        (
            (KpiRating.GOOD, "Above the target in every month."),
            (KpiRating.GOOD, "Twelve homes in nine months, the fewest of the contract."),
            (KpiRating.GOOD, "More than was promised, to the last quarter."),
        ),
    ),
)

FAILURE = (
    "A fitter is on call at all hours.",
    "Nobody answered the night line on three nights of one week; eleven homes in one block were cold for two days. After "
    "the first night the supplier was asked for a second fitter on call, and did not send one before the third.",
)


@dataclass(frozen=True)
class Review:
    """One learning review: what each side wrote alone, what both wrote, the lesson, and who does what next.

    The four words of each stand in the order of `learning_reviews.QUESTIONS`. `day` counts from the start of the contract.
    """

    day: int
    supplier: tuple[str, str, str, str]
    authority: tuple[str, str, str, str]
    together: tuple[str, str, str, str]
    lesson: str = ""
    is_managed_failure: bool = False
    action: str = ""


REVIEWS = (
    Review(
        122,
        supplier=(
            "Two groups train by day. We lose people when school is out.",
            "Residents knew faults in the boilers that are in no record.",
            "People who live with a boiler know it better than its log.",
            "We would like a fitter to ask the household first.",
        ),
        authority=(
            "The first quarter's hours came to 430 of 600. Breakdowns were answered well.",
            "The best fault report of the quarter came from a trainee.",
            "Training on the estate finds faults as well as people.",
            "We give trainees the number of the repairs desk.",
        ),
        together=(
            "Training began more slowly than promised; what trainees reported saved four call-outs.",
            "Neither of us had thought of trainees as people who report faults.",
            "People who train where they live see what a survey does not.",
            "Trainees report faults straight to the desk, and we count what came of it.",
        ),
        lesson="People who train where they live find the faults first",
        action="Give every trainee the direct number of the repairs desk.",
    ),
    Review(
        305,
        supplier=(
            "The group by day has come to an end. Seven people are left of fourteen.",
            "Nobody complained. They stopped coming.",
            "Training by day is for people without children and without work, and few are.",
            "Evenings, a meal, and somebody to look after children.",
        ),
        authority=(
            "The hours are at two thirds of the promise, and one week without a night line was bad.",
            "The tenants' group knew why in one meeting; we had not asked.",
            "We judged the plan by how it read and not by who could come.",
            "We would agree to the same hours in the evening, and ask tenants before each term.",
        ),
        together=(
            "Training by day at the depot reached people without children, and they were the few. It was tried for three "
            "quarters, and stopped.",
            "Neither side had asked those who did not come. The tenants' group had the answer in one evening.",
            "When and where training is decides who can come, more than what is taught.",
            "Training moves to the evening, on the estate, with somebody to look after children.",
        ),
        lesson="Training by day at the depot kept out the people it was for",
        is_managed_failure=True,
        action="Propose the change of means, with the tenants' group at the table.",
    ),
    Review(
        490,
        supplier=(
            "The evening groups are full. Four passed the first certificate.",
            "Three mothers asked for the second certificate before we did.",
            "People stay for each other first and for the certificate second.",
            "We keep the meal.",
        ),
        authority=(
            "The hours of the first quarter after the change were above the new promise.",
            "The cost of looking after children was less than of one lost trainee.",
            "The change was worth its paper.",
            "We ask for it in the next ask.",
        ),
        together=(
            "After the change the hours rose above the promise and stayed there.",
            "What it cost was a twentieth of what was feared.",
            "Means may change when the aim stands, and both must see the figures.",
            "The next ask will ask at what hours people can come.",
        ),
        lesson="Evening training with a meal keeps people",
        action="Write down what the evening groups cost.",
    ),
    Review(
        855,
        supplier=(
            "Six passed the second certificate; three work beside a fitter.",
            "Other firms hire our trainees. We do not mind.",
            "A trade that leaves us stays in the borough.",
            "We count those who leave to another firm as well.",
        ),
        authority=(
            "Fewer homes waited for heat than in any year before.",
            "Trainees are the first whom neighbours call.",
            "What stays is people.",
            "The next contract names the evening group as a need.",
        ),
        together=(
            "The contract will end with more hours than it promised, and with five jobs.",
            "Half of those who left us work for others within a mile.",
            "A trade learnt on the estate stays on the estate, whoever pays for it.",
            "What we count includes those who leave to another firm nearby.",
        ),
        lesson="Count the trade that stays and not the trainee who stays",
    ),
)
LINKED = "Small builders and trainees were held by when and where training was, and not by whether the work was steady."
SUGGESTED = (
    "Ask at what hours the people whom the training is for can come, and who looks after children meanwhile."
)
TAKEN_UP = "The question about skills now asks for the hours and the place, and for whom they shut out."

RECOMMENDED = (
    "Keep the evening groups to the end of the contract, and name them as a need in the next one.\n"
    "Note that the hours are behind what was promised, that both sides know why, and that the change of means answers it.\n"
    "Ask for a second report when the first year after the change is over."
)
CHANGE_REASON = (
    "Training by day reached seven of the fourteen people who wanted it. Those who cared for children or worked by day could "
    "not come. The aim stays: people from the four estates learn the trade on paid hours."
)
CHANGED_TITLE = "Paid training hours for residents, in the evening and on the estate"
CHANGED_WORDS = (
    "Two evenings a week on the estate, with a meal and somebody to look after children next door."
)
SHOWN = {
    "aim": "The outcome in the register is the same.",
    "amount": "700 hours in each quarter that is left instead of 600.",
    "people": "The same four estates. Signing-in sheets show the street, not the name.",
    "time": "By the same last day.",
    "shown": "The same sheets and payroll, each quarter, and the certificates.",
    "new": "Our other contracts train by day only.",
    "contract": "Price, repairs and the hours of the service stay as they are.",
}
EACH_QUARTER_LATER = 700
