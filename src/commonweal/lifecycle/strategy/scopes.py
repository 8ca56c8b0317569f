"""Shared things: places and frameworks that belong to everybody beside those that belong to one body."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Side
from commonweal.records.scopes import ScopedQuerySet, UnscopedQuery


class SharedQuerySet(ScopedQuerySet):
    """Scopes that hold a body's own rows and, beside them, the rows that have no owner."""

    def _in_scope(self, scope: str, value: Any) -> Self:
        path = self.model.SCOPES.get(scope)
        if not isinstance(path, str):
            raise UnscopedQuery(f"{self.model.__name__} has no {scope} scope")
        found = self.filter(Q(**{path: value}) | Q(**{f"{path}__isnull": True}))
        found._scoped = True
        return found

    def for_reader(self, actor: Actor) -> Self:
        """`for_partnership` for a partnership's staff, `for_authority` for everyone else."""
        return self.for_partnership(actor) if actor.side is Side.PARTNERSHIP else self.for_authority(actor)


SharedManager = models.Manager.from_queryset(SharedQuerySet, class_name="SharedManager")
