"""Drawing numbers from ranges by the inverse of their distribution, in 65,536 equally likely steps.

Two random bytes pick a step, and a step is the middle of its slice of probability, so that the mean is kept. Four draws
come from one random number, and the inverse is written without a branch, so that numpy works it out many at a time.
"""

import numpy as np
from numpy.typing import NDArray

from commonweal.domain.valuation import Range, Shape

STEPS = 1 << 16

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Steps = NDArray[np.uint16]


def inverse(span: Range, chance: Floats) -> Floats:
    """The number below which the given share of draws falls."""
    low, middle, high = float(span.low), float(span.central), float(span.high)
    if span.is_certain:
        return np.full(chance.shape, middle)
    if span.shape is Shape.UNIFORM:
        return low + (high - low) * chance
    turn = (middle - low) / (high - low)
    rising = low + np.sqrt(chance * (high - low) * (middle - low))
    falling = high - np.sqrt((1 - chance) * (high - low) * (high - middle))
    return np.where(chance < turn, rising, falling)


def singles(span: Range, steps: Steps) -> Singles:
    """The number of each step in single precision: `inverse` at half the cost.

    Below its turn a triangle's inverse is `low + sqrt(...)` and above it `high - sqrt(...)`. Each half is held at the
    central number on the other's side, so that their sum less the central number is the inverse everywhere.
    """
    low, middle, high = float(span.low), float(span.central), float(span.high)
    chance = np.add(steps, np.float32(0.5), dtype=np.float32)
    if span.shape is Shape.UNIFORM:
        chance *= np.float32((high - low) / STEPS)
        chance += np.float32(low)
        return chance
    turn = (middle - low) / (high - low) * STEPS
    rising = np.minimum(chance, np.float32(turn))
    rising *= np.float32((high - low) * (middle - low) / STEPS)
    np.sqrt(rising, out=rising)
    falling = np.maximum(chance, np.float32(turn), out=chance)
    np.subtract(np.float32(STEPS), falling, out=falling)
    falling *= np.float32((high - low) * (high - middle) / STEPS)
    np.sqrt(falling, out=falling)
    rising -= falling
    rising += np.float32(low + high - middle)
    return rising


def random_steps(seed: int, *stream: int, count: int) -> Steps:
    """`count` random steps of one stream; the same seed and stream give the same steps on every machine."""
    source = np.random.SFC64(np.random.SeedSequence(seed, spawn_key=stream))
    raw = np.asarray(source.random_raw((count + 3) // 4), dtype="<u8")
    return raw.view(np.uint16)[:count]
