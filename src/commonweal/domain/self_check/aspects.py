"""What the published bands look for, and whether an answer has anything of the kind.

Source of the six aspects: project judgement, after what scoring scales of English authorities commonly reward. An aspect
is looked for only where the ask's own bands or question name it, and the words that name it are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import CriterionContent
from commonweal.domain.self_check.findings import Span


class Aspect(StrEnum):
    """What a good answer may be asked to be or to have."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    TIME_BOUND = "time_bound"
    METHOD = "method"
    PLAN = "plan"
    GOVERNANCE = "governance"


@dataclass(frozen=True)
class Looked:
    """An aspect that the ask names: in which band (empty for the question itself), in which words; and where the answer
    has something of the kind, None where nothing was recognised."""

    aspect: Aspect
    band: str
    asked: str
    found: Span | None


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{each})" for each in patterns), re.IGNORECASE)


_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
#: How an ask names an aspect.
ASKED = {
    Aspect.SPECIFIC: _words(
        r"\bspecific\w*", r"\bwhat (?:you )?will (?:be done|do)\b", r"\bin detail\b", r"\bclear(?:ly)?\b"
    ),
    Aspect.MEASURABLE: _words(
        r"\bmeasur\w+",
        r"\bhow (?:we|you|anybody) would know\b",
        r"\bquantif\w+",
        r"\bindicators?\b",
        r"\bmetrics?\b",
    ),
    Aspect.TIME_BOUND: _words(
        r"\b(?:by )?when\b", r"\btime[- ]bound\b", r"\btimetable\b", r"\btimescales?\b", r"\bdeadlines?\b"
    ),
    Aspect.METHOD: _words(
        r"\bmethods?(?: statement)?\b", r"\bmethodology\b", r"\bapproach\b", r"\bhow (?:you|it|this) will\b"
    ),
    Aspect.PLAN: _words(
        r"\b(?:project |action |delivery |timed )?plans?\b",
        r"\bmilestones?\b",
        r"\bprogramme\b",
        r"\bsteps\b",
    ),
    Aspect.GOVERNANCE: _words(
        r"\bgovernance\b",
        r"\bby whom\b",
        r"\bwho (?:is|will be) (?:responsible|accountable)\b",
        r"\bmonitor\w*",
        r"\breport(?:ing|ed|s)?\b",
        r"\baccountab\w+",
    ),
}
#: How an answer shows it. Recognised by form: dates, figures, words of order, words of responsibility.
SHOWN = {
    Aspect.SPECIFIC: _words(
        r"\b\d[\d,.]*\s+\w+",
        r"\b(?:coordinator|manager|director|officer|lead|supervisor|tutor|trainer|team of)\b",
    ),
    Aspect.MEASURABLE: _words(
        r"\b\d[\d,.]*\s*(?:%|per cent|hours?|people|places?|jobs?|weeks?|days?|tonnes?|kg|£)",
        r"£\s?\d",
        r"\bmeasured? (?:by|with|against)\b",
        r"\b(?:survey|baseline|headcount|payroll records)\b",
    ),
    Aspect.TIME_BOUND: _words(
        r"\b(?:19|20)\d\d\b",
        rf"\b(?:{_MONTHS})\b",
        r"\bin may\b",
        r"\b(?:within|by|before|in) (?:the )?(?:first |second |third |last )?(?:\w+ )?(?:weeks?|months?|quarter|year)\b",
        r"\b(?:each|every|per) (?:week|month|quarter|year)\b",
    ),
    Aspect.METHOD: _words(
        r"\b(?:by|through) \w+ing\b",
        r"\busing\b",
        r"\bour (?:approach|method)\b",
        r"\bwe (?:will )?(?:train|recruit|visit|pay|meet|teach|hire|survey|offer|run)\b",
    ),
    Aspect.PLAN: _words(
        r"\b(?:first|second|third|then|next|finally|afterwards)\b,?",
        r"\b(?:phase|stage|step|milestone|week|month|quarter|year) (?:\d+|one|two|three|four)\b",
        r"\bmilestones?\b",
    ),
    Aspect.GOVERNANCE: _words(
        r"\b(?:responsible|accountable|answers? for|owns? )\b",
        r"\b(?:review|monitor|report|steering|board|escalat)\w*\b",
    ),
}


def looked_for(criterion: CriterionContent, answer: str) -> tuple[Looked, ...]:
    """What the bands and the question name, each with where the answer has something of the kind."""
    found = []
    for aspect in Aspect:
        source = _named(criterion, aspect)
        if source is not None:
            found.append(Looked(aspect, source[0], source[1], _first(SHOWN[aspect], answer)))
    return tuple(found)


def _named(criterion: CriterionContent, aspect: Aspect) -> tuple[str, str] | None:
    """The band (its title) and the words of the ask that name an aspect; the best band first, the question last."""
    best = sorted(criterion.bands, key=lambda band: band.score, reverse=True)
    texts = [(band.title, band.text) for band in best if band.score] + [("", criterion.question)]
    for title, text in texts:
        match = ASKED[aspect].search(text)
        if match:
            return title, _sentence_at(text, match.start())
    return None


def _first(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return Span(match.start(), match.end(), match[0]) if match else None


def _sentence_at(text: str, at: int) -> str:
    start = max(text.rfind(sign, 0, at) for sign in ".!?;") + 1
    ends = [place for place in (text.find(sign, at) for sign in ".!?;") if place >= 0]
    return text[start : min(ends, default=len(text))].strip()


def missing(looked: Iterable[Looked]) -> tuple[Looked, ...]:
    """Those of which the answer shows nothing."""
    return tuple(each for each in looked if each.found is None)
