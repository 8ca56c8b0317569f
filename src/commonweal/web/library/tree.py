"""The items of an edition as the tree that its page shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.domain.library import ItemKind
from commonweal.lifecycle.strategy.queries.library import ItemView

_ALONE = (ItemKind.SCOPE, ItemKind.RULE, ItemKind.QUESTION)


@dataclass(frozen=True, slots=True)
class Branch:
    """An item with what lies under it."""

    view: ItemView
    parts: tuple["Branch", ...]


def tree_of(views: Iterable[ItemView]) -> tuple[Branch, ...]:
    """Missions or themes, outcomes, criteria, metrics, in the order of the edition; rules and the like left out."""
    under: dict[int | None, list[ItemView]] = defaultdict(list)
    for view in views:
        if view.item.kind not in _ALONE:
            under[view.item.parent_id].append(view)

    def branch(view: ItemView) -> Branch:
        return Branch(view, tuple(branch(part) for part in under[view.item.pk]))

    return tuple(branch(view) for view in under[None])
