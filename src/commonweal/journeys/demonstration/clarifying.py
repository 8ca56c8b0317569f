"""Suppliers ask about published asks, and the borough answers to all of them; one deadline is extended.

Reads `procurements` and `asks`; puts the version with the later deadline in the place of the one that stood. Everything
here is invented for the demonstration.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.periods import london_day, london_moment
from commonweal.journeys import clarifications, deadlines
from commonweal.journeys.demonstration.case import Case
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.procurement_cases import CASES
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.lifecycle.tendering.actions import clarifications as questions
from commonweal.lifecycle.tendering.actions import interests
from commonweal.lifecycle.tendering.models import ClarificationQuestion

WHY_LATER = "Two suppliers asked about the same households, and our answer came late. Everybody has another week to use it."


@dataclass(frozen=True)
class Asked:
    """A question, who asked it and how many days after publication; `answer` is empty while it waits.

    `same_as` is the number of the published question that it repeats.
    """

    supplier: str
    days: int
    text: str
    answer: str = ""
    same_as: int | None = None


ASKED: dict[str, tuple[Asked, ...]] = {
    "open": (
        Asked(
            "sme",
            3,
            "Are the 400 households the same ones that had letters last winter?",
            "Half of them are. The other half have never had a letter: tenants' associations named them.",
        ),
        Asked(
            "large",
            4,
            "May advisers be employed by a partner of ours?",
            "Yes. Say in your answer who employs them, and who answers for what they do.",
        ),
        Asked("charity", 6, "Did the households we are to visit get letters before?", same_as=1),
        Asked("sme", 9, "May the same adviser visit in two languages and count once?"),
    ),
    "opened": (
        Asked(
            "charity",
            10,
            "Do you have the visit notes of last winter?",
            "Yes, without names: they are with the papers of the ask, as a table.",
        ),
    ),
    "heating": (
        Asked(
            "large",
            8,
            "How many breakdowns were there in each of the last three winters?",
            "1,140, 1,020 and 1,310. Four in ten were on Sample Rise, whose boilers are the oldest.",
        ),
        Asked(
            "sme",
            12,
            "May residents train in the evening, and do those hours count?",
            "Yes. Every paid hour counts, at whatever time of the day it is.",
        ),
    ),
}


def load(demo: Demonstration, cases: Sequence[Case] = CASES) -> None:
    """Play what was asked and answered, and give the open case another week."""
    for case in cases:
        if case.key in ASKED:
            _ask(demo, case.key, case.published)
        if case.first_deadline is not None:
            _extend(demo, case.key, case.deadline)
            interests.follow(_again(demo, case.key), by=demo.actor("writer", "sme"), now=_at(demo, -9))


def _ask(demo: Demonstration, key: str, published: int) -> None:
    """Each question is answered two days after it was asked, in the words of whoever asked."""
    for asked in ASKED[key]:
        question = questions.ask(
            _again(demo, key),
            asked.text,
            by=demo.actor("writer", asked.supplier),
            now=_at(demo, published + asked.days),
        )
        if asked.answer or asked.same_as:
            _answer(demo, question, asked, published + asked.days + 2)


def _answer(demo: Demonstration, question: ClarificationQuestion, asked: Asked, day: int) -> None:
    officer, now = demo.actor("procurement"), _at(demo, day)
    if asked.same_as is not None:
        clarifications.say_same(question, asked.same_as, by=officer, now=now)
    else:
        clarifications.publish(question, asked.text, asked.answer, is_checked=True, by=officer, now=now)


def _extend(demo: Demonstration, key: str, day: int) -> None:
    later = london_moment(london_day(demo.now) + dt.timedelta(days=day), dt.time(12))
    made = deadlines.extend(
        _again(demo, key), later, WHY_LATER, by=demo.actor("procurement"), now=_at(demo, -4)
    )
    demo.things["asks"][key] = made.version


def _at(demo: Demonstration, days: int) -> dt.datetime:
    return london_moment(london_day(demo.now) + dt.timedelta(days=days), dt.time(9, 30))


def _again(demo: Demonstration, key: str) -> Procurement:
    return fetch_procurement(demo.actor("procurement"), demo.things["procurements"][key].external_id)
