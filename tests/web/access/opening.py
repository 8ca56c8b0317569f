"""The opening: openers act, their colleagues see how it stands, and before it nobody reads a tender."""

from typing import Any

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from tests.builders.tendering import PASSPHRASE
from tests.web.access.harness import Access


def entry(role: Role, **changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
        "supplier": 404, "rival": 404, "panel": 404, "anonymous": 302,
    }  # fmt: skip
    return Access(role=role, **(values | changes))


def closed(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.closed_procurement.external_id}


def opened(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.opened_procurement.external_id}


def tender(world: Any) -> dict[str, Any]:
    return {"tender_id": world.tender.external_id}


def sealed_tender(world: Any) -> dict[str, Any]:
    return {"tender_id": world.submitted_tender.external_id}


def document(world: Any) -> dict[str, Any]:
    # The world is built before a test has its own folder of files; the bytes are the same wherever they are stored.
    blobs.write(b"How we will do it")
    return {**tender(world), "document_id": world.tender.documents.first().external_id}


OPENERS_ONLY = {"stranger": 200, "supplier": 403, "rival": 403, "panel": 403}
SEEN_BY_COLLEAGUES = {"colleague": 200, "reader": 200, "panel": 403}
NOBODY = {"owner": 404, "colleague": 404, "reader": 404}
READERS = {"panel": 403}


def public(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.public_ask.ask.procurement.external_id}


def designed(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.procurement.external_id}


def late(world: Any) -> dict[str, Any]:
    return {"late_id": world.late_tender.external_id}


def lates(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.late_tender.tender.lot.procurement.external_id}


def unsealed(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.unsealed_procurement.external_id}


def imported(world: Any) -> dict[str, Any]:
    return {"import_id": world.tender_import.external_id}


ACCESS = {
    "tender-imports": [
        entry(Role.PROCUREMENT_OFFICER, args=unsealed, panel=403),
        entry(Role.OPENER, args=unsealed, owner=403, panel=403),
    ],
    "tender-import": [
        entry(Role.PROCUREMENT_OFFICER, args=imported, panel=403),
        entry(Role.AUTHORITY_ADMINISTRATOR, args=imported, owner=403, panel=403),
    ],
    "tender-import-check": [
        entry(Role.PROCUREMENT_OFFICER, args=imported, panel=403),
        entry(Role.ASSESSOR, args=imported, owner=403, panel=403),
    ],
    "tender-import-discard": entry(Role.PROCUREMENT_OFFICER, args=imported, panel=403),
    "opening-record": [
        entry(Role.OPENER, args=opened, **SEEN_BY_COLLEAGUES),
        entry(Role.OPENER, args=closed, **SEEN_BY_COLLEAGUES),
    ],
    "opening-rehearse": entry(Role.OPENER, args=closed, panel=403),
    "opening-record-docx": entry(Role.PROCUREMENT_OFFICER, args=opened, **SEEN_BY_COLLEAGUES),
    "opening-record-csv": entry(Role.PROCUREMENT_OFFICER, args=opened, **SEEN_BY_COLLEAGUES),
    "late-tenders": [
        entry(Role.OPENER, args=lates, panel=403),
        entry(Role.PROCUREMENT_OFFICER, args=lates, panel=403),
    ],
    "late-tender": [
        entry(Role.OPENER, args=late, panel=403),
        entry(Role.PROCUREMENT_OFFICER, args=late, panel=403),
    ],
    "late-policy": entry(Role.PROCUREMENT_OFFICER, args=designed, panel=403),
    "deadline-extend": entry(Role.PROCUREMENT_OFFICER, args=public, panel=403),
    "openings": entry(Role.OPENER, **OPENERS_ONLY),
    "opening-passphrase": entry(Role.OPENER, **OPENERS_ONLY),
    "opening": [
        entry(Role.OPENER, args=closed, **SEEN_BY_COLLEAGUES),
        entry(Role.OPENER, args=opened, **SEEN_BY_COLLEAGUES),
        # An opener who was not named is told so; a colleague may not try.
        entry(
            Role.OPENER,
            args=closed,
            method="post",
            data=lambda w: {"form_key": "opening", "passphrase": PASSPHRASE},
            owner=422,
            panel=403,
        ),
    ],
    "opened-tenders": [
        entry(Role.PROCUREMENT_OFFICER, args=opened, **READERS),
        # A moderator reads answers through the seat on the panel, never the tenders as a whole.
        entry(Role.MODERATOR, args=opened, owner=403, **READERS),
        entry(Role.PROCUREMENT_OFFICER, args=closed, **READERS),
    ],
    "opened-tender": [
        entry(Role.PROCUREMENT_OFFICER, args=tender, **READERS),
        entry(Role.PROCUREMENT_OFFICER, args=sealed_tender, **NOBODY),
        entry(Role.AUTHORITY_ADMINISTRATOR, args=tender, owner=403, **READERS),
        entry(Role.MODERATOR, args=tender, owner=403, **READERS),
    ],
    "opened-tender-file": [
        entry(Role.PROCUREMENT_OFFICER, args=document, **READERS),
        entry(Role.MODERATOR, args=document, owner=403, **READERS),
    ],
}
