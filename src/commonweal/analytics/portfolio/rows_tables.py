"""Tables of rows in the order of their keys, and adding one to another."""

from typing import Any

import numpy as np
import pyarrow as pa

from commonweal.analytics.portfolio.measures import ROW

_SUMS = ROW[3:]
_METRICS = 2**30
"""More metrics than anybody has: a row's key, of year or thing and metric, fits into one integer of 64 bits."""


def _codes(rows: Any) -> Any:
    is_year = rows["is_year"].to_numpy(zero_copy_only=False).astype(np.int64)
    key = rows["key_no"].to_numpy().astype(np.int64) + 1  # years that are not stated are below nought
    return (is_year * 2**31 + key) * _METRICS + rows["metric_no"].to_numpy()


def _table(codes: Any, sums: Any) -> Any:
    things, metrics = np.divmod(codes, _METRICS)
    is_year, keys = np.divmod(things, 2**31)
    columns = [
        _column(is_year.astype(np.int8), pa.int8()).cast(pa.bool_()),
        _column((keys - 1).astype(np.int32), pa.int32()),
        _column(metrics.astype(np.int32), pa.int32()),
    ]
    return pa.table([*columns, *(_column(each, pa.int64()) for each in sums)], names=list(ROW))


def _column(values: Any, kind: Any) -> Any:
    """The memory of numbers as a column. `pa.array` would load pandas first, which takes longer than all the rest."""
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def ordered(rows: Any) -> Any:
    """Rows in the order of their keys, each key once."""
    return _summed(_codes(rows), [rows[name].to_numpy() for name in _SUMS])


def added(rows: Any, more: Any) -> Any:
    """Two tables of rows as one, both figures of a key added; rows in which no commitment stands are left out.

    `rows` are in the order of their keys, each key once; what is added is small beside them.
    """
    codes, sums = _codes(rows), [rows[name].to_numpy() for name in _SUMS]
    more_codes, more_sums = _grouped(_codes(more), [more[name].to_numpy() for name in _SUMS])
    at = np.searchsorted(codes, more_codes)
    is_there = np.zeros(len(at), dtype=bool)
    inside = at < len(codes)
    is_there[inside] = codes[at[inside]] == more_codes[inside]
    merged = []
    for held, new in zip(sums, more_sums, strict=True):
        total = held.copy()
        total[at[is_there]] += new[is_there]
        merged.append(np.insert(total, at[~is_there], new[~is_there]))
    return _standing(np.insert(codes, at[~is_there], more_codes[~is_there]), merged)


def _summed(codes: Any, sums: list[Any]) -> Any:
    return _standing(*_grouped(codes, sums))


def _grouped(codes: Any, sums: list[Any]) -> tuple[Any, list[Any]]:
    """Codes in order, each once, and the sums of each."""
    order = np.argsort(codes, kind="stable")
    placed = codes[order]
    starts = np.flatnonzero(np.concatenate([[True], placed[1:] != placed[:-1]])) if len(placed) else order
    return placed[starts], [np.add.reduceat(each[order], starts) if len(starts) else each for each in sums]


def _standing(codes: Any, sums: list[Any]) -> Any:
    stands = sums[-1] > 0
    return _table(codes[stands], [each[stands] for each in sums])
