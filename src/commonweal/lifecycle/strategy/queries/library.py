"""The framework library as one body sees it, now or at an earlier moment."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.library import (
    Edition,
    Finding,
    Item,
    ItemKind,
    Piece,
    Wording,
    WordingState,
    difference,
    in_force,
    wording_state,
)
from commonweal.domain.metrics import Aggregation, MetricKind
from commonweal.lifecycle.strategy.models import (
    FrameworkEdition,
    FrameworkItem,
    ItemAdaptation,
    ItemVerification,
)


def editions_for(actor: Actor) -> list[FrameworkEdition]:
    """Every edition in the actor's library, national ones first, the newest of each framework first. One query."""
    found = list(FrameworkEdition.objects.for_reader(actor))
    found.sort(key=lambda each: each.usable_from, reverse=True)
    return sorted(found, key=lambda each: (not each.is_national, each.code))


def edition_in_force(
    actor: Actor, code: str, *, on: dt.date, known_at: dt.datetime
) -> FrameworkEdition | None:
    """The edition of a framework that a procurement begun on `on`, at `known_at`, is judged by."""
    return in_force(FrameworkEdition.objects.for_reader(actor).filter(code=code), on=on, known_at=known_at)


def items_named(actor: Actor, text: str, *, limit: int) -> list[FrameworkItem]:
    """Items of the actor's library whose title holds `text`, or whose code it is, the body's own and newest editions first."""
    rows = FrameworkItem.objects.for_reader(actor).select_related("edition")
    found = rows.filter(Q(title__icontains=text) | Q(code__iexact=text))
    return list(found.order_by("edition__owner_id", "-edition__usable_from", "position", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with one body's layers over it.

    `wording` is what the body uses; `framework_wording` is the framework's own, as loaded or as last corrected.
    """

    item: FrameworkItem
    verification: ItemVerification | None
    correction: ItemVerification | None
    adaptation: ItemAdaptation | None

    @property
    def framework_wording(self) -> str:
        return self.correction.title if self.correction else self.item.title

    @property
    def wording(self) -> str:
        return self.adaptation.title if self.adaptation else self.framework_wording

    @property
    def state(self) -> WordingState:
        """What the steward found, if anything. Confirming a corrected wording leaves it corrected."""
        finding = (
            Finding.CORRECTED
            if self.correction
            else Finding(self.verification.finding)
            if self.verification
            else None
        )
        return wording_state(Wording(self.item.wording), finding)

    @property
    def adapted_difference(self) -> tuple[Piece, ...]:
        """From the wording the adaptation was made from, or from the item that this item of an own edition adapts."""
        if self.adaptation:
            return difference(self.adaptation.adapted_from, self.adaptation.title)
        return difference(self.item.adapts.title, self.item.title) if self.item.adapts else ()

    @property
    def is_adapted_from_older(self) -> bool:
        """True when the framework's wording was corrected after the body adapted it."""
        return self.adaptation is not None and self.adaptation.adapted_from != self.framework_wording


def item_view(item: FrameworkItem, authority_id: int | None, *, at: dt.datetime | None = None) -> ItemView:
    """One item as a body sees it, or saw it at an earlier moment."""
    return item_views([item], authority_id, at=at)[0]


def verifications_of(item: FrameworkItem, actor: Actor) -> list[ItemVerification]:
    """What the actor's body found about an item, newest first."""
    return list(ItemVerification.objects.for_authority(actor).filter(item=item).order_by("-pk"))


def adaptations_of(item: FrameworkItem, actor: Actor) -> list[ItemAdaptation]:
    """The actor's body's own wordings of an item, newest first."""
    return list(ItemAdaptation.objects.for_authority(actor).filter(item=item).order_by("-pk"))


def item_views(
    items: Iterable[FrameworkItem], authority_id: int | None, *, at: dt.datetime | None = None
) -> list[ItemView]:
    """Items as a body sees them, or saw them at `at`. Two queries whatever their number."""
    listed = list(items)
    keys = {"item__in": [item.pk for item in listed], "authority_id": authority_id}
    if at is not None:
        keys["created_at__lte"] = at
    verified: dict[int, ItemVerification] = {}
    corrected: dict[int, ItemVerification] = {}
    for each in (
        ItemVerification.objects.for_system("what a body found about library items")
        .filter(**keys)
        .order_by("pk")
    ):
        verified[each.item_id] = each
        if each.finding == Finding.CORRECTED.value:
            corrected[each.item_id] = each
    adapted = {
        each.item_id: each
        for each in ItemAdaptation.objects.for_system("what a body found about library items")
        .filter(**keys)
        .order_by("pk")
    }
    return [
        ItemView(item, verified.get(item.pk), corrected.get(item.pk), adapted.get(item.pk)) for item in listed
    ]


def items_of(edition: FrameworkEdition) -> list[FrameworkItem]:
    """The items of an edition in order, with what they adapt. One query."""
    return list(edition.items.select_related("adapts", "adapts__edition").order_by("position"))


def adaptable_items(actor: Actor) -> dict[str, FrameworkItem]:
    """National items that a body's own framework may adapt, as ``framework/code``; the newest edition counts."""
    found = FrameworkItem.objects.for_authority(actor).filter(edition__owner__isnull=True)
    by_age = found.select_related("edition").order_by("edition__usable_from", "position")
    return {f"{item.edition.code}/{item.code}": item for item in by_age}


def national_outcomes(actor: Actor, framework: str) -> dict[str, str]:
    """Titles of a national framework's outcomes by code, in their order; the newest edition counts. One query."""
    found = FrameworkItem.objects.for_authority(actor).filter(
        edition__owner__isnull=True, edition__code=framework, kind=ItemKind.OUTCOME
    )
    return dict(found.order_by("edition__usable_from", "position").values_list("code", "title"))


def as_edition(edition: FrameworkEdition, items: Iterable[FrameworkItem]) -> Edition:
    """A stored edition as the plain value that files are written from: exactly what was loaded."""
    return Edition(
        code=edition.code,
        edition=edition.edition,
        title=edition.title,
        wording=Wording(edition.wording),
        usable_from=edition.usable_from,
        source=edition.source,
        licence=edition.licence,
        published_on=edition.published_on,
        usable_to=edition.usable_to,
        mandatory_from=edition.mandatory_from,
        replaces=edition.replaces or None,
        usable_note=edition.usable_note or None,
        note=edition.note or None,
        items=_as_items(list(items)),
    )


def _as_items(items: list[FrameworkItem]) -> tuple[Item, ...]:
    codes = {item.pk: item.code for item in items}
    return tuple(
        Item(
            kind=ItemKind(item.kind),
            code=item.code,
            title=item.title,
            wording=Wording(item.wording),
            parent=codes[item.parent_id] if item.parent_id else None,
            unit=item.unit,
            metric_kind=MetricKind(item.metric_kind) if item.metric_kind else None,
            aggregate=Aggregation(item.aggregate) if item.aggregate else None,
            needs_baseline=item.needs_baseline,
            weight_bp=item.weight_bp,
            adapts=f"{item.adapts.edition.code}/{item.adapts.code}" if item.adapts else None,
        )
        for item in items
    )
