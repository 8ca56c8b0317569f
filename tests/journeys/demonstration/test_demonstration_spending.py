"""The borough's fictional payments are the same every time, and their report has something to say in every measure."""

from decimal import Decimal

import pytest

from commonweal.domain.spend import SpendStatus
from commonweal.journeys import spend_loading
from commonweal.journeys.demonstration import spend_cases, spending
from commonweal.journeys.demonstration.people import Demonstration
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(world, settings, tmp_path):
    settings.DATA = tmp_path
    demo = Demonstration(now=NOW, password=PASSWORD)
    demo.things["missions"] = {"warm": world.mission}
    spending.load(demo)
    demo.things["spend"].refresh_from_db()
    return demo.things["spend"]


def test_every_row_is_loaded_or_rejected(load):
    summary = load.summary
    assert load.status == SpendStatus.LOADED
    assert summary["rows_in"] == summary["loaded"] + summary["rejected"]
    assert summary["reasons"] == {"totals row": 1}
    assert summary["duplicates"] == 1
    assert summary["credits"] > 0
    assert summary["redacted"] > 0


def test_the_report_has_something_to_say_in_every_measure(load):
    report = spend_loading.report_of(load)
    assert [row["year"] for row in report["by_year"]["rows"]] == ["2022/23", "2023/24", "2024/25"]
    for key in ("by_place", "by_sme", "by_vcse"):
        assert all(Decimal(part["amount"]) > 0 for part in report[key]["total"].values()), key
    last = report["new_and_lost"]["rows"][-1]
    assert last["new"] and last["lost"]


def test_the_payments_are_the_same_every_time():
    assert spend_cases.as_csv(2024) == spend_cases.as_csv(2024)
    assert spend_cases.as_csv(2024) != spend_cases.as_csv(2023)
