"""Each measure of market health as a part of the page: said in a sentence, defined, pictured, in a table and a file."""

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from commonweal.presentation.charts import Table
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.formats import number
from commonweal.reference.cpv import divisions
from commonweal.reference.market_measures import measure
from commonweal.web.insight.spend.figures import Found, Section, amount, drawn, pence, plain, share

PICTURED = 12
PARTS: dict[str, Any] = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "mixed": gettext_lazy("Several suppliers of both kinds"),
    "unknown": gettext_lazy("Unknown"),
}


def sections(health: Found) -> list[Section]:
    """Every measure in the order of the reference page."""
    return [make(health[key]) for key, make in _MAKERS.items()]


def _section(
    key: str, said: str, found: Found, *, picture: Markup | None, table: Table, whole: Table
) -> Section:
    about = measure(key)
    notes = (_("Why it matters: %(why)s") % {"why": about.why}, about.direction)
    return Section(key, about.title, said, about.definition, _coverage(found), picture, table, whole, notes)


def _coverage(found: Found) -> str:
    told = found["coverage"]
    return _("Known for %(known)s of %(of)s.") % {"known": number(told["known"]), "of": number(told["of"])}


def _yes_no(key: str, yes: str, no: str, first: int, found: Found) -> Markup | None:
    """One bar: the part that is, the part that is not, and what is unknown."""
    told = found["coverage"]
    if not told["of"]:
        return None
    sizes = (first, told["known"] - first, told["unknown"])
    title = measure(key).title
    names = (yes, no, _("Unknown"))
    return drawn(
        part_bars,
        (Whole(_("Procurements"), sizes),),
        names,
        chart_id=key.replace("_", "-"),
        title=title,
        description=title,
    )


def tenderers(found: Found) -> Section:
    """How many compete."""
    said = _("No notice says how many tendered.")
    if found["coverage"]["known"]:
        said = _(
            "%(share)s of the procurements whose tenderers are known had a single tender; the mean is %(mean)s."
        ) % {"share": share(found["single_tender_share"]), "mean": _two_places(found["mean"])}
    rows = (
        (_("Procurements with a single tender"), number(found["single_tender"])),
        (_("Share of those that are known"), share(found["single_tender_share"])),
        (_("Mean number of tenderers"), _two_places(found["mean"])),
    )
    names = ("single_tender", "single_tender_share", "mean")
    picture = _yes_no("tenderers", _("A single tender"), _("Two or more"), found["single_tender"], found)
    return _section(
        "tenderers", said, found, picture=picture, table=_figures(rows), whole=plain(names, [found])
    )


def _two_places(text: str | None) -> str:
    return "–" if text is None else str(Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def _figures(rows: tuple[tuple[str, str], ...]) -> Table:
    return Table((_("What"), _("Figure")), rows)


def time_to_award(found: Found) -> Section:
    """How long suppliers wait."""
    said = _("No award is dated after the close of its tenders.")
    if found["median_days"] is not None:
        said = _("Half of the awards came within %(median)s days of the close of tenders.") % {
            "median": found["median_days"]
        }
    rows = (
        (_("Median, days"), found["median_days"] or "–"),
        (_("Mean, days"), _two_places(found["mean_days"])),
        (_("Awards dated before the close"), number(found["awarded_before_close"])),
    )
    whole = plain(("median_days", "mean_days", "awarded_before_close"), [found])
    return _section("time_to_award", said, found, picture=None, table=_figures(rows), whole=whole)


def _kinds(key: str) -> Callable[[Found], Section]:
    def make(found: Found) -> Section:
        awards, value = found["awards"], found["value"]
        said = _(
            "Yes for %(awards)s of the awards and %(value)s of their value; unknown for %(unknown)s of the awards."
        ) % {
            "awards": share(awards["yes"]["share"]),
            "value": share(value["yes"]["share"]),
            "unknown": share(awards["unknown"]["share"]),
        }
        wholes = (
            Whole(_("Awards"), tuple(awards[part]["count"] for part in PARTS)),
            Whole(_("Value"), tuple(pence(value[part]["amount"]) for part in PARTS)),
        )
        names = tuple(str(each) for each in PARTS.values())
        title = measure(key).title
        picture = drawn(part_bars, wholes, names, chart_id=key, title=title, description=said)
        table = Table(
            ("", _("Awards"), _("Share of awards"), _("Value"), _("Share of value")),
            tuple(
                (str(name), number(awards[part]["count"]), share(awards[part]["share"]),
                 amount(value[part]["amount"]), share(value[part]["share"]))
                for part, name in PARTS.items()
            ),
        )  # fmt: skip
        rows = (
            {"part": part, "awards": awards[part]["count"], "share_of_awards": awards[part]["share"],
             "value": value[part]["amount"], "share_of_value": value[part]["share"]}
            for part in PARTS
        )  # fmt: skip
        whole = plain(("part", "awards", "share_of_awards", "value", "share_of_value"), rows)
        return _section(key, said, found, picture=picture, table=table, whole=whole)

    return make


def new_entrants(found: Found) -> Section:
    """Who came into the market, year by year."""
    years = found["by_year"]
    said = _("In %(year)s %(share)s of the suppliers with an award were new.") % {
        "year": years[-1]["year"] if years else "–",
        "share": share(years[-1]["share"]) if years else "–",
    }
    title = measure("new_entrants").title
    names = (_("New"), _("With an award before"))
    wholes = tuple(Whole(str(row["year"]), (row["new"], row["suppliers"] - row["new"])) for row in years)
    picture = (
        drawn(
            part_bars,
            wholes,
            names,
            chart_id="new-entrants",
            title=title,
            description=said,
            has_unknown=False,
        )
        if wholes
        else None
    )
    table = Table(
        (_("Year"), _("Suppliers"), _("New"), _("Share")),
        tuple(
            (str(row["year"]), number(row["suppliers"]), number(row["new"]), share(row["share"]))
            for row in years
        ),
    )
    whole = plain(("year", "suppliers", "new", "share"), years)
    return _section("new_entrants", said, found, picture=picture, table=table, whole=whole)


def concentration(found: Found) -> Section:
    """Who holds the markets, by what is bought and where."""
    titles = divisions()
    rows = [
        {"by": _("CPV division"), **row, "shown": _division(row["name"], titles)}
        for row in found["by_cpv_division"]
    ]
    rows += [{"by": _("Region"), **row, "shown": _unknown(row["name"])} for row in found["by_region"]]
    bars = tuple(
        Amount(
            row["shown"] if row["by"] == rows[0]["by"] else f"{row['by']}: {row['shown']}",
            row["hhi"],
            f"{number(row['hhi'])} ({row['suppliers']})",
        )
        for row in sorted(rows, key=lambda row: (row["by"] != rows[0]["by"], -row["hhi"]))[:PICTURED]
    )
    title = measure("concentration").title
    said = _("The index runs from 0 to 10,000; beside it the number of suppliers.")
    picture = (
        drawn(amount_bars, bars, chart_id="concentration", title=title, description=said) if bars else None
    )
    table = Table(
        (_("Market"), _("By"), _("Suppliers"), _("Value"), _("Index"), _("Three largest")),
        tuple(
            (row["shown"], row["by"], number(row["suppliers"]), amount(row["value"]), number(row["hhi"]),
             share(row["top_share"]))
            for row in rows
        ),
    )  # fmt: skip
    whole = plain(("by", "name", "suppliers", "value", "hhi", "top_share"), rows)
    made = _section("concentration", said, found, picture=picture, table=table, whole=whole)
    return replace(made, text_column=_("By"))


def _unknown(name: str) -> str:
    return _("Unknown") if name == "unknown" else name


def _division(code: str, titles: dict[str, str]) -> str:
    return f"{code} {titles[code]}" if code in titles else _unknown(code)


def social_value(found: Found) -> Section:
    """Whether notices say it."""
    said = _(
        "%(share)s of the procurements with any text ask for social value or community benefit in words."
    ) % {"share": share(found["share"])}
    rows = (
        (_("Procurements that ask"), number(found["asked"])),
        (_("Share of those with text"), share(found["share"])),
    )
    picture = _yes_no("social_value", _("Asked for"), _("Not in these words"), found["asked"], found)
    return _section(
        "social_value",
        said,
        found,
        picture=picture,
        table=_figures(rows),
        whole=plain(("asked", "share"), [found]),
    )


_MAKERS: dict[str, Callable[[Found], Section]] = {
    "tenderers": tenderers,
    "time_to_award": time_to_award,
    "sme": _kinds("sme"),
    "vcse": _kinds("vcse"),
    "new_entrants": new_entrants,
    "concentration": concentration,
    "social_value": social_value,
}
