"""Fetching is the permission check: a query on a tenant's records must say for whom it is made.

Each model says, per scope, which lookup leads to the tenant:

    SCOPES = {"authority": "procurement__authority_id", "supplier": "supplier_id"}

Several lookups may be given as a tuple; a row is in scope when any of them matches.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Side


class UnscopedQuery(RuntimeError):
    """A tenant's records were queried without saying for whom. A programming error."""


SYSTEM_REASONS: set[str] = set()
"""Reasons given to `for_system` in this process; a test holds the source code against its documented list."""


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that refuses to run until it is scoped to a tenant, or reached from a record that was."""

    _scoped = False

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def _in_scope(self, scope: str, value: Any) -> Self:
        paths = self.model.SCOPES.get(scope)
        if paths is None:
            raise UnscopedQuery(f"{self.model.__name__} has no {scope} scope")
        condition = Q()
        for path in (paths,) if isinstance(paths, str) else paths:
            condition |= Q(**{path: value})
        found = self.filter(condition)
        found._scoped = True
        # A lookup through a many-valued relation can match a row twice.
        return found.distinct() if self.model.SCOPE_IS_MANY_VALUED else found

    def for_authority(self, actor: Actor) -> Self:
        """Rows of the contracting authority the actor acts for; none when the actor acts for another side."""
        return self._for_side("authority", Side.AUTHORITY, actor)

    def for_supplier(self, actor: Actor) -> Self:
        """Rows of the supplier the actor acts for; none when the actor acts for another side."""
        return self._for_side("supplier", Side.SUPPLIER, actor)

    def for_partnership(self, actor: Actor) -> Self:
        """Rows shared with the partnership the actor acts for."""
        return self._for_side("partnership", Side.PARTNERSHIP, actor)

    def for_panel_member(self, actor: Actor) -> Self:
        """Rows given to this person as a member of an assessment panel."""
        return self._in_scope("panel_member", actor.person_id)

    def for_either_side(self, actor: Actor) -> Self:
        """`for_supplier` for a supplier's actor, `for_authority` for everyone else."""
        return self.for_supplier(actor) if actor.side is Side.SUPPLIER else self.for_authority(actor)

    def for_system(self, reason: str) -> Self:
        """Every row, for jobs, loaders and extracts. `reason` is a literal in the source; a test lists them all."""
        SYSTEM_REASONS.add(reason)
        found = self.all()
        found._scoped = True
        return found

    def _for_side(self, scope: str, side: Side, actor: Actor) -> Self:
        scoped = self._in_scope(scope, actor.organisation_id)
        if actor.side is side and actor.organisation_id is not None:
            return scoped
        empty = scoped.none()
        empty._scoped = True
        return empty

    def _must_be_scoped(self) -> None:
        if not (self._scoped or self._hints.get("instance") is not None or self.query.is_empty()):
            raise UnscopedQuery(f"{self.model.__name__} was queried without a scope")

    def _fetch_all(self) -> None:
        self._must_be_scoped()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._must_be_scoped()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._must_be_scoped()
        return super().count()

    def exists(self) -> bool:
        self._must_be_scoped()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._must_be_scoped()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._must_be_scoped()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._must_be_scoped()
        return super().delete()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet, class_name="ScopedManager")
