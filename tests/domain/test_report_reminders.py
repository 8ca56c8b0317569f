"""On which days a report is spoken of by email."""

import datetime as dt

import pytest

from commonweal.domain.report_reminders import STAGES, Stage

END = dt.date(2026, 6, 30)


def spoken_of(today: dt.date) -> list[Stage]:
    """The stages at which a period that ends on `END` is spoken of on a day."""
    return [each.stage for each in STAGES if each.ends(today)[0] <= END <= each.ends(today)[1]]


@pytest.mark.parametrize(
    ("days", "stages"),
    [
        (-8, []),
        (-7, [Stage.DUE_SOON]),
        (0, [Stage.DUE_SOON]),
        (1, [Stage.LATE]),
        (14, [Stage.LATE]),
        (15, []),
    ],
)
def test_a_week_before_the_end_until_the_end_then_from_the_day_after_for_a_fortnight(days, stages):
    assert spoken_of(END + dt.timedelta(days=days)) == stages
