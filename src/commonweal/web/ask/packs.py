"""Packs of an ask: the schedule and the response workbook, as a draft and as published."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.jobs import tasks
from commonweal.journeys.packs import drafts
from commonweal.journeys.packs.drafts import Made, Stands
from commonweal.journeys.packs.issuing import missing
from commonweal.journeys.packs.making import FORMATS, Format, draft_pack, format_of, formats_for
from commonweal.lifecycle.procurement import corrections, draft, queries
from commonweal.lifecycle.procurement.models import Ask, AskVersion
from commonweal.presentation.words import sentence
from commonweal.publication import queries as published
from commonweal.publication.models import PublishedFile
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm


@dataclass(frozen=True)
class IssuedVersion:
    """A published version with the files that are there and those still being made."""

    version: AskVersion
    files: list[tuple[Format, PublishedFile]]
    missing: list[Format]


def packs_url(ask: Ask) -> str:
    """Where the packs of an ask are."""
    return reverse("ask-packs", kwargs={"ask_id": ask.external_id})


@page()
def packs(request: HttpRequest, ask_id: str) -> HttpResponse:
    """What can be downloaded of an ask: its published versions, or the draft as it stands."""
    found = queries.ask(request.actor, ask_id)
    is_draft = corrections.is_designable(found.procurement)
    without = draft.missing(found.procurement) if is_draft else ()
    made = _draft_files(found) if is_draft and not without else []
    versions = [_issued(found, version) for version in found.versions.order_by("-number")]
    context: dict[str, Any] = {
        "ask": found,
        "is_draft": is_draft,
        "withdrawal": corrections.withdrawal_of(found.procurement) if is_draft else None,
        "missing": [sentence(error) for error in without],
        "draft_files": made,
        "versions": versions,
        "is_waiting": any(each.stands is Stands.MAKING for _format, each in made),
        "template": queries.pack_template(request.actor),
        "can_issue": request.actor.can(Permission.ASK_EDIT),
    }
    return render(request, "ask/packs.html", context, node=found)


def _draft_files(ask: Ask) -> list[tuple[Format, Made]]:
    ready = Made(Stands.READY)
    return [
        (each, drafts.state(ask, each) if each.is_slow else ready)
        for each in formats_for(ask.procurement.authority_id)
    ]


def _issued(ask: Ask, version: AskVersion) -> IssuedVersion:
    procurement_id = ask.procurement.external_id
    rows = published.files_of(procurement_id, version.number)
    files = [(FORMATS[f"{row.part}.{row.kind}"], row) for row in rows if f"{row.part}.{row.kind}" in FORMATS]
    return IssuedVersion(
        version, files, missing(procurement_id, version.number, ask.procurement.authority_id)
    )


@page()
def draft_file(request: HttpRequest, ask_id: str, format_id: str) -> HttpResponse:
    """One file of the draft, made as it is asked for; a slow one when the worker has made it."""
    found = _draft_ask(request, ask_id)
    made = format_of(format_id)
    if made not in formats_for(found.procurement.authority_id):
        raise NotFound("record.not_found", kind="pack")
    pack = draft_pack(found)
    if not made.is_slow:
        return attachment(made.make(pack), made.file_name(pack), made.media_type)
    state = drafts.state(found, made)
    if state.stands is not Stands.READY:
        return HttpResponseRedirect(packs_url(found))
    return attachment(state.content, made.file_name(pack), made.media_type)


def _draft_ask(request: HttpRequest, ask_id: str) -> Ask:
    found = queries.ask(request.actor, ask_id)
    if not corrections.is_designable(found.procurement):
        raise NotFound("record.not_found", kind="pack")
    return found


@page()
def draft_make(request: HttpRequest, ask_id: str, format_id: str) -> HttpResponse:
    """Have the worker make a slow file of the draft."""
    found = _draft_ask(request, ask_id)
    made = format_of(format_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Make the draft PDF?"),
        button=_("Make it"),
        intro=_("It is made in the background from the ask as it stands now: usually within half a minute."),
    )

    def act(_data: dict[str, Any]) -> None:
        if drafts.begin(found, made, now=request.now):
            tasks.make_draft_file.enqueue(found.external_id, made.id)

    return submit(
        request,
        form,
        context={"back": packs_url(found), "caption": found.title},
        action=act,
        then=lambda _none: packs_url(found),
        done=_("The file is being made."),
        node=found,
    )


@page()
def version_file(request: HttpRequest, ask_id: str, number: int, format_id: str) -> HttpResponse:
    """One file of a published version, as it was issued."""
    found, version = _version(request, ask_id, number)
    made = format_of(format_id)
    file = published.file_of(found.procurement.external_id, version.number, made.part, made.kind)
    return attachment(file.content, file.name, file.media_type)


@page()
def version_make(request: HttpRequest, ask_id: str, number: int) -> HttpResponse:
    """Have the worker make what is missing of a published version."""
    found, version = _version(request, ask_id, number, Permission.ASK_EDIT)
    form = ConfirmForm(
        **form_data(request),
        title=_("Make the missing files?"),
        button=_("Make them"),
        intro=_("Files that are there stay as they were issued."),
    )
    return submit(
        request,
        form,
        context={"back": packs_url(found), "caption": found.title},
        action=lambda _data: tasks.issue_pack.enqueue(found.procurement.external_id, version.number),
        then=lambda _result: packs_url(found),
        done=_("The files are being made."),
        node=found,
    )


def _version(
    request: HttpRequest, ask_id: str, number: int, permission: Permission = Permission.PROCUREMENT_READ
) -> tuple[Ask, AskVersion]:
    found = queries.ask(request.actor, ask_id, permission)
    version: AskVersion | None = found.versions.filter(number=number).first()
    if version is None:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    return found, version
