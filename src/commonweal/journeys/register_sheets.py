"""The workbook in which a register is edited: made from the commitments of one contract, and read back into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, LISTS, Holds
from commonweal.domain.register_sheets import (
    MOST_BYTES,
    MOST_LINES,
    NEW_ROWS,
    REGISTER,
    Line,
    NewPromise,
    manifest,
)
from commonweal.interchange.packs.text import clean
from commonweal.journeys.owner_sheets import people_of
from commonweal.lifecycle.contracts import actions, queries
from commonweal.lifecycle.contracts.actions.register import has_own_day, is_being_handed_over
from commonweal.lifecycle.contracts.handovers import handover_of
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.strategy.models import Place
from commonweal.organisations.models import Person
from commonweal.presentation.formats import quantity
from commonweal.presentation.words.register_sheets import KIND_SHOWN

KIND = "register-sheet"


class Register:
    """A contract's commitments with what may be chosen for them, read once for writing and for reading."""

    def __init__(self, contract: Contract, by: Actor) -> None:
        self.contract = contract
        self.rows = queries.register(contract)[:MOST_LINES]
        self.people: dict[str, dict[str, Person]] = people_of(contract, self.rows)
        self.places: dict[str, Place] = _places(by, self.rows)
        handover = handover_of(contract)
        self.is_open = is_being_handed_over(handover)
        lines = handover.lines.all() if handover else ()
        self.evidence: dict[int, str] = {each.commitment_id: each.evidence_rule for each in lines}

    def line(self, of: Commitment) -> Line:
        """A commitment as it stands."""
        authority, supplier = (
            each.external_id if each else "" for each in (of.authority_lead, of.supplier_lead)
        )
        return Line(
            id=of.external_id,
            version=of.revision,
            # As a cell gives them back: other line ends are no edit.
            title=clean(of.title).strip(),
            words=clean(of.words).strip(),
            post=clean(of.owed_by_name).strip(),
            place=of.place.external_id if of.place else "",
            due_on=of.due_on,
            evidence=clean(self.evidence.get(of.pk, "")).strip(),
            note=clean(of.note).strip(),
            authority_lead=authority,
            supplier_lead=supplier,
            may_date=self.is_open and has_own_day(of),
            may_evidence=self.is_open,
        )

    def choices(self) -> dict[str, dict[str, str]]:
        """What each label of a list stands for."""
        people = {
            side: {label: each.external_id for label, each in of.items()} for side, of in self.people.items()
        }
        return {**people, "places": {label: each.external_id for label, each in self.places.items()}}


def _places(by: Actor, rows: Sequence[Commitment]) -> dict[str, Place]:
    """The authority's places and those that stand in the register, by name and, where two share it, code."""
    own = list(Place.objects.for_reader(by).order_by("name", "pk"))
    found = {each.pk: each for each in (*own, *(of.place for of in rows if of.place))}.values()
    names = [each.name for each in found]
    return {
        each.name if names.count(each.name) == 1 else f"{each.name} ({each.code or each.external_id})": each
        for each in found
    }


def register_file(contract: Contract, kind: str, *, by: Actor) -> bytes:
    """The workbook as XLSX or ODS. Raises NotFound: another kind of file."""
    if kind == "xlsx":
        from commonweal.interchange.packs.xlsx import write_xlsx

        return write_xlsx(book(contract, by=by))
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(book(contract, by=by))
    raise NotFound("record.not_found", kind=KIND)


def book(contract: Contract, *, by: Actor) -> Book:
    """The workbook as plain values."""
    found = Register(contract, by)
    labels = {which: {id_: label for label, id_ in of.items()} for which, of in found.choices().items()}
    rows = tuple(_row(each, found.line(each), labels) for each in found.rows)
    heads = tuple(column.title for column in REGISTER.columns)
    widths = tuple(column.width for column in REGISTER.columns)
    page = Page(REGISTER.name, contract.title, REGISTER.meaning, heads, widths, rows + (_empty(),) * NEW_ROWS)
    return Book(
        title=_("Register: %(title)s") % {"title": contract.title},
        author=contract.authority.name,
        language="en-GB",
        header=contract.title,
        draft="",
        pages=(_instructions(), page, _lists(labels), _about(contract)),
        lists={which: (column, len(of)) for column, (which, of) in enumerate(labels.items())},
    )


def _row(of: Commitment, line: Line, labels: Mapping[str, Mapping[str, str]]) -> tuple[Cell, ...]:
    def chosen(which: str, id_: str) -> Cell:
        return Cell(holds=Holds.CHOICE, choices=which, value=labels[which].get(id_) or None)

    promised = quantity(of.quantity, of.unit) if of.quantity is not None else ""
    due = line.due_on
    return (
        Cell(line.id),
        Cell(str(line.version)),
        Cell(line.title),
        Cell(str(KIND_SHOWN[of.kind])),
        Cell(promised),
        Cell(line.words),
        Cell(line.post),
        Cell(labels["places"].get(line.place, "")),
        Cell(holds=Holds.DAY, value=due) if line.may_date else Cell(due.isoformat() if due else ""),
        Cell(holds=Holds.TEXT, value=line.evidence or None) if line.may_evidence else Cell(line.evidence),
        Cell(holds=Holds.TEXT, value=line.note or None),
        chosen("authority", line.authority_lead),
        chosen("supplier", line.supplier_lead),
    )


def _empty() -> tuple[Cell, ...]:
    def cell(key: str, holds: Holds, choices: str) -> Cell:
        return Cell(holds=holds, choices=choices) if key != "evidence" else Cell()

    return tuple(cell(each.key, each.holds, each.choices) for each in REGISTER.columns)


def _instructions() -> Page:
    told = (
        _("Each row is one commitment. Type only in the cells with a yellow ground."),
        _("Notes and owners may be set at any time; the due day and what counts as evidence while the contract is handed over."),
        _("What was promised is not changed here: propose a change of the commitment on its page."),
        _("An empty row takes a new promise of the authority’s own: say what, in words, and which post answers for it."),
        _("A row that you leave as it is, or take out, changes nothing. Bringing the same file twice changes nothing either."),
        _("Bring the file back on the contract’s page. It comes in whole or not at all, with every mistake by sheet and cell."),
    )  # fmt: skip
    rows = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(told, start=1))
    return Page(INSTRUCTIONS, _("How to use this workbook"), "", (_("No."), _("What to do")), (6, 110), rows)


def _lists(labels: Mapping[str, Mapping[str, str]]) -> Page:
    columns = [list(of.values()) for of in labels.values()]
    rows = tuple(tuple(Cell(label) for label in row) for row in zip_longest(*columns, fillvalue=""))
    return Page(LISTS, LISTS, _("What may be chosen"), tuple(labels), (36,) * len(labels), rows)


def _about(contract: Contract) -> Page:
    rows = tuple((Cell(key), Cell(value)) for key, value in manifest(contract.external_id).items())
    return Page(ABOUT, ABOUT, _("What this file says about itself"), (_("What"), _("Value")), (20, 80), rows)


def take_in(contract: Contract, name: str, content: bytes, *, by: Actor, now: dt.datetime) -> tuple[int, int]:
    """Read a workbook that came back and save all of it, or nothing. Returns how many were changed and how many added.

    Raises:
        UnreadableWorkbook: with every mistake by sheet and cell. Invalid: the file is too large. Anything else as
            `actions.edit_register`.
    """
    from commonweal.interchange.register_sheets import read_register_sheet

    if len(content) > MOST_BYTES:
        raise Invalid("owner_sheet.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    found = Register(contract, by)
    rows = {each.external_id: each for each in found.rows}
    lines = {id_: found.line(each) for id_, each in rows.items()}
    changed, new = read_register_sheet(
        name,
        content,
        contract_id=contract.external_id,
        lines=lines,
        choices=found.choices(),
        runs=(contract.starts_on, contract.ends_on),
    )
    if not changed and not new:
        return 0, 0
    people = {each.external_id: each for of in found.people.values() for each in of.values()}
    places = {each.external_id: each for each in found.places.values()}
    edits = [_edit(each, lines[each.id], rows[each.id], people) for each in changed]
    own = [_promise(each, people, places) for each in new]
    return actions.edit_register(contract, edits, own, by=by, now=now)


def _edit(line: Line, before: Line, of: Commitment, people: Mapping[str, Person]) -> actions.Edit:
    return actions.Edit(
        commitment=of,
        revision=line.version,
        due_on=line.due_on,
        note=line.note,
        authority_lead=people.get(line.authority_lead),
        supplier_lead=people.get(line.supplier_lead),
        evidence=None if line.evidence == before.evidence else line.evidence,
    )


def _promise(
    new: NewPromise, people: Mapping[str, Person], places: Mapping[str, Place]
) -> actions.OwnPromise:
    return actions.OwnPromise(
        title=new.title,
        words=new.words,
        post=new.post,
        due_on=new.due_on,
        place=places.get(new.place),
        note=new.note,
        authority_lead=people.get(new.authority_lead),
        supplier_lead=people.get(new.supplier_lead),
    )
