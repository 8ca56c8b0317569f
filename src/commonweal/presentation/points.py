"""Marks and points as people read them."""

from fractions import Fraction

HUNDREDTHS = 100


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
