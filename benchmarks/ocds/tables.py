"""Typed tables: merge, validate and tabulate against the orjson parse, and tabulating against flattentool.

flattentool gets the compiled releases as one JSON list and the release schema, and writes CSV, as it is used.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path

import orjson

from benchmarks.ocds.generator import write
from benchmarks.ocds.merge import _parse, _parse_and_let_go
from benchmarks.ocds.timing import race
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.release_schema import RELATIVE, validator
from commonweal.interchange.ocds.tables import write_tables
from commonweal.interchange.ocds.workers import default_workers
from commonweal.reference.loader import DATA


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=100_000)
    parser.add_argument(
        "--peer-releases", type=int, default=20_000, help="flattentool is slow: fewer, for both"
    )
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "in.jsonl", given.releases)
        print(
            f"{given.releases} releases, {source.stat().st_size / 1e6:.0f} MB; ours with {default_workers()} processes"
        )
        race(
            "merge, validate and tables",
            {
                "ours": lambda: write_tables([source], folder / "t", validate=True),
                "orjson parse, kept (floor)": lambda: _parse(source),
                "orjson parse, let go (floor)": lambda: _parse_and_let_go(source),
            },
            rounds=given.rounds,
        )
        valid = write_tables([source], folder / "t", validate=True).valid
        print("  same number of valid releases as found one by one:", valid == _valid(source))
        small = write(folder / "small.jsonl", given.peer_releases)
        compiled = folder / "compiled.jsonl"
        compile_files([small], compiled)
        (folder / "list.json").write_bytes(orjson.dumps(_parse(compiled)))
        race(
            f"tables of {given.peer_releases} releases, compiled before",
            {
                "ours": lambda: write_tables([compiled], folder / "t2"),
                "flattentool": lambda: _flatten(folder),
            },
            rounds=given.rounds,
        )
        rows = sum(1 for _ in (folder / "flat" / "main.csv").open()) - 1
        print("  same procurements:", rows >= write_tables([compiled], folder / "t2").processes > 0)


def _valid(source: Path) -> int:
    check = validator()
    with source.open("rb") as file:
        return sum(check.is_valid(orjson.loads(line)) for line in file)


def _flatten(folder: Path) -> None:
    import flattentool

    flattentool.flatten(
        str(folder / "list.json"),
        schema=str(DATA / RELATIVE),
        output_name=str(folder / "flat"),
        output_format="csv",
        root_list_path=None,
        root_is_list=True,
        main_sheet_name="main",
        root_id="ocid",
    )


if __name__ == "__main__":
    main()
