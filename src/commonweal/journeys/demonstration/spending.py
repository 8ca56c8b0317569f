"""Spending of the borough: its fictional payment file, given, confirmed and loaded by ordinary actions.

Its contracts register beside it. Needs `missions` in `demo.things`. Leaves `spend`, the load.
"""

from commonweal.domain.periods import financial_year, london_day
from commonweal.files.actions import store_table
from commonweal.journeys import register_reading, spend_loading
from commonweal.journeys.demonstration import spend_cases
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.spending import actions, register_actions

OFFICER = "procurement"
SERVES = (
    "Homes",
    "What the homes service pays for is warm, dry homes: building works, heating and insulation.",
)


def load(demo: Demonstration) -> None:
    """Three whole financial years, the last one before now."""
    officer, given_at = demo.actor(OFFICER), demo.at(-20)
    last = financial_year(london_day(given_at)) - 1
    stored = store_table(
        "borough-of-example-payments.csv",
        spend_cases.as_csv(last).encode(),
        owner_id=demo.authority.pk,
        by=officer,
        now=given_at,
    )
    given = actions.begin(
        title=f"Fictional payments {last - 2} to {last + 1}",
        place_code="",
        files=[stored],
        by=officer,
        now=given_at,
    )
    spend_loading.work_on(given.external_id, clock=lambda: demo.at(-20, hours=1))
    given.refresh_from_db()
    columns = {
        each["signature"]: {"columns": each["columns"], "month_first": each["month_first"]}
        for each in given.found
    }
    actions.confirm(given, columns, by=officer, now=demo.at(-20, hours=2))
    spend_loading.work_on(given.external_id, clock=lambda: demo.at(-20, hours=2))
    service, reason = SERVES
    actions.serve(service, demo.things["missions"]["warm"], reason=reason, by=officer, now=demo.at(-19))
    demo.things["spend"] = given
    _register(demo)


def _register(demo: Demonstration) -> None:
    """The borough's contracts register, read."""
    officer, given_at = demo.actor(OFFICER), demo.at(-17)
    stored = store_table(
        "borough-of-example-contracts.csv",
        spend_cases.register_as_csv(given_at.year).encode(),
        owner_id=demo.authority.pk,
        by=officer,
        now=given_at,
    )
    register = register_actions.begin(
        title=f"Fictional contracts register {given_at.year}",
        place_code="",
        file=stored,
        by=officer,
        now=given_at,
    )
    register_reading.work_on(register.external_id, clock=lambda: demo.at(-17, hours=1))
