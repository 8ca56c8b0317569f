"""The portfolio report of a prepared extract: rows with their three figures, by mission, outcome, place, supplier, year."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset, prepare
from commonweal.analytics.portfolio.left_out import left_out
from commonweal.domain.periods import financial_year_name
from commonweal.domain.quantities import plain

Rows = list[dict[str, Any]]
DEFINITION = (
    "Promised is what was committed to, reported what the party that owes it says was done, verified what somebody else "
    "accepted. Figures are added only within one metric and unit, never over rows: a commitment that serves two missions "
    "stands under both. Null means that nobody said. Pathways and promises in words are counted as commitments. "
    "Commitments that are left out are counted in their row and are in none of its figures: rates per pound, with no spend "
    "known on their contracts, so that nobody knows what they owe."
)
DEFINITIONS = {
    "mission": "Commitments by the missions they serve: their own links where they have any, else those of their contract.",
    "outcome": "Commitments by the outcomes they serve: their own links where they have any, else those of their contract.",
    "place": "Commitments by their own place, or the one place of all their periods.",
    "supplier": "Commitments by the supplier of their contract.",
    "year": "A promise stands in the financial year its period ends, a report in the year its own span ends.",
}
_FIGURES = ("promised", "reported", "verified")


def report(folder: Path, by: Iterable[str] = dataset.BY) -> dict[str, Any]:
    """The JSON of `portfolio report`. The extract must be prepared. Raises NotAPortfolio."""
    manifest = dataset.read(folder)
    found = figures(folder)
    return {
        "whose": manifest.whose,
        "taken_at": manifest.taken_at,
        "events": manifest.events,
        "commitments": manifest.commitments,
        "reports": manifest.reports,
        "definition": DEFINITION,
        **{
            f"by_{what}": {
                "definition": DEFINITIONS[what],
                "rows": [_shown(what, row) for row in found[what]],
            }
            for what in by
        },
    }


def figures(folder: Path) -> dict[str, Rows]:
    """Every row by what it is seen by: key, label, metric, unit, the three figures in thousandths, commitments, and how many of
    them are left out of the figures.

    In the order of the portfolio's page: by label, what nobody said last.
    """
    manifest = dataset.read(folder)
    keys = {row["key_no"]: row for row in _rows(dataset.table(folder, manifest, "keys"))}
    metrics = {row["metric_no"]: row for row in _rows(dataset.table(folder, manifest, "metrics"))}
    out = left_out(folder)
    found: dict[str, Rows] = {what: [] for what in dataset.BY}
    for row in _rows(prepare.rows_path(folder)):
        what = _year(row["key_no"]) if row["is_year"] else keys[row["key_no"]]
        metric = metrics[row["metric_no"]]
        found[what["by"]].append({
            "key": what["key"], "label": what["label"], "metric": metric["metric"], "unit": metric["unit"],
            **{name: row[name] if row[f"{name}_n"] > 0 else None for name in _FIGURES},
            "commitments": row["commitments"],
            "left_out": out[row["is_year"], row["key_no"], row["metric_no"]]})  # fmt: skip
    for rows in found.values():
        rows.sort(key=lambda row: (row["key"] == "", row["label"], row["key"], row["metric"], row["unit"]))
    return found


def _rows(path: Path) -> Rows:
    found: Rows = pq.read_table(path).to_pylist()
    return found


def _year(year: int) -> dict[str, str]:
    if year == dataset.NOT_STATED:
        return {"by": "year", "key": "", "label": ""}
    return {"by": "year", "key": str(year), "label": str(year)}


def _shown(by: str, row: dict[str, Any]) -> dict[str, Any]:
    is_year = by == "year" and row["key"] != ""
    return {
        "id": row["key"] or None,
        "title": (financial_year_name(int(row["key"])) if is_year else row["label"]) or None,
        "metric": row["metric"],
        "unit": row["unit"] or None,
        **{name: None if row[name] is None else plain(row[name]) for name in _FIGURES},
        "commitments": row["commitments"],
        "left_out": row["left_out"],
    }
