"""Fit findings as a page says them: words, links to the choice that causes each, and what was decided by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.fit.choices import Choice
from commonweal.domain.fit.decisions import Remedy
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.findings import Finding, Unknown
from commonweal.domain.rules.model import FitRule, fill
from commonweal.domain.rules.registry import FIT_RULES_BY_ID
from commonweal.lifecycle.procurement.fit import Fit, Judged
from commonweal.lifecycle.procurement.models import Ask, Criterion, FindingDecision
from commonweal.organisations.queries import names_of
from commonweal.presentation import fit_words as words

#: The page on which each choice is made: its URL's name and the argument beside the id.
_PLAN = {
    Choice.DESCRIPTION: "what",
    Choice.NATURE: "subject",
    Choice.VALUE: "value",
    Choice.DATES: "dates",
    Choice.PLACES: "places",
    Choice.STAGE: "certainty",
}
_STATED = (Choice.WORK, Choice.MARKET, Choice.ASKING, Choice.MANAGING)
_ASK_PAGES = {Choice.OUTCOME: "ask-suggestions", Choice.PURPOSE: "ask-why", Choice.WEIGHTING: "ask-weights"}
#: The facts that another page than those of stated facts holds, by their place in the case.
_ELSEWHERE = {
    "procurement.duration_months": Choice.DATES,
    "ask.weighting": Choice.WEIGHTING,
    "ask.rewards_learning": Choice.QUESTION,
}
_STATED_ON: dict[str, Choice] = {}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a page says it."""

    row: FindingDecision
    what: Any
    who: str
    said: str
    changed: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a page says it. `places` are the choices that cause it: text and URL of the page to change each."""

    judged: Judged
    severity: Any
    tag: str
    sentence: str
    detail: str
    why: str
    suggestion: str
    source: str
    source_url: str | None
    confidence: Any
    basis: Any
    whose: str
    places: tuple[tuple[Any, str], ...]
    decision: Decided | None
    earlier: Decided | None
    remedy: Any

    @property
    def id(self) -> str:
        return self.judged.id


def choice_url(ask: Ask, choice: Choice) -> str:
    """Where a choice is changed."""
    if choice in _PLAN:
        planned = {"procurement_id": ask.procurement.external_id, "step": _PLAN[choice]}
        return f"{reverse('procurement-plan', kwargs=planned)}?ask"
    if choice is Choice.AIM:
        return reverse("procurement-serve", kwargs={"procurement_id": ask.procurement.external_id})
    if choice in _STATED:
        return reverse("ask-facts", kwargs={"ask_id": ask.external_id, "part": choice.value})
    return reverse(_ASK_PAGES.get(choice, "ask"), kwargs={"ask_id": ask.external_id})


def fact_url(ask: Ask, path: str, part: str | None) -> str:
    """Where an unknown fact is said; `part` is the page of stated facts that asks for it."""
    if part is not None:
        return reverse("ask-facts", kwargs={"ask_id": ask.external_id, "part": part})
    return choice_url(ask, _ELSEWHERE[path]) if path in _ELSEWHERE else reverse("organisation")


def shown(ask: Ask, fit: Fit) -> tuple[Shown, ...]:
    """Every finding of a draft in words; one query for the names, whatever their number."""
    people = names_of(row.decided_by for row in fit.decisions)
    return tuple(_shown(ask, fit, each, people) for each in fit.findings)


def _shown(ask: Ask, fit: Fit, each: Judged, people: dict[str, str]) -> Shown:
    rule = FIT_RULES_BY_ID[each.id]
    source = rule.source_on(fit.case.case.procurement.started_on)
    return Shown(
        judged=each,
        severity=words.SEVERITY[each.severity],
        tag=words.SEVERITY_TAG[each.severity],
        sentence=_filled(rule, rule.text, fit),
        detail=_(each.finding.detail),
        why=_(rule.why),
        suggestion=_filled(rule, rule.suggestion, fit),
        source=_(source.text),
        source_url=source.url,
        confidence=words.CONFIDENCE[source.confidence],
        basis=words.BASIS[rule.basis],
        whose=_(rule.whose) if rule.whose else "",
        places=(
            *_records(ask, each.id),
            *((words.CHOICE[choice], choice_url(ask, choice)) for choice in each.choices),
        ),
        decision=decided(each.decision, people) if each.decision else None,
        earlier=decided(each.earlier, people) if each.earlier else None,
        remedy=words.REMEDY[each.remedy] if each.remedy else None,
    )


def _records(ask: Ask, rule_id: str) -> tuple[tuple[Any, str], ...]:
    """The page on which what the rule misses is written down, for a rule that a record of its own answers."""
    if rule_id not in words.RECORD_PAGES:
        return ()
    name, text = words.RECORD_PAGES[rule_id]
    return ((text, reverse(name, kwargs={"procurement_id": ask.procurement.external_id})),)


def _filled(rule: FitRule, text: str, fit: Fit) -> str:
    return fill(_(text), rule.parameters, fit.book.values)


def decided(row: FindingDecision, people: dict[str, str]) -> Decided:
    """One decision in words."""
    changed = words.REMEDY_DONE[Remedy(row.changed)] if row.changed else ""
    who = people.get(row.decided_by, _("Somebody"))
    return Decided(row, words.DECISION[row.decision], who, _(row.said), changed)


def told(finding: Finding, fit: Fit) -> str:
    """A finding in one line: what was found and the facts of this case."""
    rule = FIT_RULES_BY_ID[finding.id]
    return f"{_filled(rule, rule.text, fit)} {_(finding.detail)}"


def sentence_of(rule_id: str, fit: Fit) -> str:
    """What a rule says, whether or not it fires."""
    rule = FIT_RULES_BY_ID[rule_id]
    return _filled(rule, rule.text, fit)


@dataclass(frozen=True)
class Question:
    """A fact that rules need and nobody has said: the question, where to answer it, how many rules wait, and whether an
    answer could stop publication."""

    text: Any
    url: str
    rules: int
    could_stop: bool


def open_questions(ask: Ask, unknown: Iterable[Unknown], parts: dict[str, str]) -> list[Question]:
    """What nobody has said: first what could be a stop, then what most rules wait for."""
    waiting: dict[str, list[Unknown]] = {}
    for each in unknown:
        for path in each.needs:
            waiting.setdefault(path, []).append(each)
    found = [
        Question(
            words.FACT[path],
            fact_url(ask, path, parts.get(path)),
            len(rules),
            any(rule.could_stop for rule in rules),
        )
        for path, rules in waiting.items()
    ]
    return sorted(found, key=lambda each: (not each.could_stop, -each.rules))


def beside(found: Iterable[Shown], rows: list[Criterion]) -> dict[str, list[Shown]]:
    """Where each finding stands on the page of the ask, once: by section name or a criterion's external id."""
    places: dict[str, list[Shown]] = {}
    for each in found:
        places.setdefault(_place(each, rows), []).append(each)
    return places


def _place(each: Shown, rows: list[Criterion]) -> str:
    first = each.judged.choices[0]
    if first is Choice.WEIGHTING:
        return "weights"
    if first in (Choice.AIM, Choice.PURPOSE, Choice.PLACES):
        return "why"
    if first in (Choice.OUTCOME, Choice.METRIC, Choice.QUESTION, Choice.BANDS):
        return _criterion_of(each, rows)
    return "rest"


def _criterion_of(each: Shown, rows: list[Criterion]) -> str:
    """The criterion whose outcome or metric caused it; for one about the ask as a whole, the first that could."""
    social = [row for row in rows if row.kind == "social_value"]
    about = set(each.judged.finding.about)
    for row in social:
        named = {metric.code or metric.title for metric in row.metrics.all()}
        item = row.library_item
        if item is not None:
            named |= {item.code, item.parent.code if item.parent else ""}
        if about & named:
            return str(row.external_id)
    return str(social[0].external_id) if social else "rest"


def may_decide(actor: Any, each: Judged) -> tuple[bool, bool]:
    """Whether the actor may accept, and override, this finding."""
    overrides = Permission.FINDING_OVERRULE if each.severity == "stop" else Permission.ASK_EDIT
    return actor.can(Permission.ASK_EDIT), actor.can(overrides)
