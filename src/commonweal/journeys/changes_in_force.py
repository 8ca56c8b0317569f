"""The clock puts what both sides agreed into force on the day that they agreed on: not before it, as a notice comes first."""

import datetime as dt

from commonweal.domain.periods import london_day
from commonweal.lifecycle.contracts import actions, changes, deals


def put_due_into_force(now: dt.datetime) -> None:
    """Every agreed change whose day has come. Prices and terms first: a longer term may have room for a later promise."""
    today = london_day(now)
    for deal in deals.due(today):
        actions.contract_change_comes_into_force(deal, now=now)
    for each in changes.due(today):
        actions.come_into_force(each, now=now)
