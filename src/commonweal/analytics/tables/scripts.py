"""DuckDB's queries of several expressions, written down once: whoever runs them again need not build or compile an expression.

The expressions stay what the figures are defined by, and what every other engine runs. A script is made from tables that are
known by name and columns alone, so that it fits any files of that form, and is plain text that can be kept beside what it is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from commonweal.analytics.tables import engines

MADE_BY = ("ibis-framework", "duckdb")
"""The packages whose versions a script's text depends on."""


def versions() -> list[str]:
    """What a script must have been made with to be run. Loads none of it."""
    return [version(name) for name in MADE_BY]


@dataclass
class Script:
    """The steps in order, each with its kind (`hold`, `store` or `fetch`), a name and a query."""

    connection: Any
    steps: list[list[str]] = field(default_factory=list)

    def hold(self, expression: Any, name: str) -> Any:
        """A table that later steps read."""
        import ibis

        self._add("hold", name, expression)
        return ibis.table(expression.schema(), name=name)

    def store(self, expression: Any, name: str) -> None:
        """A Parquet file; where it lies is said when the script is run."""
        self._add("store", name, expression)

    def fetch(self, expression: Any) -> None:
        """The rows that running the script gives."""
        self._add("fetch", "", expression)

    def _add(self, kind: str, name: str, expression: Any) -> None:
        self.steps.append([kind, name, engines.exact(self.connection, expression)])


def by_name(columns: Any, name: str) -> Any:
    """A table known by its name and its Arrow schema."""
    import ibis

    return ibis.table(ibis.Schema.from_pyarrow(columns), name=name)


def run(
    duck: Any, steps: Sequence[Sequence[str]], read: Mapping[str, Sequence[Path]], stores: Mapping[str, Path]
) -> Any:
    """Run a script on a DuckDB connection: `read` are the Parquet files of each table by its name. Gives what it fetches last."""
    for name, paths in read.items():
        files = ", ".join(map(_quoted, paths))
        query = f"SELECT * FROM read_parquet([{files}])"  # noqa: S608  # nosec B608 names of our own files, quoted
        duck.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {query}')
    found = None
    for kind, name, query in steps:
        if kind == "hold":
            duck.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {query}')
        elif kind == "store":
            engines.copy(duck, query, stores[name])
        else:
            found = duck.sql(query).to_arrow_table()
    return found


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
