"""Loading editions of social value frameworks, checking wordings, adapting them."""

import datetime as dt

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.library import MAX_TITLE_CHARACTERS, Edition, Finding, Item, split_reference
from commonweal.domain.missions import check_reason
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.strategy.actions.missions import check_own
from commonweal.lifecycle.strategy.actions.theory import required_text
from commonweal.lifecycle.strategy.events import LibraryEvent as Event
from commonweal.lifecycle.strategy.models import (
    FrameworkEdition,
    FrameworkItem,
    ItemAdaptation,
    ItemVerification,
)
from commonweal.lifecycle.strategy.queries.library import adaptable_items, item_view
from commonweal.organisations.models import Organisation
from commonweal.records.work import transaction


def load_national(edition: Edition, *, now: dt.datetime, by: Actor = SYSTEM) -> FrameworkEdition:
    """Put a national edition into everybody's library. Only the system does so: a loader or the command line."""
    loaded = FrameworkEdition.objects.for_system("load a national framework")
    return _load(edition, owner=None, earlier=list(loaded.filter(owner=None)), targets={}, by=by, now=now)


def load_own(edition: Edition, *, owner: Organisation, by: Actor, now: dt.datetime) -> FrameworkEdition:
    """Put an edition of a body's own framework into its library, whole or not at all."""
    by.must(Permission.LIBRARY_EDIT)
    check_own(owner.pk, by)
    visible = list(FrameworkEdition.objects.for_authority(by))
    if any(each.is_national and each.code == edition.code for each in visible):
        raise Refused("library.code_is_national", framework=edition.code)
    own = [each for each in visible if not each.is_national]
    return _load(edition, owner=owner, earlier=own, targets=adaptable_items(by), by=by, now=now)


def _load(
    edition: Edition,
    *,
    owner: Organisation | None,
    earlier: list[FrameworkEdition],
    targets: dict[str, FrameworkItem],
    by: Actor,
    now: dt.datetime,
) -> FrameworkEdition:
    _check_follows(edition, [each for each in earlier if each.code == edition.code])
    with transaction(by=by, at=now) as work:
        row = FrameworkEdition(
            owner=owner,
            code=edition.code,
            edition=edition.edition,
            title=edition.title,
            wording=edition.wording.value,
            published_on=edition.published_on,
            usable_from=edition.usable_from,
            usable_to=edition.usable_to,
            mandatory_from=edition.mandatory_from,
            replaces=edition.replaces or "",
            usable_note=edition.usable_note or "",
            source=edition.source,
            licence=edition.licence,
            note=edition.note or "",
            loaded_by=by.person,
        )
        row.save()
        _save_items(row, edition.items, targets)
        work.record(
            Event.EDITION_LOADED,
            row,
            framework=edition.code,
            edition=edition.edition,
            items=len(edition.items),
        )
    return row


def _check_follows(edition: Edition, earlier: list[FrameworkEdition]) -> None:
    """A new edition begins after the ones before it: no day that already had its edition gets another."""
    if any(each.edition == edition.edition for each in earlier):
        raise Refused("library.edition_exists", framework=edition.code, edition=edition.edition)
    latest = max((each.usable_from for each in earlier), default=None)
    if latest is not None and edition.usable_from <= latest:
        raise Refused("library.edition_not_after_latest", latest=latest, usable_from=edition.usable_from)


def _save_items(row: FrameworkEdition, items: tuple[Item, ...], targets: dict[str, FrameworkItem]) -> None:
    """Items in the order of the file; an item that lies under a later one waits for it."""
    saved: dict[str, FrameworkItem] = {}
    waiting = list(enumerate(items, start=1))
    while waiting:
        ready = [(place, item) for place, item in waiting if item.parent is None or item.parent in saved]
        if not ready:
            raise Invalid("library.parents_in_circle")
        for place, item in ready:
            saved[item.code] = _save_item(row, place, item, saved, targets)
        waiting = [(place, item) for place, item in waiting if item.code not in saved]


def _save_item(
    row: FrameworkEdition,
    place: int,
    item: Item,
    saved: dict[str, FrameworkItem],
    targets: dict[str, FrameworkItem],
) -> FrameworkItem:
    if item.adapts is not None and item.adapts not in targets:
        framework, code = split_reference(item.adapts)
        raise Invalid("library.adapts_unknown", framework=framework, item=code)
    stored = FrameworkItem(
        edition=row,
        position=place,
        kind=item.kind.value,
        code=item.code,
        parent=saved[item.parent] if item.parent else None,
        title=item.title,
        wording=item.wording.value,
        unit=item.unit,
        metric_kind=item.metric_kind.value if item.metric_kind else "",
        aggregate=item.aggregate.value if item.aggregate else "",
        needs_baseline=item.needs_baseline,
        weight_bp=item.weight_bp,
        adapts=targets[item.adapts] if item.adapts else None,
    )
    stored.save()
    return stored


def verify_item(
    item: FrameworkItem,
    *,
    authority: Organisation,
    finding: Finding,
    title: str,
    source: str,
    checked_on: dt.date,
    by: Actor,
    now: dt.datetime,
) -> ItemVerification:
    """Record that a steward read an item in a source: its wording stands, or is corrected to `title`.

    Counts for the steward's own body. Nothing that was copied from the item changes.
    """
    by.must(Permission.LIBRARY_VERIFY)
    check_own(authority.pk, by)
    if checked_on > london_day(now):
        raise Invalid("library.checked_in_future", field="checked_on", checked_on=checked_on)
    words = required_text(source, field="source", limit=500)
    current = item_view(item, authority.pk).framework_wording
    wording = current if finding is Finding.CONFIRMED else _changed(title, current)
    with transaction(by=by, at=now) as work:
        verification = ItemVerification(
            item=item,
            authority=authority,
            finding=finding.value,
            title=wording,
            source=words,
            checked_on=checked_on,
            verified_by=by.person,
        )
        verification.save()
        work.record(Event.ITEM_VERIFIED, item, finding=finding.value, checked_on=checked_on)
    return verification


def _changed(title: str, current: str) -> str:
    wording = required_text(title, field="title", limit=MAX_TITLE_CHARACTERS)
    if wording == current:
        raise Invalid("library.wording_unchanged", field="title")
    return wording


def adapt_item(
    item: FrameworkItem, *, authority: Organisation, title: str, reason: str, by: Actor, now: dt.datetime
) -> ItemAdaptation:
    """Give a national item the body's own wording, without anyone's permission. The difference and reason are kept."""
    by.must(Permission.LIBRARY_EDIT)
    check_own(authority.pk, by)
    if not item.edition.is_national:
        raise Refused("library.adapts_own")
    view = item_view(item, authority.pk)
    if view.adaptation is not None:
        _changed(title, view.adaptation.title)
    wording = _changed(title, view.framework_wording)
    why = check_reason(reason)
    with transaction(by=by, at=now) as work:
        adaptation = ItemAdaptation(
            item=item,
            authority=authority,
            adapted_from=view.framework_wording,
            title=wording,
            reason=why,
            adapted_by=by.person,
        )
        adaptation.save()
        work.record(Event.ITEM_ADAPTED, item)
    return adaptation
