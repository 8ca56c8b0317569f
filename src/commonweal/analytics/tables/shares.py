"""Shares and indices: one Decimal operation on whole pence each, rounded half to even to a stated number of places."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

PLACES = Decimal("0.0001")


def share(part: int, whole: int) -> str | None:
    """`part` of `whole` to four places, as text; None when the whole is not above zero."""
    if whole <= 0:
        return None
    return str(_divided(Decimal(part), Decimal(whole)).quantize(PLACES, ROUND_HALF_EVEN))


def change(now: int, before: int) -> str | None:
    """The change from `before` to `now` as a share of `before`, to four places; None when there is nothing before."""
    return share(now - before, before)


def hhi(squares: int, whole: int) -> str | None:
    """The Herfindahl-Hirschman index in points (0 to 10,000) to one place, from the exact sum of squares."""
    if whole <= 0:
        return None
    points = _divided(Decimal(squares) * 10_000, Decimal(whole) * Decimal(whole))
    return str(points.quantize(Decimal("0.1"), ROUND_HALF_EVEN))


def multiplier(own: int, known: int) -> str | None:
    """1 + p + p x p to two places, p being the share spent in the own place."""
    if known <= 0:
        return None
    with localcontext() as context:
        context.prec = 60
        local = Decimal(max(0, own)) / Decimal(known)
        return str((1 + local + local * local).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def _divided(top: Decimal, bottom: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return top / bottom
