"""The reference page of the response workbook, written from the format itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import Column, Holds, Sheet

_HOLDS = {
    Holds.FIXED: "ours, locked",
    Holds.COUNTED: "our word count, locked",
    Holds.TEXT: "text",
    Holds.CHOICE: "a choice",
    Holds.NUMBER: "a number, three decimal places at most",
    Holds.MONEY: "pounds, two decimal places at most",
    Holds.RATE: "pounds, four decimal places at most; for a percentage a number",
    Holds.DAY: "a day",
}
_MANIFEST = {
    "format": f"`{form.FORMAT}`",
    "procurement": "External id of the procurement",
    "ask": "External id of the ask",
    "version": "Number of the published version",
    "digest": "SHA-256 of the published version",
    "draft": "`no`; a draft's workbook says `yes` and is never read back",
}


def page() -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "# Response workbook"
    yield (
        f"Generated from `commonweal.domain.packs.workbook`. Format `{form.FORMAT}`, as XLSX or ODS, made for one published "
        "version of one ask. A workbook is read whole or not at all; each mistake is told with its sheet and cell. The "
        "sentences are in [errors in words](error-words.md) under `pack.` and `commitment.`."
    )
    yield (
        f"A workbook of the format before, `{form.FORMAT_1}`, is read as well. It lacks the sheets "
        + ", ".join(f"`{each.name}`" for each in form.READ if each not in form.READ_1)
        + "; what the draft says of those stays as it is."
    )
    yield "## Every sheet"
    yield (
        "Row 1 holds the sheet's title, row 2 what it is for, row 3 the headings, and from row 4 the rows. Sheets are "
        "protected without a password. Names of sheets and headings are part of the format and are not translated. Sheets: "
        + ", ".join(f"`{name}`" for name in form.SHEETS)
        + "."
    )
    for sheet in (*form.READ, form.METRICS):
        yield from _sheet(sheet)
    yield f"## {form.ABOUT}"
    yield _table(("Line", "What it says"), [(f"`{key}`", _MANIFEST[key]) for key in form.MANIFEST])
    yield f"## {form.LISTS}"
    yield (
        "A column for each list of choices. A label begins with a number, so that no two are the same. "
        f"Kinds: {_listed(form.KIND_WORDS.values())}. Who will do it: {_listed(form.OWNER_WORDS.values())}. "
        f"A measure of the supplier's own: `{form.OWN_MEASURE}`. How an organisation stands to the supplier: "
        f"{_listed(form.ROLE_WORDS.values())}. The supplier itself: `{form.OURSELVES}`."
    )
    yield "## What is refused"
    yield "\n".join(f"- {line}" for line in _refused())


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.name}"
    yield sheet.meaning
    rows = [
        (chr(ord("A") + place), column.title, _holds(column), column.meaning)
        for place, column in enumerate(sheet.columns)
    ]
    yield _table(("Column", "Heading", "Holds", "Meaning"), rows)


def _holds(column: Column) -> str:
    if column.choices:
        return f"a choice from the list `{column.choices}`"
    return _HOLDS[column.holds]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _refused() -> Iterator[str]:
    yield (
        f"a file above {form.MOST_BYTES // 1_000_000} MB, one that unpacks to more than {form.MOST_UNPACKED // 1_000_000} MB, "
        "one that is locked, damaged, or called what it is not;"
    )
    yield "macros, links to other files, embedded objects;"
    yield "another ask's workbook, another version's, a draft's, another format's;"
    yield "hidden sheets that hold something, added sheets that hold something, missing sheets;"
    yield "merged cells, moved headings or rows, anything outside the form;"
    yield "any formula but our own word count, and errors that a program wrote;"
    yield f"more than {form.LONGEST_CELL:,} signs in a cell;"
    yield "a value that is not in its list, not a number, not a day, or missing in a row that is used;"
    yield "a commitment that breaks a rule: the same rules as online."


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
