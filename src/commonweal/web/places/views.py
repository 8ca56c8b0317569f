"""The tree of places with its map, what a body adds by hand, and files of boundaries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.places import LOADED_KINDS, LOCAL_KINDS, WITHIN, PlaceKind, is_gss_code
from commonweal.journeys import strategy_files
from commonweal.journeys.strategy_places import commitments_in
from commonweal.lifecycle.strategy.actions import places as actions
from commonweal.lifecycle.strategy.models import Place
from commonweal.lifecycle.strategy.queries import places as queries
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import own_organisation
from commonweal.presentation import strategy_words as words
from commonweal.presentation.csv_text import csv_text
from commonweal.reference.nodes import ReferenceDataError
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import INVALID, form_data, page, render, submit
from commonweal.web.places.forms import BoundariesForm, PlaceForm
from commonweal.web.places.maps import map_of, place_url
from commonweal.web.strategy.finding import revision

P = Permission
DEPTH_TO_AUTHORITIES = 4
"""Country, region, county, district."""


@page(P.PLACE_READ)
def places(request: HttpRequest) -> HttpResponse:
    """Search, one's own area, and the top of the tree."""
    asked = request.GET.get("q", "").strip()
    own = own_organisation(request.actor)
    context = {
        "asked": asked,
        "found": queries.search(request.actor, asked) if asked else [],
        "own": queries.place_by_code(request.actor, own.place_code) if own.place_code else None,
        "added": queries.added_by(request.actor),
        "tops": [(top, queries.parts_of(request.actor, top)) for top in queries.tops(request.actor)],
        "words": words,
    }
    return render(request, "places/places.html", context)


def _place(request: HttpRequest, place_id: str, permission: Permission = P.PLACE_READ) -> Any:
    found = Place.objects.for_reader(request.actor).select_related("parent", "combined_authority")
    return fetch(found, place_id, request.actor, permission)


@page()
def place(request: HttpRequest, place_id: str) -> HttpResponse:
    """One place: what it lies in, what lies in it, on a map and as a table."""
    found = _place(request, place_id)
    parts = _parts(request, found)
    drawn = _drawn(request, found, parts)
    counts = commitments_in(request.actor, [found, *parts, *drawn])
    can_edit = request.actor.can(P.PLACE_EDIT) and request.actor.organisation_id is not None
    context = {
        "place": found,
        "ancestors": queries.ancestors_of(found)[::-1],
        "parts": parts,
        "counts": counts,
        "map": map_of(request.actor, drawn, counts, title=_("Map of %(name)s") % {"name": found.name}),
        "is_official": is_gss_code(found.code),
        "can_add": can_edit and any(PlaceKind(found.kind) in WITHIN[kind] for kind in LOCAL_KINDS),
        "can_load": can_edit and any(PlaceKind(found.kind) in WITHIN[kind] for kind in LOADED_KINDS),
        "can_change": can_edit and found.is_by_hand and found.owner_id == request.actor.organisation_id,
        # Of a shared place there is nothing to tell but that it was loaded.
        "history": history_of(found, own=request.actor.organisation) if found.owner_id else None,
        "words": words,
    }
    return render(request, "places/place.html", context)


def _parts(request: HttpRequest, found: Place) -> list[Place]:
    if found.kind == PlaceKind.COMBINED_AUTHORITY.value:
        return queries.members_of(request.actor, found)
    return queries.parts_of(request.actor, found)


def _drawn(request: HttpRequest, found: Place, parts: list[Place]) -> list[Place]:
    """What the map shows: the parts; for a country their authorities; the place itself when nothing lies in it."""
    if not parts:
        return [found]
    if found.kind in (PlaceKind.STATE.value, PlaceKind.COUNTRY.value):
        below = queries.descendants_of(request.actor, found, depth=DEPTH_TO_AUTHORITIES)
        return [each for each in below if each.kind == PlaceKind.AUTHORITY.value]
    if found.kind == PlaceKind.AUTHORITY.value and not queries.shapes_for(request.actor, parts):
        return [found]
    return parts


@page()
def place_csv(request: HttpRequest, place_id: str) -> HttpResponse:
    """What lies in a place, as a table."""
    found = _place(request, place_id)
    parts = _parts(request, found)
    counts = commitments_in(request.actor, parts)
    rows = [
        (each.code, each.name, words.PLACE_KIND[each.kind], found.name, counts[each.pk]) for each in parts
    ]
    head = (_("Code"), _("Name"), _("Kind"), _("Lies in"), _("Commitments that name it as their place"))
    return attachment(csv_text(head, rows), "places.csv", "text/csv; charset=utf-8")


@page()
def add(request: HttpRequest, place_id: str) -> HttpResponse:
    """Add a locality, an estate or a neighbourhood within a place."""
    parent = _place(request, place_id, P.PLACE_EDIT)

    def act(data: dict[str, Any]) -> Place:
        kind = PlaceKind(data.pop("kind"))
        owner = own_organisation(request.actor)
        return actions.add_by_hand(
            owner=owner, parent=parent, kind=kind, by=request.actor, now=request.now, **data
        )

    return submit(
        request,
        PlaceForm(**form_data(request), is_new=True),
        context={"back": place_url(parent), "caption": _("Within %(name)s") % {"name": parent.name}},
        action=act,
        then=place_url,
        done=_("The place is added."),
    )


@page()
def edit(request: HttpRequest, place_id: str) -> HttpResponse:
    """Change a place that was added by hand."""
    found = _place(request, place_id, P.PLACE_EDIT)
    stored = {"name": found.name, "source": found.source}
    return submit(
        request,
        PlaceForm(**form_data(request), initial=stored, revision=found.revision, is_new=False),
        context={"back": place_url(found)},
        action=lambda data: actions.edit_by_hand(
            found, by=request.actor, now=request.now, revision=revision(request), **data
        ),
        then=place_url,
        done=_("The place is saved."),
        current=lambda: stored,
    )


@page()
def load(request: HttpRequest, place_id: str) -> HttpResponse:
    """Load a file of boundaries that lie in a place, or list every mistake in it."""
    parent = _place(request, place_id, P.PLACE_EDIT)
    form = BoundariesForm(**form_data(request))
    context = {"back": place_url(parent), "caption": _("Within %(name)s") % {"name": parent.name}}
    try:
        return submit(
            request,
            form,
            "places/load.html",
            context,
            action=lambda data: strategy_files.load_boundary_file(
                data["file"].name,
                data["file"].read(),
                owner=own_organisation(request.actor),
                parent=parent,
                kind=PlaceKind(data["kind"]),
                source=data["source"],
                by=request.actor,
                now=request.now,
            ),
            then=lambda _loaded: place_url(parent),
            done=_("The boundaries are loaded."),
        )
    except ReferenceDataError as refusal:
        form.add_error("file", _("Nothing was loaded: the file has mistakes. They are listed below."))
        context |= {"form": form, "mistakes": refusal.problems}
        return render(request, "places/load.html", context, status=INVALID)
