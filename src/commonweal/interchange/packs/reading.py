"""Reading a response workbook back: everything it says, or every mistake with its sheet and cell, and then nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commonweal.domain.asks import AskContent
from commonweal.domain.fixed_price import off_the_price
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import Response
from commonweal.domain.tenders import Answer
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import MOST_FAULTS, CellFault, UnreadableWorkbook, refusal
from commonweal.interchange.packs.grid import Grid
from commonweal.interchange.packs.grids import grids_of
from commonweal.interchange.packs.offers import read_offers
from commonweal.interchange.packs.shape import shape_faults
from commonweal.interchange.packs.together import read_conditions, read_flows, read_lines, read_parties

_PART = "\n"


def read_response(name: str, data: bytes, ask: AskContent, digest: str) -> Response:
    """What a workbook answers to this version of this ask. An answer over its limit is read: no words are lost.

    Args:
        name: the file's name as it came; its ending must be that of its content.
        digest: SHA-256 of the published version.

    Raises:
        UnreadableWorkbook: with every mistake; nothing is read then.
    """
    grids = {grid.name: grid for grid in grids_of(name, data)}
    format_ = _check_manifest(grids, ask, digest)
    faults = list(shape_faults(grids, ask, format_))
    _stop_on(faults)
    reader = CellReader(grids, faults)
    response = _response(reader, ask, digest)
    if format_ != form.FORMAT_1:
        response = _with_others(reader, ask, response)
    _stop_on(faults)
    return response


def _response(reader: CellReader, ask: AskContent, digest: str) -> Response:
    """What every format says."""
    lot_id = _lot(reader, ask)
    price_pence = reader.money(form.TENDER, 2, "value")
    for problem in off_the_price(ask, lot_id or "", price_pence):
        reader.note(form.TENDER, 2, "value", problem.code, **problem.params)
    return Response(
        procurement_id=ask.procurement_id,
        ask_version=ask.version,
        ask_digest=digest,
        organisation=reader.text(form.TENDER, 0, "value"),
        lot_id=lot_id,
        price_pence=price_pence,
        answers=tuple(_answers(reader, ask)),
        offers=read_offers(reader, ask),
    )


def _with_others(reader: CellReader, ask: AskContent, response: Response) -> Response:
    """With organisations, conditions, prices and who delivers, which came with the second format."""
    parties = read_parties(reader, ask)
    return replace(
        response,
        parties=parties,
        flows=read_flows(reader, ask, response.offers, parties),
        conditions=read_conditions(reader, ask, parties),
        lines=read_lines(reader, ask, response.lot_id),
    )


def _stop_on(faults: list[CellFault]) -> None:
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])


def _lot(reader: CellReader, ask: AskContent) -> str | None:
    return reader.choice(form.TENDER, 1, "value", form.lists(ask)["lots"])


def _answers(reader: CellReader, ask: AskContent) -> Iterator[Answer]:
    """One answer for each question that has words; the parts of a long one are joined by a line break."""
    parts: dict[str, list[str]] = {}
    for row, asked in enumerate(form.answer_rows(ask)):
        text = reader.text(form.ANSWERS, row, "answer")
        if text.strip():
            parts.setdefault(asked.criterion.id, []).append(text)
    for criterion_id, texts in parts.items():
        yield Answer(criterion_id, _PART.join(texts))


def _check_manifest(grids: dict[str, Grid], ask: AskContent, digest: str) -> str:
    """Refuse a workbook that is another's before anything in it is judged; returns its format."""
    about = grids.get(form.ABOUT)
    if about is None:
        raise refusal("pack.workbook_not_ours")
    found = {
        str(about.cells[row, 0].value): str(about.cells[row, 1].value)
        for row, column in about.cells
        if column == 0 and (row, 1) in about.cells and row >= form.TENDER.first_row
    }
    if not found.get("format", "").startswith("commonweal.response."):
        raise refusal("pack.workbook_not_ours")
    if found["format"] not in (form.FORMAT, form.FORMAT_1):
        raise refusal("pack.workbook_format", found=found["format"][:40], known=form.FORMAT)
    wanted = form.manifest(ask, digest)
    if found.get("procurement") != wanted["procurement"] or found.get("ask") != wanted["ask"]:
        raise refusal("pack.workbook_of_another_ask", title=ask.title)
    if found.get("draft") != "no":
        raise refusal("pack.workbook_of_a_draft")
    if found.get("version") != wanted["version"]:
        raise refusal(
            "pack.workbook_of_another_version", found=found.get("version", "?")[:10], version=ask.version
        )
    if found.get("digest") != digest:
        raise refusal("pack.workbook_of_another_version", found=ask.version, version=ask.version)
    return found["format"]
