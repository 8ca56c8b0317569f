"""Quantities are integer thousandths of a unit, so that 0.5 of a full-time job is exactly 500."""

import re

from commonweal.domain.errors import Invalid

SCALE = 1000
MAX_THOUSANDTHS = 10**15

_NUMBER = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,3}))?$")


def parse_quantity(text: str, *, field: str | None = None) -> int:
    """Thousandths from what a person types: ``1,560``, ``0.5``, ``12.125``.

    Raises:
        Invalid: ``quantity.negative``, ``quantity.not_a_number`` or ``quantity.too_large``.
    """
    typed = text.strip()
    if typed.startswith(("-", "−")):
        raise Invalid("quantity.negative", field=field)
    match = _NUMBER.match(typed)
    if not match:
        raise Invalid("quantity.not_a_number", field=field, text=typed[:40])
    thousandths = int(match[1].replace(",", "")) * SCALE + int((match[2] or "0").ljust(3, "0"))
    if thousandths > MAX_THOUSANDTHS:
        raise Invalid("quantity.too_large", field=field)
    return thousandths


def number(thousandths: int) -> str:
    """``1,560`` or ``0.5``: as few decimal places as the figure has, thousands separated."""
    sign = "−" if thousandths < 0 else ""
    whole, part = divmod(abs(thousandths), SCALE)
    tail = f".{part:03d}".rstrip("0") if part else ""
    return f"{sign}{whole:,}{tail}"


def plain(thousandths: int) -> int | float:
    """The figure as JSON writes a number: an integer when it is whole. Three places are exact in text form."""
    whole, part = divmod(thousandths, SCALE)
    return whole if part == 0 else thousandths / SCALE
