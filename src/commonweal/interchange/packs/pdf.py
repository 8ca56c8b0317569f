"""A plain document as tagged PDF (PDF/UA-1): headings, table headers, language, title, alternative text, page numbers."""

from __future__ import annotations

import base64
from typing import Any
from xml.sax.saxutils import escape

from commonweal.domain.packs.document import Document
from commonweal.interchange.packs.markup import css_text, named_blocks, render
from commonweal.interchange.packs.text import clean


class PdfNotPossibleError(RuntimeError):
    """The text layout library that PDF needs (Pango) is not installed on this machine."""


def write_pdf(document: Document) -> bytes:
    """The document as PDF. Raises `PdfNotPossibleError` where Pango is not installed."""
    # Loading it takes a second or more and needs a library of the system: only where a PDF is made.
    try:
        import weasyprint
    except OSError as error:
        raise PdfNotPossibleError("install libpango-1.0-0 and libpangoft2-1.0-0") from error

    html = render(
        "schedule.html",
        document=document,
        blocks=named_blocks(document),
        page_content=_page_content(document),
        watermark=_watermark(document),
    )
    # Pictures are in the document itself; nothing is fetched.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    written: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return written


def _page_content(document: Document) -> Any:
    from markupsafe import Markup

    before, _, rest = document.furniture.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return Markup("{} counter(page) {} counter(pages) {}").format(
        css_text(before), css_text(between), css_text(after)
    )


def _watermark(document: Document) -> str:
    """The word across the page as a picture behind it, so that it is no part of what is read aloud."""
    word = escape(clean(document.furniture.draft))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><text x="200" y="220" text-anchor="middle" '
        'transform="rotate(-45 200 200)" font-family="Liberation Sans, Arial" font-weight="bold" font-size="110" '
        f'fill="#e6e6e6">{word}</text></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
