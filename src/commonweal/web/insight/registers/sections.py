"""What a contracts register says, as sections of a page: by the supplier's place, and by its size."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commonweal.presentation.charts import Table
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.formats import number
from commonweal.spending.models import ContractsRegister
from commonweal.web.insight.spend import wording
from commonweal.web.insight.spend.figures import Section, amount, drawn, one_decimal, part_of, pence, plain


def sections(register: ContractsRegister) -> list[Section]:
    """Every measure of a register that was read."""
    said_sme = _("As the register’s own column says; unknown where it is silent.")
    return [
        in_parts(register, "by_place", _("Place of the suppliers"), wording.PLACE, register.found["place_definition"]),
        in_parts(register, "by_sme", _("Small and medium-sized enterprises (SMEs)"), wording.ANSWER, said_sme),
    ]  # fmt: skip


def in_parts(
    register: ContractsRegister, key: str, title: str, names: Mapping[str, Any], definition: str
) -> Section:
    """Contracts and their annual value in named parts; unknown is a part of its own."""
    parts = register.report[key]
    counts = tuple(parts[part]["contracts"] for part in names)
    values = tuple(pence(parts[part]["annual_value"] or "0.00") for part in names)
    wholes = [Whole(_("Contracts"), counts)]
    if any(values):
        wholes.append(Whole(_("Annual value"), values))
    titles = tuple(str(each) for each in names.values())
    said = _("Of %(n)s contracts: %(parts)s.") % {
        "n": number(sum(counts)),
        "parts": ", ".join(
            f"{title.lower()} {one_decimal(part_of(count, sum(counts)))}"
            for title, count in zip(titles, counts, strict=True)
        ),
    }
    table = Table(
        ("", _("Contracts"), _("Share of contracts"), _("Annual value"), _("Share of value")),
        tuple(
            (title, number(count), one_decimal(part_of(count, sum(counts))),
             amount(parts[part]["annual_value"]), one_decimal(part_of(value, sum(values))))
            for part, title, count, value in zip(names, titles, counts, values, strict=True)
        ),
    )  # fmt: skip
    known, unknown = sum(values) - values[-1], values[-1]
    coverage = _("Known for %(known)s of the annual value, unknown for %(unknown)s.") % {
        "known": one_decimal(part_of(known, sum(values))),
        "unknown": one_decimal(part_of(unknown, sum(values))),
    }
    rows = ({"part": part, **parts[part]} for part in names)
    return Section(
        key,
        title,
        said,
        definition,
        coverage if any(values) else "",
        drawn(
            part_bars,
            tuple(wholes),
            titles,
            chart_id=key.replace("_", "-"),
            title=title,
            description=f"{title}. {said}",
        ),
        table,
        plain(("part", "contracts", "annual_value"), rows),
    )
