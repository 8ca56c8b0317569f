"""The borough's missions, its places and its own framework, entered through ordinary actions by its mission lead.

Leaves in `demo.things`:
- `missions`: by key, `warm` (adopted, with a full theory of change) and `streets` (still a draft);
- `outcomes`: by key, the outcomes of `warm`;
- `assumptions`: by key, what its links rest on;
- `places`: by key, the borough's own area and two estates.
"""

import datetime as dt
from typing import Any

from commonweal.domain.missions import Judgement, Question
from commonweal.domain.periods import london_day
from commonweal.domain.places import PlaceKind
from commonweal.domain.progress import Measure, MilestoneStatus, Point
from commonweal.domain.theory_of_change import AssumptionState, OutcomeKind
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.strategy.actions import library, missions, places, progress, theory
from commonweal.lifecycle.strategy.models import Assumption, FrameworkItem, Indicator, Mission, Outcome, Place
from commonweal.lifecycle.strategy.queries.places import place_by_code
from commonweal.organisations.actions import change_organisation

THOUSAND = 1000
ANSWERS: dict[Question, tuple[Judgement, str]] = {
    Question.BOLD: (Judgement.YES, "Residents told us that the cold is what they fear most about winter."),
    Question.MEASURABLE: (
        Judgement.YES,
        "Homes below energy band C are counted twice a year, and 2030 is a date.",
    ),
    Question.REALISTIC: (
        Judgement.PARTLY,
        "The estates we own are within reach. For private rented homes we do not know how to begin.",
    ),
    Question.CROSS_SECTOR: (
        Judgement.YES,
        "Housing, public health, the energy advice charity, builders and tenants’ groups all have a part.",
    ),
    Question.BOTTOM_UP: (
        Judgement.PARTLY,
        "Each estate chooses its own way, but the money still sits with one team.",
    ),
}
# key: (title, kind, what it leads to)
OUTCOMES: dict[str, tuple[str, OutcomeKind, str | None]] = {
    "warm": ("Nobody in the borough is cold at home", OutcomeKind.GOAL, None),
    "work": ("Warm homes make good local work", OutcomeKind.GOAL, None),
    "insulated": ("Estate homes are insulated and dry", OutcomeKind.OUTCOME, "warm"),
    "bills": ("Residents can afford to heat their homes", OutcomeKind.OUTCOME, "warm"),
    "care": ("Care and health staff notice cold homes and get help", OutcomeKind.OUTCOME, "warm"),
    "advice": ("Residents trust the energy advice they get", OutcomeKind.OUTCOME, "bills"),
    "skills": ("Local people have the skills to retrofit homes", OutcomeKind.OUTCOME, "work"),
    "voice": ("Tenants have a voice in how their estate is made warm", OutcomeKind.OUTCOME, "insulated"),
}
# key: (cause, effect, what is assumed)
ASSUMPTIONS: dict[str, tuple[str, str, str]] = {
    "entry": ("voice", "insulated", "Tenants who shaped the work let installers in"),
    "staff": ("insulated", "warm", "Insulated homes are also ventilated, so that damp does not follow"),
    "care": ("care", "warm", "A worker who notices the cold has somebody to tell"),
    "advice": ("advice", "bills", "Advice from a neighbour is trusted more than a leaflet"),
    "apprentices": ("skills", "work", "Small builders can take on apprentices when the work is steady"),
}
# (outcome, title, unit, baseline, target, source, observed values by days from now)
INDICATORS: tuple[tuple[str, str, str, int, int, str, tuple[tuple[int, int], ...]], ...] = (
    (
        "insulated",
        "Estate homes below energy band C",
        "homes",
        4_200,
        400,
        "Housing stock survey, every spring and autumn",
        ((-900, 4_050), (-720, 3_710), (-540, 3_300), (-360, 2_920), (-180, 2_610)),
    ),
    (
        "skills",
        "Residents who hold a retrofit qualification",
        "people",
        35,
        240,
        "Adult learning service, every summer",
        ((-640, 58), (-275, 91)),
    ),
    ("bills", "Households behind on energy bills", "households", 1_900, 700, "Advice partners, every year", ((-300, 1_760),)),
)  # fmt: skip
# (title, due in days from now, reached days from now or None)
PATHWAY = (
    ("Two estates have chosen how they want to be heard", -500, -520),
    ("A tenants’ group signs off each design before work begins", -200, -190),
    ("Every estate with works has a tenants’ group", 160, None),
    ("Tenants’ groups score part of each tender", 500, None),
)


def load(demo: Demonstration) -> None:
    """Enter everything, with dates that give the borough a history."""
    demo.things["places"] = _places(demo)
    warm = _mission(demo)
    demo.things["outcomes"] = outcomes = _theory(demo, warm)
    demo.things["assumptions"] = _assumptions(demo, outcomes)
    missions.adopt(warm, **_said(demo, -990))
    _progress(demo, outcomes)
    demo.things["missions"] = {"warm": warm, "streets": _draft(demo)}
    _library(demo)


def _said(demo: Demonstration, days: int) -> dict[str, Any]:
    """Who speaks and when: the borough's mission lead, so many days from now."""
    return {"by": demo.actor("mission-lead"), "now": demo.at(days)}


def _day(demo: Demonstration, days: int) -> dt.date:
    return london_day(demo.at(days))


def _places(demo: Demonstration) -> dict[str, Place]:
    england = place_by_code(demo.actor("mission-lead"), "E92000001")
    area = places.add_fictional_area(
        owner=demo.authority, name="Borough of Example", parent=england, now=demo.at(-1010)
    )
    change_organisation(
        demo.authority,
        by=demo.actor("administrator"),
        now=demo.at(-1009),
        revision=None,
        place_code=area.code,
    )
    estates = {
        key: places.add_by_hand(
            owner=demo.authority, parent=area, name=name, kind=PlaceKind.ESTATE, **_said(demo, -1008)
        )
        for key, name in (
            ("sample-rise", "Sample Rise estate"),
            ("placeholder", "Placeholder Gardens estate"),
        )
    }
    return {"borough": area, **estates}


def _mission(demo: Demonstration) -> Mission:
    made = missions.write(
        authority=demo.authority,
        statement="By 2030, every home in the borough is warm, dry and affordable to heat",
        deadline_on=dt.date(max(2030, demo.now.year + 2), 12, 31),
        **_said(demo, -1005),
    )
    for question, (judgement, words) in ANSWERS.items():
        missions.answer_question(
            made, question=question, judgement=judgement, words=words, **_said(demo, -1004)
        )
    return made


def _theory(demo: Demonstration, mission: Mission) -> dict[str, Outcome]:
    made: dict[str, Outcome] = {}
    for key, (title, kind, effect) in OUTCOMES.items():
        leads_to = made[effect] if effect else None
        made[key] = theory.add_outcome(
            mission, title=title, kind=kind, leads_to=leads_to, **_said(demo, -1000)
        )
    theory.link(cause=made["insulated"], effect=made["bills"], **_said(demo, -1000))
    return made


def _assumptions(demo: Demonstration, outcomes: dict[str, Outcome]) -> dict[str, Assumption]:
    noted = {}
    for key, (cause, effect, text) in ASSUMPTIONS.items():
        link = outcomes[cause].leads_to.get(effect=outcomes[effect])
        noted[key] = theory.note_assumption(link, text=text, **_said(demo, -999))
    theory.judge_assumption(
        noted["entry"],
        state=AssumptionState.STRENGTHENED,
        reason="On the first two estates nine in ten homes were opened to installers at the first visit.",
        **_said(demo, -350),
    )
    return noted


def _progress(demo: Demonstration, outcomes: dict[str, Outcome]) -> None:
    for key, title, unit, baseline, target, source, observed in INDICATORS:
        measure = Measure(
            Point(_day(demo, -980), baseline * THOUSAND),
            Point(dt.date(max(2030, demo.now.year + 2), 12, 31), target * THOUSAND),
        )
        indicator = progress.add_indicator(
            outcomes[key], title=title, unit=unit, measure=measure, source=source, **_said(demo, -970)
        )
        _observe(demo, indicator, observed)
    _pathway(demo, outcomes["voice"])


def _observe(demo: Demonstration, indicator: Indicator, observed: tuple[tuple[int, int], ...]) -> None:
    for days, value in observed:
        point = Point(_day(demo, days), value * THOUSAND)
        progress.observe(indicator, point=point, source=indicator.source, **_said(demo, days + 5))


def _pathway(demo: Demonstration, outcome: Outcome) -> None:
    pathway = progress.add_pathway(
        outcome,
        title="From being told to deciding together",
        description="How much tenants shape the work cannot honestly be given a number. These steps show whether it grows.",
        **_said(demo, -965),
    )
    for title, due, reached in PATHWAY:
        milestone = progress.add_milestone(pathway, title=title, due_on=_day(demo, due), **_said(demo, -964))
        if reached is not None:
            progress.move_milestone(
                milestone,
                status=MilestoneStatus.REACHED,
                reached_on=_day(demo, reached),
                reason="",
                **_said(demo, reached + 3),
            )


def _draft(demo: Demonstration) -> Mission:
    """A mission that is still being thought about, for somebody to go on with."""
    made = missions.write(
        authority=demo.authority,
        statement="Every child in the borough walks or cycles to school without fear",
        deadline_on=None,
        **_said(demo, -30),
    )
    missions.answer_question(
        made,
        question=Question.BOLD,
        judgement=Judgement.YES,
        words="Parents and head teachers asked for it at every estate meeting last year.",
        **_said(demo, -29),
    )
    return made


def _library(demo: Demonstration) -> None:
    """The borough gives one national criterion its own words; nobody invents that an official text was read."""
    criterion = FrameworkItem.objects.for_authority(demo.actor("mission-lead")).get(
        edition__owner=None, edition__code="ppn002", code="6a"
    )
    library.adapt_item(
        criterion,
        authority=demo.authority,
        title="Employment and training opportunities for residents of our estates who face barriers to employment",
        reason="Our mission is about the estates, and residents there face most of the barriers.",
        **_said(demo, 0),
    )
