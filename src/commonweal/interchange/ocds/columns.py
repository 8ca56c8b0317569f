"""Objects of one kind as typed columns. A value that its column cannot hold exactly is kept in the row's `extra`.

Columns are converted whole where all values are of the type that the column wants; one that does not fit makes its
column be converted value by value, by the rules in CONVERTERS. Both give the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from commonweal.interchange import arrow_columns
from commonweal.interchange.ocds.semantics import moment
from commonweal.interchange.ocds.table_plans import DATE, JSON, MONEY, NUMBER, TEXT, TRUTH, WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

Unfit = Callable[[int, Any], None]
"""Told of a value, by row, that its column cannot hold exactly."""

_PLACES = {MONEY: 2, NUMBER: 3}


@cache
def arrow_type(kind: str) -> pa.DataType:
    """The type of a column."""
    import pyarrow as pa

    made: dict[str, Callable[[], pa.DataType]] = {
        TEXT: pa.string, JSON: pa.string, TRUTH: pa.bool_, WHOLE: pa.int64,
        DATE: lambda: pa.timestamp("us", "UTC"),
    }  # fmt: skip
    return pa.decimal128(20, _PLACES[kind]) if kind in _PLACES else made[kind]()


def typed(values: Sequence[Any], kind: str, unfit: Unfit) -> pa.Array:
    """A column of JSON values (None where there is none) as its type."""
    whole = _WHOLE_COLUMN[kind](values)
    return whole if whole is not None else _one_by_one(values, kind, unfit)


def _one_by_one(values: Sequence[Any], kind: str, unfit: Unfit) -> pa.Array:
    convert, found = CONVERTERS[kind], [None] * len(values)
    for row, value in enumerate(values):
        if value is not None:
            found[row], exact = convert(value)
            if not exact:
                unfit(row, value)
    return column(found, kind)


def column(values: Sequence[Any], kind: str) -> pa.Array:
    """Values that are of the column's kind already, None where there is none."""
    return _MADE[kind](values, arrow_type(kind))


_MADE: dict[str, Callable[[Any, Any], Any]] = {
    TEXT: arrow_columns.texts, JSON: arrow_columns.texts, TRUTH: arrow_columns.truths, WHOLE: arrow_columns.wholes,
    DATE: arrow_columns.instants, MONEY: arrow_columns.decimals, NUMBER: arrow_columns.decimals,
}  # fmt: skip


def _kinds(values: Sequence[Any]) -> set[type]:
    kinds = set(map(type, values))
    kinds.discard(type(None))
    return kinds


def _texts(values: Sequence[Any]) -> pa.Array | None:
    try:
        return column(values, TEXT)
    except TypeError:
        return None


def _truths(values: Sequence[Any]) -> pa.Array | None:
    return column(values, TRUTH) if _kinds(values) <= {bool} else None


def _wholes(values: Sequence[Any]) -> pa.Array | None:
    if not _kinds(values) <= {int}:
        return None
    try:
        return column(values, WHOLE)
    except OverflowError:
        return None


def _json_texts(values: Sequence[Any]) -> pa.Array:
    dumps = orjson.dumps
    return arrow_columns.encoded_texts(
        [None if value is None else dumps(value) for value in values], arrow_type(JSON)
    )


_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)


def _instants(values: Sequence[Any]) -> pa.Array | None:
    """Text with date, time and zone as instants, each distinct one once."""
    import numpy as np
    import pyarrow as pa

    try:
        places = {text: at for at, text in enumerate(dict.fromkeys(values))}
    except TypeError:
        return None
    is_instant = _INSTANT.fullmatch
    for text in places:
        if text is not None and (type(text) is not str or not is_instant(text)):
            return None
    try:
        found = column(list(places), TEXT).cast(arrow_type(DATE))
    except pa.ArrowInvalid:
        return None
    at = np.fromiter(map(places.__getitem__, values), np.int64, len(values))
    return found.take(arrow_columns.numbers(at, pa.int64()))


_SURE = 10**15
"""Below it a float written with two or three decimals is the nearest float to that decimal and to no other."""


_NUMBERS = {int, float, type(None)}


def _decimals(kind: str) -> Callable[[Sequence[Any]], pa.Array | None]:
    places = _PLACES[kind]
    scale = 10**places

    def convert(values: Sequence[Any]) -> pa.Array | None:
        import numpy as np

        kinds = set(map(type, values))
        if not kinds <= _NUMBERS:
            return None
        is_known = [value is not None for value in values] if type(None) in kinds else None
        numbers = values if is_known is None else [value or 0 for value in values]
        try:
            floats = np.fromiter(numbers, np.float64, len(numbers))
        except OverflowError:
            return None
        steps = np.rint(floats * scale)
        if not bool((np.abs(steps) < _SURE).all()) or not bool((steps / scale == floats).all()):
            return None
        return arrow_columns.steps(steps.astype(np.int64), is_known, arrow_type(kind))

    return convert


_WHOLE_COLUMN: dict[str, Callable[[Sequence[Any]], Any]] = {
    TEXT: _texts, JSON: _json_texts, TRUTH: _truths, WHOLE: _wholes, DATE: _instants,
    MONEY: _decimals(MONEY), NUMBER: _decimals(NUMBER),
}  # fmt: skip


def _text(value: Any) -> tuple[str | None, bool]:
    if type(value) is str:
        return value, True
    if type(value) is int or type(value) is float:
        return str(value), type(value) is int
    return None, False


def _json(value: Any) -> tuple[str, bool]:
    return orjson.dumps(value).decode(), True


def _truth(value: Any) -> tuple[bool | None, bool]:
    return (value, True) if type(value) is bool else (None, False)


def _whole(value: Any) -> tuple[int | None, bool]:
    if type(value) is int:
        return (value, True) if -(1 << 63) <= value < 1 << 63 else (None, False)
    found = _number(value)
    if (
        found is None
        or not found.is_finite()
        or abs(found) >= _TOO_LARGE
        or found != found.to_integral_value()
    ):
        return None, False
    return int(found), False


_LONG_FRACTION = re.compile(r"\.\d{7}")


def _date(value: Any) -> tuple[datetime | None, bool]:
    found = moment(value)
    if found is None:
        return None, False
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        return None, False
    return found, "T" in value and not _LONG_FRACTION.search(value)


_TEXT_NUMBER = re.compile(r"\s*£?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*")


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        match = _TEXT_NUMBER.fullmatch(value)
        value = match[1].replace(",", "") if match else None
    try:
        return None if not isinstance(value, int | float | str) else Decimal(str(value))
    except InvalidOperation:
        return None


_TOO_LARGE = 10**16


def _decimal(kind: str) -> Callable[[Any], tuple[Decimal | None, bool]]:
    step = Decimal(1).scaleb(-_PLACES[kind])

    def convert(value: Any) -> tuple[Decimal | None, bool]:
        if type(value) is int and -_TOO_LARGE < value < _TOO_LARGE:
            return Decimal(value), True
        number = _number(value)
        if number is None or not number.is_finite() or abs(number) >= _TOO_LARGE:
            return None, False
        rounded = number.quantize(step, ROUND_HALF_EVEN)
        return rounded, rounded == number and not isinstance(value, str)

    return convert


CONVERTERS: dict[str, Callable[[Any], tuple[Any, bool]]] = {
    TEXT: _text, JSON: _json, TRUTH: _truth, WHOLE: _whole, DATE: _date,
    MONEY: _decimal(MONEY), NUMBER: _decimal(NUMBER),
}  # fmt: skip
"""One value as its column's type, and whether nothing of it was lost."""


def supplier_keys(suppliers: Sequence[Any]) -> pa.Array:
    """For each list of suppliers their ids, names where they have none."""
    import pyarrow as pa

    return arrow_columns.lists_of_texts([_keys_of(value) for value in suppliers], pa.list_(pa.string()))


def _keys_of(suppliers: Any) -> list[str] | None:
    if not isinstance(suppliers, list):
        return None
    named = (item for item in suppliers if isinstance(item, dict))
    return [str(item.get("id") or item.get("name")) for item in named if item.get("id") or item.get("name")]
