"""Packs of an ask: the schedule and the response workbook, as a draft and as published."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from commonweal.domain.errors import NotFound
from commonweal.domain.procurements import EDITABLE
from commonweal.journeys.packs.making import FORMATS, Format, draft_pack, format_of, version_pack
from commonweal.journeys.packs.parts import Pack
from commonweal.lifecycle.procurement import draft, queries
from commonweal.lifecycle.procurement.models import Ask, AskVersion
from commonweal.presentation.words import sentence
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render


@page()
def packs(request: HttpRequest, ask_id: str) -> HttpResponse:
    """What can be downloaded of an ask: its published versions, or the draft as it stands."""
    found = queries.ask(request.actor, ask_id)
    is_draft = found.procurement.status in EDITABLE
    context: dict[str, Any] = {
        "ask": found,
        "is_draft": is_draft,
        "missing": [sentence(error) for error in draft.missing(found.procurement)] if is_draft else [],
        "versions": list(found.versions.order_by("-number")),
        "formats": list(FORMATS.values()),
    }
    return render(request, "ask/packs.html", context, node=found)


@page()
def draft_file(request: HttpRequest, ask_id: str, format_id: str) -> HttpResponse:
    """One file of the draft, made as it is asked for."""
    found = queries.ask(request.actor, ask_id)
    if found.procurement.status not in EDITABLE:
        raise NotFound("record.not_found", kind="pack")
    return _sent(format_of(format_id), draft_pack(found))


@page()
def version_file(request: HttpRequest, ask_id: str, number: int, format_id: str) -> HttpResponse:
    """One file of a published version."""
    version = _version(queries.ask(request.actor, ask_id), number)
    return _sent(format_of(format_id), version_pack(version))


def _version(ask: Ask, number: int) -> AskVersion:
    version: AskVersion | None = ask.versions.filter(number=number).first()
    if version is None:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    return version


def _sent(made: Format, pack: Pack) -> HttpResponse:
    return attachment(made.make(pack), made.file_name(pack), made.media_type)
