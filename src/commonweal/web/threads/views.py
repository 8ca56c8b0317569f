"""The thread of one thing, up to what it serves and down to what it rests on."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound, NotPermitted
from commonweal.domain.thread import LinkBasis, Node, NodeKind, Ref, Trace
from commonweal.domain.visibility import may_see_kind
from commonweal.presentation.csv_text import csv_text
from commonweal.thread import shown
from commonweal.thread.back import Change, changes
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import trace
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render
from commonweal.web.threads.places import page_url, thread_url
from commonweal.web.threads.words import BASIS, MEANING, STOP, WHAT

PER_STOP = 50
"""Things of one kind on the page; the file has all."""


@dataclass(frozen=True)
class Row:
    """One thing on the page: what it is, where it leads, and on what basis it is linked to something above it."""

    node: Node
    url: str
    thread: str
    bases: tuple[tuple[Any, str, str], ...]


@page()
def thread(request: HttpRequest, kind: str, id_: str) -> HttpResponse:
    """Everything above and below one thing, stop by stop."""
    whole = _trace(request, kind, id_, most=PER_STOP)
    here = whole.nodes[whole.start]
    stops = [(stop, STOP[stop], MEANING[stop], _rows(request, whole, stop)) for stop in NodeKind]
    context = {
        "here": here,
        "heading": here.title,
        "caption": _("%(kind)s · the golden thread") % {"kind": STOP[here.kind]},
        "own_url": page_url(request.actor, here.ref),
        "stops": [(*stop, rows[:PER_STOP]) for *stop, rows in stops],
        "cut": whole.cut | {stop for stop, _name, _meaning, rows in stops if len(rows) > PER_STOP},
        "most": PER_STOP,
        "changes": [_change(request, each) for each in _changes(request, whole)],
        "json_url": f"{thread_url(whole.start)}.json",
        "csv_url": f"{thread_url(whole.start)}.csv",
        "NodeKind": NodeKind,
    }
    return render(request, "threads/thread.html", context, node=_record(whole.start, request))


@page()
def thread_json(request: HttpRequest, kind: str, id_: str) -> HttpResponse:
    """The same as `commonweal thread show --json`, narrowed to what this person may see."""
    ref = _trace(request, kind, id_).start
    return JsonResponse(shown.as_json(Viewer(request.actor), ref), json_dumps_params={"ensure_ascii": False})


@page()
def thread_csv(request: HttpRequest, kind: str, id_: str) -> HttpResponse:
    """Every link of the thread as a row: what stands above, what below, on what basis."""
    whole = _trace(request, kind, id_)
    rows = (
        (
            link.upper.kind.value,
            whole.nodes[link.upper].title,
            link.lower.kind.value,
            whole.nodes[link.lower].title,
            link.basis.value,
            link.reason,
        )
        for link in whole.links
    )
    head = ("upper_kind", "upper", "lower_kind", "lower", "basis", "reason")
    return attachment(csv_text(head, rows), f"thread-{id_}.csv", "text/csv; charset=utf-8")


def _trace(request: HttpRequest, kind: str, id_: str, most: int | None = None) -> Trace:
    """The trace from one thing. A stranger is told nothing; a colleague without the permission is refused."""
    known = {each.value: each for each in NodeKind}
    if kind not in known:
        raise NotFound("record.not_found", kind=kind)
    ref = Ref(known[kind], id_)
    found = trace(Viewer(request.actor), ref, most)
    if found is None:
        _refuse_colleague(request, ref)
        raise NotFound("record.not_found", kind=kind)
    return found


def _refuse_colleague(request: HttpRequest, ref: Ref) -> None:
    """Raise `NotPermitted` when the thing is the actor's own organisation's, and only a permission is missing."""
    actor = request.actor
    if actor.organisation_id is None or may_see_kind(actor, ref.kind):
        return
    if SOURCES[ref.kind].owned_by(actor).filter(external_id=ref.id).exists():
        raise NotPermitted("permission.missing")


def _record(ref: Ref, request: HttpRequest) -> Any:
    """The stored thing, for the strip of its own thread page."""
    return SOURCES[ref.kind].rows(Viewer(request.actor)).filter(external_id=ref.id).first()


@dataclass(frozen=True)
class Back:
    """One line of what lessons changed: the lesson, what it speaks to, and what became of it."""

    lesson: Node
    lesson_url: str
    about: Node
    about_url: str
    change: Change
    what: Any


def _changes(request: HttpRequest, whole: Trace) -> list[Change]:
    near = {whole.nodes[whole.start], *whole.down(whole.start)}
    lessons = [node for node in whole.of_kind(NodeKind.LESSON) if node in near]
    return changes(Viewer(request.actor), lessons)


def _change(request: HttpRequest, of: Change) -> Back:
    return Back(
        of.lesson,
        page_url(request.actor, of.lesson.ref),
        of.about,
        page_url(request.actor, of.about.ref),
        of,
        WHAT[of.what],
    )


def _rows(request: HttpRequest, whole: Trace, kind: NodeKind) -> list[Row]:
    """The things at one stop that stand above or below the start, or the start itself."""
    near = {whole.nodes[whole.start], *whole.up(whole.start), *whole.down(whole.start)}
    bases: dict[Ref, list[tuple[Any, str, str]]] = defaultdict(list)
    for link in whole.links:
        if link.basis is not LinkBasis.RECORDED and link.lower.kind is kind:
            bases[link.lower].append((BASIS[link.basis], whole.nodes[link.upper].title, link.reason))
    return [
        Row(node, page_url(request.actor, node.ref), thread_url(node.ref), tuple(bases[node.ref]))
        for node in whole.of_kind(kind)
        if node in near
    ]
