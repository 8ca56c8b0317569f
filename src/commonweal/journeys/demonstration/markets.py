"""Market health of the borough's surroundings: a file of fictional notices, given and measured by ordinary actions.

Leaves `market`, the reading.
"""

from commonweal.domain.periods import london_day
from commonweal.files.actions import store_open_data
from commonweal.journeys import market_reading
from commonweal.journeys.demonstration import market_cases
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.markets import actions

OFFICER = "procurement"


def load(demo: Demonstration) -> None:
    """Three whole calendar years, the last one before now."""
    officer, given_at = demo.actor(OFFICER), demo.at(-18)
    last = london_day(given_at).year - 1
    stored = store_open_data(
        "fictional-notices.jsonl",
        market_cases.as_json_lines(last),
        owner_id=demo.authority.pk,
        by=officer,
        now=given_at,
    )
    title = f"Fictional notices {last - market_cases.YEARS + 1} to {last}"
    reading = actions.begin(title=title, file=stored, by=officer, now=given_at)
    market_reading.work_on(reading.external_id, clock=lambda: demo.at(-18, hours=1))
    reading.refresh_from_db()
    demo.things["market"] = reading
