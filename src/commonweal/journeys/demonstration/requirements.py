"""What asks of the demonstration want beside answers: conditions of taking part and of the contract, a charter, price lines, a
divided criterion, a late policy.

Everything here is invented for the demonstration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.participation import ConditionContent
from commonweal.domain.price_schedule import LineKind, ScheduleLine
from commonweal.domain.quantities import SCALE
from commonweal.domain.tendering_content import LatePolicy
from commonweal.domain.terms import TermKind
from commonweal.journeys.demonstration.life_terms_words import CHARTER
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.actions.groups import set_group
from commonweal.lifecycle.procurement.actions.requirements import (
    set_schedule,
    state_condition,
    state_term,
)
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.strategy.actions import charters
from commonweal.lifecycle.strategy.models import Charter
from commonweal.lifecycle.tendering.actions.deadlines import state_late_policy

_LAWFUL = "Works below the threshold: a fall from a window is dangerous to those who live below it."


@dataclass(frozen=True)
class Line:
    """A line of a price schedule. `lot` is the number of the only lot it is for; nought for every lot."""

    kind: LineKind
    title: str
    unit: str = ""
    quantity: int | None = None
    lot: int = 0


@dataclass(frozen=True)
class Wanted:
    """What one ask wants. `part` is a second question of the quality criterion, which is then divided under `divided`."""

    conditions: tuple[ConditionContent, ...] = ()
    lines: tuple[Line, ...] = ()
    terms: tuple[AskTermContent, ...] = ()
    late: LatePolicy = LatePolicy.REFUSED
    divided: str = ""
    part: tuple[str, str] = ("", "")


_FAIR = AskTermContent(
    "",
    TermKind.CHARTER,
    "Fair work at Member level",
    "Those who work on this contract have steady hours and a wage that can be lived on.",
    3,
    12,
    charter_level="Member",
)
WANTED: Mapping[str, Wanted] = {
    "design": Wanted(
        terms=(
            _FAIR,
            AskTermContent(
                "",
                TermKind.SHARING,
                "Half of what is saved comes back",
                "What the work costs less than its price is shared half and half once a year, against open books.",
                12,
                12,
            ),
        ),
    ),
    "open": Wanted(
        terms=(
            _FAIR,
            AskTermContent(
                "",
                TermKind.ACCESS,
                "What was agreed at the door stays with the resident",
                "Each household keeps its page and may show it to anybody, without asking us or you.",
                2,
                None,
            ),
        ),
        lines=(
            Line(LineKind.RATE, "Visit at the door, with a page that says what was agreed", "visits", 800),
            Line(LineKind.RATE, "Call after six weeks", "calls", 800),
            Line(LineKind.FIXED, "Setting up: training, letters, telephone"),
        ),
    ),
    "windows": Wanted(
        conditions=(
            ConditionContent(
                "",
                ConditionKind.FINANCIAL,
                "Public liability insurance",
                "Five million pounds from the first day of the work. A promise of the insurer is enough for now.",
                "The insurer's letter, or who will insure you and when.",
                _LAWFUL,
            ),
            ConditionContent(
                "",
                ConditionKind.TECHNICAL,
                "Work at height in homes that people live in",
                "Two jobs in the last five years, by you or by somebody who works with you.",
                "Where, when, how many homes, and whom we may ring.",
                _LAWFUL,
            ),
        ),
        lines=(
            Line(LineKind.RATE, "Window, two panes, fitted and made good", "windows", 420),
            Line(LineKind.RATE, "Quiet ventilator in kitchen or bathroom", "ventilators", 840),
            Line(LineKind.FIXED, "Scaffolding of the tower", lot=1),
            Line(LineKind.FIXED, "Access from the canal", lot=2),
            Line(LineKind.PERCENT, "Managing the work, of all lines above"),
        ),
        late=LatePolicy.KEPT,
        divided="How you will do the work",
        part=(
            "Checking the work",
            "Say how you will check each window, who does it, and what you do when it is not right.",
        ),
    ),
    "assessing": Wanted(
        conditions=(
            ConditionContent(
                "",
                ConditionKind.FINANCIAL,
                "Public liability insurance",
                "Two million pounds from the first day of the contract.",
                "The insurer's letter.",
            ),
            ConditionContent(
                "",
                ConditionKind.TECHNICAL,
                "A garden kept for two years",
                "One shared garden made and kept for two years, by you or by somebody who works with you.",
                "Where it is and whom we may ring.",
            ),
        ),
        lines=(
            Line(LineKind.RATE, "Gardener on an estate", "days", 780),
            Line(LineKind.RATE, "Garden made, with beds, water and a shed", "gardens", 6),
            Line(LineKind.FIXED, "Tools, plants and seeds"),
            Line(LineKind.PERCENT, "Managing the work, of all lines above"),
        ),
    ),
}


def state(demo: Demonstration, key: str, procurement: Procurement, said: dict[str, Any]) -> None:
    """State what the case wants in its draft ask."""
    wanted = WANTED.get(key)
    if wanted is None:
        return
    for condition in wanted.conditions:
        state_condition(_again(procurement, said["by"]).ask, condition, **said)
    lots = {lot.number: lot.external_id for lot in procurement.lots.all()} | {0: ""}
    lines = [
        ScheduleLine(
            "", each.kind, each.title, each.unit, each.quantity and each.quantity * SCALE, lots[each.lot]
        )
        for each in wanted.lines
    ]
    if lines:
        set_schedule(_again(procurement, said["by"]).ask, lines, **said)
    for term in wanted.terms:
        charter = fair_work(demo) if term.kind is TermKind.CHARTER else None
        state_term(_again(procurement, said["by"]).ask, term, charter, **said)
    if wanted.late is not LatePolicy.REFUSED:
        state_late_policy(_again(procurement, said["by"]), wanted.late, **said)
    if wanted.divided:
        _divide(wanted, _again(procurement, said["by"]), said)


def fair_work(demo: Demonstration) -> Charter:
    """The borough's charter, put into its library when it is first wanted: kept in `demo.things` as `charter`."""
    if "charter" not in demo.things:
        title, keeper, about, levels, equivalent, source = CHARTER
        demo.things["charter"] = charters.add_charter(
            title=title,
            keeper=keeper,
            about=about,
            levels=levels,
            equivalent=equivalent,
            source=source,
            is_checked=True,
            by=demo.actor("mission-lead"),
            now=demo.at(-900),
        )
    found: Charter = demo.things["charter"]
    return found


def _divide(wanted: Wanted, procurement: Procurement, said: dict[str, Any]) -> None:
    """The quality criterion is divided: six parts in ten for the work itself, four for checking it."""
    ask = procurement.ask
    whole = ask.criteria.get(kind=CriterionKind.QUALITY)
    title, question = wanted.part
    second = actions.add_criterion(
        ask,
        kind=CriterionKind.QUALITY,
        title=title,
        question=question,
        word_limit=500,
        weight_bp=1,
        **said,
    )
    shares = {whole.external_id: 6_000, second.external_id: 4_000}
    set_group(_again(procurement, said["by"]).ask, wanted.divided, whole.weight_bp, shares, **said)


def _again(procurement: Procurement, actor: Actor) -> Procurement:
    return queries.procurement(actor, procurement.external_id)
