"""Pictures of indicators."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.lifecycle.strategy.queries.progress import IndicatorView
from commonweal.presentation.charts import Reading, Table, sparkline, sparkline_table


def _target(view: IndicatorView) -> dict[str, Any]:
    target = view.indicator.measure.target
    return {
        "unit": view.indicator.unit,
        "target": target.thousandths if target else None,
        "target_on": target.on if target else None,
    }


def _readings(view: IndicatorView) -> tuple[Reading, ...]:
    return tuple(Reading(each.observed_on, each.thousandths) for each in view.observations)


def line(view: IndicatorView, *, width: int, height: int) -> Markup | None:
    """The observed values over time with the target; None while nothing is observed."""
    if not view.observations:
        return None
    return sparkline(
        _readings(view),
        **_target(view),
        chart_id=f"indicator-{view.indicator.external_id}",
        title=view.indicator.title,
        description=_(
            "Observed values over time, with the target as a dashed line. The table says the same."
        ),
        width=width,
        height=height,
    )


def sparklines(views: Iterable[IndicatorView]) -> dict[int, Markup]:
    """A small picture of each indicator that has two observations or more, by its key."""
    drawn = (
        (view.indicator.pk, line(view, width=320, height=88)) for view in views if len(view.observations) > 1
    )
    return {key: picture for key, picture in drawn if picture is not None}


def as_table(view: IndicatorView) -> Table:
    """The same as rows."""
    return sparkline_table(_readings(view), **_target(view))
