"""The workbook in which the owners of a contract's commitments are named: made from the register, and read back into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.owner_sheets import MOST_BYTES, MOST_LINES, OWNERS, Line, manifest
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, LISTS, Holds
from commonweal.lifecycle.contracts import actions, queries
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.organisations.models import Person

KIND = "owner-sheet"
People = dict[str, dict[str, Person]]


def people_of(contract: Contract, register: Sequence[Commitment]) -> People:
    """Who may look after a commitment on each side, and who does, by the label in the workbook: the name, with the id where
    two share it. Somebody who has left stays where they are named, so that the row can come back as it was."""
    return {
        side: _labelled(
            [
                *queries.possible_leads(getattr(contract, f"{side}_id")),
                *(each for each in (getattr(of, f"{side}_lead") for of in register) if each),
            ]
        )
        for side in ("authority", "supplier")
    }


def _labelled(people: Sequence[Person]) -> dict[str, Person]:
    found = {each.pk: each for each in people}.values()
    names = [each.name for each in found]
    return {
        each.name if names.count(each.name) == 1 else f"{each.name} ({each.external_id})": each
        for each in found
    }


def owner_file(contract: Contract, kind: str) -> bytes:
    """The workbook as XLSX or ODS. Raises NotFound: another kind of file."""
    if kind == "xlsx":
        from commonweal.interchange.packs.xlsx import write_xlsx

        return write_xlsx(book(contract))
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(book(contract))
    raise NotFound("record.not_found", kind=KIND)


def book(contract: Contract) -> Book:
    """The workbook as plain values."""
    register = queries.register(contract)[:MOST_LINES]
    people = people_of(contract, register)
    labels = {side: {each.pk: label for label, each in of.items()} for side, of in people.items()}
    rows = tuple(_row(each, labels) for each in register)
    heads = tuple(column.title for column in OWNERS.columns)
    widths = tuple(column.width for column in OWNERS.columns)
    page = Page(OWNERS.name, contract.title, OWNERS.meaning, heads, widths, rows)
    return Book(
        title=_("Owners: %(title)s") % {"title": contract.title},
        author=contract.authority.name,
        language="en-GB",
        header=contract.title,
        draft="",
        pages=(_instructions(), page, _lists(people), _about(contract)),
        lists={side: (column, len(of)) for column, (side, of) in enumerate(people.items())},
    )


def _row(of: Commitment, labels: dict[str, dict[int, str]]) -> tuple[Cell, ...]:
    def owner(side: str, key: int | None) -> Cell:
        return Cell(holds=Holds.CHOICE, choices=side, value=labels[side].get(key or 0) or None)

    return (
        Cell(of.external_id),
        Cell(of.title),
        Cell(str(of.revision)),
        owner("authority", of.authority_lead_id),
        owner("supplier", of.supplier_lead_id),
    )


def _instructions() -> Page:
    told = (
        _("Each row is one commitment. Choose who looks after it on each side from the lists."),
        _("An empty cell means that whoever looks after the contract looks after it as well."),
        _("A row that you leave as it is, or take out, changes nothing."),
        _("What was promised is not changed here: propose a change of the commitment on its page."),
        _("Bring the file back on the contract’s page. It comes in whole or not at all, with every mistake by sheet and cell."),
    )  # fmt: skip
    rows = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(told, start=1))
    return Page(INSTRUCTIONS, _("How to use this workbook"), "", (_("No."), _("What to do")), (6, 110), rows)


def _lists(people: People) -> Page:
    rows = tuple(
        tuple(Cell(label) for label in row) for row in zip_longest(*map(list, people.values()), fillvalue="")
    )
    return Page(LISTS, LISTS, _("What may be chosen"), tuple(people), (36,) * len(people), rows)


def _about(contract: Contract) -> Page:
    rows = tuple((Cell(key), Cell(value)) for key, value in manifest(contract.external_id).items())
    return Page(ABOUT, ABOUT, _("What this file says about itself"), (_("What"), _("Value")), (20, 80), rows)


def take_in(contract: Contract, name: str, content: bytes, *, by: Actor, now: dt.datetime) -> int:
    """Read a workbook that came back and name everybody in it, or nobody. Returns for how many commitments.

    Raises:
        UnreadableWorkbook: with every mistake by sheet and cell. Invalid: the file is too large. Anything else as
            `actions.name_many_leads`.
    """
    from commonweal.interchange.owner_sheets import read_owner_sheet

    if len(content) > MOST_BYTES:
        raise Invalid("owner_sheet.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    register = queries.register(contract)
    people = people_of(contract, register)
    by_id = {each.external_id: each for of in people.values() for each in of.values()}
    rows = {each.external_id: each for each in register}
    changed = read_owner_sheet(
        name,
        content,
        contract_id=contract.external_id,
        lines={id_: _line(each) for id_, each in rows.items()},
        people={side: {label: each.external_id for label, each in of.items()} for side, of in people.items()},
    )
    named = [
        (rows[each.id], each.version, by_id.get(each.authority_lead), by_id.get(each.supplier_lead))
        for each in changed
    ]
    return actions.name_many_leads(contract, named, by=by, now=now) if named else 0


def _line(of: Commitment) -> Line:
    authority, supplier = (each.external_id if each else "" for each in (of.authority_lead, of.supplier_lead))
    return Line(of.external_id, of.revision, authority, supplier)
