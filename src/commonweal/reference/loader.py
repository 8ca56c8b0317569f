"""The one loader for the lists that ship with the product.

Every file under `data/` says where it comes from: a YAML file in its own `header`, any other file in a sidecar named
`<file>.header.yaml`, or all files of a folder in one `folder.header.yaml`. A file without a complete header cannot be
read. Everything is read once and kept; the values are frozen.
"""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.reference.nodes import Node, Problem, ReferenceDataError
from commonweal.reference.yaml_text import parse_yaml

DATA = Path(__file__).parent / "data"
HEADER_SUFFIX = ".header.yaml"
FOLDER_HEADER = "folder.header.yaml"


@dataclass(frozen=True)
class Header:
    """Where a shipped list comes from, under which licence, which edition, who checked it and when to look again."""

    title: str
    source: str
    licence: str
    edition: str
    checked_by: str
    checked_on: date
    next_review_on: date
    note: str | None = None


def shipped_files() -> tuple[Path, ...]:
    """Every data file, without the sidecars that describe them."""
    found = (path for path in DATA.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return tuple(sorted(path for path in found if not path.name.endswith(HEADER_SUFFIX)))


@cache
def read_header(relative: str) -> Header:
    """The header of `data/<relative>`. Raises ReferenceDataError when it has none or an incomplete one."""
    path = DATA / relative
    for sidecar in (path.with_name(path.name + HEADER_SUFFIX), path.parent / FOLDER_HEADER):
        if sidecar.is_file():
            return _header(sidecar, *parse_yaml(sidecar.read_text("utf-8"), sidecar.name))
    if path.suffix == ".yaml":
        return _header(path, *parse_yaml(path.read_text("utf-8"), relative))
    raise ReferenceDataError(relative, [Problem("the file", f"has no {path.name}{HEADER_SUFFIX} beside it")])


def read_mapping(relative: str) -> tuple[Node, dict[str, int]]:
    """A YAML file as a node (its `header` already read) and the line of every path in it."""
    read_header(relative)
    value, lines = parse_yaml((DATA / relative).read_text("utf-8"), relative)
    node = Node(value)
    node.seen.add("header")
    return node, lines


def read_rows(relative: str) -> list[dict[str, str]]:
    """A CSV file (also `.csv.gz`) as rows by column name. Raises ReferenceDataError for a row of another length."""
    read_header(relative)
    raw = (DATA / relative).read_bytes()
    text = (gzip.decompress(raw) if relative.endswith(".gz") else raw).decode("utf-8")
    reader = csv.DictReader(io.StringIO(text), strict=True)
    rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            message = "has another number of columns than the first line"
            raise ReferenceDataError(relative, [Problem("the row", message, number)])
    return rows


def _header(path: Path, value: dict[str, Any], lines: dict[str, int]) -> Header:
    top = Node(value)
    node = top.node("header")
    header = Header(
        title=node.text("title"),
        source=node.text("source"),
        licence=node.text("licence"),
        edition=node.text("edition"),
        checked_by=node.text("checked_by"),
        checked_on=node.required_day("checked_on"),
        next_review_on=node.required_day("next_review_on"),
        note=node.optional_text("note"),
    )
    node.finish()
    if not top.problems and header.next_review_on <= header.checked_on:
        node.note("must be after checked_on", "next_review_on")
    top.raise_problems(path.name, lines)
    return header
