"""Compile releases: ours, ocdsmerge, ocdsmerge-rs, and the time orjson needs only to parse.

Every contender reads the same JSON Lines file and writes JSON Lines; the peers get orjson for both and releases grouped
in memory, in one process, as they are used. Ours uses as many processes as the machine has (named in the output).
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import ocdsmerge
import ocdsmerge_rs
import orjson

from benchmarks.ocds.generator import write
from benchmarks.ocds.timing import race
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.release_schema import OMIT, merge_rules
from commonweal.interchange.ocds.workers import default_workers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], help="Leave a contender out.")
    given = parser.parse_args()
    count = given.releases
    warnings.simplefilter("ignore")
    rules = {
        path: "omitWhenMerged" if rule == OMIT else "wholeListMerge" for path, rule in merge_rules().items()
    }
    kinds = {
        path: ocdsmerge_rs.Rule.OMIT if rule == OMIT else ocdsmerge_rs.Rule.REPLACE
        for path, rule in merge_rules().items()
    }
    python, rust = ocdsmerge.Merger(merge_rules=rules), ocdsmerge_rs.Merger(rules=kinds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "in.jsonl", count)
        print(
            f"{count} releases, {source.stat().st_size / 1e6:.0f} MB; ours with {default_workers()} processes, the others one"
        )
        runs: dict[str, Callable[[], object]] = {
            "ours": lambda: compile_files([source], folder / "ours.jsonl"),
            "orjson parse, kept (floor)": lambda: _parse(source),
            "orjson parse, let go (floor)": lambda: _parse_and_let_go(source),
            "ocdsmerge-rs": lambda: _peer(
                source, folder / "ocdsmerge-rs.jsonl", rust.create_compiled_release
            ),
            "ocdsmerge": lambda: _peer(source, folder / "ocdsmerge.jsonl", python.create_compiled_release),
        }
        for peer in given.without:
            del runs[peer]
        race("merge", runs, rounds=given.rounds)
        written = [folder / f"{name}.jsonl" for name in ("ours", *PEERS) if name in runs]
        print("  results identical:", all(_same(written[0], other) for other in written[1:]))


PEERS = ("ocdsmerge-rs", "ocdsmerge")


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same values line by line. Read side by side: neither is held."""
    with one.open("rb") as mine, other.open("rb") as theirs:
        pairs = zip_longest(mine, theirs, fillvalue=b"null")
        return all(orjson.loads(a) == orjson.loads(b) for a, b in pairs)


def _parse(path: Path) -> list[Any]:
    with path.open("rb") as file:
        return [orjson.loads(line) for line in file]


def _parse_and_let_go(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


def _peer(source: Path, out: Path, merge: Callable[[list[Any]], Any]) -> None:
    grouped: dict[str, list[Any]] = {}
    for release in _parse(source):
        grouped.setdefault(release["ocid"], []).append(release)
    with out.open("wb") as file:
        for group in grouped.values():
            file.write(orjson.dumps(merge(group), option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
