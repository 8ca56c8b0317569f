"""Naming several members and subcontractors on one page: all of them or none, and nothing typed is lost."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.consortium import MOST_PARTIES, Party, PartyRole
from commonweal.domain.errors import DomainError
from commonweal.lifecycle.tendering.actions import together as actions
from commonweal.presentation.words.requirements import PARTY_ROLE
from commonweal.records.ids import ALPHABET
from commonweal.web.forms import ChoiceField, GovForm
from commonweal.web.pages import form_data, render, submit
from commonweal.web.tenders.own import acting, own_draft, own_page
from commonweal.web.tenders.together import KEY_LENGTH, PartyForm

AT_FIRST, MORE = 4, 4


class RowForm(PartyForm):
    """One organisation of several. A row in which nothing was entered is left out."""

    role = ChoiceField(
        label=gettext_lazy("How does it stand to you?"),
        choices=[(role.value, words) for role, words in PARTY_ROLE.items()],
        as_select=True,
        initial=PartyRole.SUBCONTRACTOR.value,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        del self.fields["form_key"], self.fields["revision"]

    def has_changed(self) -> bool:
        """How an organisation stands is always chosen: that alone names none."""
        return bool(set(self.changed_data) - {"role"})


class SeveralForm(GovForm):
    """So many rows as `rows` says, each with the fields of one organisation."""

    title = gettext_lazy("Name several organisations")
    intro = gettext_lazy(
        "Members of your consortium and subcontractors. Leave the rows empty that you do not need."
    )
    button = gettext_lazy("Save them all")
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PARTIES)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].initial = count
        given = {"data": self.data} if self.is_bound else {}
        self.organisations = [RowForm(prefix=f"row{number}", **given) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        if not all(row.is_valid() for row in self.organisations):
            self._say_that_rows_are_wrong()
        elif not any(row.has_changed() for row in self.organisations):
            self.add_error(None, ValidationError(_("Name at least one organisation"), code="consortium.none"))
        return self.cleaned_data

    def parties(self) -> list[Party]:
        """Every organisation that was entered, each with a key of its own."""
        return [row.party(_new_key()) for row in self.organisations if row.has_changed()]

    def add_domain_error(self, error: DomainError) -> None:
        """What is wrong with one of them stands at its row."""
        place = error.params.pop("row", None)
        used = [row for row in self.organisations if row.has_changed()]
        if place is None or error.field is None:
            return super().add_domain_error(error)
        used[place].add_domain_error(error)
        return self._say_that_rows_are_wrong()

    def _say_that_rows_are_wrong(self) -> None:
        self.add_error("rows", ValidationError(_("Something is wrong in a row"), code="consortium.rows"))

    def summary(self) -> list[dict[str, str]]:
        """Errors of the page, then those of each row under its number."""
        found = [{"text": text, "href": ""} for text in self.non_field_errors()]
        for number, row in enumerate(self.organisations, start=1):
            found += [
                {
                    "text": _("Organisation %(n)s: %(text)s") % {"n": number, "text": each["text"]},
                    "href": each["href"],
                }
                for each in row.summary()
            ]
        return found

    def without_errors(self) -> None:
        """As it was typed, before anybody looked whether it is right."""
        for each in (self, *self.organisations):
            each.full_clean()
            each.errors.clear()


def _new_key() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(KEY_LENGTH))


def _count(request: HttpRequest, left: int) -> int:
    """How many rows the page has; four more when they were asked for, never more than a tender may name."""
    typed = request.POST.get("rows", "")
    shown = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else AT_FIRST
    return max(1, min(shown + (MORE if "more" in request.POST else 0), left))


def _with_more_rows(request: HttpRequest, count: int) -> dict[str, Any]:
    """What was typed, with new rows as an empty page has them."""
    new = {f"row{number}-role": PartyRole.SUBCONTRACTOR.value for number in range(count)}
    typed = request.POST.copy()
    for name, value in {**new, "rows": str(count)}.items():
        if name == "rows" or name not in typed:
            typed[name] = value
    return typed


@own_page
def several(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Name several members and subcontractors at once."""
    found = own_draft(request, tender_id)
    back = reverse("tender-parties", args=[tender_id])
    left = MOST_PARTIES - len(found.content.parties)
    count = _count(request, max(left, 1))
    form = SeveralForm(count=count, **form_data(request))
    form.cancel_url = back
    context = {"back": back, "can_have_more": count < left}
    if "more" in request.POST:
        form = SeveralForm(count=count, data=_with_more_rows(request, count))
        form.cancel_url = back
        form.without_errors()
        return render(request, "tenders/several_parties.html", {**context, "form": form}, node=found.tender)
    return submit(
        request,
        form,
        "tenders/several_parties.html",
        context,
        action=lambda _data: actions.add_parties(found.tender, form.parties(), **acting(request)),
        then=lambda _result: back,
        done=lambda added: (
            ngettext("%(n)s organisation is saved.", "%(n)s organisations are saved.", added) % {"n": added}
        ),
        node=found.tender,
    )
