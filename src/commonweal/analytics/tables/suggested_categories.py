"""Payments published without a category, given one by the body's own trained model, and kept apart from what was published.

Only these payments are read again, with their description; each different text is judged once.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.analytics.text.classifier import Classifier, read_about, read_classifier

#: Confidence in basis points below which no category is suggested.
LEAST_SURE = 5_000
IS_SUGGESTED = "is_suggested"
_KEYS = ("year", "service", "category", "supplier", "postcode", "is_redacted", IS_SUGGESTED)
_SUMS = ("pence", "payments", "credit_pence", "duplicate_pence", "duplicates", "card_pence")
_FACTS = ("town", "sme", "vcse", "charity_number")


class NotAModel(ValueError):
    """The file is no model of `spend train`; the message says so."""


@dataclass(frozen=True)
class OwnModel:
    """A body's own model: `digest` changes with it, `about` is what training found (texts, labels, accuracies)."""

    classifier: Classifier
    digest: str
    about: dict[str, Any]


def own_model(path: Path) -> OwnModel | None:
    """The model at a path, or None when there is no file. Raises NotAModel."""
    if not path.is_file():
        return None
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return OwnModel(read_classifier(path), digest, read_about(path))
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise NotAModel(f"{path}: is no model of `commonweal spend train`") from error


def text_of(supplier: str | None, service: str | None, description: str | None) -> str:
    """What a payment says of itself, as the model is taught."""
    return " | ".join(part for part in (supplier, service, description) if part)


def with_suggestions(raw: Any, uncategorised: Callable[[], Any], model: OwnModel | None) -> Any:
    """The cube `raw` with a column that tells suggested categories from published ones.

    `uncategorised` fetches the same cube of payments without a category, by description as well.
    """
    missing = pc.is_null(raw["category"])
    published = raw.append_column(IS_SUGGESTED, pa.array(np.zeros(len(raw), dtype=bool)))
    if model is None or not pc.any(missing).as_py():
        return published
    kept = published.filter(pc.invert(missing))
    return pa.concat_tables(
        [kept, _suggested(uncategorised(), model).select(kept.column_names).cast(kept.schema)]
    )


def _suggested(rows: Any, model: OwnModel) -> Any:
    """Rows with the category the model is sure enough of, summed over their descriptions."""
    columns = [rows[name].to_pylist() for name in ("supplier", "service", "description", "is_redacted")]
    texts = [text_of(None if gone else who, what, why) for who, what, why, gone in zip(*columns, strict=True)]
    distinct = sorted({text for text in texts if text})
    judged = dict(zip(distinct, model.classifier.predict(distinct), strict=True)) if distinct else {}
    found = [judged.get(text, ("", 0)) for text in texts]
    sure = [label if confidence >= LEAST_SURE else None for label, confidence in found]
    held = rows.drop_columns(["category", "description"])
    held = held.append_column("category", pa.array(sure, pa.string()))
    held = held.append_column(IS_SUGGESTED, pa.array([label is not None for label in sure]))
    summed = held.group_by(list(_KEYS)).aggregate(
        [*((name, "sum") for name in _SUMS), *((name, "max") for name in _FACTS)]
    )
    plain = [name.removesuffix("_sum").removesuffix("_max") for name in summed.column_names]
    return summed.rename_columns(plain)
