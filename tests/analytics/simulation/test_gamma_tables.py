"""The tables are gamma variates: checked against the distribution function worked out another way, and its moments."""

import math

import numpy as np
import pytest

from commonweal.analytics.simulation.gamma import GammaTables

SHAPES = (0.02, 0.3, 1.0, 2.5, 7.0, 40.0, 100.0)


def below(shape: float, x: float) -> float:
    """P(variate < x): the power series of the regularised lower incomplete gamma function (DLMF 8.11.4)."""
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    n = 1
    while term > total * 1e-17:
        term *= x / (shape + n)
        total += term
        n += 1
    return total * math.exp(shape * math.log(x) - x - math.lgamma(shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_distribution_function_is_matched_to_five_parts_in_a_million(shape):
    words = np.linspace(0, 2**32 - 1, 40_001).astype(np.uint32)[None, :]
    words = np.concatenate([words, np.arange(40_001, dtype=np.uint32)[None, :] * np.uint32(901)], axis=1)
    variates = GammaTables([shape]).fill(words)[0]
    wanted = words[0].astype(np.float64) / 2**32
    for share, variate in zip(wanted[::97], variates[::97].tolist(), strict=True):
        # below the smallest number kept a variate is nought; that many lie there in truth
        reached = below(shape, variate) if variate else min(share, below(shape, 1e-30))
        assert reached == pytest.approx(share, abs=5e-6)


def test_each_shape_has_its_mean_and_variance():
    words = np.random.default_rng(7).integers(0, 2**32, (len(SHAPES), 200_000), dtype=np.uint32)
    variates = GammaTables(SHAPES).fill(words).astype(np.float64)
    for shape, row in zip(SHAPES, variates, strict=True):
        error = math.sqrt(shape / row.size)
        assert row.mean() == pytest.approx(shape, abs=5 * error)
        assert row.var() == pytest.approx(shape, rel=0.12 if shape < 0.1 else 0.05)


def test_equal_shapes_share_one_table():
    tables = GammaTables([2.0, 3.0, 2.0])
    words = np.full((3, 2), 123_456_789, dtype=np.uint32)
    variates = tables.fill(words)
    assert variates[0, 0] == variates[2, 0] != variates[1, 0]
