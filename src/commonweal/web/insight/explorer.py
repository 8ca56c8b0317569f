"""The explorer of one mission: a Sankey picture, the same as a table, and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.periods import financial_year_name
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.thread import NodeKind
from commonweal.journeys.explorer import Explored, Narrowed, State, explore, places_of, years_of
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.access import fetch
from commonweal.presentation.charts.flows import Flow, FlowNode, FlowPicture, flow_table, sankey
from commonweal.presentation.csv_text import csv_text
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.web.delivery import wording
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render


def _mission(request: HttpRequest, mission_id: str) -> Mission:
    """A mission whose thread the person may see: their own body's, or a published one."""
    rows = SOURCES[NodeKind.MISSION].rows(Viewer(request.actor)).select_related("authority")
    found: Mission = fetch(rows, mission_id, request.actor, Permission.INSIGHT_READ)
    return found


def _narrowed(request: HttpRequest) -> Narrowed:
    given = {name: request.GET.get(name, "")[:64] for name in ("outcome", "place", "year")}
    return Narrowed(**given)


@page(Permission.INSIGHT_READ)
def mission(request: HttpRequest, mission_id: str) -> HttpResponse:
    """From the mission to verified delivery."""
    found = _mission(request, mission_id)
    whole = explore(request.actor, found)
    wanted = _narrowed(request)
    shown = explore(request.actor, found, wanted) if wanted != Narrowed() else whole
    picture = flow_picture(shown)
    context = {
        "mission": found,
        "explored": shown,
        "heading": found.statement,
        "caption": _caption(found),
        "lede": in_one_sentence(whole),
        "picture": sankey(
            picture,
            chart_id="flows",
            title=_("From mission to verified delivery"),
            description=in_one_sentence(shown),
        ),
        "table": flow_table(picture),
        "wanted": wanted,
        "choices": _choices(whole),
        "lessons": delivery.lessons_about(request.actor, found.pk)
        if request.actor.side is Side.AUTHORITY
        else [],
        "words": wording,
        "query": request.GET.urlencode(),
    }
    return render(request, "insight/mission.html", context, node=found)


@page(Permission.INSIGHT_READ)
def mission_csv(request: HttpRequest, mission_id: str) -> HttpResponse:
    """The flows of the picture as rows."""
    found = _mission(request, mission_id)
    table = flow_table(flow_picture(explore(request.actor, found, _narrowed(request))))
    return attachment(
        csv_text(table.columns, table.rows), f"flows-{found.external_id}.csv", "text/csv; charset=utf-8"
    )


def _caption(of: Mission) -> str:
    basis = _("from a published report") if of.is_published_record else _("entered here")
    return _("Mission · %(authority)s · %(basis)s") % {"authority": of.authority.name, "basis": basis}


def in_one_sentence(explored: Explored) -> str:
    """How much serves the mission, how far it has come, and how many outcomes nothing serves."""
    contracts = {strand.contract.pk for strand in explored.strands}
    if not contracts:
        return _("No contract serves this mission yet.")
    counts = {state.value: explored.count(state) for state in State}
    total = sum(counts.values())
    said = " ".join(
        (
            ngettext(
                "%(n)s contract serves this mission", "%(n)s contracts serve this mission", len(contracts)
            )
            % {"n": len(contracts)},
            ngettext("with %(n)s commitment:", "with %(n)s commitments:", total) % {"n": total},
            _("%(verified)s verified, %(reported)s reported and not verified, %(promised)s with no report.")
            % counts,
        )
    )
    gaps = len(explored.unserved)
    if gaps:
        said += " " + ngettext(
            "%(n)s outcome has nothing serving it.", "%(n)s outcomes have nothing serving them.", gaps
        ) % {"n": gaps}
    return said


def flow_picture(explored: Explored) -> FlowPicture:
    """What the Sankey shows: counts of commitments, each in one state. Contracts lead to their pages."""
    contracts = {strand.contract.external_id: strand.contract for strand in explored.strands}
    return FlowPicture(
        FlowNode(f"mission-{explored.mission.external_id}", explored.mission.statement),
        tuple(FlowNode(_outcome(each), each.title, _thread("outcome", each)) for each in explored.outcomes),
        tuple(
            FlowNode(f"contract-{key}", each.title, reverse("contract", kwargs={"contract_id": key}))
            for key, each in contracts.items()
        ),
        tuple(
            Flow(
                _outcome(strand.outcome) if strand.outcome else None,
                f"contract-{strand.contract.external_id}",
                promised=strand.count(State.PROMISED),
                reported=strand.count(State.REPORTED),
                verified=strand.count(State.VERIFIED),
                href=reverse("contract", kwargs={"contract_id": strand.contract.external_id}),
            )
            for strand in explored.strands
        ),
    )


def _outcome(of: Any) -> str:
    return f"outcome-{of.external_id}"


def _thread(kind: str, of: Any) -> str:
    return reverse("thread", kwargs={"kind": kind, "id_": of.external_id})


def _choices(whole: Explored) -> dict[str, list[tuple[str, str]]]:
    """What the picture can be narrowed to: outcomes that are served, places and years that are named."""
    places: dict[str, str] = {}
    years: set[str] = set()
    for line in whole.lines:
        places |= places_of(line.commitment)
        years |= years_of(line.commitment)
    served = {strand.outcome.pk for strand in whole.strands if strand.outcome}
    return {
        "outcome": [(each.external_id, each.title) for each in whole.outcomes if each.pk in served],
        "place": sorted(places.items(), key=lambda item: item[1]),
        "year": [(year, financial_year_name(int(year))) for year in sorted(years)],
    }
