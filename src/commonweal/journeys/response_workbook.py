"""The response workbook of a tender, both ways: filled from the draft, and read back into it."""

from __future__ import annotations

from dataclasses import replace

from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.domain.fixed_price import off_the_price
from commonweal.domain.packs.bringing_in import asks_the_same, response_of, too_much_for_workbook
from commonweal.domain.packs.workbook import TENDER, Response
from commonweal.domain.tenders import TenderContent
from commonweal.interchange.packs.faults import UnreadableWorkbook, cell, fault_of, refusal
from commonweal.interchange.packs.reading import read_response
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.workbook import book
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import latest_ask

KINDS = ("xlsx", "ods")
_ANOTHER = "pack.workbook_of_another_version"


def filled(tender: Tender, content: TenderContent, kind: str) -> bytes:
    """The workbook of the newest version with everything the draft says.

    Raises:
        Refused: ``tender.too_much_for_workbook`` where the draft has more rows than a workbook.
    """
    version = latest_ask(tender)
    ask = version.read()
    if too_much_for_workbook(content, ask):
        raise Refused("tender.too_much_for_workbook")
    said = response_of(content, ask, tender.supplier.name)
    made = book(Pack(ask, version.digest, version.published_at), said)
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(made)
    from commonweal.interchange.packs.xlsx import write_xlsx

    return write_xlsx(made)


def read(tender: Tender, name: str, data: bytes) -> Response:
    """What a workbook says, for this tender's lot and the newest version of its ask.

    A workbook of an earlier version is read when that version asked the same and only its deadline was another.

    Raises:
        UnreadableWorkbook: with every mistake by sheet and cell; nothing is read then.
    """
    version = latest_ask(tender)
    response = _read(version, name, data)
    if response.lot_id is None:
        _check_price(version.read(), tender.lot.external_id, response)
    if response.lot_id is not None and response.lot_id != tender.lot.external_id:
        place = cell(TENDER.name, TENDER.first_row + 1, TENDER.place("value"))
        raise refusal("pack.workbook_of_another_lot", place, title=tender.lot.title)
    return response


def _check_price(ask: AskContent, lot_id: str, response: Response) -> None:
    """A workbook without a lot was read without knowing which price is the fixed one."""
    place = cell(TENDER.name, TENDER.first_row + 2, TENDER.place("value"))
    for problem in off_the_price(ask, lot_id, response.price_pence):
        raise UnreadableWorkbook([fault_of(place, problem)])


def _read(version: AskVersion, name: str, data: bytes) -> Response:
    ask = version.read()
    try:
        return read_response(name, data, ask, version.digest)
    except UnreadableWorkbook as found:
        if [fault.code for fault in found.faults] != [_ANOTHER]:
            raise
        refused = found
    rows = AskVersion.objects.for_system("earlier versions that ask the same as the one that stands")
    for earlier in rows.filter(ask_id=version.ask_id, number__lt=version.number).order_by("-number"):
        before = earlier.read()
        if not asks_the_same(before, ask):
            continue
        try:
            said = read_response(name, data, before, earlier.digest)
        except UnreadableWorkbook as found:
            if [fault.code for fault in found.faults] != [_ANOTHER]:
                raise
            continue
        return replace(said, ask_version=ask.version, ask_digest=version.digest)
    raise refused
