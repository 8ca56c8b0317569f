"""A tenderer's assessment summary as a document: what its page says, to read, print and keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.packs.document import Block, Document, Facts, Furniture, Heading, Manner, Paragraph
from commonweal.journeys.assessment_papers.minute import WRITERS
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.formats import day


@dataclass(frozen=True, slots=True)
class Mark:
    """What one tender was given on one criterion: the mark as it is shown, the band's words, the reason."""

    mark: str
    band: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion, with the tenderer's own mark and that of the tender that is to be awarded."""

    title: str
    weight: str
    own: Mark
    winner: Mark


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary says. `winner` is a name; `below` the criteria below whose minimum the tender's score lies."""

    winner: str
    is_winner: bool
    own_total: str
    winner_total: str
    standstill_ends_on: dt.date | None
    has_standstill: bool
    below: Sequence[str]
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
    lede = _("The award is to go to %(winner)s. Here is how your tender was assessed, and theirs.")
    said = _("The award is to go to your tender.") if told.is_winner else lede % {"winner": told.winner}
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
        blocks=(Paragraph(said, Manner.LEAD), *_totals(tender, told), *_parts(told)),
    )


def _totals(tender: Tender, told: Told) -> Iterator[Block]:
    of = _("of 100")
    rows = [(_("Tenderer"), tender.supplier.name), (_("Your total"), f"{told.own_total} {of}")]
    if not told.is_winner:
        total = _("Total of %(winner)s") % {"winner": told.winner}
        rows.append((total, f"{told.winner_total} {of}"))
    ends = day(told.standstill_ends_on) if told.has_standstill else _("No standstill is required")
    rows.append((_("Standstill ends"), ends))
    yield Heading(1, "1.", _("The result"))
    yield Facts(_("The result"), tuple(rows))
    if told.below:
        words = _(
            "Your tender is not ranked: its agreed score is below the published minimum on %(criteria)s."
        )
        yield Paragraph(words % {"criteria": ", ".join(told.below)}, Manner.STRONG)


def _parts(told: Told) -> Iterator[Block]:
    for number, part in enumerate(told.parts, start=2):
        yield Heading(1, f"{number}.", f"{part.title} ({part.weight})")
        yield from _mark(_("You: %(mark)s of 100") % {"mark": part.own.mark}, part.own)
        if not told.is_winner:
            said = {"winner": told.winner, "mark": part.winner.mark}
            yield from _mark(_("%(winner)s: %(mark)s of 100") % said, part.winner)


def _mark(heading: str, mark: Mark) -> Iterator[Block]:
    yield Paragraph(heading, Manner.STRONG)
    for text in (mark.band, mark.reason):
        if text:
            yield Paragraph(text)
