"""The portfolio as Ibis expressions: promised, reported and verified, added only within one metric and unit.

Three steps, each smaller than the one before. *Leaves* are reports added up by commitment and financial year. *Lines* are
commitments with their figures. *Rows* are what stands under one mission, outcome, place, supplier or year, for one metric.
All sums are over integers, so that every engine gives the same digits and sums can be added to later. A sum is kept beside
the number of its figures (`_n`), because nothing said is not the same as nought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis
from ibis import _

from commonweal.domain.quantities import SCALE

FIGURES = ("promised", "promised_n", "reported", "reported_n", "verified", "verified_n")
ROW = ("is_year", "key_no", "metric_no", *FIGURES, "commitments")
LEAF = (
    "commitment", "year", "rule", "metric_no", "live", "accepted", "reported", "reported_n", "verified", "verified_n",
    "reported_at", "latest_reported", "verified_at", "latest_verified",
)  # fmt: skip
BEFORE_ALL = 4 * 10**18
"""More than any report's place in time (`sequence`)."""
_SAID = ("reported", "verified")
_SAID_FIGURES = FIGURES[2:]
_COUNTS = ("live", "accepted", "reported", "reported_n", "verified", "verified_n")


def _zero() -> Any:
    return ibis.literal(0, "int64")


def _total(column: Any) -> Any:
    """The sum of a column that is 0 where nobody said anything."""
    return column.sum().fill_null(0).cast("int64")


def live(reports: Any) -> Any:
    """The entries that were put in and not taken out again."""
    out = reports.filter(_.weight < 0).select("entry")
    return reports.filter(_.weight > 0).anti_join(out, "entry")


def leaves(reports: Any, commitments: Any, *, is_change: bool = False) -> Any:
    """LEAF: reports added up by commitment and year, with the commitment's rule and metric. Of a change, entries taken out
    count below nought."""
    one = _.weight.cast("int64") if is_change else ibis.literal(1, "int64")
    sums = {
        "live": _total(one) if is_change else _.count().cast("int64"),
        "accepted": _total(ibis.cases((_.is_accepted, one), else_=0)),
    }
    for name in _SAID:
        sums[name] = _total(_[name] * one if is_change else _[name])
        known = ibis.cases((_[name].notnull(), one), else_=0)
        sums[f"{name}_n"] = _total(known) if is_change else _[name].count().cast("int64")
    for name in _SAID:
        counts = _[name].notnull() & (_.weight > 0) if is_change else _[name].notnull()
        at = ibis.cases((counts, _.sequence))
        if name == "verified":
            # A rejected report has nought verified of it: it never stands before what was accepted, earlier or later.
            at = ibis.cases((counts & ~_.is_accepted, _.sequence - BEFORE_ALL), (counts, _.sequence))
        sums[f"{name}_at"] = at.max()
        sums[f"latest_{name}"] = _[name].argmax(at)
    found = reports.group_by("commitment", "year").aggregate(**sums)
    return found.join(commitments.select("commitment", "rule", "metric_no"), "commitment").select(*LEAF)


def _merged() -> dict[str, Any]:
    """Leaves of several parts, or of several years, as one."""
    sums = {name: _total(_[name]) for name in _COUNTS}
    for name in _SAID:
        sums[f"latest_{name}"] = _[f"latest_{name}"].argmax(_[f"{name}_at"])
        sums[f"{name}_at"] = _[f"{name}_at"].max()
    return sums


def _figures(leaf: Any) -> dict[str, Any]:
    """Reported and verified by the commitment's rule, each with how many figures it is made of."""
    found = {}
    for name, counted in (("reported", "live"), ("verified", "accepted")):
        latest = leaf[f"latest_{name}"]
        in_words = ibis.cases((leaf[counted] > 0, SCALE), else_=0)
        found[name] = ibis.cases(
            (leaf.rule == "sum", leaf[name]),
            (leaf.rule == "latest", latest.fill_null(0)),
            (leaf.rule == "left_out", 0),
            else_=in_words,
        ).fill_null(0).cast("int64")  # fmt: skip
        found[f"{name}_n"] = ibis.cases(
            (leaf.rule == "sum", leaf[f"{name}_n"]),
            (leaf.rule == "latest", latest.notnull().cast("int64")),
            (leaf.rule == "left_out", 0),
            else_=(in_words > 0).cast("int64"),
        ).fill_null(0).cast("int64")  # fmt: skip
    return found


def lines(leaf: Any) -> Any:
    """commitment, rule, metric_no and FIGURES (nothing promised) of each commitment that has leaves."""
    whole = leaf.group_by("commitment", "rule", "metric_no").aggregate(**_merged())
    return whole.select(
        "commitment", "rule", "metric_no", promised=_zero(), promised_n=_zero(), **_figures(whole)
    )


def _year_portions(leaf: Any) -> Any:
    """commitment, year, metric_no and FIGURES of what was reported on counted commitments in each year.

    There must be one leaf for each commitment and year.
    """
    counted = leaf.filter(_.rule != "words")
    return counted.select(
        "commitment", "year", "metric_no", promised=_zero(), promised_n=_zero(), **_figures(counted)
    )


def _words_portions(found: Any, promises: Any, figures: tuple[str, ...] = FIGURES) -> Any:
    """Promises in words stand in one year: the one they are due in."""
    return found.filter(_.rule == "words").join(promises.select("commitment", "year"), "commitment").select(
        "commitment", "year", "metric_no", *figures
    )  # fmt: skip


def _promised(commitments: Any) -> Any:
    return commitments.select(
        "commitment", "rule", "metric_no", promised=_.promised.fill_null(0).cast("int64"),
        promised_n=_.promised.notnull().cast("int64"), **dict.fromkeys(FIGURES[2:], _zero()),
    )  # fmt: skip


def _promised_by_year(promises: Any, commitments: Any) -> Any:
    joined = promises.join(commitments.select("commitment", "metric_no"), "commitment")
    return joined.select(
        "commitment", "year", "metric_no", promised=_.promised, promised_n=ibis.literal(1, "int64"),
        **dict.fromkeys(FIGURES[2:], _zero()),
    )  # fmt: skip


def _sums() -> dict[str, Any]:
    return {name: _total(_[name]) for name in FIGURES}


def _row(grouped: Any, is_year: bool) -> Any:
    return grouped.mutate(is_year=ibis.literal(is_year), key_no=_.key_no.cast("int32")).select(*ROW)


def rows(leaf: Any, commitments: Any, stands: Any, promises: Any) -> Any:
    """ROW: every row of the portfolio from all leaves."""
    said = lines(leaf)
    each = ibis.union(_promised(commitments), said).group_by("commitment", "metric_no").aggregate(**_sums())
    things = each.join(stands, "commitment").group_by("key_no", "metric_no").aggregate(
        **_sums(), commitments=_.count().cast("int64")
    )  # fmt: skip
    portions = ibis.union(
        _year_portions(leaf),
        _words_portions(said, promises),
        _promised_by_year(promises, commitments),
    )
    in_year = portions.group_by("commitment", "year", "metric_no").aggregate(**_sums())
    years = in_year.group_by(key_no=_.year, metric_no=_.metric_no).aggregate(
        **_sums(), commitments=_.count().cast("int64")
    )
    return ibis.union(_row(things, False), _row(years, True))


def others(leaf: Any) -> Any:
    """LEAF of the commitments whose reports are not summed."""
    return leaf.filter(_.rule != "sum")


def stood(leaf: Any, promises: Any = None) -> Any:
    """commitment, year, live: where promises and reports put commitments, and how many of them."""
    found = leaf.select("commitment", "year", "live")
    if promises is None:
        return found
    both = ibis.union(found, promises.select("commitment", "year", live=ibis.literal(1, "int64")))
    return both.group_by("commitment", "year").aggregate(live=_total(_.live))


@dataclass(frozen=True)
class Leaves:
    """Leaves of one time: `all` of it (None where it is no longer needed), `others`, the commitments that are not summed,
    and `years`, where commitments stood."""

    others: Any
    years: Any
    all: Any = None


Hold = Callable[[Any, str], Any]
"""Works an expression out once and gives it back as a table of the engine; the text names it."""


def changed_rows(
    was: Leaves, change: Leaves, hold: Hold, *, commitments: Any, stands: Any, promises: Any
) -> Any:
    """ROW: what a change of leaves adds to the rows.

    Sums are added up from the change alone. What counts by its latest report, or as one commitment, is worked out for what
    the change touches, as it was and as it is. No entry may have been taken out where the latest one counts: what stood
    behind it is not in the leaves.
    """
    summed = change.all.filter(_.rule == "sum")
    before = hold(was.others.semi_join(change.others, "commitment"), "portfolio_before")
    said = hold(_differences(before, change.others, by_year=False), "portfolio_said")
    portions = ibis.union(_as_said(summed, "commitment", "metric_no"), said.drop("rule"))
    things = _changed(portions.join(stands, "commitment"), "key_no")
    # A year that the change does not touch is as it was.
    year_before = before.semi_join(change.others, ["commitment", "year"])
    in_years = ibis.union(
        _as_said(summed, "year", "metric_no"),
        _differences(year_before, change.others, by_year=True)
        .filter(_.rule != "words")
        .select("year", "metric_no", *_SAID_FIGURES),
        _words_portions(said, promises, _SAID_FIGURES).drop("commitment"),
    )
    in_year = _changed(in_years.rename(key_no="year"), "key_no")
    newcomers = _newcomers(was.years, change.years, commitments)
    return ibis.union(_row(things, False), _row(in_year, True), newcomers)


def _changed(portions: Any, key: str) -> Any:
    """Portions added up by key and metric; a change promises nothing and brings no commitment."""
    sums = {name: _total(_[name]) for name in _SAID_FIGURES}
    nothing = {name: _zero() for name in ("promised", "promised_n", "commitments")}
    return portions.group_by(key, "metric_no").aggregate(**sums).mutate(**nothing)


def _as_said(leaf: Any, *names: str) -> Any:
    """The named columns and what was said of leaves whose reports are summed."""
    return leaf.select(*names, *_SAID_FIGURES)


def _differences(before: Any, change: Any, *, by_year: bool) -> Any:
    """commitment, (year), rule, metric_no and what is said: by leaves together with a change, less what they said before."""
    keys = ["commitment", *(["year"] if by_year else []), "rule", "metric_no"]
    sides = ibis.union(
        before.mutate(sign=ibis.literal(-1, "int64")),
        before.mutate(sign=ibis.literal(1, "int64")),
        change.mutate(sign=ibis.literal(1, "int64")),
    )
    whole = sides.group_by(*keys, "sign").aggregate(**_merged())
    signed = {name: figure * whole.sign for name, figure in _figures(whole).items()}
    return whole.select(*keys, **signed)


def _newcomers(years: Any, change: Any, commitments: Any) -> Any:
    """How many commitments stand in a year for the first time, or no longer."""
    before = years.semi_join(change, ["commitment", "year"]).select(
        "commitment", "year", before="live", by=_zero()
    )
    added = change.select("commitment", "year", before=_zero(), by="live")
    each = ibis.union(before, added).group_by("commitment", "year").aggregate(
        before=_total(_.before), after=_total(_.before + _.by)
    )  # fmt: skip
    moved = each.mutate(by=(_.after > 0).cast("int64") - (_.before > 0).cast("int64")).filter(_.by != 0)
    named = moved.join(commitments.filter(_.rule != "words").select("commitment", "metric_no"), "commitment")
    counted = named.group_by(key_no=_.year, metric_no=_.metric_no).aggregate(commitments=_total(_.by))
    return _row(counted.mutate(**dict.fromkeys(FIGURES, _zero())), True)
