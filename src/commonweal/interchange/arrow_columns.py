"""Python values as Arrow columns, laid out here: `pa.array` of a list loads pandas first, in every process anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Values = Sequence[Any]


def texts(values: Values, kind: pa.DataType) -> pa.Array:
    """Text, None for none. Raises TypeError where a value is neither."""
    known, said = None, values
    try:
        whole = "".join(values)
    except TypeError:
        known = _known(values)
        said = ["" if value is None else value for value in values]
        whole = "".join(said)
    if whole.isascii():  # as long in bytes as in characters
        return _laid_out(_offsets(said), whole.encode(), known, kind)
    return _joined(list(map(str.encode, said)), known, kind)


def encoded_texts(values: Sequence[bytes | None], kind: pa.DataType) -> pa.Array:
    """The same of text that is in UTF-8 already."""
    return _joined([value or b"" for value in values], _known(values), kind)


def truths(values: Values, kind: pa.DataType) -> pa.Array:
    """True and False, None for none."""
    import numpy as np

    held = np.fromiter((value is True for value in values), np.bool_, len(values))
    return _array(kind, len(values), _known(values), np.packbits(held, bitorder="little"))


def wholes(values: Values, kind: pa.DataType) -> pa.Array:
    """Whole numbers, None for none. Raises OverflowError where one is too large for the column's bits."""
    import numpy as np

    held = np.int32 if kind.bit_width == 32 else np.int64
    numbers = [0 if value is None else value for value in values]
    return _array(kind, len(values), _known(values), np.fromiter(numbers, held, len(numbers)))


def days(values: Sequence[date | None], kind: pa.DataType) -> pa.Array:
    """Days, None for none."""
    return wholes([None if value is None else value.toordinal() - _FIRST_DAY for value in values], kind)


_FIRST_DAY = date(1970, 1, 1).toordinal()


def decimals(values: Sequence[Decimal | None], kind: pa.DataType) -> pa.Array:
    """Decimals with at most as many places as their column has, None for none."""
    import numpy as np

    steps = [0 if value is None else int(value.scaleb(kind.scale)) for value in values]
    words = np.empty((len(steps), 2), np.uint64)
    words[:, 0] = [step & _WORD for step in steps]
    words[:, 1] = [(step >> 64) & _WORD for step in steps]
    return _array(kind, len(values), _known(values), words)


_WORD = (1 << 64) - 1


def steps(numbers: Any, is_known: Any, kind: pa.DataType) -> pa.Array:
    """Decimals as a numpy array of whole steps of their last place; `is_known` says where there is one, or None."""
    import numpy as np

    words = np.empty((len(numbers), 2), np.int64)
    words[:, 0] = numbers
    words[:, 1] = words[:, 0] >> 63
    return _array(kind, len(numbers), None if is_known is None else _bits(is_known), words)


def instants(values: Sequence[datetime | None], kind: pa.DataType) -> pa.Array:
    """Points in time to the microsecond, None for none."""
    return wholes([None if value is None else (value - _EPOCH) // _MICROSECOND for value in values], kind)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def lists_of_texts(values: Sequence[list[str] | None], kind: pa.DataType) -> pa.Array:
    """Lists of text, None for none."""
    import pyarrow as pa

    held = [value or () for value in values]
    inside = texts(list(chain.from_iterable(held)), kind.value_type)
    buffers = [_known(values), pa.py_buffer(_offsets(held))]
    return pa.Array.from_buffers(kind, len(held), buffers, children=[inside])


def numbers(values: Any, kind: pa.DataType) -> pa.Array:
    """A numpy array as a column, without being copied."""
    return _array(kind, len(values), None, values)


def _joined(encoded: list[bytes], known: Any, kind: pa.DataType) -> pa.Array:
    return _laid_out(_offsets(encoded), b"".join(encoded), known, kind)


def _laid_out(offsets: Any, whole: bytes, known: Any, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    buffers = [known, pa.py_buffer(offsets), pa.py_buffer(whole)]
    return pa.Array.from_buffers(kind, len(offsets) - 1, buffers)


def _offsets(parts: Sequence[Any]) -> Any:
    """Where each part begins, and the last one ends. Raises OverflowError where that is beyond 2 GB."""
    import numpy as np

    ends = np.fromiter(map(len, parts), np.int64, len(parts)).cumsum()
    if len(ends) and ends[-1] > _LARGEST:
        raise OverflowError("a column of more than 2 GB")
    found = np.zeros(len(parts) + 1, np.int32)
    found[1:] = ends
    return found


_LARGEST = (1 << 31) - 1


def _known(values: Values) -> Any:
    """Which values there are, as bits; None where that is all of them."""
    if None not in values:
        return None
    return _bits([value is not None for value in values])


def _bits(is_known: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(np.frombuffer(bytes(is_known), np.uint8), bitorder="little"))


def _array(kind: pa.DataType, count: int, known: Any, held: Any) -> pa.Array:
    import pyarrow as pa

    return pa.Array.from_buffers(kind, count, [known, pa.py_buffer(held)])
