"""The thread of a thing: whoever may see the thing; published threads for everybody who is signed in."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access


def _of(kind: str, name: str) -> Any:
    return lambda w: {"kind": kind, "id_": getattr(w, name).external_id}


def _read(**changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 404,
        "supplier": 200, "rival": 404, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.PROCUREMENT_OFFICER, **(values | changes))


_PUBLISHED = {"stranger": 200, "rival": 200, "panel": 200}
ACCESS = {
    "thread": [
        _read(args=_of("contract", "contract")),
        _read(args=_of("commitment", "commitment")),
        _read(args=_of("report", "report")),
        _read(args=_of("mission", "draft_mission"), supplier=404),
        _read(args=_of("tender", "tender"), colleague=403, reader=403),
        _read(args=_of("contract", "northern_spire"), **_PUBLISHED),
    ],
    "thread-json": [
        _read(args=_of("contract", "contract")),
        _read(args=_of("contract", "northern_spire"), **_PUBLISHED),
    ],
    "thread-csv": _read(args=_of("contract", "contract")),
}
