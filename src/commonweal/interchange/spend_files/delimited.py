"""Text tables: encoding, delimiter and quoting found from the content, so that no record is lost.

A byte order mark decides; else UTF-8 when all of it is; else each line for itself, UTF-8 or Windows-1252, because
files are pasted together from both. A quotation mark that is never closed must not swallow the rest of the file:
a record that runs over many lines is taken line by line.
"""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator

from commonweal.interchange.spend_files.amounts import Cell

DELIMITERS = ",\t;|~^"
_SAMPLE_LINES = 60
_LONGEST_RECORD = 12
_END_OF_FILE = "\x1a"
_QUOTED_WHOLE = re.compile(r'^"(.*)"\s*$')
#: `="00123"`, which keeps a spreadsheet from changing a text; the quotation marks stay and the sign goes.
_TEXT_FORMULA = re.compile(r'(^|[,;\t|])=("[^"\r\n]*")(?=[,;\t|\r\n]|$)', re.MULTILINE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
csv.field_size_limit(10_000_000)


class NotText(ValueError):
    """The content is not text; the message says why."""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252, also when lines differ. Raises NotText."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    start = content[:4000]
    if start.count(0) > len(start) // 4:
        even, odd = start[::2].count(0), start[1::2].count(0)
        return content.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")
    if start.count(0) > 8:
        raise NotText("is not text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_decoded_line(line) for line in content.splitlines(keepends=True))


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that most lines share the same number of, the comma when none does."""
    if lines and lines[0].lower().startswith("sep=") and lines[0].strip()[4:5] in DELIMITERS:
        return lines[0].strip()[4]
    scores = {mark: _score(lines, mark) for mark in DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] else ","


def _score(lines: list[str], mark: str) -> int:
    """How many lines hold the most usual number of fields; more fields weigh in."""
    counts = Counter(
        len(row) for row in csv.reader(lines, delimiter=mark, skipinitialspace=True) if len(row) > 1
    )
    return max((number * min(fields, 12) for fields, number in counts.items()), default=0)


def text_records(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """(line number from 1, cells as text) of each record, blank ones included. Raises NotText."""
    text = decoded(content).replace("\0", "").rstrip(_END_OF_FILE).lstrip("\ufeff")
    if '="' in text:
        text = _TEXT_FORMULA.sub(r"\1\2", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if _are_quoted_whole(lines[:_SAMPLE_LINES]):
        lines = [_QUOTED_WHOLE.sub(lambda found: found[1].replace('""', '"'), line) for line in lines]
    return _records(lines, delimiter_of(lines[:_SAMPLE_LINES]))


def _are_quoted_whole(lines: list[str]) -> bool:
    """True when each line was put between quotation marks as if it were one cell."""
    filled = [line for line in lines if line.strip()]
    whole = sum(
        _QUOTED_WHOLE.match(line) is not None and len(row) == 1 and "," in row[0]
        for line, row in zip(filled, csv.reader(filled), strict=False)
    )
    return len(filled) > 1 and whole == len(filled)


def _records(lines: list[str], mark: str) -> Iterator[tuple[int, list[Cell]]]:
    start, usual = 0, _usual_width(lines[:_SAMPLE_LINES], mark)
    while start < len(lines):
        reader = csv.reader(_with_ends(lines, start), delimiter=mark, skipinitialspace=True)
        begun = start
        for row in reader:
            used = start + reader.line_num
            if used - begun > 1 and _swallows(lines[begun:used], row, mark, usual):
                break
            yield begun + 1, list(row)
            begun = used
        else:
            return
        yield begun + 1, _unquoted(lines[begun], mark)
        start = begun + 1


def _usual_width(lines: list[str], mark: str) -> int:
    widths = Counter(
        len(row) for row in csv.reader(lines, delimiter=mark, skipinitialspace=True) if len(row) > 1
    )
    return widths.most_common(1)[0][0] if widths else 0


def _swallows(lines: list[str], row: list[str], mark: str, usual: int) -> bool:
    """True for a record over lines that are records by themselves: all of a few, or most of many, or of too few cells."""
    alone = [len(each) for each in csv.reader(lines[1:], delimiter=mark, quoting=csv.QUOTE_NONE)]
    if len(lines) > _LONGEST_RECORD:
        return len(row) != usual or 2 * alone.count(usual) > len(alone)
    return len(row) < usual and usual > 2 and all(width == usual for width in alone)


def _with_ends(lines: list[str], start: int) -> Iterator[str]:
    for index in range(start, len(lines)):
        yield lines[index] + "\n"


def _unquoted(line: str, mark: str) -> list[Cell]:
    row = next(csv.reader([line], delimiter=mark, quoting=csv.QUOTE_NONE), [])
    return [cell.strip('" ') for cell in row]
