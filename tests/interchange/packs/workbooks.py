"""Response workbooks of the small ask, blank and filled in, and ways to spoil them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl

from commonweal.domain.asks import AskContent
from commonweal.domain.packs.workbook import Response
from commonweal.domain.tenders import Answer
from commonweal.interchange.packs.ods import write_ods
from commonweal.interchange.packs.reading import read_response
from commonweal.interchange.packs.xlsx import write_xlsx
from commonweal.journeys.packs.workbook import book
from tests.domain.asks_examples import an_ask
from tests.domain.tender_examples import a_narrative, a_pathway, a_quantity, a_rate
from tests.journeys.packs.examples import PUBLISHED_AT, Pack

WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": write_xlsx, "ods": write_ods}


def a_response(ask: AskContent | None = None, **changed: Any) -> Response:
    """Everything the small ask can be answered with."""
    ask = ask or an_ask()
    offers = (a_quantity(), a_rate(), a_pathway(), a_narrative())
    response = Response(
        procurement_id=ask.procurement_id,
        ask_version=ask.version,
        ask_digest=ask.digest(),
        organisation="Example Care CIC",
        lot_id="lot-1",
        price_pence=98_000_050,
        answers=(
            Answer("criterion-quality", "How we care:\n- in the morning\n- in the evening"),
            Answer("criterion-skills", "=SUM(1,2) is not a formula but our answer & more <b>."),
        ),
        offers=tuple(replace(offer, key=f"row-{row}") for row, offer in enumerate(offers, start=1)),
    )
    return replace(response, **changed)


def a_workbook(kind: str, response: Response | None = None, ask: AskContent | None = None) -> bytes:
    """The workbook of a published ask, blank unless there is a response."""
    ask = ask or an_ask()
    return WRITERS[kind](book(Pack(ask, ask.digest(), PUBLISHED_AT), response))


def read(kind: str, data: bytes, ask: AskContent | None = None, name: str = "") -> Response:
    """Read it back against its ask."""
    ask = ask or an_ask()
    return read_response(name or f"filled.{kind}", data, ask, ask.digest())


def spoilt(change: Callable[[Any], None], response: Response | None = None) -> bytes:
    """An Excel workbook of ours that another program has changed and saved."""
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx", response)))
    change(file)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def with_part(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook whose packed parts were changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def with_text(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in which a text of a part was replaced; the text must be there."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return with_part(data, change)
