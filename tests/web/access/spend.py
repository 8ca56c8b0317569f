"""Spend is read by the authority's people; loaded by its procurement officers and mission leads."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

_PEOPLE: dict[str, Any] = {
    "role": Role.PROCUREMENT_OFFICER, "owner": 200, "colleague": 200, "reader": 200, "panel": 403, "anonymous": 302,
}  # fmt: skip
_ALL = _PEOPLE | {"stranger": 200, "supplier": 403, "rival": 403}
_ONE = _PEOPLE | {"stranger": 404, "supplier": 404, "rival": 404}
_EDITOR = {"colleague": 403, "reader": 403}


def _loaded(world: Any) -> dict[str, Any]:
    return {"load_id": world.spend_loaded.external_id}


def _confirming(world: Any) -> dict[str, Any]:
    return {"load_id": world.spend_confirming.external_id}


def _failed(world: Any) -> dict[str, Any]:
    return {"load_id": world.spend_failed.external_id}


def _measure(world: Any) -> dict[str, Any]:
    return {**_loaded(world), "measure": "by_place"}


def _register(world: Any) -> dict[str, Any]:
    return {"register_id": world.register_read.external_id}


def _register_waiting(world: Any) -> dict[str, Any]:
    return {"register_id": world.register_given.external_id}


def _register_measure(world: Any) -> dict[str, Any]:
    return {**_register(world), "measure": "by_place"}


def _link(world: Any) -> dict[str, Any]:
    return {**_loaded(world), "link_id": world.spend_serves.external_id}


ACCESS = {
    "spend": Access(**_ALL),
    "spend-begin": Access(**(_ALL | _EDITOR)),
    "spend-load": [Access(**_ONE, args=args) for args in (_loaded, _confirming, _failed)],
    "spend-columns": Access(**(_ONE | _EDITOR), args=_confirming),
    "spend-again": Access(**(_ONE | _EDITOR), args=_failed),
    "spend-remove": Access(**(_ONE | _EDITOR), args=_loaded),
    "spend-rejected": Access(**_ONE, args=_loaded),
    "spend-learn": Access(**(_ONE | _EDITOR), args=_loaded),
    "spend-model": Access(**_ONE, args=_loaded),
    "spend-report": Access(**_ONE, args=_loaded),
    "spend-measure": Access(**_ONE, args=_measure),
    "spend-serves": Access(**(_ONE | _EDITOR), args=_loaded),
    "spend-serves-remove": Access(**(_ONE | _EDITOR), args=_link),
    "registers": Access(**_ALL),
    "register-begin": Access(**(_ALL | _EDITOR)),
    "register": [Access(**_ONE, args=args) for args in (_register, _register_waiting)],
    "register-measure": Access(**_ONE, args=_register_measure),
    "register-remove": Access(**(_ONE | _EDITOR), args=_register),
}
