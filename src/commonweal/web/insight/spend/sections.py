"""The measures of a spend report as sections of a page: pictures and tables from the figures that were worked out before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.presentation.charts import Table
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.formats import large_money, number
from commonweal.web.insight.spend import wording
from commonweal.web.insight.spend.figures import (
    PICTURED,
    SHOWN_ROWS,
    Found,
    Section,
    amount,
    coverage,
    defined,
    drawn,
    exact,
    one_decimal,
    part_of,
    pence,
    plain,
    share,
)
from commonweal.web.insight.spend.supplier_sections import concentration, new_and_lost, top_suppliers


def sections(found: Found) -> list[Section]:
    """Every measure that has something to show, in the order of the page."""
    made = [
        by_year(found),
        by_service(found),
        in_parts(found, "by_place", _("Local, region and elsewhere"), wording.PLACE),
        in_parts(found, "by_sme", _("Small and medium-sized enterprises (SMEs)"), wording.ANSWER),
        in_parts(found, "by_vcse", _("Voluntary, community and social enterprises (VCSEs)"), wording.ANSWER),
        top_suppliers(found),
        concentration(found),
        new_and_lost(found),
        local_multiplier(found),
        by_category(found),
        by_division(found),
        flags(found),
    ]
    return [each for each in made if each is not None]


def _year(name: str) -> str:
    return _("Year unknown") if name == "unknown" else name


def by_year(found: Found) -> Section | None:
    """Sums by financial year, year on year."""
    measure = found["by_year"]
    rows = measure["rows"]
    if not rows:
        return None
    bars = tuple(
        Amount(_year(row["year"]), pence(row["amount"]), large_money(pence(row["amount"]))) for row in rows
    )
    title = _("By year")
    table = Table(
        (_("Financial year"), _("Amount"), _("Payments"), _("Change on the year before")),
        tuple(
            (_year(row["year"]), amount(row["amount"]), number(row["payments"]), share(row["change"]))
            for row in rows
        ),
    )
    said = _("%(amount)s in %(payments)s payments.") % {
        "amount": large_money(pence(found["amount"])),
        "payments": number(found["payments"]),
    }
    picture = drawn(amount_bars, bars, chart_id="by-year", title=title, description=said)
    notes = (_("A first or last year may hold only some of its months: a change may then be only that."),)
    whole = plain(("year", "amount", "payments", "change"), rows)
    return Section("by_year", title, said, defined(measure), coverage(measure), picture, table, whole, notes)


def by_service(found: Found) -> Section | None:
    """Sums by service over all years; the file has every year."""
    measure = found["by_service"]
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for row in measure["rows"]:
        sums[row["service"]][0] += pence(row["amount"])
        sums[row["service"]][1] += row["payments"]
    rows = [(name, held[0], held[1]) for name, held in sums.items()]
    whole = plain(("year", "service", "amount", "payments", "share"), measure["rows"])
    return ranked(
        found,
        "by_service",
        _("By service"),
        rows,
        what=_("Service"),
        unknown=_("Service unknown"),
        whole=whole,
    )


def by_category(found: Found) -> Section | None:
    """Sums by the body's own categories; what its model suggested is said apart. A report made before has none."""
    measure = found.get("by_category")
    if measure is None:
        return None
    rows = [(row["category"], pence(row["amount"]), row["payments"]) for row in measure["rows"]]
    whole = plain(("category", "amount", "payments", "share", "suggested"), measure["rows"])
    made = ranked(
        found, "by_category", _("By category"), rows, what=_("Category"), unknown=_("Category unknown"), whole=whole
    )  # fmt: skip
    if made is None or not measure["model"]:
        return made
    note = _(
        "%(suggested)s of the money has a suggested category. The model was right for %(accuracy)s of payments held out; "
        "keywords for %(keywords)s."
    ) % {
        "suggested": share(measure["coverage"]["suggested"]),
        "accuracy": share(measure["model"].get("accuracy")),
        "keywords": share(measure["model"].get("keyword_accuracy")),
    }
    return replace(made, notes=(note,))


def by_division(found: Found) -> Section | None:
    """Sums by suggested CPV division."""
    measure = found["by_division"]
    rows = [
        (
            f"{row['division']} {row['title']}" if row["division"] else None,
            pence(row["amount"]),
            row["payments"],
        )
        for row in measure["rows"]
    ]
    if all(name is None for name, _pence, _count in rows):
        return None
    whole = plain(("division", "title", "amount", "payments", "share"), measure["rows"])
    return ranked(
        found,
        "by_division",
        _("By kind of purchase"),
        rows,
        what=_("Division of the common procurement vocabulary"),
        unknown=_("Kind unknown"),
        whole=whole,
    )


def ranked(
    found: Found,
    key: str,
    title: str,
    rows: Iterable[tuple[str | None, int, int]],
    *,
    what: str,
    unknown: str,
    whole: Table,
) -> Section | None:
    """A measure as its greatest parts; what is unknown and the sum of the smaller parts stand last."""
    known = sorted((row for row in rows if row[0] is not None), key=lambda row: (-row[1], row[0] or ""))
    measure, total = found[key], pence(found["amount"])
    lines = [(str(name), sum_, count) for name, sum_, count in known[:SHOWN_ROWS]]
    rest = known[SHOWN_ROWS:]
    if rest:
        name = ngettext("%(n)s other", "%(n)s others", len(rest)) % {"n": number(len(rest))}
        lines.append((name, sum(row[1] for row in rest), sum(row[2] for row in rest)))
    lines += [(unknown, row[1], row[2]) for row in rows if row[0] is None]
    if not known:
        return None
    bars = tuple(Amount(name, sum_, large_money(sum_)) for name, sum_, _count in lines[:PICTURED])
    said = _("%(name)s is the greatest, with %(share)s of all.") % {
        "name": lines[0][0],
        "share": one_decimal(part_of(lines[0][1], total)),
    }
    table = Table(
        (what, _("Amount"), _("Payments"), _("Share")),
        tuple(
            (name, exact(sum_), number(count), one_decimal(part_of(sum_, total)))
            for name, sum_, count in lines
        ),
    )
    picture = drawn(amount_bars, bars, chart_id=key.replace("_", "-"), title=title, description=said)
    return Section(key, title, said, defined(measure), coverage(measure), picture, table, whole)


def in_parts(found: Found, key: str, title: str, names: dict[str, Any]) -> Section | None:
    """A measure whose parts make up the whole, over all years and for each."""
    measure = found[key]
    rows = [(_("All years"), measure["total"])]
    rows += [(_year(row["year"]), row) for row in measure["by_year"]]
    shown = tuple(Whole(name, tuple(pence(row[part]["amount"]) for part in names)) for name, row in rows)
    titles = tuple(str(each) for each in names.values())
    said = _in_words(measure, names)
    picture = drawn(
        part_bars, shown, titles, chart_id=key.replace("_", "-"), title=title, description=f"{title}. {said}"
    )
    table = Table(
        (_("Financial year"), *titles),
        tuple(
            (
                name,
                *(f"{amount(row[part]['amount'])} ({share(row[part]['share'])})" for part in names),
            )
            for name, row in rows
        ),
    )
    parts = ({"year": row["year"], "part": part, **row[part]} for row in measure["by_year"] for part in names)
    whole = plain(("year", "part", "amount", "payments", "share"), parts)
    return Section(key, title, said, defined(measure), coverage(measure), picture, table, whole)


def _in_words(measure: Found, names: dict[str, Any]) -> str:
    return _("Of all that was paid: %(parts)s.") % {
        "parts": ", ".join(
            f"{str(name).lower()} {share(measure['total'][part]['share'])}" for part, name in names.items()
        )
    }


def local_multiplier(found: Found) -> Section:
    """An estimate that is nothing without its assumption."""
    measure = found["local_multiplier"]
    unknown = _("not known")
    said = (
        _("About £%(estimate)s is spent in the place for each pound paid, over three rounds.")
        % {"estimate": measure["estimate"]}
        if measure["estimate"]
        else _("Not known: no supplier could be placed.")
    )
    table = Table(
        (_("What"), _("Figure")),
        (
            (_("Estimate, from what can be placed"), measure["estimate"] or unknown),
            (_("If nothing unknown were local"), measure["if_unknown_is_not_local"] or unknown),
            (_("Assumption"), _(measure["assumption"])),
        ),
    )
    return Section(
        "local_multiplier",
        _("Local multiplier, an estimate"),
        said,
        defined(measure),
        coverage(measure),
        None,
        table,
        table,
    )


def flags(found: Found) -> Section:
    """Sums that are in every figure and that a reader should know of."""
    measure = found["flags"]
    rows = tuple(
        (str(wording.FLAG[name]), amount(each["amount"]), defined(each)) for name, each in measure.items()
    )
    table = Table((_("What"), _("Amount"), _("Rule")), rows)
    return Section(
        "flags",
        _("Kept in the figures and flagged"),
        "",
        _("These sums are part of every figure above."),
        "",
        None,
        table,
        plain(("what", "amount"), ({"what": name, **each} for name, each in measure.items())),
    )
