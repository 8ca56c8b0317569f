"""What every page is made with: `page` guards it, `render` draws it, `submit` handles its form."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction as database
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.utils.translation import gettext as _

from commonweal.domain.errors import DomainError, Stale
from commonweal.domain.permissions import Permission
from commonweal.presentation.formats import day
from commonweal.records.models import SubmittedForm
from commonweal.web import errors
from commonweal.web.forms import GovForm
from commonweal.web.strip import strip_for

View = Callable[..., HttpResponse]
INVALID = 422


def page(permission: Permission | None = None) -> Callable[[View], View]:
    """Guard a view: anonymous people are sent to sign in, people without a membership are told so.

    Give `permission` on lists and on pages that create things. On the page of one thing leave it out and let
    `organisations.access.fetch` decide, so that a stranger is told nothing (404) before a colleague is refused (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.actor is None:  # type: ignore[attr-defined]
                return errors.page(request, 403, without_organisation=True)
            if permission is not None:
                request.actor.must(permission)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    node: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Draw a page. `node` is the record the page is about; the thread strip is drawn from it."""
    actor = getattr(request, "actor", None)
    strip = strip_for(actor, node) if node is not None and actor is not None else None
    return django_render(request, template, {**(context or {}), "strip": strip, "node": node}, status=status)


def submit(
    request: HttpRequest,
    form: GovForm,
    template: str = "layouts/form.html",
    context: Mapping[str, Any] | None = None,
    *,
    action: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], str],
    done: str | Callable[[Any], str] = "",
    node: Any = None,
    current: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Show a form, or act on it once.

    Args:
        form: made by the view from `form_data(request)`, unbound for GET.
        action: does the thing with the cleaned data; a `DomainError` it raises is shown beside its field.
        then: where to go with the action's result. done: a sentence shown there.
        current: for the 409 page, the stored values by field name, so that the person sees both versions.
    """
    if not form.is_bound:
        return render(request, template, {**(context or {}), "form": form}, node=node)
    if form.is_valid():
        try:
            url, result = _once(request, form, action, then)
        except Stale:
            return _conflict(request, form, current, node)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            if done and result is not _REPEATED:
                messages.success(request, done(result) if callable(done) else done)
            return HttpResponseRedirect(url)
    return render(request, template, {**(context or {}), "form": form}, node=node, status=INVALID)


_REPEATED = object()


def _once(
    request: HttpRequest, form: GovForm, action: Callable[[dict[str, Any]], Any], then: Callable[[Any], str]
) -> tuple[str, Any]:
    """Run the action in one transaction with its idempotency key; a repeated key leads where the first one led."""
    person = request.user.pk or 0
    with database.atomic():
        row, first = SubmittedForm.objects.get_or_create(
            key=form.cleaned_data["form_key"],
            person_id=person,
            defaults={"created_at": request.now},  # type: ignore[attr-defined]
        )
        if not first:
            return row.answer_url, _REPEATED
        result = action(form.content())
        row.answer_url = then(result)
        row.save()
    return row.answer_url, result


def _conflict(
    request: HttpRequest, form: GovForm, current: Callable[[], Mapping[str, Any]] | None, node: Any
) -> HttpResponse:
    stored = current() if current else {}
    rows = [
        {
            "label": form.fields[name].label,
            "yours": _as_read(form.fields[name], yours),
            "stored": _as_read(form.fields[name], stored.get(name)),
        }
        for name, yours in form.content().items()
    ]
    return render(
        request, "errors/409.html", {"rows": rows, "back": request.get_full_path()}, node=node, status=409
    )


def _as_read(field: forms.Field, value: Any) -> Any:
    """What a field holds, in the words and figures that its form shows: a choice by its label, a quantity as it is typed."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return day(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in field.choices if not isinstance(label, list | tuple)}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(labels.get(str(each), each)) for each in chosen)
    return field.prepare_value(value)


def form_data(request: HttpRequest) -> dict[str, Any]:
    """Keyword arguments that bind a form to a POST request and leave it unbound otherwise."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
