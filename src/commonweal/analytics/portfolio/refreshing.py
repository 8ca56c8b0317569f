"""What a refresh asks of the engine: as expressions, and for DuckDB as queries that were compiled beforehand.

The expressions define the figures and run on every engine. Building and compiling them takes longer than DuckDB needs to run
them, so their queries for it lie beside this file (`refresh_queries.json`) with the versions that they were compiled with; with
other versions the expressions are compiled again. After a change of the expressions:

    python -m commonweal.analytics.portfolio.refreshing
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.analytics.portfolio import dataset
from commonweal.analytics.tables import engines, scripts

KEPT = ("others", "years")
"""What one time keeps for the next: reports of what is not summed, and the years commitments stand in."""
QUERIES = Path(__file__).with_name("refresh_queries.json")
_NAMED = "refresh_{}"
"""What the queries call a table."""

Files = Mapping[str, Sequence[Path]]


def added(read: Files, stores: Mapping[str, Path], connection: Any = None) -> Any:
    """What new reports add to the rows. `read` are the files of `reports` (the new ones), of each table that counts and of
    what was KEPT; what is to be kept now goes to `stores`."""
    steps = known_steps()
    duck = engines.bare_duckdb(connection) if steps else None
    if not steps or duck is None:
        return by_expressions(read, stores, connection if connection is not None else engines.connect())
    return scripts.run(duck, steps, {_NAMED.format(name): paths for name, paths in read.items()}, stores)


def by_expressions(read: Files, stores: Mapping[str, Path], engine: Any) -> Any:
    """The same by the expressions themselves, on any engine."""
    tables = {name: one_table(engine, paths, f"portfolio_{name}") for name, paths in read.items()}

    def hold(expression: Any, name: str) -> Any:
        return engines.held(engine, expression, name)

    def store(expression: Any, what: str) -> None:
        engines.stored(engine, expression, stores[what])

    return engines.fetched(engine, _change(tables, hold, store))


def one_table(engine: Any, paths: Sequence[Path], name: str) -> Any:
    """Parquet files of one form as one table of the engine."""
    import ibis

    tables = [engines.parquet(engine, path, f"{name}_{at}") for at, path in enumerate(paths)]
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _change(
    tables: Mapping[str, Any], hold: Callable[[Any, str], Any], store: Callable[[Any, str], None]
) -> Any:
    from commonweal.analytics.portfolio import measures

    leaf = hold(measures.leaves(tables["reports"], tables["commitments"], is_change=True), "portfolio_change")
    change = measures.Leaves(measures.others(leaf), measures.stood(leaf), all=leaf)
    store(change.others, "others")
    store(change.years, "years")
    was = measures.Leaves(tables["others"], tables["years"])
    return measures.changed_rows(was, change, hold, **{name: tables[name] for name in dataset.COUNTING})


@cache
def known_steps() -> list[list[str]] | None:
    """The queries that were compiled beforehand; None where other versions are installed."""
    held: dict[str, Any] = json.loads(QUERIES.read_text("utf-8"))
    steps: list[list[str]] = held["steps"]
    return steps if held["versions"] == scripts.versions() else None


def compiled() -> list[list[str]]:
    """The queries, compiled now."""
    from commonweal.analytics.portfolio import measures

    script = scripts.Script(engines.connect("duckdb"))
    known = {"reports": dataset.REPORTS, **{name: dataset.TABLES[name] for name in dataset.COUNTING}}
    tables = {name: scripts.by_name(columns, _NAMED.format(name)) for name, columns in known.items()}
    leaf = measures.leaves(tables["reports"], tables["commitments"])
    for what, kept in zip(KEPT, (measures.others(leaf), measures.stood(leaf)), strict=True):
        tables[what] = scripts.by_name(kept.schema().to_pyarrow(), _NAMED.format(what))
    script.fetch(_change(tables, script.hold, script.store))
    return script.steps


if __name__ == "__main__":
    QUERIES.write_text(
        json.dumps({"versions": scripts.versions(), "steps": compiled()}, indent=1) + "\n", "utf-8"
    )
