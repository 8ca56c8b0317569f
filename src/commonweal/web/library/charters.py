"""Charters in the library: the list, and putting one in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.permissions import Permission
from commonweal.lifecycle.strategy.actions.charters import add_charter
from commonweal.lifecycle.strategy.models import Charter
from commonweal.web.forms import GovForm, TextField, TickField, WordsField
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


class CharterForm(GovForm):
    """One charter."""

    title = gettext_lazy("A charter")
    button = gettext_lazy("Save")
    name = TextField(label=gettext_lazy("What is it called?"), max_length=200)
    keeper = TextField(label=gettext_lazy("Who keeps it?"), max_length=200)
    about = WordsField(label=gettext_lazy("What does a signatory promise?"), max_words=300, rows=4)
    levels = WordsField(
        label=gettext_lazy("Its levels, one on each line, lowest first"),
        help_text=gettext_lazy("Leave empty if there is one only."),
        required=False,
        max_words=100,
        rows=3,
    )
    equivalent = WordsField(
        label=gettext_lazy("What else would show the same?"),
        help_text=gettext_lazy("A mark that one body gives is never the only way."),
        max_words=200,
        rows=3,
    )
    source = TextField(label=gettext_lazy("Where is its wording published?"), max_length=500)
    is_checked = TickField(label=gettext_lazy("I have read the wording there"), required=False)


@page(_P.LIBRARY_READ)
def listed(request: HttpRequest) -> HttpResponse:
    """Every charter in the body's library."""
    context = {
        "rows": list(Charter.objects.for_reader(request.actor).order_by("title", "pk")),
        "can_add": request.actor.can(_P.LIBRARY_EDIT),
    }
    return render(request, "library/charters.html", context)


@page(_P.LIBRARY_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Put a charter into the library."""
    form = CharterForm(**form_data(request))
    form.cancel_url = reverse("charters")

    def act(given: dict[str, Any]) -> Charter:
        title, levels = given.pop("name"), given.pop("levels").splitlines()
        return add_charter(title=title, levels=levels, **given, by=request.actor, now=request.now)

    return submit(
        request,
        form,
        action=act,
        then=lambda row: reverse("charters"),
        done=_("The charter is in your library"),
    )
