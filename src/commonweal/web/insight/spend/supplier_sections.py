"""What a spend report says about suppliers: the greatest, how few hold a category, and who came and went."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext as _

from commonweal.presentation.charts import Table
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.formats import large_money, number
from commonweal.web.insight.spend.figures import (
    PICTURED,
    SHOWN_ROWS,
    Found,
    Section,
    amount,
    coverage,
    defined,
    drawn,
    one_decimal,
    part_of,
    pence,
    plain,
    share,
)


def top_suppliers(found: Found) -> Section | None:
    """The greatest suppliers; those that may be people are not named."""
    measure = found["top_suppliers"]
    rows = measure["suppliers"]
    if not rows:
        return None
    unnamed = _("Not named: may be a person")
    bars = tuple(
        Amount(
            row["supplier"] or unnamed,
            pence(row["amount"]),
            f"{large_money(pence(row['amount']))} ({share(row['share'])})",
        )
        for row in rows[:PICTURED]
    )
    held = sum(pence(row["amount"]) for row in rows)
    said = _("The %(n)s greatest suppliers have %(share)s of all that was paid.") % {
        "n": len(rows),
        "share": one_decimal(part_of(held, pence(found["amount"]))),
    }
    table = Table(
        (_("Supplier"), _("Amount"), _("Payments"), _("Share")),
        tuple(
            (
                row["supplier"] or unnamed,
                amount(row["amount"]),
                number(row["payments"]),
                share(row["share"]),
            )
            for row in rows
        ),
    )
    title = _("Top suppliers")
    picture = drawn(amount_bars, bars, chart_id="top-suppliers", title=title, description=said)
    whole = plain(("rank", "supplier", "amount", "payments", "share"), rows)
    return Section("top_suppliers", title, said, defined(measure), coverage(measure), picture, table, whole)


def concentration(found: Found) -> Section | None:
    """How few suppliers hold each category: the greatest categories on the page, all in the file."""
    measure = found["concentration"]
    rows = sorted(measure["rows"], key=lambda row: -pence(row["amount"]))
    bars = tuple(
        Amount(
            row["category"] or _("Category unknown"),
            int(points_of_index(row["hhi"])),
            _("index %(hhi)s, %(n)s suppliers")
            % {"hhi": number(int(points_of_index(row["hhi"]))), "n": number(row["suppliers"])},
        )
        for row in rows[:SHOWN_ROWS]
        if row["hhi"] is not None
    )
    if not bars:
        return None
    title, said = (
        _("Concentration by category"),
        _("The index is 10,000 when one supplier has everything, and near nought when many share it."),
    )
    table = Table(
        (
            _("Category"),
            _("Amount"),
            _("Suppliers"),
            _("Index (HHI)"),
            _("Greatest"),
            _("Greatest 5"),
            _("Greatest 10"),
        ),
        tuple(
            (
                row["category"] or _("Category unknown"),
                amount(row["amount"]),
                number(row["suppliers"]),
                _("too few") if row["hhi"] is None else number(Decimal(row["hhi"])),
                *(share(row[f"top_{n}"]) for n in (1, 5, 10)),
            )
            for row in rows[:SHOWN_ROWS]
        ),
    )
    names = ("category", "amount", "suppliers", "hhi", "top_1", "top_5", "top_10")
    whole = plain(names, rows)
    picture = drawn(amount_bars, bars, chart_id="concentration", title=title, description=said)
    return Section("concentration", title, said, defined(measure), coverage(measure), picture, table, whole)


def points_of_index(hhi: str) -> int:
    """An index of 0 to 10,000 as a whole number, for a picture; the table has its decimal."""
    return int(Decimal(hhi).quantize(Decimal(1), ROUND_HALF_EVEN))


def new_and_lost(found: Found) -> Section | None:
    """Who is paid for the first time, again, still, or no more."""
    measure = found["new_and_lost"]
    rows = measure["rows"]
    names = (_("Continuing"), _("Returning"), _("New"))
    wholes = tuple(
        Whole(
            _("%(year)s: %(n)s suppliers") % {"year": row["year"], "n": number(row["suppliers"])},
            (row["continuing"], row["returning"], row["new"]),
        )
        for row in rows
        if row["new"] is not None
    )
    if not wholes:
        return None
    last = rows[-1]
    title = _("New and lost suppliers")
    said = _(
        "In %(year)s %(new)s suppliers were new, and %(lost)s of the year before were not paid again."
    ) % {
        "year": last["year"],
        "new": number(last["new"]),
        "lost": number(last["lost"]),
    }
    table = Table(
        (
            _("Financial year"),
            _("Suppliers"),
            *names,
            _("Paid to new ones"),
            _("Lost"),
            _("Paid to them before"),
        ),
        tuple(
            (
                row["year"],
                number(row["suppliers"]),
                *(number(row[name]) for name in ("continuing", "returning", "new")),
                amount(row["new_amount"]),
                number(row["lost"]),
                amount(row["lost_amount_before"]),
            )
            for row in rows
        ),
    )
    picture = drawn(
        part_bars, wholes, names, chart_id="new-and-lost", title=title, description=said, has_unknown=False
    )
    notes = (_("The first year has none before it, so nobody can be new in it."),)
    figures = ("suppliers", "continuing", "returning", "new", "new_amount", "lost", "lost_amount_before")
    whole = plain(("year", *figures), rows)
    told = coverage(measure)
    return Section("new_and_lost", title, said, defined(measure), told, picture, table, whole, notes)
