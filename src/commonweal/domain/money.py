"""Money is integer pence. Parsing and wording for people; no float anywhere."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from commonweal.domain.errors import Invalid

MAX_PENCE = 10**15
"""Ten trillion pounds: above it a figure is a slip of the keyboard, and it still fits a 64-bit integer."""

_POUNDS = re.compile(r"^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$")


def parse_pounds(text: str, *, field: str | None = None) -> int:
    """Pence from what a person types: ``£1,234.50``, ``1234.5`` or ``1234``.

    Raises:
        Invalid: ``money.not_an_amount`` or ``money.too_large``.
    """
    match = _POUNDS.match(text.strip())
    if not match:
        raise Invalid("money.not_an_amount", field=field, text=text.strip()[:40])
    pence = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    if pence > MAX_PENCE:
        raise Invalid("money.too_large", field=field)
    return pence


def pounds(pence: int) -> str:
    """``£1,234`` or ``£1,234.50``: pence are shown only when there are some. Negative amounts carry a minus sign."""
    sign = "−" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{part:02d}" if part else f"{sign}£{whole:,}"


def decimal_string(pence: int) -> str:
    """Pounds with two places and no separators, as the command line prints money: ``208515951.29``."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}{whole}.{part:02d}"


def pence_from_decimal(value: Decimal) -> int:
    """Pence of an amount in pounds, half to even as accounts are rounded."""
    return int((value * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
