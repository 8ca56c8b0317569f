"""Marks, points, intervals and chances as people read them."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _

HUNDREDTHS = 100
WHOLE = 10_000


def marks(score: int | None) -> str:
    """A score in hundredths as people read it: ``75`` or ``62.5``; an absent one is an en dash."""
    if score is None:
        return "–"
    whole, part = divmod(score, HUNDREDTHS)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)


def points(exact: Fraction) -> str:
    """Exact points to two places, half to even."""
    hundredths = round(exact * HUNDREDTHS)
    sign = "−" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // HUNDREDTHS}.{abs(hundredths) % HUNDREDTHS:02d}"


def held(interval: tuple[Fraction, Fraction], published_bp: int) -> tuple[int, int]:
    """An interval of weights (shares of one) in basis points that lie inside it: the low end up, the high end down.

    Neither goes past the published weight, which is in the interval however narrow it is.
    """
    low, high = interval
    return min(ceil(low * WHOLE), published_bp), max(floor(high * WHOLE), published_bp)


def chance(share: Fraction | Decimal) -> str:
    """A share of trials, or its standard error, to a tenth of a per cent: all and none are said only when it is so."""
    tenths = round(Fraction(share) * 1000)
    if tenths == 1000 and share != 1:
        return _("more than 99.9%")
    if tenths == 0 and share != 0:
        return _("less than 0.1%")
    return f"{tenths // 10}.{tenths % 10}%"
