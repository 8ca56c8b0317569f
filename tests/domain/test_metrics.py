"""A target has the figures its kind needs, and a baseline says who fixed it."""

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import BaselineBasis, TargetKind, check_baseline, check_target

GOOD = [
    (TargetKind.FIXED, 1, None),
    (TargetKind.RANGE, 0, 5_000),
    (TargetKind.PATHWAY, None, None),
    (TargetKind.NONE, None, None),
]
BAD = [
    (TargetKind.FIXED, None, None, "metric.fixed_needs_one_figure"),
    (TargetKind.FIXED, 0, None, "metric.fixed_needs_one_figure"),
    (TargetKind.FIXED, 1, 2, "metric.fixed_needs_one_figure"),
    (TargetKind.RANGE, 1, None, "metric.range_needs_two_figures"),
    (TargetKind.RANGE, 2, 2, "metric.range_out_of_order"),
    (TargetKind.RANGE, -1, 2, "metric.range_out_of_order"),
    (TargetKind.PATHWAY, 1, None, "metric.target_without_figure"),
    (TargetKind.NONE, None, 1, "metric.target_without_figure"),
]


@pytest.mark.parametrize(("target", "low", "high"), GOOD)
def test_figures_that_suit_the_target_are_accepted(target: TargetKind, low: int, high: int) -> None:
    check_target(target, low, high)


@pytest.mark.parametrize(("target", "low", "high", "code"), BAD)
def test_figures_that_do_not_suit_the_target_are_refused(
    target: TargetKind, low: int, high: int, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_target(target, low, high)
    assert refused.value.code == code


def test_a_baseline_is_a_figure_and_who_fixed_it() -> None:
    check_baseline(BaselineBasis.NONE, None)
    check_baseline(BaselineBasis.INDEPENDENT, 0)
    for basis, figure in [(BaselineBasis.NONE, 1), (BaselineBasis.PRE_CONTRACT, None)]:
        with pytest.raises(Invalid):
            check_baseline(basis, figure)
