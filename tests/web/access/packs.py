"""Packs: everybody at the authority reads them; what was issued is everybody's."""

from tests.builders.packs import is_there
from tests.web.access.ask import _ask, _version
from tests.web.access.harness import Access, everybody
from tests.web.access.pipeline import EDIT, READ, THING

GONE = {"owner": 404, "colleague": 404, "reader": 404}


def _draft(format_id):
    return lambda w: _ask(w) | {"format_id": format_id}


def _issued(format_id):
    return lambda w: {**_version(w), "format_id": format_id} if is_there(w) else {}


def _public(w):
    file = is_there(w)
    return {"procurement_id": file.thing_id, "file_id": file.external_id}


ACCESS = {
    "ask-packs": [
        Access(**THING, args=_ask),
        Access(**THING, args=lambda w: {"ask_id": w.public_procurement.ask.external_id}),
    ],
    "ask-pack-draft": [
        Access(**THING, args=_draft("schedule.docx")),
        # A slow file that was not made yet leads back to where it can be asked for.
        Access(**THING | {"owner": 302, "colleague": 302, "reader": 302}, args=_draft("schedule.pdf")),
        Access(**THING | GONE, args=_draft("schedule.exe")),
    ],
    "ask-pack-draft-make": [
        Access(**THING, args=_draft("schedule.pdf")),
        Access(**THING | GONE, args=_draft("schedule.exe")),
    ],
    "ask-pack": [
        Access(**THING, args=_issued("schedule.docx")),
        Access(**THING | GONE, args=_issued("schedule.pdf")),
        Access(**THING | GONE, args=lambda w: _version(w) | {"number": 7, "format_id": "schedule.docx"}),
    ],
    "ask-pack-make": Access(**EDIT, args=_version),
    "pack-template": Access(**READ),
    "pack-template-starter": Access(**READ),
    "pack-template-use": Access(**READ | {"reader": 403}),
    # No template is in use: there is nothing to fetch or to retire.
    "pack-template-file": Access(**READ | GONE | {"stranger": 404}),
    "pack-template-retire": Access(**READ | GONE | {"stranger": 404, "reader": 403}),
    "public-opportunity-file": [
        everybody(200, args=_public),
        everybody(404, args=lambda w: _public(w) | {"file_id": "nothing"}),
        everybody(404, args=lambda w: _public(w) | {"procurement_id": w.procurement.external_id}),
    ],
}
