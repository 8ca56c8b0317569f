"""The KPI duty on the page of an ask: what it reaches, and what a recorded exception does."""

import dataclasses

import pytest

from commonweal.domain.ask_kpis import KpiException, kpi_check
from commonweal.domain.procurements import ProcurementKind, Regime
from tests.domain.asks_examples import an_ask

ABOVE = 500_000_001


def ask(**changes):
    return dataclasses.replace(an_ask(), value_pence=ABOVE, **changes)


def test_it_reaches_a_contract_above_five_million():
    assert kpi_check(ask()).reaches
    assert not kpi_check(dataclasses.replace(an_ask(), value_pence=ABOVE - 1)).reaches


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ProcurementKind.FRAMEWORK_AGREEMENT},
        {"kind": ProcurementKind.DYNAMIC_MARKET},
        {"regime": Regime.BELOW_THRESHOLD},
    ],
    ids=str,
)
def test_it_does_not_reach_framework_agreements_dynamic_markets_or_another_law(changes):
    found = kpi_check(ask(**changes), light_touch=True, not_appropriate="One delivery.")
    assert not found.reaches and found.exception is None and found.is_enough


def test_a_recorded_light_touch_contract_or_concession_is_excepted():
    found = kpi_check(ask(), light_touch=True)
    assert (found.reaches, found.exception, found.is_enough) == (
        False,
        KpiException.LIGHT_TOUCH_OR_CONCESSION,
        True,
    )


def test_a_recorded_reason_excepts_it_and_is_shown():
    found = kpi_check(ask(), light_touch=False, not_appropriate=" One delivery on one day. ")
    assert (found.reaches, found.exception, found.reason) == (
        False,
        KpiException.NOT_APPROPRIATE,
        "One delivery on one day.",
    )


def test_a_blank_reason_is_none():
    assert kpi_check(ask(), not_appropriate="  ").reaches


def test_it_knows_whether_anybody_has_said_that_it_is_light_touch():
    assert not kpi_check(ask()).is_light_touch_known
    assert kpi_check(ask(), light_touch=False).is_light_touch_known
