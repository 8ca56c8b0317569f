"""A spend report in words and columns for a person at a terminal."""

from collections.abc import Iterator
from typing import Any


def worded(found: dict[str, Any]) -> str:
    """The report with the definition under each heading."""
    return "\n".join(_lines(found))


def money(text: str | None) -> str:
    """`208515951.29` as `£208,515,951`; pence are in the JSON."""
    if text is None:
        return "-"
    whole = text.partition(".")[0]
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}£{int(whole.lstrip('-')):,}"


def percent(text: str | None) -> str:
    """`0.4312` as `43.1%`."""
    if text is None:
        return "-"
    from decimal import Decimal

    return f"{Decimal(text) * 100:.1f}%"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    place = f" of {found['place']}" if found["place"] else ""
    counted = f"{found['payments']:,} payments, {money(found['amount'])}; {found['rejected']:,} rows rejected"
    yield f"{found['body']}{place}: {counted}"
    yield from _heading("By year", found["by_year"])
    for row in found["by_year"]["rows"]:
        sums = f"{money(row['amount']):>18}{row['payments']:>12,}"
        yield f"  {row['year']:<10}{sums}  {percent(row['change']):>8} on the year before"
    for title, key in (("By place", "by_place"), ("By SME", "by_sme"), ("By VCSE", "by_vcse")):
        yield from _heading(title, found[key])
        for name, part in found[key]["total"].items():
            yield f"  {name:<10}{money(part['amount']):>18}{part['payments']:>12,}  {percent(part['share']):>8}"
    yield from _missions(found)
    yield from _categories(found)
    yield from _suppliers(found)
    yield from _rest(found)


def _heading(title: str, measure: dict[str, Any]) -> Iterator[str]:
    yield ""
    coverage = measure.get("coverage")
    yield title if coverage is None else f"{title} (known for {percent(coverage['known'])} of the money)"
    if "definition" in measure:
        yield f"  {measure['definition']}"


def _missions(found: dict[str, Any]) -> Iterator[str]:
    if "by_mission" in found:
        yield from _heading("By mission", found["by_mission"])
        for row in found["by_mission"]["rows"]:
            share = f"{money(row['amount']):>18}{row['payments']:>12,}  {percent(row['share']):>8}"
            yield f"{share}  {row['mission'] or 'linked to no mission'}"


def _categories(found: dict[str, Any]) -> Iterator[str]:
    yield from _heading("By category", found["by_category"])
    for row in found["by_category"]["rows"]:
        told = f", {money(row['suggested'])} of it suggested" if row["suggested"] != "0.00" else ""
        share = f"{money(row['amount']):>18}{row['payments']:>12,}  {percent(row['share']):>8}"
        yield f"{share}  {row['category'] or 'unknown'}{told}"


def _suppliers(found: dict[str, Any]) -> Iterator[str]:
    yield from _heading("Top suppliers", found["top_suppliers"])
    for row in found["top_suppliers"]["suppliers"]:
        yield f"  {row['rank']:>3}{money(row['amount']):>18}{percent(row['share']):>8}  {row['supplier'] or 'not named'}"
    yield from _heading("Concentration by category", found["concentration"])
    for row in found["concentration"]["rows"]:
        hhi = row["hhi"] or "-"
        market = f"HHI {hhi:>8}  top 5 {percent(row['top_5']):>7}  {row['suppliers']:>6,} suppliers"
        yield f"  {money(row['amount']):>16}  {market}  {row['category'] or 'unknown'}"
    yield from _heading("New and lost suppliers", found["new_and_lost"])
    for row in found["new_and_lost"]["rows"]:
        new, lost = ("-" if row[name] is None else f"{row[name]:,}" for name in ("new", "lost"))
        yield f"  {row['year']:<10}{row['suppliers']:>8,} suppliers  {new:>7} new  {lost:>7} lost"


def _rest(found: dict[str, Any]) -> Iterator[str]:
    local = found["local_multiplier"]
    yield from _heading("Local multiplier, an estimate", local)
    yield f"  Assumption: {local['assumption']}"
    yield f"  {local['estimate'] or 'not known'}; {local['if_unknown_is_not_local'] or 'not known'} if nothing unknown were local"
    yield ""
    yield "Kept in the figures and flagged"
    for name, flag in found["flags"].items():
        yield f"  {name:<12}{money(flag['amount']):>16}  {flag['definition']}"
