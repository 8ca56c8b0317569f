"""The framework library: editions, items with the state of their wording, checking, adapting, files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.library import Finding, ItemKind
from commonweal.domain.permissions import Permission, Side
from commonweal.journeys import strategy_files
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.strategy.actions import library as actions
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem
from commonweal.lifecycle.strategy.queries import library as queries
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import names_of, own_organisation
from commonweal.presentation import strategy_words as words
from commonweal.presentation.words import all_words
from commonweal.web.delivery.wording import ANSWERED
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.library.forms import AdaptForm, LoadForm, VerifyForm
from commonweal.web.library.tree import tree_of
from commonweal.web.pages import INVALID, form_data, page, render, submit

P = Permission
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edition_url(edition: FrameworkEdition) -> str:
    return reverse("library-edition", kwargs={"edition_id": edition.external_id})


def item_url(item: FrameworkItem) -> str:
    return reverse("library-item", kwargs={"item_id": item.external_id})


@page(P.LIBRARY_READ)
def library(request: HttpRequest) -> HttpResponse:
    """Every edition in the body's library, national ones first."""
    context = {
        "editions": queries.editions_for(request.actor),
        "today": request.now.date(),
        "can_load": request.actor.can(P.LIBRARY_EDIT),
        "words": words,
    }
    return render(request, "library/library.html", context)


def _edition(request: HttpRequest, edition_id: str) -> Any:
    return fetch(
        FrameworkEdition.objects.for_reader(request.actor), edition_id, request.actor, P.LIBRARY_READ
    )


def _views(request: HttpRequest, edition: FrameworkEdition) -> list[queries.ItemView]:
    return queries.item_views(queries.items_of(edition), request.actor.organisation_id)


@page()
def edition(request: HttpRequest, edition_id: str) -> HttpResponse:
    """One edition as a tree, with the state of every wording."""
    found = _edition(request, edition_id)
    views = _views(request, found)
    context = {
        "edition": found,
        "branches_list": tree_of(views),
        "loose": [
            view for view in views if view.item.kind in (ItemKind.SCOPE, ItemKind.RULE, ItemKind.QUESTION)
        ],
        "states": _counts(views),
        "history": history_of(found, own=request.actor.organisation),
        "words": words,
    }
    return render(request, "library/edition.html", context)


def _counts(views: list[queries.ItemView]) -> list[tuple[Any, str, int]]:
    """How many items are in each state: words, colour, number; states without items left out."""
    states = [view.state for view in views]
    return [
        (text, words.WORDING_TAG[state], states.count(state))
        for state, text in words.WORDING_STATE.items()
        if state in states
    ]


def _item(request: HttpRequest, item_id: str, permission: Permission) -> Any:
    found = FrameworkItem.objects.for_reader(request.actor).select_related(
        "edition", "parent", "adapts", "adapts__edition"
    )
    return fetch(found, item_id, request.actor, permission)


@page()
def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """One item: its wording and state, who checked it, the body's own wording with the difference."""
    found = _item(request, item_id, P.LIBRARY_READ)
    view = queries.item_view(found, request.actor.organisation_id)
    is_authority = request.actor.side is Side.AUTHORITY
    verifications = queries.verifications_of(found, request.actor)
    adaptations = queries.adaptations_of(found, request.actor)
    people = [each.verified_by for each in verifications] + [each.adapted_by for each in adaptations]
    context = {
        "item": found,
        "view": view,
        "parts_of_item": queries.item_views(found.parts.order_by("position"), request.actor.organisation_id),
        "verifications": verifications,
        "adaptations": adaptations,
        "names": names_of(people),
        "proposals": delivery.proposals_to(found, request.actor),
        "answers": ANSWERED,
        "can_answer": is_authority and request.actor.can(P.LIBRARY_EDIT),
        "can_verify": is_authority and request.actor.can(P.LIBRARY_VERIFY),
        "can_adapt": is_authority and found.edition.is_national and request.actor.can(P.LIBRARY_EDIT),
        "words": words,
    }
    return render(request, "library/item.html", context)


@page()
def verify(request: HttpRequest, item_id: str) -> HttpResponse:
    """A steward says what they read in a source."""
    found = _item(request, item_id, P.LIBRARY_VERIFY)
    view = queries.item_view(found, request.actor.organisation_id)
    return submit(
        request,
        VerifyForm(**form_data(request), wording=view.framework_wording),
        context={
            "back": item_url(found),
            "caption": f"{found.edition.title} · {found.code}",
        },
        action=lambda data: actions.verify_item(
            found,
            authority=own_organisation(request.actor),
            finding=Finding(data["finding"]),
            title=data["title"],
            source=data["source"],
            checked_on=data["checked_on"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _result: item_url(found),
        done=_("What you found is recorded with your name, the day and the source."),
    )


@page()
def adapt(request: HttpRequest, item_id: str) -> HttpResponse:
    """A body gives a national item its own words."""
    found = _item(request, item_id, P.LIBRARY_EDIT)
    view = queries.item_view(found, request.actor.organisation_id)
    return submit(
        request,
        AdaptForm(**form_data(request), wording=view.wording),
        context={
            "back": item_url(found),
            "caption": f"{found.edition.title} · {found.code}",
        },
        action=lambda data: actions.adapt_item(
            found,
            authority=own_organisation(request.actor),
            title=data["title"],
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _result: item_url(found),
        done=_("Your own wording is saved beside the national one."),
    )


@page(P.LIBRARY_EDIT)
def load(request: HttpRequest) -> HttpResponse:
    """Load an edition from a file, or list every mistake with its line or cell."""
    form = LoadForm(**form_data(request))
    context = {"back": reverse("library")}
    try:
        return submit(
            request,
            form,
            "library/load.html",
            context,
            action=lambda data: strategy_files.load_framework(
                data["file"].name,
                data["file"].read(),
                owner=own_organisation(request.actor),
                by=request.actor,
                now=request.now,
            ),
            then=edition_url,
            done=_("The edition is loaded."),
        )
    except strategy_files.UnreadableFramework as refusal:
        mistakes = [(fault.place, _sentence(fault)) for fault in refusal.faults]
        form.add_error("file", _("Nothing was loaded: the file has mistakes. They are listed below."))
        return render(
            request, "library/load.html", {**context, "form": form, "mistakes": mistakes}, status=INVALID
        )


def _sentence(fault: strategy_files.FileFault) -> str:
    params = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in fault.params.items()
    }
    return str(all_words()[fault.code]) % params


@page()
def edition_yaml(request: HttpRequest, edition_id: str) -> HttpResponse:
    """The edition as it was loaded, as YAML."""
    found = _edition(request, edition_id)
    return attachment(
        strategy_files.framework_yaml(found), f"{found.code}-{found.edition}.yaml", "application/yaml"
    )


@page()
def edition_xlsx(request: HttpRequest, edition_id: str) -> HttpResponse:
    """The edition as it was loaded, as a workbook."""
    found = _edition(request, edition_id)
    return attachment(strategy_files.framework_xlsx(found), f"{found.code}-{found.edition}.xlsx", XLSX)


@page(P.LIBRARY_READ)
def blank_xlsx(request: HttpRequest) -> HttpResponse:
    """A workbook with headings and choices, to fill in."""
    return attachment(strategy_files.blank_framework_xlsx(), "framework.xlsx", XLSX)
