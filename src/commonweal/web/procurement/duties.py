"""Duties of a procurement as a checklist: which bite, why, by when, and what somebody said of each."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.duty_marks import Mark
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.duties import Bites, Phase
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.procurement import actions, law, queries
from commonweal.lifecycle.procurement.law import DutyLine
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.organisations.queries import names_of
from commonweal.presentation.before_words import BEFORE_WORDS, BITES, MARK, PHASE
from commonweal.presentation.calendar_files import Entry, calendar_file
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import day
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.procurement.law_forms import DutyMarkForm, LegalFactsForm

_CSV_HEAD = (
    "id",
    "notice",
    "duty",
    "when",
    "bites",
    "because",
    "from",
    "due",
    "plan_for",
    "stands",
    "reason",
    "source",
)
_FACTS = tuple(name for name in LegalFactsForm.base_fields if name not in ("form_key", "revision"))


def home_of(found: Procurement) -> str:
    """The address of the procurement's own page."""
    return reverse("procurement", kwargs={"procurement_id": found.external_id})


def _url(name: str, found: Procurement, **more: str) -> str:
    return reverse(name, kwargs={"procurement_id": found.external_id, **more})


def signed_on(request: HttpRequest, found: Procurement) -> dt.date | None:
    """The day the first contract of a procurement was entered into, as the contract itself says."""
    rows = Contract.objects.for_authority(request.actor).filter(procurement=found, entered_at__isnull=False)  # type: ignore[attr-defined]
    entered: dt.datetime | None = rows.order_by("entered_at").values_list("entered_at", flat=True).first()
    return london_day(entered) if entered else None


def _lines(request: HttpRequest, found: Procurement) -> tuple[DutyLine, ...]:
    today = london_day(request.now)  # type: ignore[attr-defined]
    return law.duty_lines(found, today=today, signed_on=signed_on(request, found))


def _phases(lines: tuple[DutyLine, ...]) -> list[tuple[Any, list[DutyLine]]]:
    """Duties that bite, may bite, are a choice or were marked, phase by phase."""
    shown = [line for line in lines if line.duty.answer.bites is not Bites.NO or line.mark is not None]
    return [
        (PHASE[phase], rows)
        for phase in Phase
        if (rows := [line for line in shown if line.duty.rule.phase is phase])
    ]


@page()
def duties(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The checklist, with the threshold that decides most of it."""
    found = queries.procurement(request.actor, procurement_id)
    lines, facts = _lines(request, found), law.legal_facts(found)
    context = {
        "procurement": found,
        "phases": _phases(lines),
        "left_out": [line for line in lines if line.duty.answer.bites is Bites.NO and line.mark is None],
        "open_count": sum(line.is_open for line in lines),
        "threshold": law.threshold(found, facts),
        "is_above": law.is_above(found, facts),
        "is_undated": law.tender_notice_on(found, facts) is None,
        "words": ASK_WORDS,
        "before": BEFORE_WORDS,
        "today": london_day(request.now),
        "people": names_of(line.mark.marked_by for line in lines if line.mark),
        "can_edit": request.actor.can(Permission.PROCUREMENT_EDIT),
    }
    return render(request, "procurement/duties.html", context, node=found)


@page()
def duties_csv(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The whole checklist as a file, duties that do not bite included."""
    found = queries.procurement(request.actor, procurement_id)
    rows = (_row(line) for line in _lines(request, found))
    return attachment(csv_text(_CSV_HEAD, rows), "duties.csv", "text/csv; charset=utf-8")


def _row(line: DutyLine) -> tuple[Any, ...]:
    rule, answer, mark = line.duty.rule, line.duty.answer, line.mark
    return (
        rule.id,
        rule.notice,
        rule.text,
        str(PHASE[rule.phase]),
        str(BITES[answer.bites]),
        answer.because,
        answer.from_on,
        answer.due_on,
        line.plan_for,
        _stands(line),
        mark.reason if mark else None,
        str(line.duty.source),
    )


def _stands(line: DutyLine) -> str | None:
    if line.mark is not None:
        return str(MARK[line.mark.mark])
    return _("On record, %(day)s") % {"day": day(line.recorded_on)} if line.recorded_on else None


@page()
def duties_ics(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Dates of duties that are still open, on the last statutory working day that is in time."""
    found = queries.procurement(request.actor, procurement_id)
    link = request.build_absolute_uri(_url("procurement-duties", found))
    entries = (
        Entry(
            uid=f"{found.external_id}-{line.duty.rule.id}",
            summary=f"{found.title}: {_(line.duty.rule.text)}",
            on=line.plan_for or line.duty.answer.due_on,
            url=link,
            description=_("Due on %(day)s. %(source)s")
            % {"day": day(line.duty.answer.due_on), "source": line.duty.source},
        )
        for line in _lines(request, found)
        if line.is_open and line.duty.answer.due_on
    )
    content = calendar_file(entries, product="Duties", now=request.now)
    return attachment(content, "duties.ics", "text/calendar; charset=utf-8")


@page()
def mark(request: HttpRequest, procurement_id: str, duty: str) -> HttpResponse:
    """Mark one duty; what was said of it before stands below."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    line = next((each for each in _lines(request, found) if each.duty.rule.id == duty), None)
    if line is None:
        raise Http404
    earlier = list(found.duty_marks.filter(duty=duty).order_by("-pk"))
    initial = {"mark": Mark.NOT_APPLICABLE.value} if line.duty.answer.bites is Bites.NO else {}
    return submit(
        request,
        DutyMarkForm(**form_data(request), initial=initial),
        "procurement/duty.html",
        {
            "back": _url("procurement-duties", found),
            "caption": found.title,
            "line": line,
            "earlier": earlier,
            "before": BEFORE_WORDS,
            "people": names_of(each.marked_by for each in earlier),
        },
        action=lambda data: actions.mark_duty(
            found,
            duty,
            Mark(data["mark"]),
            reason=data["reason"],
            done_on=data["done_on"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _mark: _url("procurement-duties", found),
        done=_("The duty is marked."),
        node=found,
    )


@page()
def facts(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Facts that decide the duties and that stand nowhere else."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    stored = law.legal_facts(found)
    form = LegalFactsForm(
        **form_data(request),
        initial={name: getattr(stored, name, None) for name in _FACTS},
        revision=stored.revision if stored.pk else None,
    )
    return submit(
        request,
        form,
        context={"back": _url("procurement-duties", found), "caption": found.title},
        action=lambda data: actions.set_legal_facts(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **data
        ),
        then=lambda _facts: _url("procurement-duties", found),
        done=_("The facts are saved."),
        node=found,
        current=lambda: {name: getattr(law.legal_facts(found), name, None) for name in _FACTS},
    )
