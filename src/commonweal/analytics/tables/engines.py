"""The engine that runs the measures: DuckDB inside this process, or Spark, or any other that Ibis knows.

`COMMONWEAL_ENGINE` chooses: `duckdb` (default), `spark` or a Spark master (`spark://host:7077`, `local-cluster[2,1,1024]`,
`local[2]`), or any Ibis connection URL.
"""

import atexit
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_QUIET = Path(__file__).with_name("spark_log.properties")
"""What Spark on this machine writes to standard error: errors."""
SPARK_MASTERS = ("spark://", "local-cluster[", "local[", "yarn", "k8s://")


class EngineUnavailable(RuntimeError):
    """The engine asked for is not installed or cannot be reached; the message says what to do."""


def engine_name() -> str:
    """What `COMMONWEAL_ENGINE` asks for."""
    return os.environ.get("COMMONWEAL_ENGINE", "").strip() or "duckdb"


def connect(name: str | None = None, *, threads: int | None = None) -> Any:
    """An Ibis connection. Raises EngineUnavailable."""
    wanted = name or engine_name()
    if wanted == "duckdb":
        import ibis

        return ibis.duckdb.connect(**({"threads": threads} if threads else {}))
    if wanted == "spark" or wanted.startswith(SPARK_MASTERS):
        return _spark("local-cluster[2,1,1024]" if wanted == "spark" else wanted)
    import ibis

    try:
        return ibis.connect(wanted)
    except Exception as error:
        raise EngineUnavailable(f"COMMONWEAL_ENGINE={wanted}: {error}") from error


@contextmanager
def capable() -> Iterator[None]:
    """Within it, what the engine that was asked for cannot do is said in words.

    Raises:
        EngineUnavailable: the engine does not know how to work out an expression.
    """
    try:
        yield
    except Exception as error:
        if not _is_beyond_it(error):
            raise
        raise EngineUnavailable(
            f"COMMONWEAL_ENGINE={engine_name()}: this engine cannot work out the measures ({type(error).__name__}: "
            f"{(str(error).splitlines() or [''])[0]}); use duckdb or Spark, on which they are tested"
        ) from error


def _is_beyond_it(error: Exception) -> bool:
    from ibis.common.exceptions import (
        OperationNotDefinedError,
        UnsupportedArgumentError,
        UnsupportedOperationError,
    )

    kinds = (
        NotImplementedError,
        OperationNotDefinedError,
        UnsupportedArgumentError,
        UnsupportedOperationError,
    )
    return isinstance(error, kinds)


def _spark(master: str) -> Any:
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineUnavailable(
            "Spark is not installed: pip install 'commonweal[spark]', and Java 17"
        ) from error
    import ibis

    # One time zone, so that days never move. Standard error is for what a person should know: no bars of its own and no chatter.
    logging.getLogger("py4j").setLevel(logging.ERROR)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
    }
    if master.startswith("local"):
        # Driver and workers are on this machine and talk over loopback; a local cluster starts its workers from where Spark is.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
        settings["spark.driver.host"] = "127.0.0.1"
        settings["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={_QUIET}"
    builder = SparkSession.builder.master(master).appName("commonweal")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    atexit.register(
        session.stop
    )  # else a local cluster starts its workers anew while this process ends, and says so
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


@contextmanager
def _without_a_known_warning() -> Iterator[None]:
    """Ibis 12 still calls a method that DuckDB 2 has renamed; nothing of ours."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        yield


def parquet(connection: Any, path: Path, name: str) -> Any:
    """A Parquet file, or a folder of them, as a table of the engine."""
    with _without_a_known_warning():
        return connection.read_parquet(str(path), table_name=name)


def is_parquet(path: Path) -> bool:
    """Whether a file is a Parquet file with its end, which says what is in it."""
    import pyarrow.parquet as pq

    try:
        pq.read_metadata(path)
    except (OSError, ValueError):
        return False
    return True


def fetched(connection: Any, expression: Any) -> Any:
    """An expression's rows as an Arrow table. On DuckDB straight from it: Ibis would load pandas first, for nothing."""
    if connection.name != "duckdb":
        return expression.to_pyarrow()
    found = connection.con.sql(connection.compile(expression)).to_arrow_table()
    # DuckDB sums 64-bit integers in 128 bits; the cast back is checked.
    return found.cast(expression.schema().to_pyarrow())


def stored(connection: Any, expression: Any, path: Path) -> None:
    """An expression's rows as one Parquet file. DuckDB writes it itself."""
    if connection.name == "duckdb":
        copy(connection.con, exact(connection, expression), path)
        return
    import pyarrow.parquet as pq

    pq.write_table(fetched(connection, expression), path, compression="lz4")


def copy(duck: Any, query: str, path: Path) -> None:
    """The rows of a query of DuckDB's as one Parquet file."""
    target = str(path).replace("'", "''")
    duck.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION lz4)")


def bare_duckdb(connection: Any = None) -> Any:
    """DuckDB's own connection, of an Ibis connection or a new one; None where another engine is asked for."""
    if connection is not None:
        return connection.con if connection.name == "duckdb" else None
    if engine_name() != "duckdb":
        return None
    import duckdb

    return duckdb.connect()


def held(connection: Any, expression: Any, name: str) -> Any:
    """An expression worked out once, as a table of the engine for as long as the connection lasts."""
    if connection.name != "duckdb":
        return expression.cache()
    connection.con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {exact(connection, expression)}')
    with _without_a_known_warning():
        return connection.table(name)


def exact(connection: Any, expression: Any) -> str:
    """DuckDB's query of an expression. What it sums in 128 bits is cast back, and checked: written or read on as a decimal or a
    float it would be another type, or not exact."""
    columns = ", ".join(
        f'"{name}"::BIGINT AS "{name}"' if kind.is_int64() else f'"{name}"'
        for name, kind in expression.schema().items()
    )
    return f"SELECT {columns} FROM ({connection.compile(expression)})"  # noqa: S608  # nosec B608 no word of it is anybody's input
