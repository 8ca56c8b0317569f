"""A share of trials as a probability with its standard error: one Decimal operation each, stated rounding."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

PLACES = Decimal("1e-12")


@dataclass(frozen=True)
class Chance:
    """Probability `p` (0 to 1) and its standard error `se`, twelve places, half to even."""

    p: Decimal
    se: Decimal


def chance(hits: int, draws: int) -> Chance:
    """How often something happened in `draws` independent trials; the error is the binomial sqrt(p(1-p)/n)."""
    with localcontext() as context:
        context.prec = 40
        p = Decimal(hits) / draws
        se = (p * (1 - p) / draws).sqrt()
        return Chance(p.quantize(PLACES, ROUND_HALF_EVEN), se.quantize(PLACES, ROUND_HALF_EVEN))
