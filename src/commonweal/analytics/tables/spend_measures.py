"""The measures of a spend report as Ibis expressions: the same on every engine, because all sums are over integers.

A measure takes `cube`, the table that `spend_cube` makes: one row for each year, service, category, supplier and place,
with `pence` and `payments` summed. Payments themselves, one row each, are a cube too, only larger.
"""

from typing import Any

import ibis
from ibis import _

UNKNOWN_YEAR = None


def raw_cube(payments: Any, *more: str) -> Any:
    """Payments summed by financial year, service, category, supplier and postcode, and by columns named in `more`. One pass
    over the payments.

    The facts beside a supplier are the greatest text among its rows: any rule would do, and this one is the same on every
    engine.
    """
    year = (_.paid_on.year() - (_.paid_on.month() < 4).cast("int32")).cast("int32")
    facts = {name: _[name].max() for name in ("town", "sme", "vcse", "charity_number")}
    return payments.group_by(
        year=year,
        service=_.service,
        category=_.category,
        supplier=_.supplier,
        postcode=_.postcode,
        is_redacted=_.is_redacted,
        **{name: _[name] for name in more},
    ).aggregate(
        pence=_.pence.sum().cast("int64"),
        payments=_.count().cast("int64"),
        credit_pence=ibis.cases((_.pence < 0, _.pence), else_=0).sum().cast("int64"),
        duplicate_pence=ibis.cases((_.is_duplicate, _.pence), else_=0).sum().cast("int64"),
        duplicates=_.is_duplicate.cast("int64").sum().cast("int64"),
        card_pence=ibis.cases((_.is_card, _.pence), else_=0).sum().cast("int64"),
        **facts,
    )


def _sums() -> dict[str, Any]:
    return {"pence": _.pence.sum().cast("int64"), "payments": _.payments.sum().cast("int64")}


def by_year_and_service(cube: Any) -> Any:
    """year, service, pence, payments."""
    return cube.group_by("year", "service").aggregate(**_sums())


def by_year_and(cube: Any, what: str) -> Any:
    """year, `what` (place, sme or vcse), pence, payments, suppliers."""
    return cube.group_by("year", what).aggregate(**_sums(), suppliers=_.supplier_no.nunique().cast("int64"))


def of_suppliers(cube: Any) -> Any:
    """supplier_no, pence, payments: the sums of every supplier that has a name."""
    return cube.filter(_.supplier_no.notnull()).group_by("supplier_no").aggregate(**_sums())


def top_suppliers(cube: Any, count: int) -> Any:
    """The `count` suppliers with the greatest sums; the number breaks ties so that every engine agrees."""
    return of_suppliers(cube).order_by(ibis.desc("pence"), "supplier_no").limit(count)


def concentration(cube: Any) -> Any:
    """category, suppliers, pence, top_1, top_5, top_10 (pence) and squares, the exact sum of squared pence."""
    known = cube.filter(_.supplier_no.notnull())
    summed = known.group_by("category", "supplier_no").aggregate(pence=_.pence.sum().cast("int64"))
    rank = ibis.row_number().over(group_by="category", order_by=[ibis.desc("pence"), ibis.asc("supplier_no")])
    ranked = summed.filter(_.pence > 0).mutate(rank=rank)
    # In a decimal of 19 digits a product has 38 on every engine; at 18 DuckDB would stay within 64 bits and overflow.
    exact = _.pence.cast("decimal(19, 0)")
    top = {f"top_{n}": ibis.cases((_["rank"] < n, _.pence), else_=0).sum().cast("int64") for n in (1, 5, 10)}
    return ranked.group_by("category").aggregate(
        suppliers=_.count().cast("int64"),
        pence=_.pence.sum().cast("int64"),
        squares=(exact * exact).sum().cast("decimal(38, 0)"),
        **top,
    )


def comings_and_goings(cube: Any) -> Any:
    """year, then suppliers and pence that are new, returning, continuing, and `ending`: not paid the year after."""
    known = cube.filter(_.supplier_no.notnull() & _.year.notnull())
    paid = known.group_by("supplier_no", "year").aggregate(pence=_.pence.sum().cast("int64"))
    order = ibis.window(group_by="supplier_no", order_by="year")
    placed = paid.mutate(before=_.year.lag().over(order), after=_.year.lead().over(order))
    is_new, follows = _.before.isnull(), (_.before == _.year - 1).fill_null(False)
    kinds = {
        "new": is_new,
        "returning": ~is_new & ~follows,
        "continuing": follows,
        "ending": ~(_.after == _.year + 1).fill_null(False),
    }
    counted = {f"{name}_suppliers": which.cast("int64").sum().cast("int64") for name, which in kinds.items()}
    valued = {
        f"{name}_pence": ibis.cases((which, _.pence), else_=0).sum().cast("int64")
        for name, which in kinds.items()
    }
    return placed.group_by("year").aggregate(suppliers=_.count().cast("int64"), **counted, **valued)


def uncategorised_cube(payments: Any) -> Any:
    """The raw cube of payments without a category, by description as well."""
    return raw_cube(payments.filter(_.category.isnull()), "description")


def by_category(cube: Any) -> Any:
    """category, pence, payments, suggested_pence: how much of it a model put there."""
    suggested = ibis.cases((_.is_suggested, _.pence), else_=0).sum().cast("int64")
    return cube.group_by("category").aggregate(**_sums(), suggested_pence=suggested)


def by_division(cube: Any) -> Any:
    """division (CPV, two digits; null where none fits), pence, payments."""
    return cube.group_by("division").aggregate(**_sums())


def told(cube: Any) -> Any:
    """One row: the sums that have a supplier, a supplier and a year, a supplier and a category."""
    named = _.supplier_no.notnull()
    wanted = {"supplier": named, "year": named & _.year.notnull(), "category": named & _.category.notnull()}
    return cube.aggregate(
        **{name: ibis.cases((which, _.pence), else_=0).sum().cast("int64") for name, which in wanted.items()}
    )


def flagged(cube: Any) -> Any:
    """One row: sums of credits, duplicates and card rows."""
    return cube.aggregate(
        **_sums(),
        credit_pence=_.credit_pence.sum().cast("int64"),
        duplicate_pence=_.duplicate_pence.sum().cast("int64"),
        duplicates=_.duplicates.sum().cast("int64"),
        card_pence=_.card_pence.sum().cast("int64"),
    )
