"""One document with every kind of block, for every writer."""

from dataclasses import replace
from typing import Any

from commonweal.domain.packs.document import (
    Bullets,
    Clause,
    Document,
    Facts,
    Furniture,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Share,
    Shares,
    Table,
)

NASTY = 'Tom & Jerry <b>"quoted"</b> =1+1 ’ \u0007 end'


def a_document(**changed: Any) -> Document:
    document = Document(
        title="Home care: ask schedule",
        kicker="Borough of Example",
        summary="What the borough asks.",
        author="Borough of Example",
        language="en-GB",
        is_draft=False,
        furniture=Furniture(
            "Borough of Example", "Home care", "Page {page} of {pages}", "What is in this document", "DRAFT"
        ),
        blocks=(
            Facts("This document", (("Reference", "abc"), ("Version", "1"))),
            Heading(1, "1", "First part"),
            Paragraph("A lead.", Manner.LEAD),
            Paragraph("Two\nlines.\n\nAnd a paragraph."),
            Paragraph(NASTY),
            Heading(2, "1.1", "Below it"),
            Clause("1.1.1", "You do it."),
            Bullets(("apples", "pears")),
            Bullets(("one", "two"), is_ordered=True),
            Notice("Mind this", "It matters."),
            Shares(
                "Bar chart: price 40%, care 60%.", (Share("Price", 4_000, "40%"), Share("Care", 6_000, "60%"))
            ),
            Table(
                "Weights", ("What", "Weight"), (("Price", "40%"), ("Care", "60%")), (70, 30), frozenset({1})
            ),
            Heading(1, "2", "Second part"),
            Paragraph("The end.", Manner.SMALL),
        ),
    )
    return replace(document, **changed)
