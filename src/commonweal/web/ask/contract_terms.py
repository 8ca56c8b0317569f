"""Conditions and charters that a draft ask states for the contract."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.ask_terms import LEVEL_LIMIT, TITLE_LIMIT, AskTermContent
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.terms import TermKind
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.actions import requirements as actions
from commonweal.lifecycle.procurement.models import Ask
from commonweal.lifecycle.procurement.requirements import terms
from commonweal.lifecycle.strategy.models import Charter
from commonweal.presentation.term_words import KIND, KIND_HINT
from commonweal.web.ask.views import ask_url
from commonweal.web.forms import ChoiceField, GovForm, TextField, WholeNumberField, WordsField
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm


class AskTermForm(GovForm):
    """One condition or charter of the contract."""

    title = gettext_lazy("A condition or charter of the contract")
    intro = gettext_lazy(
        "What the contract will ask beside its promises. It keeps nobody from tendering, and becomes a term of the contract, "
        "looked at when it falls due, once the contract is entered into."
    )
    button = gettext_lazy("Save")
    kind = ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[(each.value, KIND[each]) for each in TermKind],
        hints=KIND_HINT,
    )
    name = TextField(label=gettext_lazy("The condition in one line"), max_length=TITLE_LIMIT)
    words = WordsField(label=gettext_lazy("What is to be shown"), max_words=400, rows=5)
    charter = ChoiceField(label=gettext_lazy("Which charter?"), as_select=True, required=False)
    level = TextField(label=gettext_lazy("At which level?"), max_length=LEVEL_LIMIT, required=False)
    due_months = WholeNumberField(
        label=gettext_lazy("First to be shown, in months after the contract starts"),
        help_text=gettext_lazy("0 is the first day."),
    )
    every_months = WholeNumberField(
        label=gettext_lazy("How often again, in months"),
        help_text=gettext_lazy("Leave empty if it is shown once."),
        required=False,
    )

    def __init__(self, *args: Any, charters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["charter"].choices = [("", _("None")), *charters]
        for name in ("due_months", "every_months"):
            self.fields[name].suffix = _("months")


def _form(
    request: HttpRequest, ask: Ask, kept: AskTermContent | None
) -> tuple[AskTermForm, dict[str, Charter]]:
    charters = {each.external_id: each for each in Charter.objects.for_authority(request.actor)}
    initial = {"kind": TermKind.ACCESS.value, "due_months": 0}
    if kept is not None:
        initial = _initial(kept)
    form = AskTermForm(
        **form_data(request),
        charters=[(key, each.title) for key, each in charters.items()],
        initial=initial,
        revision=ask.revision,
    )
    form.cancel_url = ask_url(ask)
    return form, charters


def _initial(kept: AskTermContent) -> dict[str, Any]:
    return {
        "kind": kept.kind.value,
        "name": kept.title,
        "words": kept.words,
        "charter": kept.charter_id,
        "level": kept.charter_level,
        "due_months": kept.due_months,
        "every_months": kept.every_months,
    }


def _term(ask: Ask, term_id: str) -> AskTermContent:
    found = {each.id: each for each in terms(ask)}.get(term_id)
    if found is None:
        raise NotFound("record.not_found", kind="ask-term")
    return found


@page()
def add(request: HttpRequest, ask_id: str) -> HttpResponse:
    """State a condition or charter of the contract."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return _state(request, found, None)


@page()
def edit(request: HttpRequest, ask_id: str, term_id: str) -> HttpResponse:
    """Change one."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return _state(request, found, _term(found, term_id))


def _state(request: HttpRequest, ask: Ask, kept: AskTermContent | None) -> HttpResponse:
    form, charters = _form(request, ask, kept)

    def act(given: dict[str, Any]) -> Ask:
        term = AskTermContent(
            kept.id if kept else "",
            TermKind(given["kind"]),
            given["name"],
            given["words"],
            given["due_months"],
            given["every_months"],
            charter_level=given["level"],
        )
        return actions.state_term(
            ask,
            term,
            charters.get(given["charter"]),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )

    return submit(
        request,
        form,
        context={"back": ask_url(ask), "caption": ask.title},
        action=act,
        then=lambda _ask: ask_url(ask),
        done=_("The condition is saved."),
        node=ask,
        current=lambda: _initial(_term(queries.ask(request.actor, ask.external_id), kept.id)) if kept else {},
    )


@page()
def remove(request: HttpRequest, ask_id: str, term_id: str) -> HttpResponse:
    """Take one out, after asking."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    kept = _term(found, term_id)
    form = ConfirmForm(
        **form_data(request), title=_("Remove this condition?"), button=_("Remove it"), intro=kept.title
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found)},
        action=lambda _data: actions.remove_term(found, term_id, by=request.actor, now=request.now),
        then=lambda _ask: ask_url(found),
        done=_("The condition is removed."),
        node=found,
    )
