"""Reading imports: the tables of a procurement, and which tenders of a round stand already."""

from __future__ import annotations

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.tenders import TenderStatus
from commonweal.lifecycle.procurement.models import AskVersion, Procurement, Round
from commonweal.lifecycle.tendering.models import ImportColumn, ImportedTender, Tender, TenderImport
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


def tables(actor: Actor, procurement: Procurement) -> ScopedQuerySet:
    """The tables of a procurement, newest first, without their files."""
    found: ScopedQuerySet = TenderImport.objects.for_authority(actor).filter(procurement=procurement)
    return found.defer("content")


def table(actor: Actor, external_id: str) -> TenderImport:
    """One table, for whoever manages the assessment."""
    rows = TenderImport.objects.for_authority(actor).select_related("procurement__authority", "round")
    found: TenderImport = fetch(rows, external_id, actor, Permission.ASSESSMENT_MANAGE)
    return found


def ask_version(procurement: Procurement) -> AskVersion:
    """The newest published ask, which every tender of the round answers."""
    rows = AskVersion.objects.for_system("the published ask that imported tenders answer")
    found: AskVersion = rows.filter(ask__procurement=procurement).order_by("-number")[0]
    return found


def remembered(procurement: Procurement) -> dict[str, str]:
    """What headings were confirmed to mean before, by the folded heading."""
    rows = ImportColumn.objects.for_system("columns that the authority of a fetched procurement confirmed")
    found = rows.filter(authority_id=procurement.authority_id)
    return dict(found.values_list("heading", "meaning"))


def standing(round_: Round) -> list[Tender]:
    """Every tender of a round with what it says, whatever its status: a supplier has one row for a lot and round."""
    rows = Tender.objects.for_system("tenders that imported ones are held against")
    found = rows.filter(round=round_).select_related("supplier", "lot").order_by("pk")
    return list(found.prefetch_related("supplier__identifiers", "answers", "prices", "commitments"))


def imported_names(round_: Round) -> dict[int, str]:
    """The name that each imported tender of a round had in its table, by the tender's key."""
    rows = ImportedTender.objects.for_system("tenders of a round that were imported before")
    return dict(rows.filter(tender__round=round_).values_list("tender_id", "name_there"))


#: A tender here in one of these gives way to the one that another suite received.
GIVES_WAY = (TenderStatus.LAPSED, TenderStatus.WITHDRAWN)
