"""Message catalogues: `make messages` writes what there is to translate, brings each language up to date, compiles it.

No gettext binary is needed, neither here nor at run time. With `--check` nothing is written and the exit code is 1 when a
catalogue is out of date. `--add cy` begins a language.
"""

import argparse
import datetime as dt
import io
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "commonweal"
LOCALE = PACKAGE / "locale"
SOURCE = LOCALE / "django.pot"
JINJA = {"extensions": "jinja2.ext.i18n"}
METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
OPTIONS = {
    "**/templates/**.html": {"extensions": "jinja2.ext.i18n"},
    "**/templates/**.txt": {"extensions": "jinja2.ext.i18n"},
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BEGAN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""In the head of every catalogue, so that a file changes only when its words do."""


def found() -> Catalog:
    """Everything there is to translate: marked in code and templates, and the texts that `domain` holds as data."""
    from commonweal.presentation.domain_texts import texts

    made = _empty()
    for path, text, lines, comments, context in _marked():
        made.add(text, locations=[(path, lines)], auto_comments=comments, context=context)
    for path, text in texts():
        made.add(text, locations=[(path, 1)])
    return made


@cache
def _marked() -> tuple[tuple, ...]:
    """What is marked; read once, because every file of the package has to be taken apart for it."""
    return tuple(
        (path, text, line, comments, context)
        for path, line, text, comments, context in extract_from_dir(
            PACKAGE,
            METHODS,
            OPTIONS,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
    )


def _empty(locale: str | None = None) -> Catalog:
    return Catalog(
        locale=locale,
        project="Commonweal",
        header_comment="# What there is to translate. Written by `make messages`; see docs/explanation/languages.md.",
        version="1",
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="",
        language_team="",
        creation_date=BEGAN,
        revision_date=BEGAN,
        fuzzy=False,
    )


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it: in the order of the words, with files and without line numbers."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False)
    return out.getvalue()


def language(path: Path, source: Catalog) -> tuple[Catalog, bytes]:
    """A language's catalogue with what is new in the source and without what is gone."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    catalogue.update(source, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = BEGAN
    return catalogue, as_text(catalogue)


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def wanted() -> dict[Path, bytes]:
    """Every file under `locale` as it should be now."""
    source = found()
    files = {SOURCE: as_text(source)}
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        catalogue, files[path] = language(path, source)
        files[path.with_suffix(".mo")] = compiled(catalogue)
    return files


def add(code: str) -> None:
    """Begin a language: an empty catalogue with its plural forms."""
    path = LOCALE / code / "LC_MESSAGES" / "django.po"
    if path.exists():
        raise SystemExit(f"{path.relative_to(ROOT)} is there already.")
    path.parent.mkdir(parents=True)
    path.write_bytes(as_text(_empty(code)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when something is out of date"
    )
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language, for example cy")
    given = parser.parse_args()
    if given.add:
        add(given.add)
    late = {path: text for path, text in wanted().items() if not path.exists() or path.read_bytes() != text}
    for path, text in late.items():
        if not given.check:
            path.write_bytes(text)
        print(f"{'out of date' if given.check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if given.check and late else 0


if __name__ == "__main__":
    sys.exit(main())
