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
        pa.array(is_year.astype(bool)),
        pa.array((keys - 1).astype(np.int32)),
        pa.array(metrics.astype(np.int32)),
    ]
    return pa.table([*columns, *(pa.array(each) for each in sums)], names=list(ROW))


def ordered(rows: Any) -> Any:
    """Rows in the order of their keys, each key once."""
    return _summed(_codes(rows), [rows[name].to_numpy() for name in _SUMS])


def added(rows: Any, more: Any) -> Any:
    """Two tables of rows as one, both figures of a key added; rows in which no commitment stands are left out."""
    codes = np.concatenate([_codes(rows), _codes(more)])
    sums = [np.concatenate([rows[name].to_numpy(), more[name].to_numpy()]) for name in _SUMS]
    return _summed(codes, sums)


def _summed(codes: Any, sums: list[Any]) -> Any:
    order = np.argsort(codes, kind="stable")
    placed = codes[order]
    starts = np.flatnonzero(np.concatenate([[True], placed[1:] != placed[:-1]])) if len(placed) else order
    found = [np.add.reduceat(each[order], starts) if len(starts) else each for each in sums]
    stands = found[-1] > 0
    return _table(placed[starts][stands], [each[stands] for each in found])
