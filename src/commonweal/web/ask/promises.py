"""What the authority itself commits to: add, change, remove."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.models import AuthorityPromise
from commonweal.web.ask.forms import PromiseForm
from commonweal.web.ask.views import ask_url
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm


@page()
def add(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Add one of the authority's own promises."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return submit(
        request,
        PromiseForm(**form_data(request)),
        context={"back": ask_url(found), "caption": found.title},
        action=lambda data: actions.add_promise(found, by=request.actor, now=request.now, **data),
        then=lambda _promise: ask_url(found),
        done=_("The promise is added."),
        node=found,
    )


def _stored(promise: AuthorityPromise) -> dict[str, Any]:
    return {"text": promise.text, "owed_by_post": promise.owed_by_post, "due_on": promise.due_on}


@page()
def edit(request: HttpRequest, promise_id: str) -> HttpResponse:
    """Change one of the authority's own promises."""
    promise = queries.promise(request.actor, promise_id)
    form = PromiseForm(**form_data(request), initial=_stored(promise), revision=promise.revision)
    return submit(
        request,
        form,
        context={"back": ask_url(promise.ask), "caption": promise.ask.title},
        action=lambda data: actions.edit_promise(
            promise, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **data
        ),
        then=lambda _promise: ask_url(promise.ask),
        done=_("The promise is saved."),
        node=promise.ask,
        current=lambda: _stored(queries.promise(request.actor, promise_id)),
    )


@page()
def remove(request: HttpRequest, promise_id: str) -> HttpResponse:
    """Remove one of the authority's own promises."""
    promise = queries.promise(request.actor, promise_id)
    ask = promise.ask
    form = ConfirmForm(
        **form_data(request), title=_("Remove this promise?"), button=_("Remove it"), intro=promise.text
    )
    return submit(
        request,
        form,
        context={"back": ask_url(ask)},
        action=lambda _data: actions.remove_promise(promise, by=request.actor, now=request.now),
        then=lambda _none: ask_url(ask),
        done=_("The promise is removed."),
        node=ask,
    )
