"""Conditions of participation and the price schedule of a draft ask."""

from collections.abc import Iterator
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.errors import DomainError, Invalid, NotFound
from commonweal.domain.participation import TITLE_LIMIT, ConditionContent
from commonweal.domain.permissions import Permission
from commonweal.domain.price_schedule import LineKind, ScheduleLine
from commonweal.domain.quantities import number, parse_quantity
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.actions import requirements as actions
from commonweal.lifecycle.procurement.models import Ask
from commonweal.lifecycle.procurement.requirements import conditions, schedule
from commonweal.presentation.words import sentence
from commonweal.presentation.words.requirements import CONDITION_KIND, LINE_WORD, REQUIREMENT_WORDS
from commonweal.web.ask.views import ask_url
from commonweal.web.forms import ChoiceField, GovForm, TextField, WordsField
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm


class ConditionForm(GovForm):
    """One condition of participation."""

    title = gettext_lazy("A condition of participation")
    button = gettext_lazy("Save the condition")
    intro = gettext_lazy(
        "What a supplier must be able to do to take part at all. Ask for no more than the contract needs: every "
        "condition keeps somebody out."
    )
    kind = ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[(kind.value, text) for kind, text in CONDITION_KIND.items()],
    )
    name = TextField(label=gettext_lazy("Short name"), max_length=TITLE_LIMIT)
    text = WordsField(
        label=gettext_lazy("The condition"),
        help_text=gettext_lazy("As tenderers will read it. Accept what is equivalent."),
        max_words=300,
        rows=5,
    )
    shown_by = WordsField(
        label=gettext_lazy("What should a tenderer say or show?"), max_words=200, rows=3, required=False
    )
    lawful_because = WordsField(
        label=gettext_lazy("Why is it lawful here?"),
        help_text=gettext_lazy("Only for works below the threshold, where screening needs a reason."),
        max_words=200,
        rows=3,
        required=False,
    )

    def condition(self, condition_id: str) -> ConditionContent:
        """The condition as entered."""
        data = self.cleaned_data
        return ConditionContent(
            condition_id,
            ConditionKind(data["kind"]),
            data["name"].strip(),
            data["text"].strip(),
            data["shown_by"].strip(),
            data["lawful_because"].strip(),
        )

    def add_domain_error(self, error: DomainError) -> None:
        error.field = {"title": "name"}.get(error.field or "", error.field)
        super().add_domain_error(error)


def _condition(ask: Ask, condition_id: str) -> ConditionContent:
    found = {each.id: each for each in conditions(ask)}.get(condition_id)
    if found is None:
        raise NotFound("record.not_found", kind="condition")
    return found


def _initial(condition: ConditionContent) -> dict[str, Any]:
    return {
        "kind": condition.kind.value,
        "name": condition.title,
        "text": condition.text,
        "shown_by": condition.shown_by,
        "lawful_because": condition.lawful_because,
    }


@page()
def add_condition(request: HttpRequest, ask_id: str) -> HttpResponse:
    """State a condition of participation."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    form = ConditionForm(
        **form_data(request), initial={"kind": ConditionKind.TECHNICAL.value}, revision=found.revision
    )
    return _state(request, found, form, "")


@page()
def edit_condition(request: HttpRequest, ask_id: str, condition_id: str) -> HttpResponse:
    """Change a condition of participation."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    kept = _condition(found, condition_id)
    form = ConditionForm(**form_data(request), initial=_initial(kept), revision=found.revision)
    return _state(request, found, form, condition_id)


def _state(request: HttpRequest, ask: Ask, form: ConditionForm, condition_id: str) -> HttpResponse:
    return submit(
        request,
        form,
        context={"back": ask_url(ask), "caption": ask.title},
        action=lambda _data: actions.state_condition(
            ask,
            form.condition(condition_id),
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _ask: ask_url(ask),
        done=_("The condition is saved."),
        node=ask,
        current=lambda: (
            _initial(_condition(queries.ask(request.actor, ask.external_id), condition_id))  # type: ignore[attr-defined]
            if condition_id
            else {}
        ),
    )


@page()
def remove_condition(request: HttpRequest, ask_id: str, condition_id: str) -> HttpResponse:
    """Take a condition out, after asking."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    kept = _condition(found, condition_id)
    form = ConfirmForm(
        **form_data(request), title=_("Remove this condition?"), button=_("Remove it"), intro=kept.title
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found)},
        action=lambda _data: actions.remove_condition(found, condition_id, by=request.actor, now=request.now),
        then=lambda _ask: ask_url(found),
        done=_("The condition is removed."),
        node=found,
    )


class ScheduleForm(GovForm):
    """The whole price schedule as text: a line for each line, cells parted by tabs or upright strokes."""

    title = gettext_lazy("The price schedule")
    button = gettext_lazy("Save the schedule")
    lines = WordsField(
        label=gettext_lazy("Lines that tenderers price"),
        help_text=gettext_lazy(
            "One on each line: kind | what is priced | unit | quantity | lot number. Lines copied from a spreadsheet come "
            "with tabs; those do as well. Leave the lot number out for every lot."
        ),
        rows=14,
        required=False,
    )

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = {str(lot.number): lot.external_id for lot in ask.procurement.lots.all()}

    def clean_lines(self) -> tuple[ScheduleLine, ...]:
        """The lines; every one that cannot be read is told with its number."""
        found, wrong = [], []
        for row, text in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            if not text.strip():
                continue
            try:
                found.append(_line(text, self.lots))
            except DomainError as error:
                wrong.append(sentence(Invalid("schedule.bad_line", row=row, problem=sentence(error))))
        if wrong:
            raise django_forms.ValidationError(wrong, code="invalid")
        return tuple(found)


def _line(text: str, lots: dict[str, str]) -> ScheduleLine:
    """One line as typed. Raises `Invalid` with what is wrong in it."""
    cells = [cell.strip() for cell in (text.split("\t") if "\t" in text else text.split("|"))]
    if len(cells) > 5:
        raise Invalid("schedule.too_many_cells")
    kind, title, unit, quantity, lot = (*cells, *[""] * (5 - len(cells)))
    kinds = {word.casefold(): each for each, word in LINE_WORD.items()}
    if kind.casefold() not in kinds:
        raise Invalid("schedule.kind_unknown")
    if lot and lot not in lots:
        raise Invalid("schedule.lot_unknown")
    return ScheduleLine(
        "",
        kinds[kind.casefold()],
        title,
        unit,
        parse_quantity(quantity) if quantity else None,
        lots[lot] if lot else "",
    )


def _as_text(ask: Ask) -> str:
    return "\n".join(_texts(ask))


def _texts(ask: Ask) -> Iterator[str]:
    lots = {lot.external_id: str(lot.number) for lot in ask.procurement.lots.all()}
    for line in schedule(ask):
        amount = number(line.quantity) if line.kind is LineKind.RATE and line.quantity else ""
        cells = [LINE_WORD[line.kind], line.title, line.unit, amount, lots.get(line.lot_id, "")]
        while not cells[-1]:
            cells.pop()
        yield " | ".join(cells)


@page()
def price_schedule(request: HttpRequest, ask_id: str) -> HttpResponse:
    """State the price schedule: all its lines at once."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    form = ScheduleForm(
        **form_data(request), ask=found, initial={"lines": _as_text(found)}, revision=found.revision
    )
    return submit(
        request,
        form,
        "ask/schedule.html",
        context={
            "back": ask_url(found),
            "caption": found.title,
            "line_words": [(LINE_WORD[kind], REQUIREMENT_WORDS["line_kind"][kind]) for kind in LineKind],
            "lots": list(found.procurement.lots.all()),
        },
        action=lambda data: actions.set_schedule(
            found, data["lines"], by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _ask: ask_url(found),
        done=_("The price schedule is saved."),
        node=found,
        current=lambda: {"lines": _as_text(queries.ask(request.actor, ask_id, Permission.ASK_EDIT))},
    )
