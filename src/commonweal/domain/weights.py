"""Weights are integer basis points: 10,000 is the whole."""

from collections.abc import Iterable
from decimal import Decimal

from commonweal.domain.errors import Invalid

WHOLE = 10_000


def parse_percent(text: str, *, field: str | None = None) -> int:
    """Basis points from a typed percentage (``10``, ``12.5``, ``12.25%``), 0 to 100.

    Raises:
        Invalid: ``weight.not_a_percentage`` or ``weight.out_of_range``.
    """
    typed = text.strip().removesuffix("%").strip()
    parts = typed.split(".")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 2 or len(parts[-1]) > 9:
        raise Invalid("weight.not_a_percentage", field=field, text=text.strip()[:40])
    points = Decimal(typed) * 100
    if points != int(points):
        raise Invalid("weight.not_a_percentage", field=field, text=text.strip()[:40])
    if points > WHOLE:
        raise Invalid("weight.out_of_range", field=field)
    return int(points)


def percent(basis_points: int) -> str:
    """``10%`` or ``12.5%``."""
    whole, part = divmod(basis_points, 100)
    tail = f".{part:02d}".rstrip("0") if part else ""
    return f"{whole}{tail}%"


def check_total(basis_points: Iterable[int]) -> None:
    """Raise `Invalid` (``weights.total``) unless the weights add up to exactly the whole."""
    total = sum(basis_points)
    if total != WHOLE:
        raise Invalid("weights.total", total=percent(total), missing=WHOLE - total)
