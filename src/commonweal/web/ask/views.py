"""The ask as a whole: designing it, why it is asked, previewing it, its published versions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import actions, draft, queries, requirements
from commonweal.lifecycle.procurement.burden import draft_burden
from commonweal.lifecycle.procurement.contents import fixed_prices, groups
from commonweal.lifecycle.procurement.models import Ask, AskVersion, Criterion
from commonweal.presentation.method_words import divided
from commonweal.presentation.method_words import fixed_prices as price_words
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.term_words import KIND as TERM_KIND
from commonweal.presentation.words import sentence
from commonweal.presentation.words.requirements import REQUIREMENT_WORDS
from commonweal.publication.allowed import public_ask
from commonweal.web.ask.difference import library_rows
from commonweal.web.ask.finding_words import beside
from commonweal.web.ask.fit_context import fit_context
from commonweal.web.ask.forms import WhyForm
from commonweal.web.ask.panel import panel
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit


def ask_url(ask: Ask) -> str:
    """Where an ask is designed."""
    return reverse("ask", kwargs={"ask_id": ask.external_id})


@dataclass(frozen=True)
class Running:
    """The running line: what the draft comes to so far. Weights in basis points."""

    weight_bp: int
    criteria: int
    metrics: int
    words: int
    social_value_bp: int


def running(criteria: list[Criterion]) -> Running:
    """What the criteria of a draft come to."""
    answered = [row for row in criteria if row.kind != CriterionKind.PRICE]
    return Running(
        weight_bp=sum(row.weight_bp for row in criteria),
        criteria=len(criteria),
        metrics=sum(len(row.metrics.all()) for row in criteria),
        words=sum(row.word_limit for row in answered),
        social_value_bp=sum(row.weight_bp for row in criteria if row.kind == CriterionKind.SOCIAL_VALUE),
    )


@page()
def ask(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Design the ask: left what the market will read, right what stands in the way."""
    found = queries.ask(request.actor, ask_id)
    procurement = found.procurement
    rows = list(draft.criteria(found))
    judged = fit_context(request, found)
    side = panel(request, found, judged["fit"].case)
    is_draft = side["is_designable"]
    context = {
        "ask": found,
        "procurement": procurement,
        "rows": [(row, library_rows(row)) for row in rows],
        "running": running(rows),
        "burden": draft_burden(procurement)[1],
        "groups": _groups(found, rows),
        "fixed_prices": _fixed_prices(found),
        "promises": list(found.promises.all()),
        "serves": list(procurement.serves.select_related("mission", "outcome__mission")),
        "versions": list(found.versions.all()),
        "obstacles": _obstacles(found, request.now) if is_draft else [],
        "words": ASK_WORDS,
        "can_edit": is_draft and request.actor.can(Permission.ASK_EDIT),
        "can_publish": procurement.status == "design" and request.actor.can(Permission.ASK_PUBLISH),
        "history": history_of(found),
        **_requirements(found),
        **judged,
        "panel": side,
    }
    context["beside"] = beside(context["findings"], rows)
    return render(request, "ask/ask.html", context, node=found)


def _requirements(found: Ask) -> dict[str, Any]:
    """Conditions of participation and the price schedule, for the page of the ask."""
    return {
        "conditions": requirements.conditions(found),
        "schedule": requirements.schedule(found),
        "terms": requirements.terms(found),
        "term_kind": TERM_KIND,
        "lot_titles": {lot.external_id: f"{lot.number}. {lot.title}" for lot in found.procurement.lots.all()},
        "requirement_words": REQUIREMENT_WORDS,
        "is_screening_blocked": requirements.is_screening_blocked_for(found.procurement),
    }


def _fixed_prices(ask: Ask) -> list[str]:
    """The fixed price of each lot of the draft, in words."""
    titles = {lot.external_id: f"{lot.number}. {lot.title}" for lot in ask.procurement.lots.all()}
    return list(price_words(fixed_prices(ask), titles))


def _groups(ask: Ask, rows: list[Criterion]) -> list[dict[str, str]]:
    """The divided criteria of the draft, in words."""
    titles = {row.external_id: row.title for row in rows}
    return [
        {"id": each.id, "title": each.title, "words": divided(each, titles)}
        for each in groups(ask.method, list(titles))
    ]


def _obstacles(found: Ask, now: dt.datetime) -> list[str]:
    return [sentence(error) for error in draft.in_the_way(found.procurement, now=now)]


@page()
def why(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Say why it is asked."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    form = WhyForm(**form_data(request), initial={"why": found.why}, revision=found.revision)
    return submit(
        request,
        form,
        context={"back": ask_url(found), "caption": found.title},
        action=lambda data: actions.edit_ask(
            found, why=data["why"], by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=ask_url,
        done=_("Saved."),
        node=found,
        current=lambda: {"why": queries.ask(request.actor, ask_id).why},
    )


@page()
def preview(request: HttpRequest, ask_id: str) -> HttpResponse:
    """The draft as suppliers and residents would read it."""
    found = queries.ask(request.actor, ask_id)
    missing = draft.missing(found.procurement)
    context: dict[str, Any] = {
        "ask_row": found,
        "missing": [sentence(error) for error in missing],
        "ask": None if missing else public_ask(draft.content(found.procurement)),
        "words": ASK_WORDS,
    }
    return render(request, "ask/preview.html", context, node=found)


def _version(request: HttpRequest, ask_id: str, number: int) -> tuple[Ask, AskVersion]:
    found = queries.ask(request.actor, ask_id)
    version = found.versions.filter(number=number).first()
    if version is None:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    return found, version


@page()
def version(request: HttpRequest, ask_id: str, number: int) -> HttpResponse:
    """A published version, word for word, with its digest."""
    found, published = _version(request, ask_id, number)
    context = {"ask_row": found, "version": published, "ask": published.read(), "words": ASK_WORDS}
    return render(request, "ask/version.html", context, node=found)


@page()
def version_json(request: HttpRequest, ask_id: str, number: int) -> HttpResponse:
    """The canonical JSON of a published version: these bytes have the digest."""
    _found, published = _version(request, ask_id, number)
    return attachment(published.content, f"ask-{ask_id}-{number}.json", "application/json")
