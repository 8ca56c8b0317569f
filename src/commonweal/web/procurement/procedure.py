"""The procedure chooser: one question a page, then every procedure with what speaks for and against it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procedures import law_of, standing, to_ask
from commonweal.domain.procurements import Regime
from commonweal.lifecycle.procurement import actions, law, queries
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.organisations.queries import names_of
from commonweal.presentation.before_words import BEFORE_WORDS
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words import sentence
from commonweal.reference.procedures import shipped_procedures
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.procurement.law_forms import AnswerForm, ChooseForm


def _url(name: str, found: Procurement, **more: str) -> str:
    return reverse(name, kwargs={"procurement_id": found.external_id, **more})


def _answers(request: HttpRequest, found: Procurement) -> dict[str, str]:
    """The answers carried in the address, so far as they still stand: nothing is kept until a procedure is chosen."""
    given = {name: request.GET[name] for name in request.GET if name != "page"}
    return standing(shipped_procedures(), law_of(Regime(found.regime)), law.procedure_facts(found), given)


def _query(answers: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in answers.items())


@page()
def procedure(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """What was chosen, why, and what was chosen before; or how to begin."""
    found = queries.procurement(request.actor, procurement_id)
    book = shipped_procedures()
    choices = list(found.procedure_choices.order_by("-number"))
    context = {
        "procurement": found,
        "choices": [(each, _described(each.procedure), book.ground(each.ground)) for each in choices],
        "said": _said(choices[0].answers) if choices else [],
        "book": book,
        "cannot": _not_covered(found),
        "words": ASK_WORDS,
        "before": BEFORE_WORDS,
        "people": names_of(each.chosen_by for each in choices),
        "can_edit": request.actor.can(Permission.PROCUREMENT_EDIT),
    }
    return render(request, "procurement/procedure.html", context, node=found)


def _described(procedure_id: str) -> Any:
    return next((each for each in shipped_procedures().procedures if each.id == procedure_id), None)


def _said(answers: dict[str, str]) -> list[tuple[str, str]]:
    """Questions and answers in words, in the order they are asked."""
    return [
        (
            question.title,
            next((each.title for each in question.answers if each.id == answers[question.id]), ""),
        )
        for question in shipped_procedures().questions
        if question.id in answers
    ]


def _not_covered(found: Procurement) -> str:
    try:
        law_of(Regime(found.regime))
    except Refused as refused:
        return sentence(refused)
    return ""


@page()
def ask(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The next question that has no answer yet; after the last, the comparison."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    if _not_covered(found):
        return HttpResponseRedirect(_url("procurement-procedure", found))
    answers = _answers(request, found)
    asked = to_ask(shipped_procedures(), law_of(Regime(found.regime)), law.procedure_facts(found), answers)
    number, question = next(
        ((place, each) for place, each in enumerate(asked, start=1) if each.id not in answers), (0, None)
    )
    if question is None:
        return HttpResponseRedirect(f"{_url('procurement-procedure-choose', found)}?{_query(answers)}")
    earlier = {
        name: value for name, value in answers.items() if name != (asked[number - 2].id if number > 1 else "")
    }
    back = (
        f"{_url('procurement-procedure-ask', found)}?{_query(earlier)}"
        if number > 1
        else _url("procurement-procedure", found)
    )
    return submit(
        request,
        AnswerForm(**form_data(request), question=question),
        context={
            "caption": _("%(title)s: question %(number)s") % {"title": found.title, "number": number},
            "back": back,
        },
        action=lambda data: {**answers, question.id: data["answer"]},
        then=lambda said: f"{_url('procurement-procedure-ask', found)}?{_query(said)}",
        node=found,
    )


@page()
def choose(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Every procedure of this law with what speaks for and against it, and the choice, which a person makes."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    if _not_covered(found):
        raise Http404
    answers = _answers(request, found)
    weighed = law.procedures_for(found, answers)
    form = ChooseForm(
        **form_data(request),
        procedures=[(each.procedure.id, each.procedure.title) for each in weighed if not each.closed],
    )
    return submit(
        request,
        form,
        "procurement/choose.html",
        {
            "back": f"{_url('procurement-procedure-ask', found)}",
            "caption": found.title,
            "weighed": weighed,
            "said": _said(answers),
            "ground": shipped_procedures().ground(answers.get("ground", "")),
            "before": BEFORE_WORDS,
        },
        action=lambda data: actions.choose_procedure(
            found,
            data["procedure"],
            answers=answers,
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _choice: _url("procurement-procedure", found),
        done=_("The choice is kept."),
        node=found,
    )
