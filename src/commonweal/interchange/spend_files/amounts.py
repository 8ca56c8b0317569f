"""An amount of money in any of the notations that councils publish, as integer pence.

Fractions of a penny are rounded half to even, as accounts are. A lone dash is the accounting format's zero.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from commonweal.domain.money import MAX_PENCE

Cell = object
"""A cell as a reader gives it: text, int, float, bool, date, datetime or None."""

#: Written where a figure is absent; not the same as a figure that cannot be read.
BLANK_WORDS = frozenset({"", "n/a", "na", "#n/a", "nil", "none", "null", "tbc", "tbd", "unknown", "not known", "not applicable",
                         "#value!", "#ref!", "(blank)", "nan", "."})  # fmt: skip
#: Pound signs as other code pages show them, other signs of sterling, and marks spreadsheets leave behind.
_STERLING = re.compile(
    r"gbp|[£œÂ\ufffd\u20a4'`´’\"\u200b\u200e\u200f\ufeff]|^\W*[?=](?=[-\d])", re.IGNORECASE
)
_SIGN_WORD = re.compile(
    r"\s*\(?\b(cr|dr|credit|debit)\b\.?\)?$|(?<=\d)\s*(cr|dr|c|d|credit|debit)\.?$", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?<=\d)\s*[*†‡]{1,3}$")
_SIGN_BEFORE = re.compile(r"^()(cr|dr|credit|debit)\b[.:]?\s*", re.IGNORECASE)
_SCALED = re.compile(r"^([\d.]+)\s*(k|m|bn|thousand|million|billion)$", re.IGNORECASE)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_DIGITS = re.compile(r"^\d*\.?\d+$|^\d+\.$")
_EXPONENT = re.compile(r"^\d+(\.\d+)?e[+-]?\d{1,2}$", re.IGNORECASE)
_CONTINENTAL = re.compile(r"^\d{1,3}([. ]\d{3})*,\d{1,2}$|^\d+,\d{1,2}$")
_DOTTED = re.compile(r"^\d{1,3}(\.\d{3})+$")
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}\D*$|\d,\d{3}\b")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}\D*$")
_GROUPED = re.compile(r"^\d{1,3}([ ,]\d{2,3})*[ ,]\d{3}(\.\d*)?$")
_PLAIN = re.compile(r"^-?\d{1,12}(\.\d{1,2})?$")


_THOUSANDS = re.compile(r"£\s*['’]?000s?\b|\(['’]?000s?\)|£\s*k\b|\bthousands?\b", re.IGNORECASE)
_MILLIONS = re.compile(r"£\s*(m|mn|millions?)\b|\bin millions?\b", re.IGNORECASE)


_PENCE = re.compile(r"\(\s*pence\s*\)|^(?!.*pounds).*\bin pence\b", re.IGNORECASE)


def scale_of(heading: str) -> Fraction:
    """Pounds that one stands for in a column headed so: `Value (£000)` is in thousands, `Amount (pence)` in hundredths."""
    for words, pounds in ((_THOUSANDS, 1_000), (_MILLIONS, 1_000_000)):
        if words.search(heading):
            return Fraction(pounds)
    return Fraction(1, 100) if _PENCE.search(heading) else Fraction(1)


class NotAnAmount(ValueError):
    """The cell holds something, but no amount of pounds."""


def is_blank(cell: Cell) -> bool:
    """True for an empty cell and for the words that stand for one."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in BLANK_WORDS)


def has_decimal_comma(cells: Iterable[Cell]) -> bool:
    """True for a column of amounts written `1.234,56`: some can only be so and none has a point before its pence."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return any(map(_DECIMAL_COMMA.search, texts)) and not any(map(_DECIMAL_POINT.search, texts))


def pence(cell: Cell, *, decimal_comma: bool = False) -> int | None:
    """Integer pence, or None for a blank cell. Raises NotAnAmount for anything else that is not an amount.

    In a column with a `decimal_comma` 1.500 is fifteen hundred; elsewhere it is one and a half.
    """
    if isinstance(cell, str):
        return _pence_of_text(cell, decimal_comma)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise NotAnAmount(str(cell))
    return _rounded(Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell), str(cell))


@lru_cache(maxsize=200_000)
def _pence_of_text(text: str, decimal_comma: bool) -> int | None:
    if _PLAIN.fullmatch(text):
        whole, _, part = text.partition(".")
        return int(whole + part.ljust(2, "0"))
    if text.strip().lower() in BLANK_WORDS:
        return None
    magnitude, negative = _unsigned(
        _STERLING.sub("", text).replace("\xa0", " ").replace("\u202f", " ").strip()
    )
    if magnitude in ("", "-") and "-" in text.replace("–", "-").replace("−", "-"):
        return 0
    if decimal_comma and _DOTTED.match(magnitude):
        magnitude = magnitude.replace(".", "")
    value = _rounded(_number(magnitude, text), text)
    return -value if negative else value


def _unsigned(text: str) -> tuple[str, bool]:
    """The text without its signs, and whether they make it negative."""
    text = _FOOTNOTE.sub("", text.replace("−", "-").replace("–", "-").replace("—", "-"))
    word = _SIGN_WORD.search(text) or _SIGN_BEFORE.search(text)
    negative = bool(word and (word[1] or word[2]).lower().startswith("c"))
    text = (text[: word.start()] + text[word.end() :]).strip() if word else text
    if text.startswith("<") and text.endswith(">"):
        text = f"({text[1:-1]})"
    if text.startswith("(") or text.endswith(")"):
        if not (text.strip("- ").startswith("(") and text.endswith(")")):
            raise NotAnAmount(text)
        text, negative = text.strip("-() "), True
    if text[:1] == "-" or text[-1:] == "-":
        text, negative = text[1:] if text[0] == "-" else text[:-1], True
    return text.lstrip("+").strip(), negative


def _number(text: str, whole: str) -> Decimal:
    scaled = _SCALED.match(text)
    if scaled and _DIGITS.match(scaled[1]):
        return Decimal(scaled[1]).scaleb(_SCALES[scaled[2].lower()])
    if _CONTINENTAL.match(text):
        text = text.replace(".", "").replace(" ", "").replace(",", ".")
    elif _GROUPED.match(text):
        text = text.replace(",", "").replace(" ", "")
    if not (_DIGITS.match(text) or _EXPONENT.match(text)):
        raise NotAnAmount(whole)
    return Decimal(text)


def _rounded(pounds: Decimal, text: str) -> int:
    try:
        value = int((pounds * 100).quantize(Decimal(1), ROUND_HALF_EVEN))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise NotAnAmount(text) from error
    if abs(value) > MAX_PENCE:
        raise NotAnAmount(text)
    return value
