"""Plain facts of each procurement from the tables: who bought what, when, and the words in which it was asked for."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """One procurement as its notices tell of it. `criteria` are award criteria and agreed metrics; `descriptions` what
    is bought, of the whole and of each lot; `region` is where it is delivered, as written. Empty text and None where
    nothing is said."""

    ocid: str
    buyer: str
    title: str
    published_on: dt.date | None
    cpv_division: str
    region: str = ""
    descriptions: tuple[str, ...] = field(default=())
    criteria: tuple[str, ...] = field(default=())


def notice_facts(folder: Path) -> Iterator[NoticeFacts]:
    """Every procurement that has a title, in the order of its first release. `folder` is where `write_tables` wrote."""
    tenders = {row["ocid"]: row for row in _rows(folder, "tenders", *_TENDER)}
    lots, contracts, metrics = (
        _by_ocid(_rows(folder, name, *columns))
        for name, columns in (
            ("lots", ("title", "description", "award_criteria")),
            ("contracts", ("title", "description")),
            ("metrics", ("title", "description", "parent_kind")),
        )
    )
    for row in _rows(folder, "procurements", "buyer_name", "date", "cpv_division", "delivery_region"):
        ocid = row["ocid"]
        tender = tenders.get(ocid, {})
        parts, made = lots[ocid], contracts[ocid]
        title = _first(tender.get("title"), *(each["title"] for each in (*parts, *made)))
        if not title:
            continue
        agreed = [each for each in metrics[ocid] if each["parent_kind"] == "agreed"]
        said = (tender, *parts, *made)
        yield NoticeFacts(
            ocid=ocid,
            buyer=_first(row["buyer_name"], tender.get("procuring_entity_name")),
            title=title,
            published_on=_day(tender.get("published")) or _day(row["date"]),
            cpv_division=row["cpv_division"] or "",
            region=row["delivery_region"] or "",
            descriptions=tuple(text for each in said if (text := _first(each.get("description")))),
            criteria=tuple(_criteria(tender, parts, agreed)),
        )


_TENDER = (
    "title",
    "description",
    "published",
    "procuring_entity_name",
    "award_criteria_details",
    "extra",
)


def _rows(folder: Path, table: str, *columns: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = pq.read_table(
        folder / f"{table}.parquet", columns=["ocid", *columns]
    ).to_pylist()
    return found


def _by_ocid(rows: list[dict[str, Any]]) -> defaultdict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["ocid"]].append(row)
    return found


def _criteria(
    tender: dict[str, Any], lots: list[dict[str, Any]], agreed: list[dict[str, Any]]
) -> Iterator[str]:
    if text := _first(tender.get("award_criteria_details")):
        yield text
    yield from _named(_json(tender.get("extra")).get("awardCriteria"))
    for lot in lots:
        yield from _named(_json(lot["award_criteria"]))
    for metric in agreed:
        yield ": ".join(text for name in ("title", "description") if (text := _first(metric[name])))


def _named(criteria: Any) -> Iterator[str]:
    """Name and description of each award criterion of a lot, as the UK extension writes them."""
    listed = criteria.get("criteria") if isinstance(criteria, dict) else None
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            said = (each.get("name"), each.get("description"))
            text = ": ".join(part for part in said if isinstance(part, str) and part.strip())
            if text:
                yield text


def _json(text: str | None) -> dict[str, Any]:
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else {}


def _first(*texts: str | None) -> str:
    return next((" ".join(text.split()) for text in texts if text and text.strip()), "")


def _day(instant: dt.datetime | None) -> dt.date | None:
    return instant.date() if instant is not None else None
