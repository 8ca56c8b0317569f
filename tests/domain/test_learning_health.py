"""Shares of learning have a whole, and nothing of nothing is not nought."""

from commonweal.domain.learning_health import ASPECT_OF, Counted, Health, HealthMeasure, share_of


def test_every_measure_belongs_to_an_aspect():
    assert set(ASPECT_OF) == set(HealthMeasure)


def test_a_share_is_rounded_half_to_even_and_nothing_has_none():
    assert (share_of(1, 3), share_of(2, 3), share_of(0, 4), share_of(0, 0)) == (3333, 6667, 0, None)
    assert (share_of(1, 16_000), share_of(3, 16_000)) == (1, 2)
    assert Counted(HealthMeasure.HELD, 3, 4).share == 7500


def test_coverage_is_of_the_contracts_that_run():
    assert Health((), contracts=8, looked_at=2, reviews=3, managed_failures=0).coverage == 2500
    assert Health((), contracts=0, looked_at=0, reviews=0, managed_failures=0).coverage is None
