"""In a language nobody speaks, every word of the interface is marked: what is left unmarked was never given to gettext.

Each page is drawn for its owner with every translated text between marks. What stands outside the marks must be a record's
own words (people's, organisations', published lists'), a figure, or a name; anything else cannot be translated.
"""

import ast
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from commonweal.lifecycle.tendering.models import TenderImport
from tests.web.test_access import entries

pytestmark = pytest.mark.django_db
OPEN, CLOSE = "⟦", "⟧"
MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[A-Za-z]{3,}")
SRC = Path(__file__).resolve().parents[2] / "src" / "commonweal"
PUBLISHED = [
    path
    for path in (SRC / "reference" / "data").rglob("*")
    if path.suffix in (".yaml", ".csv", ".json", ".tsv")
]
NAMES = {"csv", "docx", "json", "odt", "pdf", "xlsx", "yaml", "filled.xlsx"}
"""Of kinds of file, and of a file that a builder uploads: the same in every language, as commands are."""
COMMAND = re.compile(r'<span class="cw-code">.*?</span>')
OCID = f"{settings.OCID_PREFIX}-"
SAID_ALOUD = ("aria-label", "alt", "placeholder", "data-label", "title")


class Reader(HTMLParser):
    """What a page says: its text and the attributes that are read aloud, without script and style."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.muted += tag in ("script", "style")
        self.said += [value for name, value in attrs if name in SAID_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self.muted -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.muted:
            self.said.append(data)


def plain(text: str) -> str:
    return " ".join(html.unescape(text).split()).casefold()


def unmarked(page: str) -> list[str]:
    """Pieces of a page with words in them that stand outside every mark."""
    reader = Reader()
    reader.feed(COMMAND.sub("", page))
    text, last = "\n".join(reader.said), ""
    while text != last:
        text, last = MARKED.sub("\n", text), text
    return [piece.strip() for piece in text.split("\n") if WORD.search(piece)]


def record_words() -> str:
    """Everything that records and published lists hold, as one text to look things up in."""
    found: list[str] = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            found += [str(value) for value in row]
    found += [
        bytes(row).decode("utf-8", "ignore")
        for row in TenderImport._base_manager.values_list("content", flat=True)
        if row
    ]
    found += [path.read_text("utf-8") for path in PUBLISHED]
    found += [path.read_text("utf-8") for path in Path(settings.DATA).glob("spend/*/report.json")]
    return plain("\n".join(found))


def is_data(piece: str, known: str) -> bool:
    """Whether each part of a piece, between commas, brackets and figures, is a record's or a list's own words."""
    parts = re.split(r"[\s,;:()·/–]{2,}|[():·]", plain(piece))
    named = (re.sub(r"^[\W\d_]+|[\W\d_]+$", "", part.removeprefix(OCID)) for part in parts)
    return all(part in known or part in NAMES for part in named if WORD.search(part))


@pytest.fixture
def marked_words(monkeypatch) -> None:
    def mark(text: str) -> str:
        return f"{OPEN}{text}{CLOSE}" if text else text

    own = translation._trans
    monkeypatch.setattr(own, "gettext", mark)
    monkeypatch.setattr(own, "pgettext", lambda context, text: mark(text))
    monkeypatch.setattr(own, "ngettext", lambda one, many, number: mark(one if number == 1 else many))
    monkeypatch.setattr(
        own, "npgettext", lambda context, one, many, number: mark(one if number == 1 else many)
    )


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs when a module is imported: what lies in no function."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from run_at_import(node)


def settled_at_import(source: str) -> list[int]:
    """Lines on which a translated text is put together with `%`, `+` or `.format` before anybody asks for it."""
    found = []
    for node in run_at_import(ast.parse(source)):
        part = node.left if isinstance(node, ast.BinOp) else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            part = node.func.value
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "_":
            found.append(node.lineno)
    return found


def test_a_text_settled_at_import_is_found():
    assert settled_at_import('A = _("At least %s") % 16\ndef later():\n    return _("At least %s") % 16') == [
        1
    ]


def test_no_translated_text_is_settled_when_a_module_is_imported():
    settled = {path: settled_at_import(path.read_text("utf-8")) for path in SRC.rglob("*.py")}
    assert {str(path): lines for path, lines in settled.items() if lines} == {}


def pages():
    """One page of each kind that its owner may read, without downloads."""
    found = {}
    for name, entry in entries():
        if entry.method == "get" and entry.owner == 200:
            found.setdefault(name, entry)
    return found.items()


def test_a_word_that_gettext_never_saw_is_found(marked_words):
    page = f"<p>{translation.gettext('Save')}</p><p aria-label='Menu'>Not given to gettext</p><b>12.5%</b>"
    assert unmarked(page) == ["Menu", "Not given to gettext"]


def test_every_word_of_every_page_can_be_translated(shared_world, db, marked_words):
    known, left = record_words(), {}
    for name, entry in pages():
        client = Client()
        client.force_login(entry.person("owner", shared_world))
        response = client.get(reverse(name, kwargs=dict(entry.args(shared_world)) or None) + entry.query)
        if "html" not in response["Content-Type"]:
            continue
        for piece in unmarked(response.content.decode()):
            if not is_data(piece, known):
                left.setdefault(piece, name)
    assert not left, "\n" + "\n".join(f"{page}: {piece}" for piece, page in sorted(left.items()))
