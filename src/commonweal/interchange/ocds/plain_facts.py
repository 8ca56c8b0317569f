"""Facts about whole procurements, as `derived` works them out, from ordinary releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from commonweal.interchange.ocds import derived
from commonweal.interchange.ocds.plain_rows import PlainRows
from commonweal.interchange.ocds.shapes import shape_of

Facts = tuple[str | None, str | None, int | None, bool | None]


def facts(plain: PlainRows) -> Iterator[Facts]:
    """CPV division, region of delivery, number of tenderers, whether social value is asked for, of every release."""
    asks = _asks_in(plain)
    no_tender = shape_of("tenders").none
    bids = plain.reader("procurements", "bids")
    listed = plain.reader("tenders", "tenderers")
    own_others = plain.reader("tenders", "additionalClassifications")
    others = plain.reader("items", "additionalClassifications", derived.division)
    regions = plain.reader("items", "deliveryAddresses", derived.region)
    for release in plain.releases:
        tender = release.tender or no_tender
        items = tender.items or []
        for award in release.awards or ():
            if award.items:
                items = items + award.items
        division = _division(tender.classification) or derived.division(
            own_others(tender.additionalClassifications)
        )
        region = None
        for item in items:
            division = division or _division(item.classification) or others(item.additionalClassifications)
            region = region or regions(item.deliveryAddresses)
        yield (
            division,
            region,
            derived.tenderers(tender.numberOfTenderers, listed(tender.tenderers), bids(release.bids)),
            asks(tender),
        )


def _division(classification: Any) -> str | None:
    if classification is None or classification.scheme != "CPV":
        return None
    return derived.division_of_code(classification.id)


def _asks_in(plain: PlainRows) -> Callable[[Any], bool | None]:
    """Whether a tender asks for social value. All texts are looked at together first: many batches hold nothing of the kind."""
    criteria = plain.reader("lots", "awardCriteria", derived.texts_of_criteria)

    def texts(tender: Any) -> Iterator[str]:
        for text in (tender.title, tender.description, tender.awardCriteriaDetails):
            if text and text.strip():
                yield text
        for lot in tender.lots or ():
            for text in (lot.title, lot.description):
                if text and text.strip():
                    yield text
            if lot.awardCriteria is not None:
                yield from criteria(lot.awardCriteria)

    def asks(tender: Any) -> bool | None:
        says: bool | None = None
        for text in texts(tender):
            if derived.names_social_value(text):
                return True
            says = False
        return says

    def says(tender: Any) -> bool | None:
        return None if next(texts(tender), None) is None else False

    return asks if any(map(derived.may_name_social_value, _worded(plain))) else says


def _worded(plain: PlainRows) -> Iterator[str]:
    """Everything that tenders and lots say in words, column after column."""
    for table, names in _WORDED.items():
        level = plain.levels.get(table)
        if level is not None:
            yield from ("\n".join(filter(None, level.values[name])) for name in names)
    if "lots" in plain.levels:
        for kept in plain.kept(plain.levels["lots"], "awardCriteria", "lots"):
            yield from derived.texts_of_criteria(kept and kept.value)


_WORDED = {"tenders": ("title", "description", "awardCriteriaDetails"), "lots": ("title", "description")}
