"""Writing payments and rejections in batches as Parquet, so that memory stays bounded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.interchange import arrow_columns
from commonweal.interchange.spend_files.rows import Payment, Rejection

BATCH = 50_000
_TEXTS = ("supplier", "supplier_id", "company_number", "charity_number", "postcode", "town", "sme", "vcse", "service",
          "category", "description", "reference")  # fmt: skip

PAYMENTS = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int32()),
        ("paid_on", pa.date32()),
        ("pence", pa.int64()),
        *((name, pa.string()) for name in _TEXTS),
        ("is_redacted", pa.bool_()),
        ("is_duplicate", pa.bool_()),
        ("is_card", pa.bool_()),
    ]
)
REJECTED = pa.schema(
    [("file", pa.string()), ("line", pa.int32()), ("reason", pa.string()), ("text", pa.string())]
)

_MADE: dict[pa.DataType, Callable[[Sequence[Any], pa.DataType], pa.Array]] = {
    pa.string(): arrow_columns.texts, pa.int32(): arrow_columns.wholes, pa.int64(): arrow_columns.wholes,
    pa.date32(): arrow_columns.days, pa.bool_(): arrow_columns.truths,
}  # fmt: skip


class _Table:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            columns = [
                _MADE[kind](column, kind)
                for column, kind in zip(zip(*self._rows, strict=True), self._schema.types, strict=True)
            ]
            self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
            self._rows.clear()

    def close(self) -> None:
        self.flush()
        self._writer.close()


class DatasetWriter:
    """Writes `payments.parquet` and `rejected.parquet` in a folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._payments = _Table(folder / "payments.parquet", PAYMENTS)
        self._rejected = _Table(folder / "rejected.parquet", REJECTED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._payments.close()
        self._rejected.close()

    def add(self, file: str, each: Payment, *, is_duplicate: bool, is_card: bool) -> None:
        """Keep a payment with the place it was read from."""
        self._payments.add((file, *each, is_duplicate, is_card))

    def reject(self, file: str, each: Rejection) -> None:
        """Keep a rejected record with its place and reason."""
        self._rejected.add((file, each.line, each.reason.value, each.text))
