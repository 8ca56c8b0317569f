"""Market health from the tables: how many tender, who wins, how concentrated it is, what is asked.

Counting and adding are Ibis expressions over integers and decimals; each share, mean or index is one division at the
end. Every measure carries its definition and its coverage; what is not known is its own share, never left out in silence.
"""

from __future__ import annotations

import warnings
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from commonweal.interchange.ocds.files import Unreadable
from commonweal.reference.market_measures import measure

NEEDED = ("procurements", "tenders", "awards", "parties")
TOP = 3


def market_health(folder: Path, connection: Any = None) -> dict[str, Any]:
    """Every measure by name. Shares are text with four places (0.2500 is a quarter), money text in pounds.

    Args:
        folder: where `ocds tables` wrote.
        connection: an Ibis backend; embedded DuckDB when None.

    Raises:
        Unreadable: a table is missing or damaged.
    """
    missing = [name for name in NEEDED if not (folder / f"{name}.parquet").is_file()]
    if missing:
        raise Unreadable(f"{folder}: holds no {missing[0]}.parquet; write it with `commonweal ocds tables`")
    for name in NEEDED:
        _check_whole(folder, name)
    with warnings.catch_warnings():
        # Ibis 12 still calls a method that DuckDB 2 has renamed; nothing of ours.
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        return _measures(folder, connection)


def _check_whole(folder: Path, name: str) -> None:
    import pyarrow.parquet as pq

    try:
        pq.read_metadata(folder / f"{name}.parquet")
    except (OSError, ValueError) as error:
        message = f"{folder}: {name}.parquet is damaged; write it again with `commonweal ocds tables`"
        raise Unreadable(message) from error


def _measures(folder: Path, connection: Any) -> dict[str, Any]:
    if connection is None:
        import ibis

        connection = ibis.duckdb.connect()
    tables = {name: connection.read_parquet(str(folder / f"{name}.parquet")) for name in NEEDED}
    wins = _wins(tables)
    return {
        "procurements": _count(tables["procurements"]),
        "awards": _count(tables["awards"]),
        "tenderers": _tenderers(tables["procurements"]),
        "time_to_award": _time_to_award(tables),
        "sme": _kind_of_supplier(wins, "sme"),
        "vcse": _kind_of_supplier(wins, "vcse"),
        "new_entrants": _new_entrants(wins),
        "concentration": _concentration(wins),
        "social_value": _social_value(tables["procurements"]),
    }


def _count(table: Any) -> int:
    return int(table.count().to_pyarrow().as_py())


def _rows(expression: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return found


def share(part: int | Decimal, whole: int | Decimal) -> str | None:
    """A ratio with four places, half to even; None of nothing."""
    return (
        str((Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)) if whole else None
    )


def _coverage(known: int, of: int) -> dict[str, Any]:
    return {"known": known, "of": of, "unknown": of - known, "unknown_share": share(of - known, of)}


def _tenderers(procurements: Any) -> dict[str, Any]:
    counts = _rows(procurements.group_by("tenderer_count").agg(n=procurements.count()))
    known = {row["tenderer_count"]: row["n"] for row in counts if row["tenderer_count"]}
    total, of = sum(known.values()), sum(row["n"] for row in counts)
    return {
        "definition": measure("tenderers").definition,
        "coverage": _coverage(total, of),
        "mean": share(sum(number * n for number, n in known.items()), total),
        "single_tender": known.get(1, 0),
        "single_tender_share": share(known.get(1, 0), total),
    }


def _time_to_award(tables: dict[str, Any]) -> dict[str, Any]:
    awards, tenders = _that_stand(tables["awards"]), tables["tenders"]
    joined = awards.select("ocid", awarded="date").join(
        tenders.select("ocid", closed="tender_period_end"), "ocid"
    )
    known = joined.filter(joined.awarded.notnull() & joined.closed.notnull())
    days = sorted(
        (row["awarded"].date() - row["closed"].date()).days
        for row in _rows(known.select("awarded", "closed"))
    )
    forward = [number for number in days if number >= 0]
    return {
        "definition": measure("time_to_award").definition,
        "coverage": _coverage(len(days), _count(awards)),
        "median_days": _median(forward),
        "mean_days": share(sum(forward), len(forward)),
        "awarded_before_close": len(days) - len(forward),
    }


def _median(ordered: list[int]) -> str | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    low, high = ordered[(len(ordered) - 1) // 2], ordered[middle]
    return str((Decimal(low + high) / 2).quantize(Decimal("0.1"), ROUND_HALF_EVEN))


def _that_stand(awards: Any) -> Any:
    """Awards that are neither cancelled nor unsuccessful: every measure of awards is of these."""
    return awards.filter(awards.status.isnull() | awards.status.isin(("active", "pending", "complete")))


def _wins(tables: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each supplier of each award, with what is known of both."""
    awards, parties, procurements = tables["awards"], tables["parties"], tables["procurements"]
    won = _that_stand(awards)
    won = won.select("ocid", "path", "date", "value_amount", "value_currency", keys=won.supplier_keys)
    each = won.unnest("keys", keep_empty=True).rename(supplier="keys")
    known = parties.group_by("ocid", "id").agg(scale=parties.scale.max(), vcse=parties.vcse.max())
    known = known.rename(party_ocid="ocid", party_id="id")
    joined = each.left_join(known, (each.ocid == known.party_ocid) & (each.supplier == known.party_id))
    joined = joined.select(
        "ocid", "path", "date", "value_amount", "value_currency", "supplier", "scale", "vcse"
    )
    about = procurements.select("cpv_division", "delivery_region", process="ocid")
    placed = joined.left_join(about, joined.ocid == about.process).drop("process")
    return _rows(placed.order_by("ocid", "path", "supplier"))


def _by_award(wins: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [list(group) for _, group in groupby(wins, key=lambda row: (row["ocid"], row["path"]))]


def _pence(row: dict[str, Any]) -> int | None:
    amount = row["value_amount"]
    return (
        int(amount * 100) if amount is not None and row["value_currency"] == "GBP" and amount >= 0 else None
    )


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


_SMALL = frozenset(("sme", "micro", "small", "medium"))


def _is(row: dict[str, Any], kind: str) -> bool | None:
    if kind == "vcse":
        return None if row["vcse"] is None else bool(row["vcse"])
    return None if row["scale"] not in _SMALL | {"large"} else row["scale"] in _SMALL


def _kind_of_supplier(wins: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    count = {"yes": 0, "no": 0, "mixed": 0, "unknown": 0}
    value = dict.fromkeys(count, 0)
    priced = 0
    for award in _by_award(wins):
        answers = {_is(row, kind) for row in award}
        answer = (
            "unknown"
            if None in answers
            else "mixed"
            if len(answers) > 1
            else "yes"
            if answers == {True}
            else "no"
        )
        count[answer] += 1
        pence = _pence(award[0])
        priced += pence is not None
        value[answer] += pence or 0
    awards, total = sum(count.values()), sum(value.values())
    return {
        "definition": measure(kind).definition,
        "coverage": {**_coverage(awards - count["unknown"], awards), "with_value": priced},
        "awards": {name: {"count": n, "share": share(n, awards)} for name, n in count.items()},
        "value": {name: {"amount": _pounds(n), "share": share(n, total)} for name, n in value.items()},
    }


def _new_entrants(wins: list[dict[str, Any]]) -> dict[str, Any]:
    first: dict[str, int] = {}
    years: dict[int, set[str]] = {}
    undated = 0
    for row in wins:
        if row["date"] is None or row["supplier"] is None:
            undated += 1
            continue
        year = row["date"].year
        years.setdefault(year, set()).add(row["supplier"])
        first[row["supplier"]] = min(first.get(row["supplier"], year), year)
    found = [
        {"year": year, "suppliers": len(names), "new": sum(first[name] == year for name in names),
         "share": share(sum(first[name] == year for name in names), len(names))}
        for year, names in sorted(years.items())
    ]  # fmt: skip
    return {
        "definition": measure("new_entrants").definition,
        "coverage": _coverage(len(wins) - undated, len(wins)),
        "by_year": found,
    }


def _concentration(wins: list[dict[str, Any]]) -> dict[str, Any]:
    sole = [
        award[0] for award in _by_award(wins) if len(award) == 1 and award[0]["supplier"] and _pence(award[0])
    ]
    return {
        "definition": measure("concentration").definition,
        "coverage": _coverage(len(sole), len(_by_award(wins))),
        "by_cpv_division": _indices(sole, "cpv_division"),
        "by_region": _indices(sole, "delivery_region"),
    }


def _indices(sole: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, int]] = {}
    for row in sole:
        held = groups.setdefault(row[by] or "unknown", {})
        held[row["supplier"]] = held.get(row["supplier"], 0) + (_pence(row) or 0)
    return [_index(name, held) for name, held in sorted(groups.items())]


def _index(name: str, held: dict[str, int]) -> dict[str, Any]:
    total = sum(held.values())
    squares = sum(value * value for value in held.values())
    top = sum(sorted(held.values(), reverse=True)[:TOP])
    hhi = (Decimal(squares) * 10000 / (Decimal(total) * total)).quantize(Decimal(1), ROUND_HALF_EVEN)
    return {
        "name": name,
        "suppliers": len(held),
        "value": _pounds(total),
        "hhi": int(hhi),
        "top_share": share(top, total),
    }


def _social_value(procurements: Any) -> dict[str, Any]:
    counts = {row["asks_social_value"]: row["n"] for row in
              _rows(procurements.group_by("asks_social_value").agg(n=procurements.count()))}  # fmt: skip
    yes, no, unknown = counts.get(True, 0), counts.get(False, 0), counts.get(None, 0)
    return {
        "definition": measure("social_value").definition,
        "coverage": _coverage(yes + no, yes + no + unknown),
        "asked": yes,
        "share": share(yes, yes + no),
    }
