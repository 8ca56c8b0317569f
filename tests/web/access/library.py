"""The framework library: read by the authority's people, loaded by its editors, checked by its stewards."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

_PEOPLE: dict[str, Any] = {
    "role": Role.MISSION_LEAD, "owner": 200, "colleague": 200, "reader": 200, "supplier": 403, "rival": 403,
    "panel": 403, "anonymous": 302,
}  # fmt: skip


def national(**changes: Any) -> Access:
    """Everybody's: a stranger reads it too. A supplier may know that it exists, it is public, but has no library."""
    return Access(**(_PEOPLE | {"stranger": 200, "supplier": 404, "rival": 404} | changes))


def own(**changes: Any) -> Access:
    """The body's own: a stranger is told nothing."""
    return Access(**(_PEOPLE | {"stranger": 404, "supplier": 404, "rival": 404} | changes))


def _edition(world: Any) -> dict[str, Any]:
    return {"edition_id": world.framework_edition.external_id}


def _own_edition(world: Any) -> dict[str, Any]:
    return {"edition_id": world.own_edition.external_id}


def _item(world: Any) -> dict[str, Any]:
    return {"item_id": world.framework_criterion.external_id}


def _own_item(world: Any) -> dict[str, Any]:
    return {"item_id": world.own_edition.items.get(code="1a").external_id}


EDITOR = {"colleague": 403, "reader": 403}

ACCESS = {
    "library": Access(**_PEOPLE, stranger=200),
    "library-load": Access(**(_PEOPLE | EDITOR), stranger=200),
    "library-blank-xlsx": Access(**_PEOPLE, stranger=200),
    "charters": Access(**_PEOPLE, stranger=200),
    "charter-add": Access(**(_PEOPLE | EDITOR), stranger=200),
    "library-edition": [national(args=_edition), own(args=_own_edition)],
    "library-edition-yaml": [national(args=_edition), own(args=_own_edition)],
    "library-edition-xlsx": [national(args=_edition), own(args=_own_edition)],
    "library-item": [national(args=_item), own(args=_own_item)],
    "library-item-verify": [national(args=_item, **EDITOR), own(args=_own_item, **EDITOR)],
    "library-item-adapt": [
        national(args=_item, **EDITOR),
        own(args=_own_item, **EDITOR),
        national(args=_item, reader=403, colleague=200, colleague_role=Role.PROCUREMENT_OFFICER),
    ],
}
