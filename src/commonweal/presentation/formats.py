"""Figures, days and moments as people read them. Registered as template filters of the same names."""

import datetime as dt
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.domain import money as domain_money
from commonweal.domain import quantities, weights
from commonweal.domain.periods import LONDON

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def money(pence: int | None) -> str:
    """``£1,234.50``; an absent figure is an en dash."""
    return "–" if pence is None else domain_money.pounds(pence)


def large_money(pence: int | None) -> str:
    """``£2.4 billion``, ``£31.6 million`` or ``£12,345``: for pictures, with the exact figure in the table beside them."""
    if pence is None:
        return "–"
    sign, pounds = "-" if pence < 0 else "", abs(pence) / Decimal(100)
    for size, name in ((10**9, _("billion")), (10**6, _("million"))):
        if pounds >= size:
            return f"{sign}£{(pounds / size).quantize(Decimal('0.1'), ROUND_HALF_EVEN):,} {name}"
    return f"{sign}£{pounds.quantize(Decimal(1), ROUND_HALF_EVEN):,}"


def number(value: int | Decimal | None) -> str:
    """A whole count with thousands separators."""
    return "–" if value is None else f"{value:,}"


def quantity(thousandths: int | None, unit: str = "") -> str:
    """``1,560 people``; an absent figure is an en dash."""
    if thousandths is None:
        return "–"
    figure = quantities.number(thousandths)
    return f"{figure} {unit}" if unit else figure


def percent(basis_points: int | None) -> str:
    """``12.5%``."""
    return "–" if basis_points is None else weights.percent(basis_points)


def day(value: dt.date | dt.datetime | None) -> str:
    """``3 March 2026``."""
    if value is None:
        return "–"
    if isinstance(value, dt.datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {_(MONTHS[value.month - 1])} {value.year}"


def moment(value: dt.datetime | None) -> str:
    """``3 March 2026 at 12:00pm``, London time, with midday and midnight in words."""
    if value is None:
        return "–"
    local = timezone.localtime(value, LONDON)
    if (local.hour, local.minute) == (12, 0):
        clock = _("midday")
    elif (local.hour, local.minute) == (0, 0):
        clock = _("midnight")
    else:
        clock = f"{local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"
    return _("%(day)s at %(clock)s") % {"day": day(local), "clock": clock}


def said(text: str) -> str:
    """A sentence of a rule in the reader's language. It may hold per cent signs, which `_` in a template may not."""
    return _(text) if text else ""


FILTERS = {
    "money": money,
    "large_money": large_money,
    "number": number,
    "quantity": quantity,
    "percent": percent,
    "day": day,
    "moment": moment,
    "said": said,
}
