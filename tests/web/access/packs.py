"""Packs: everybody at the authority reads them."""

from tests.web.access.ask import _ask, _version
from tests.web.access.harness import Access
from tests.web.access.pipeline import THING

GONE = {"owner": 404, "colleague": 404, "reader": 404}

ACCESS = {
    "ask-packs": [
        Access(**THING, args=_ask),
        Access(**THING, args=lambda w: {"ask_id": w.public_procurement.ask.external_id}),
    ],
    "ask-pack-draft": [
        Access(**THING, args=lambda w: _ask(w) | {"format_id": "schedule.docx"}),
        Access(**THING | GONE, args=lambda w: _ask(w) | {"format_id": "schedule.exe"}),
    ],
    "ask-pack": [
        Access(**THING, args=lambda w: _version(w) | {"format_id": "schedule.docx"}),
        Access(**THING | GONE, args=lambda w: _version(w) | {"number": 7, "format_id": "schedule.docx"}),
    ],
}
