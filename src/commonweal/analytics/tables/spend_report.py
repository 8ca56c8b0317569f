"""The spend report of a prepared dataset: each measure with its definition and how much of the money it covers."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commonweal.analytics.tables import engines, prepare, spend_measures
from commonweal.analytics.tables.definitions import definitions, is_named, text
from commonweal.analytics.tables.shares import change, hhi, multiplier, share
from commonweal.analytics.tables.supplier_places import Home, Relation
from commonweal.domain.money import decimal_string
from commonweal.domain.periods import financial_year_name

Rows = list[dict[str, Any]]
NO_HOME = "The body's code is no place we know, so no supplier can be placed: give --place."


class NotADataset(ValueError):
    """The folder is no dataset of `spend load`; the message says so."""


def read_manifest(dataset: Path) -> dict[str, Any]:
    """The manifest of a dataset. Raises NotADataset."""
    try:
        manifest: dict[str, Any] = json.loads((dataset / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotADataset(f"{dataset}: is no dataset: make one with `commonweal spend load`") from error
    if (
        not isinstance(manifest, dict)
        or "pence" not in manifest
        or not (dataset / "payments.parquet").is_file()
    ):
        raise NotADataset(f"{dataset}: is no dataset: its manifest or its payments are missing")
    if not engines.is_parquet(dataset / "payments.parquet"):
        raise NotADataset(f"{dataset}: payments.parquet is damaged: load the files again")
    return manifest


class Tables:
    """The measures of one dataset as rows of plain values, in a fixed order whatever the engine."""

    def __init__(self, dataset: Path, connection: Any = None) -> None:
        self._engine = connection if connection is not None else engines.connect()
        self.cube = engines.parquet(self._engine, dataset / prepare.CUBE, "spend_cube")
        self._suppliers = dataset / prepare.SUPPLIERS

    def rows(self, expression: Any, *order: str) -> Rows:
        """Every row of an expression, ordered by columns with unknown last."""
        found: Rows = engines.fetched(self._engine, expression).to_pylist()
        return sorted(
            found,
            key=lambda row: [
                (row[name] is None, row[name] if row[name] is not None else 0) for name in order
            ],
        )

    def suppliers(self, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Name and privacy of suppliers by number."""
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        table = pq.read_table(self._suppliers)
        wanted = table.filter(pc.is_in(table["supplier_no"], pa.array(list(numbers), pa.int32())))
        return {row["supplier_no"]: row for row in wanted.to_pylist()}


def year_name(year: int | None) -> str:
    """2018/19, or unknown."""
    return "unknown" if year is None else financial_year_name(year)


def by_year(rows: Rows) -> Rows:
    """Sums of each year with the change from the year before."""
    totals: dict[int | None, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        totals[row["year"]][0] += row["pence"]
        totals[row["year"]][1] += row["payments"]
    shown = []
    for year, (pence, payments) in totals.items():
        before = totals[year - 1][0] if year is not None and year - 1 in totals else None
        shown.append({
            "year": year_name(year), "amount": decimal_string(pence), "payments": payments,
            "change": None if before is None else change(pence, before)})  # fmt: skip
    return shown


def by_service(rows: Rows) -> Rows:
    """Sums of each year and service, with the service's share of the year."""
    years: dict[int | None, int] = defaultdict(int)
    for row in rows:
        years[row["year"]] += row["pence"]
    return [
        {"year": year_name(row["year"]), "service": row["service"], "amount": decimal_string(row["pence"]),
         "payments": row["payments"], "share": share(row["pence"], years[row["year"]])}
        for row in rows
    ]  # fmt: skip


def parts(rows: Rows, what: str, names: Iterable[str]) -> dict[str, Any]:
    """A whole in its named parts, over all years and by year; unknown is a part of its own."""
    wanted = tuple(names)
    sums: dict[int | None, dict[str, list[int]]] = defaultdict(lambda: {name: [0, 0] for name in wanted})
    for row in rows:
        sums[row["year"]][row[what]][0] += row["pence"]
        sums[row["year"]][row[what]][1] += row["payments"]
    everything = {name: [sum(year[name][at] for year in sums.values()) for at in (0, 1)] for name in wanted}
    return {
        "coverage": _coverage(everything),
        "total": _parts_of(everything),
        "by_year": [{"year": year_name(year), **_parts_of(held)} for year, held in sums.items()],
    }


def _coverage(held: dict[str, list[int]]) -> dict[str, Any]:
    whole = sum(pence for pence, _ in held.values())
    return {"known": share(whole - held["unknown"][0], whole), "unknown": share(held["unknown"][0], whole)}


def _parts_of(held: dict[str, list[int]]) -> dict[str, Any]:
    whole = sum(pence for pence, _ in held.values())
    return {
        name: {"amount": decimal_string(pence), "payments": payments, "share": share(pence, whole)}
        for name, (pence, payments) in held.items()
    }


def top(tables: Tables, whole: int, count: int) -> dict[str, Any]:
    """The greatest suppliers; those that may be people are counted and not named."""
    rows = tables.rows(spend_measures.top_suppliers(tables.cube, count))
    rows.sort(key=lambda row: (-row["pence"], row["supplier_no"]))
    known = tables.suppliers(row["supplier_no"] for row in rows)
    listed = []
    for rank, row in enumerate(rows, start=1):
        supplier = known[row["supplier_no"]]
        is_shown = is_named(supplier["name"], row["pence"], may_be=supplier["may_be_a_person"])
        name = supplier["name"] if is_shown else None
        listed.append({
            "rank": rank, "supplier": name, "amount": decimal_string(row["pence"]), "payments": row["payments"],
            "share": share(row["pence"], whole)})  # fmt: skip
    return {"definition": f"{text('suppliers')} {text('named')}", "suppliers": listed}


def concentrated(tables: Tables) -> Rows:
    """HHI and the shares of the greatest 1, 5 and 10 suppliers in each category; not for a few suppliers."""
    fewest = definitions()["smallest_named_group"]
    shown = []
    for row in tables.rows(spend_measures.concentration(tables.cube), "category"):
        whole, is_small = row["pence"], row["suppliers"] < fewest
        shown.append({
            "category": row["category"], "suppliers": row["suppliers"], "amount": decimal_string(whole),
            "hhi": None if is_small else hhi(int(row["squares"]), whole),
            **{f"top_{n}": None if is_small else share(row[f"top_{n}"], whole) for n in (1, 5, 10)}})  # fmt: skip
    return shown


def came_and_went(rows: Rows) -> Rows:
    """New, returning, continuing and lost suppliers of each year. Lost are the year before's that were not paid again."""
    by_year = {row["year"]: row for row in rows}
    shown = []
    for year, row in by_year.items():
        before = by_year.get(year - 1)
        lost = (
            (before["ending_suppliers"], decimal_string(before["ending_pence"])) if before else (None, None)
        )
        first = year == min(by_year)
        shown.append({
            "year": year_name(year), "suppliers": row["suppliers"],
            **{name: None if first else row[f"{name}_suppliers"] for name in ("new", "returning", "continuing")},
            "new_amount": None if first else decimal_string(row["new_pence"]),
            "lost": lost[0], "lost_amount_before": lost[1]})  # fmt: skip
    return shown


def local_multiplier(rows: Rows) -> dict[str, Any]:
    """1 + p + p x p over three rounds, with p from what is placed, and the lower figure if all unknown were not local."""
    sums = {each.value: 0 for each in Relation}
    for row in rows:
        sums[row["place"]] += row["pence"]
    whole, own = sum(sums.values()), sums["own"]
    known = whole - sums["unknown"]
    return {
        "definition": (
            "Pounds spent in the place over three rounds for each pound paid, 1 + p + p x p: "
            "p is the share paid to own suppliers."
        ),
        "assumption": definitions()["local_respend_assumption"],
        "coverage": {"known": share(known, whole), "unknown": share(sums["unknown"], whole)},
        "estimate": multiplier(own, known),
        "if_unknown_is_not_local": multiplier(own, whole),
    }


def report(dataset: Path, home: Home | None, connection: Any = None) -> dict[str, Any]:
    """The JSON of `spend report`. The dataset must be prepared for the same home."""
    manifest, tables = read_manifest(dataset), Tables(dataset, connection)
    cube, whole = tables.cube, manifest["pence"]
    places = tables.rows(spend_measures.by_year_and(cube, "place"), "year", "place")
    relations = [each.value for each in Relation]
    told = tables.rows(spend_measures.told(cube))[0]
    covered = {name: _simple_coverage(whole, whole - (told[name] or 0)) for name in told}
    goings = tables.rows(spend_measures.comings_and_goings(cube), "year")
    return {
        "body": manifest["body"],
        "place": home.name if home else None,
        "payments": manifest["loaded"],
        "rejected": manifest["rejected"],
        "amount": decimal_string(whole),
        **_years_and_services(tables, whole),
        "by_place": {
            "definition": home.definition() if home else NO_HOME,
            **parts(places, "place", relations),
        },
        **{f"by_{what}": _answered(tables, what) for what in ("sme", "vcse")},
        "top_suppliers": {
            "coverage": covered["supplier"],
            **top(tables, whole, definitions()["named_suppliers"]),
        },
        "concentration": {
            "definition": f"{text('concentration')} {text('suppliers')}",
            "coverage": covered["category"],
            "rows": concentrated(tables),
        },
        "new_and_lost": {
            "definition": text("new_and_lost"),
            "coverage": covered["year"],
            "rows": came_and_went(goings),
        },
        "by_category": _categories(tables, whole, prepare.model_used(dataset)),
        "by_division": _divisions(tables, whole),
        "local_multiplier": local_multiplier(places),
        "flags": _flags(tables),
    }


def _years_and_services(tables: Tables, whole: int) -> dict[str, Any]:
    rows = tables.rows(spend_measures.by_year_and_service(tables.cube), "year", "service")
    unknown = {name: sum(row["pence"] for row in rows if row[name] is None) for name in ("year", "service")}
    return {
        f"by_{name}": {
            "definition": text(name),
            "coverage": _simple_coverage(whole, unknown[name]),
            "rows": shown(rows),
        }
        for name, shown in (("year", by_year), ("service", by_service))
    }


def _answered(tables: Tables, what: str) -> dict[str, Any]:
    rows = tables.rows(spend_measures.by_year_and(tables.cube, what), "year")
    return {"definition": text(what), **parts(rows, what, ("yes", "no", "unknown"))}


_FLAGS = {"credits": "credit_pence", "duplicates": "duplicate_pence", "cards": "card_pence"}


def _flags(tables: Tables) -> dict[str, Any]:
    sums = tables.rows(spend_measures.flagged(tables.cube))[0]
    return {
        name: {"definition": text(name), "amount": decimal_string(sums[column] or 0)}
        for name, column in _FLAGS.items()
    }


def _categories(tables: Tables, whole: int, model: dict[str, Any] | None) -> dict[str, Any]:
    """The body's own categories; what a model suggested is part of each sum and shown beside it."""
    rows = tables.rows(spend_measures.by_category(tables.cube), "category")
    unknown = sum(row["pence"] for row in rows if row["category"] is None)
    suggested = sum(row["suggested_pence"] for row in rows)
    return {
        "definition": f"{text('category')} {text('category_model')}" if model else text("category"),
        "model": model,
        "coverage": {**_simple_coverage(whole, unknown), "suggested": share(suggested, whole)},
        "rows": [
            {"category": row["category"], "amount": decimal_string(row["pence"]), "payments": row["payments"],
             "share": share(row["pence"], whole), "suggested": decimal_string(row["suggested_pence"])} for row in rows
        ],
    }  # fmt: skip


def _simple_coverage(whole: int, unknown: int) -> dict[str, Any]:
    return {"known": share(whole - unknown, whole), "unknown": share(unknown, whole)}


def _divisions(tables: Tables, whole: int) -> dict[str, Any]:
    from commonweal.reference.cpv import divisions

    titles = divisions()
    rows = tables.rows(spend_measures.by_division(tables.cube), "division")
    unknown = sum(row["pence"] for row in rows if row["division"] is None)
    return {
        "definition": (
            "CPV division suggested from the words of the published category; "
            "unknown where the words tell too little."
        ),
        "coverage": _simple_coverage(whole, unknown),
        "rows": [
            {"division": row["division"], "title": titles.get(row["division"] or ""), "amount": decimal_string(row["pence"]),
             "payments": row["payments"], "share": share(row["pence"], whole)} for row in rows
        ],
    }  # fmt: skip
