"""A supplier's own tender: for its own people alone. A rival and the authority are told that there is nothing."""

from collections.abc import Callable
from typing import Any

from commonweal.domain.permissions import Role
from commonweal.interchange.packs.xlsx import write_xlsx
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.workbook import book
from commonweal.lifecycle.tendering.actions import workbooks
from tests.builders.tendering import an_offer, attach_to, rng
from tests.builders.together import PARTNER
from tests.web.access.harness import Access


def own(args: Callable[[Any], dict[str, Any]], **changes: Any) -> Access:
    """Somebody of the tender's own supplier; a delivery lead may read and not write."""
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 404, "stranger": 404,
        "supplier": 200, "rival": 404, "panel": 404, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.TENDER_WRITER, args=args, **(values | changes))


def writing(args: Callable[[Any], dict[str, Any]], **changes: Any) -> Access:
    """A page that changes the tender: the delivery lead is refused."""
    return own(args, **{"colleague": 403, **changes})


def draft(world: Any) -> dict[str, Any]:
    return {"tender_id": world.draft_tender.external_id}


def submitted(world: Any) -> dict[str, Any]:
    return {"tender_id": world.submitted_tender.external_id}


def question(world: Any) -> dict[str, Any]:
    return {**draft(world), "criterion_id": an_offer(world.sealed_ask).criterion_id}


def commitment(world: Any) -> dict[str, Any]:
    return {"tender_id": world.filled_tender.external_id, "key": "offer-1"}


def file(world: Any) -> dict[str, Any]:
    return {"tender_id": world.filled_tender.external_id, "key": attach_to(world, world.filled_tender)}


def party(world: Any) -> dict[str, Any]:
    return {"tender_id": world.fuller_draft.external_id, "key": PARTNER.key}


def condition(world: Any) -> dict[str, Any]:
    stated = world.fuller_draft.ask_version.read().conditions[0]
    return {"tender_id": world.fuller_draft.external_id, "condition_id": stated.id}


def workbook(world: Any) -> dict[str, Any]:
    """A draft in which a workbook waits to be brought in."""
    tender = world.filled_tender
    version = world.filled_tender.ask_version
    said = {"by": world.cast.actor(Role.TENDER_WRITER), "now": world.now, "rng": rng}
    pack = Pack(version.read(), version.digest, version.published_at)
    workbooks.keep(tender, "filled.xlsx", write_xlsx(book(pack)), **said)
    return {"tender_id": tender.external_id}


LIST = {
    "owner": 200, "colleague": 200, "reader": 403, "stranger": 200,
    "supplier": 200, "rival": 200, "panel": 403, "anonymous": 302,
}  # fmt: skip
#: A submitted tender has no draft to work on, and a draft has no receipt.
GONE = {"owner": 404, "supplier": 404}

ACCESS = {
    "tenders": Access(role=Role.TENDER_WRITER, **LIST),
    "tender": [own(draft), own(submitted), own(lambda w: {"tender_id": w.tender.external_id})],
    "tender-parties": [writing(draft), writing(submitted, **GONE)],
    "tender-party-add": writing(draft),
    "tender-parties-add": writing(draft),
    "tender-party": writing(party),
    "tender-party-remove": writing(party),
    "tender-delivery": writing(commitment),
    "tender-conditions": [writing(draft), writing(submitted, **GONE)],
    "tender-condition": writing(condition),
    "tender-price": [writing(draft), writing(submitted, **GONE)],
    "tender-answer": writing(question),
    "tender-commitments": writing(question),
    "tender-commitment-kind": writing(question),
    "tender-commitment-add": writing(question, query="?kind=narrative&measure=own&split=year"),
    "tender-commitment": writing(commitment),
    "tender-commitment-remove": writing(commitment),
    "tender-files": writing(draft),
    "tender-file": own(file),
    "tender-file-remove": writing(file),
    "tender-edits": [own(draft), own(submitted)],
    "tender-self-check": [writing(draft), writing(submitted, **GONE)],
    "tender-workbook": [writing(draft), writing(submitted, **GONE)],
    "tender-workbook-look": writing(workbook),
    "tender-workbook-discard": writing(workbook),
    "tender-workbook-filled": writing(lambda w: {**draft(w), "kind": "ods"}),
    "tender-check": [writing(draft), writing(submitted, owner=302, supplier=302)],
    # Before the deadline nothing is late: the way leads back to the tender.
    "tender-late": writing(draft, owner=302, supplier=302),
    "tender-receipt": [own(submitted), own(draft, **GONE, colleague=404)],
    "tender-calendar": own(submitted),
    "tender-package": own(submitted),
    "tender-revise": writing(submitted),
    "tender-keep": writing(submitted),
    "tender-withdraw": writing(submitted),
    "tender-again": writing(submitted),
}
