"""Fit findings of an ask: the record of them, deciding on each, saying what they rest on, and the record as a file."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.fit.choices import Choice
from commonweal.domain.fit.decisions import Decision, permission_for
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.model import Severity
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.fit import Fit, Judged, fit_of
from commonweal.lifecycle.procurement.fit_record import record_of
from commonweal.lifecycle.procurement.models import Ask, AskVersion, FindingDecision, StatedFacts
from commonweal.organisations.queries import names_of
from commonweal.presentation.csv_text import csv_text
from commonweal.web.ask import finding_words as words
from commonweal.web.ask.finding_forms import (
    PARTS,
    AcceptForm,
    OverrideForm,
    OverruleForm,
    ReopenForm,
    part_of_fact,
)
from commonweal.web.ask.fit_context import fit_context
from commonweal.web.ask.views import ask_url
from commonweal.web.downloads import attachment
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, render, submit

FORMS: dict[Decision, type[GovForm]] = {
    Decision.ACCEPTED: AcceptForm,
    Decision.OVERRIDDEN: OverrideForm,
    Decision.REOPENED: ReopenForm,
}
#: How a decision is named in a URL.
NAMES = {"accept": Decision.ACCEPTED, "override": Decision.OVERRIDDEN, "reopen": Decision.REOPENED}


def findings_url(ask: Ask) -> str:
    """Where the findings of an ask are kept."""
    return reverse("ask-findings", kwargs={"ask_id": ask.external_id})


def facts_url(ask: Ask, part: str) -> str:
    """The page of stated facts."""
    return reverse("ask-facts", kwargs={"ask_id": ask.external_id, "part": part})


@page()
def findings(request: HttpRequest, ask_id: str) -> HttpResponse:
    """The record of fit: findings, what cannot be told yet, and every decision."""
    found = queries.ask(request.actor, ask_id)
    context = fit_context(request, found)
    fit: Fit = context["fit"]
    people = names_of(row.decided_by for row in fit.decisions)
    context |= {
        "ask": found,
        "decisions": [
            (words.sentence_of(row.rule, fit), words.decided(row, people)) for row in reversed(fit.decisions)
        ],
        "untold": [
            (words.sentence_of(each.id, fit), _(each.reason)) for each in fit.cannot_tell if each.reason
        ],
        "parts": [(name, form.title) for name, form in PARTS.items()],
    }
    return render(request, "ask/findings.html", context, node=found)


@page()
def decide(request: HttpRequest, ask_id: str, rule: str, decision: str) -> HttpResponse:
    """Accept a finding, override it with a reason, or open it again."""
    wanted = NAMES.get(decision)
    found = queries.ask(request.actor, ask_id)
    judged = fit_of(found.procurement).finding(rule)
    if wanted is None or judged is None:
        raise NotFound("record.not_found", kind=FindingDecision.KIND)
    request.actor.must(permission_for(judged.finding, wanted))
    form = _form(request, judged, wanted)
    context = fit_context(request, found)
    (shown,) = [each for each in context["findings"] if each.id == rule]
    return submit(
        request,
        form,
        "ask/decide.html",
        {
            **context,
            "back": findings_url(found),
            "caption": found.title,
            "finding": shown,
            "wanted": decision,
        },
        action=lambda data: actions.decide(
            found,
            rule,
            wanted,
            fingerprint=judged.finding.fingerprint,
            reason=data.get("reason", ""),
            by=request.actor,
            now=request.now,
        ),
        then=lambda _row: ask_url(found),
        done=_done,
        node=found,
    )


def _form(request: HttpRequest, judged: Judged, wanted: Decision) -> GovForm:
    stop = wanted is Decision.OVERRIDDEN and judged.severity is Severity.STOP
    form = OverruleForm if stop else FORMS[wanted]
    return form(**form_data(request))


def _done(row: FindingDecision) -> str:
    if row.changed:
        return _("Accepted, and the change is made.")
    said = {
        Decision.ACCEPTED: _("Accepted and noted. The finding goes away when its cause does."),
        Decision.OVERRIDDEN: _("Overridden. Your reason is kept."),
        Decision.REOPENED: _("The finding is open again."),
    }
    return said[Decision(row.decision)]


@page()
def facts(request: HttpRequest, ask_id: str, part: str) -> HttpResponse:
    """Say what no other record holds."""
    if part not in PARTS:
        raise Http404
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    row = _stated(request, found)
    names = PARTS[part].base_fields.keys() - GovForm.base_fields.keys()

    def stored() -> dict[str, Any]:
        fresh = _stated(request, found)
        return {name: getattr(fresh, name) for name in names} if fresh else {}

    form = PARTS[part](**form_data(request), initial=stored(), revision=row.revision if row else 0)
    context = fit_context(request, found, Choice(part))
    return submit(
        request,
        form,
        "ask/facts.html",
        {**context, "back": findings_url(found), "caption": found.title},
        action=lambda data: actions.state_facts(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"] or None, **data
        ),
        then=lambda _row: _next_questions(request, found, part),
        done=_("Saved."),
        node=found,
        current=stored,
    )


def _next_questions(request: HttpRequest, ask: Ask, part: str) -> str:
    """The next page of questions that somebody still has to answer; after the last, what fits."""
    unknown = fit_of(queries.ask(request.actor, ask.external_id).procurement).cannot_tell
    asks = {part_of_fact().get(path) for each in unknown for path in each.needs}
    following = list(PARTS)[list(PARTS).index(part) + 1 :]
    return next(
        (facts_url(ask, each) for each in following if each in asks),
        findings_url(ask),
    )


def _stated(request: HttpRequest, ask: Ask) -> StatedFacts | None:
    row: StatedFacts | None = StatedFacts.objects.for_authority(request.actor).filter(ask=ask).first()
    return row


HEAD = (
    "rule", "severity", "finding", "facts", "why", "suggestion", "basis", "source", "state", "decided_at",
    "decided_by", "reason", "changed",
)  # fmt: skip


def _named(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a record of fit with names in place of people's ids."""
    people = names_of(row["decided_by"] for row in record["findings"] if "decided_by" in row)
    return [
        row | {"decided_by": people.get(row["decided_by"], "")} if "decided_by" in row else row
        for row in record["findings"]
    ]


def _as_json(ask: Ask, record: dict[str, Any], **about: Any) -> str:
    content = {
        "ask": ask.external_id,
        "procurement": ask.procurement.title,
        **about,
        "findings": [{name: row.get(name) for name in HEAD} for row in _named(record)],
        "cannot_tell": record["cannot_tell"],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


@page()
def findings_json(request: HttpRequest, ask_id: str) -> HttpResponse:
    """The record of fit as JSON: findings with what was decided, and the rules that cannot tell."""
    found = queries.ask(request.actor, ask_id)
    text = _as_json(found, record_of(fit_of(found.procurement)))
    return attachment(text, f"findings-{ask_id}.json", "application/json")


@page()
def findings_csv(request: HttpRequest, ask_id: str) -> HttpResponse:
    """The record of fit as a table."""
    found = queries.ask(request.actor, ask_id)
    rows = [[row.get(name) for name in HEAD] for row in _named(record_of(fit_of(found.procurement)))]
    return attachment(csv_text(HEAD, rows), f"findings-{ask_id}.csv", "text/csv; charset=utf-8")


@page()
def version_findings_json(request: HttpRequest, ask_id: str, number: int) -> HttpResponse:
    """The record of fit as it was frozen with a published version."""
    found = queries.ask(request.actor, ask_id)
    published: AskVersion | None = found.versions.filter(number=number).first()
    if published is None or not published.judged:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    text = _as_json(found, published.judged, version=number)
    return attachment(text, f"findings-{ask_id}-{number}.json", "application/json")
