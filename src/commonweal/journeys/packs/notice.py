"""A notice as a plain document, from which every format is written: each field, what is missing, and its source."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.notices import Draft, FieldKind, NoticeField
from commonweal.domain.packs.document import Block, Document, Furniture, Heading, Notice, Paragraph, Table
from commonweal.lifecycle.contracts.models import Contract
from commonweal.presentation import notice_words as words
from commonweal.presentation.formats import day

LANGUAGE = "en-GB"


def document(of: Draft, contract: Contract) -> Document:
    """The draft of one notice."""
    with override(LANGUAGE.lower()):
        title = str(words.NOTICE[of.kind])
        return Document(
            title=_("%(notice)s: draft") % {"notice": title},
            kicker=contract.authority.name,
            summary=contract.title,
            author=contract.authority.name,
            language=LANGUAGE,
            is_draft=True,
            furniture=Furniture(
                header=f"{contract.authority.name} · {title}",
                footer=contract.title,
                page=_("Page {page} of {pages}"),
                contents=_("What is in this document"),
                draft=_("DRAFT"),
            ),
            blocks=tuple(_blocks(of)),
        )


def _blocks(of: Draft) -> Iterator[Block]:
    yield Paragraph(str(words.WHAT_FOR[of.kind]))
    if of.due_on:
        yield Paragraph(_("Due by %(day)s.") % {"day": day(of.due_on)})
    if not of.is_complete:
        yield Notice(_("Still missing"), ", ".join([*map(str, _missing(of))]))
    yield Heading(1, "1", _("What the notice says"))
    single = [field for field in of.fields if field.rule.kind is not FieldKind.ROWS]
    yield Table(
        _("Fields"),
        (_("Field"), _("Value"), _("Source")),
        tuple((str(words.FIELD[each.rule.id]), _value(each), each.rule.source.text) for each in single),
        (34, 36, 30),
    )
    for number, field in enumerate((each for each in of.fields if each.rule.kind is FieldKind.ROWS), start=2):
        yield Heading(1, str(number), str(words.FIELD[field.rule.id]))
        yield from _rows(field)


def _missing(of: Draft) -> Iterator[str]:
    yield from (str(words.FIELD[each]) for each in of.missing)
    if of.too_few:
        yield _("%(n)s more KPIs") % {"n": of.too_few}
    for title in of.unrated:
        yield _("Ratings of %(kpi)s for every day") % {"kpi": title}


def _value(field: NoticeField) -> str:
    said = words.value(field)
    if said:
        return said
    return _("MISSING") if field.is_missing else "–"


def _rows(field: NoticeField) -> Iterator[Block]:
    """One list of names and values for each row: rows of eight columns cannot be read on a page."""
    head, rows = words.table(field)
    if not rows:
        yield Paragraph(_("MISSING") if field.is_missing else _("Nothing is recorded."))
    for row in rows:
        yield Table(row[0], (_("What"), _("Value")), tuple(zip(head, row, strict=True)), (34, 66))
