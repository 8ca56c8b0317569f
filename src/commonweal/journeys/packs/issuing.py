"""Issuing: the files of a published version, made once by the worker, stored by digest and public from then on."""

from __future__ import annotations

import datetime as dt

import structlog

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid
from commonweal.interchange.packs.pdf import PdfNotPossibleError
from commonweal.journeys.packs.making import Format, formats_for, version_pack
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.publication import actions as publication
from commonweal.publication import queries as published

log = structlog.get_logger(__name__)


def missing(procurement_id: str, number: int, authority_id: int) -> list[Format]:
    """The files of a published version that have still to be made."""
    have = {f"{row.part}.{row.kind}" for row in published.files_of(procurement_id, number)}
    return [made for made in formats_for(authority_id) if made.id not in have]


def issue(procurement_id: str, number: int, *, by: Actor = SYSTEM, now: dt.datetime) -> int:
    """Make and publish every file of a version that is not there yet; returns how many were made.

    Each is made outside any transaction, because it may take seconds, and stored in one of its own: what is there stays
    when a later one fails, and running it again makes what is missing.
    """
    rows = AskVersion.objects.for_system("the pack of a published ask").select_related("ask__procurement")
    version = rows.get(ask__procurement__external_id=procurement_id, number=number)
    pack, snapshot = version_pack(version), published.snapshot_of(procurement_id, number)
    made = 0
    for each in missing(procurement_id, number, snapshot.authority_id):
        try:
            content = each.make(pack)
        except (PdfNotPossibleError, Invalid) as error:
            log.warning("pack_file_not_made", format=each.id, number=number, error=type(error).__name__)
            continue
        publication.publish_file(
            snapshot, part=each.part, name=each.file_name(pack), content=content, by=by, now=now
        )
        made += 1
    return made
