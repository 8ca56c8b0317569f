"""A tenderer's assessment summary as a document: what its page says, to read, print and keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.packs.document import (
    Block,
    Document,
    Facts,
    Furniture,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Table,
)
from commonweal.journeys.assessment_papers.minute import WRITERS
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.formats import day, money


@dataclass(frozen=True, slots=True)
class Mark:
    """What one tender was given on one criterion: the mark as it is shown, and what is said of it, in order."""

    mark: str
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion, with the tenderer's own mark and that of the tender that is to be awarded."""

    title: str
    weight: str
    own: Mark
    winner: Mark


@dataclass(frozen=True, slots=True)
class Sum:
    """One criterion of a total: the points of 100 and what they add to the total, for oneself and for the awarded tender."""

    title: str
    weight: str
    points: str
    adds: str
    winner_points: str
    winner_adds: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary says.

    `winner` is a name; `below` the criteria below whose minimum the tender's score lies; `off_price` the fixed price in pence
    that it is not at; `why` the published rule by which
    another tender is awarded though its total is no higher; `withdrawn_on` when the decision was withdrawn, if it was.
    """

    winner: str
    is_winner: bool
    own_total: str
    winner_total: str
    standstill_ends_on: dt.date | None
    has_standstill: bool
    withdrawn_on: dt.datetime | None
    below: Sequence[str]
    off_price: int | None
    why: Sequence[str]
    sums: Sequence[Sum]
    parts: Sequence[Part]


def summary_file(tender: Tender, told: Told, kind: str) -> bytes:
    """The summary as DOCX, ODT or PDF. Raises `NotFound` for another kind of file."""
    if kind not in WRITERS:
        raise NotFound("record.not_found", kind="assessment-summary")
    return WRITERS[kind](summary_document(tender, told))


def summary_document(tender: Tender, told: Told) -> Document:
    """The summary as a plain document, in the words of its page."""
    authority, title = tender.lot.procurement.authority.name, _("Your assessment summary")
    where = f"{authority} · {tender.called}"
    said = _lede(told)
    return Document(
        title=title,
        kicker=where,
        summary=said,
        author=authority,
        language=get_language() or "en",
        is_draft=False,
        furniture=Furniture(
            header=where,
            footer=f"{title} · {tender.supplier.name}",
            page=_("Page {page} of {pages}"),
            contents=_("What is in this document"),
            draft="",
        ),
        blocks=(Paragraph(said, Manner.LEAD), *_withdrawn(told), *_totals(tender, told), *_parts(told)),
    )


def _lede(told: Told) -> str:
    if told.withdrawn_on and told.is_winner:
        return _("The award was to go to your tender.")
    if told.is_winner:
        return _("The award is to go to your tender.")
    lede = _("The award is to go to %(winner)s. Here is how your tender was assessed, and theirs.")
    if told.withdrawn_on:
        lede = _("The award was to go to %(winner)s. Here is how your tender was assessed, and theirs.")
    return lede % {"winner": told.winner}


def _withdrawn(told: Told) -> Iterator[Block]:
    if told.withdrawn_on:
        words = _(
            "The decision that this is about was withdrawn on %(day)s. What follows is what you were told when it was sent."
        )
        yield Notice(_("Decision withdrawn"), words % {"day": day(told.withdrawn_on)})


def _totals(tender: Tender, told: Told) -> Iterator[Block]:
    of = _("of 100")
    rows = [(_("Tenderer"), tender.supplier.name), (_("Your total"), f"{told.own_total} {of}")]
    if not told.is_winner:
        total = _("Total of %(winner)s") % {"winner": told.winner}
        rows.append((total, f"{told.winner_total} {of}"))
    if not told.withdrawn_on:
        ends = day(told.standstill_ends_on) if told.has_standstill else _("No standstill is required")
        rows.append((_("Standstill ends"), ends))
    yield Heading(1, "1.", _("The result"))
    yield Facts(_("The result"), tuple(rows))
    if told.below:
        words = _(
            "Your tender is not ranked: its agreed score is below the published minimum on %(criteria)s."
        )
        yield Paragraph(words % {"criteria": ", ".join(told.below)}, Manner.STRONG)
    if told.off_price is not None:
        words = _("Your tender is not ranked: it is not at the fixed price of %(price)s.")
        yield Paragraph(words % {"price": money(told.off_price)}, Manner.STRONG)
    for sentence in told.why:
        yield Paragraph(sentence)
    yield from _sums(told)


def _sums(told: Told) -> Iterator[Block]:
    """Criterion by criterion what adds up to the total; the other tender's beside it."""
    head = [_("Criterion"), _("Weighting"), _("Your points of 100"), _("Adds to your total")]
    rows = [[each.title, each.weight, each.points, each.adds] for each in told.sums]
    rows.append([_("Total"), "", "", told.own_total])
    widths: tuple[int, ...] = (40, 20, 20, 20)
    if not told.is_winner:
        head += [_("Their points of 100"), _("Adds to their total")]
        theirs = [[each.winner_points, each.winner_adds] for each in told.sums]
        rows = [row + more for row, more in zip(rows, [*theirs, ["", told.winner_total]], strict=True)]
        widths = (30, 14, 14, 14, 14, 14)
    yield Table(
        _("How the totals are made up"),
        tuple(head),
        tuple(map(tuple, rows)),
        widths,
        frozenset(range(1, len(head))),
    )
    yield Paragraph(_("Shown to two places; the total is worked out from the exact figures."), Manner.SMALL)


def _parts(told: Told) -> Iterator[Block]:
    for number, part in enumerate(told.parts, start=2):
        yield Heading(1, f"{number}.", f"{part.title} ({part.weight})")
        yield from _mark(_("You: %(mark)s of 100") % {"mark": part.own.mark}, part.own)
        if not told.is_winner:
            said = {"winner": told.winner, "mark": part.winner.mark}
            yield from _mark(_("%(winner)s: %(mark)s of 100") % said, part.winner)


def _mark(heading: str, mark: Mark) -> Iterator[Block]:
    yield Paragraph(heading, Manner.STRONG)
    for text in mark.said:
        yield Paragraph(text)
