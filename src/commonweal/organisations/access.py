"""Fetching is the permission check: one function that finds a thing for a person, or says why not."""

from typing import Any, TypeVar

from django.db.models import Model

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.records.scopes import ScopedQuerySet

M = TypeVar("M", bound=Model)


def fetch(queryset: ScopedQuerySet, external_id: str, actor: Actor, permission: Permission) -> Any:
    """The one row of a scoped queryset with this external id.

    Raises:
        NotFound: it is not in the actor's scope (the same answer as when it does not exist).
        NotPermitted: it is, but none of the actor's roles gives `permission`.
    """
    found = queryset.filter(external_id=external_id).first()
    if found is None:
        raise NotFound("record.not_found", kind=queryset.model.KIND)
    actor.must(permission)
    return found
