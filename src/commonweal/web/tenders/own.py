"""What every page of a tender needs: the tender itself, its draft and its ask, for its own supplier alone."""

import secrets
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from commonweal.domain.asks import AskContent, CriterionContent
from commonweal.domain.errors import NotFound
from commonweal.domain.packs.bringing_in import asks_the_same
from commonweal.domain.permissions import Permission
from commonweal.domain.tenders import EDITABLE, TenderContent, TenderStatus, rebased
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.drafting import Draft
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations.access import fetch
from commonweal.web.pages import View, page

rng = secrets.token_bytes


def own_page(view: View) -> View:
    """A page of the supplier's own tender. What it shows is kept out of every cache."""

    @page()
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def own_tender(
    request: HttpRequest, tender_id: str, permission: Permission = Permission.TENDER_READ
) -> Tender:
    """The tender, for one of its supplier's people who may."""
    actor = request.actor  # type: ignore[attr-defined]
    found: Tender = fetch(queries.own_tenders(actor), tender_id, actor, permission)
    return found


@dataclass(frozen=True)
class Own:
    """A tender with its draft (None once it is sealed) on the newest version of its ask."""

    tender: Tender
    version: AskVersion
    ask: AskContent
    draft: Draft | None

    @property
    def content(self) -> TenderContent:
        assert self.draft is not None
        return self.draft.content

    @property
    def began_on_earlier_version(self) -> bool:
        """True when the ask was corrected after the tender was begun or submitted."""
        return bool(self.tender.ask_version_id != self.version.pk)

    @property
    def only_deadline_moved(self) -> bool:
        """True when all that the newer version changed is its deadline."""
        return self.began_on_earlier_version and asks_the_same(self.tender.ask_version.read(), self.ask)

    def criterion(self, criterion_id: str) -> CriterionContent:
        """A question of the ask. Raises `NotFound`."""
        found = {each.id: each for each in self.ask.questions}.get(criterion_id)
        if found is None:
            raise NotFound("record.not_found", kind="criterion")
        return found

    def revision(self, part: str) -> int:
        """How often a part of the draft was saved."""
        assert self.draft is not None
        return self.draft.revision(part)


def own(request: HttpRequest, tender_id: str, permission: Permission = Permission.TENDER_READ) -> Own:
    """The tender with whatever of it can be read."""
    tender = own_tender(request, tender_id, permission)
    version = queries.latest_ask(tender)
    ask = version.read()
    if TenderStatus(tender.status) not in EDITABLE:
        return Own(tender, version, ask, None)
    draft = queries.read_draft(tender, by=request.actor, rng=rng)  # type: ignore[attr-defined]
    return Own(tender, version, ask, Draft(rebased(draft.content, ask, version.digest), draft.edits))


def own_draft(request: HttpRequest, tender_id: str) -> Own:
    """The tender with its draft, for somebody who may write. Raises `NotFound` when there is no draft to work on."""
    found = own(request, tender_id, Permission.TENDER_WRITE)
    if found.draft is None:
        raise NotFound("record.not_found", kind="draft")
    return found


def acting(request: HttpRequest) -> dict[str, Any]:
    """`by`, `now` and `rng` for an action."""
    return {"by": request.actor, "now": request.now, "rng": rng}  # type: ignore[attr-defined]
