"""The real published cases of the demonstration, as printed and with their sources."""

from commonweal.journeys import published_cases
from commonweal.journeys.demonstration.people import Demonstration


def load(demo: Demonstration) -> None:
    """Record every published case that is not recorded yet."""
    published_cases.load(now=demo.now)
