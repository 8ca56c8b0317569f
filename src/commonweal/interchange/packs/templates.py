"""An authority's own Word template, filled in: its words from values, its parts from the document's own blocks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.domain.errors import Invalid
from commonweal.domain.packs.document import Block
from commonweal.domain.packs.placeholders import LISTS, PARTS, TEXTS
from commonweal.interchange.packs import docx_styles as styles
from commonweal.interchange.packs.docx import WordWriter, saved
from commonweal.interchange.packs.docx_parts import watermark
from commonweal.interchange.packs.template_rules import environment
from commonweal.interchange.packs.text import clean

#: Relationships that draw on something outside the file; a link that a reader clicks is not one of them.
_EXTERNAL = re.compile(rb"<Relationship\s[^>]*TargetMode=\"External\"[^>]*>", re.IGNORECASE)
_HYPERLINK = re.compile(rb"Type=\"[^\"]*/hyperlink\"", re.IGNORECASE)
_FIELDS = re.compile(rb"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|MACROBUTTON)\s", re.IGNORECASE)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
_MARK = "\u2063part:{}\u2063"


def fill(
    template: bytes, values: Mapping[str, Any], parts: Mapping[str, Sequence[Block]], *, draft: str = ""
) -> bytes:
    """The template with its placeholders filled in; `draft` is a word to stand across every page.

    Args:
        values: a text for each of `placeholders.TEXTS`, a list of texts by field for each of `placeholders.LISTS`.
        parts: the blocks of each of `placeholders.PARTS`.

    Raises:
        Invalid: ``pack.template_unknown``, ``pack.template_not_allowed``, ``pack.template_syntax``,
            ``pack.template_part_not_alone``, ``pack.template_links`` or ``pack.template_damaged``.
    """
    from jinja2 import TemplateError

    _check_links(template)
    try:
        word = _rendered(template, values)
    except Invalid:
        raise
    except TemplateError as error:
        raise Invalid("pack.template_syntax", field="file", reason=str(error)[:200]) from error
    except Exception as error:
        # The two libraries raise whatever a strange file makes them stumble over; it is one thing to a person.
        raise Invalid("pack.template_damaged", field="file") from error
    styles.add_missing(word)
    _put_parts(word, parts)
    for section in word.sections if draft else ():
        watermark(section.header.paragraphs[0], draft)
        if section.different_first_page_header_footer:
            watermark(section.first_page_header.paragraphs[0], draft)
    return saved(word)


def starter(due: str, version: str) -> bytes:
    """A small template with placeholders in it, to begin from."""
    import docx

    word = docx.Document()
    styles.ready(word, "en-GB")
    word.sections[0].footer.paragraphs[0].text = "{{ authority }} – {{ title }}"
    for text, style in (
        ("{{ authority }}", styles.KICKER),
        ("{{ title }}", "Title"),
        (f"{due}: {{{{ deadline }}}}. {version}: {{{{ version }}}}.", "Normal"),
        ("{{ schedule }}", "Normal"),
    ):
        word.add_paragraph(text, style=style)
    return saved(word)


def trial(template: bytes) -> None:
    """Fill a template with nothing, to find what is wrong with it. Raises what `fill` raises."""
    values: dict[str, Any] = dict.fromkeys(TEXTS, "")
    fill(template, values | {name: [dict.fromkeys(fields, "")] for name, fields in LISTS.items()}, {})


def _rendered(template: bytes, values: Mapping[str, Any]) -> Any:
    from docxtpl import DocxTemplate

    made = DocxTemplate(io.BytesIO(template))
    marks = {name: _MARK.format(name) for name in PARTS}
    made.render({**_clean(values), **marks}, jinja_env=environment(), autoescape=True)
    return made.docx


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else clean(str(value))


def _check_links(template: bytes) -> None:
    """A document that goes to the market must not fetch from anywhere when it is opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            for name in packed.namelist():
                content = packed.read(name) if name.endswith((".rels", ".xml")) else b""
                outside = [each for each in _EXTERNAL.findall(content) if not _HYPERLINK.search(each)]
                fields = b" ".join(b"".join(each) for each in _INSTRUCTION.findall(content)) + b" "
                if outside or _FIELDS.search(fields):
                    raise Invalid("pack.template_links", field="file")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid("pack.template_damaged", field="file") from error


def _put_parts(word: Any, parts: Mapping[str, Sequence[Block]]) -> None:
    """Put each part where its placeholder stood alone in a paragraph of the body."""
    from docx.oxml.ns import qn

    writer = WordWriter(word)
    body = word.element.body
    for paragraph in list(body.findall(qn("w:p"))):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()
        name = text.removeprefix("\u2063part:").removesuffix("\u2063")
        if name not in PARTS or text != _MARK.format(name):
            continue
        before = set(body)
        for block in parts.get(name, ()):
            writer.add(block)
        for made in [each for each in body if each not in before]:
            paragraph.addprevious(made)
        body.remove(paragraph)
    _check_no_marks(word)


def _check_no_marks(word: Any) -> None:
    """A part that stood in a table, a header or amid other words could not be put anywhere."""
    for part in word.part.package.iter_parts():
        element = getattr(part, "element", None)
        texts = "".join(element.itertext()) if element is not None else ""
        if found := re.search("\u2063part:([a-z_]+)\u2063", texts):
            raise Invalid("pack.template_part_not_alone", field="file", name=found[1])
