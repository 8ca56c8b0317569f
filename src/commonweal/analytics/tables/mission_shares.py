"""Spending by mission: all of what a body spends on the services that it says serve the mission."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from commonweal.analytics.tables.definitions import text
from commonweal.analytics.tables.shares import share
from commonweal.domain.money import decimal_string, pence_from_decimal

Row = dict[str, Any]


def by_mission(services: Iterable[Row], links: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The measure from the rows of `by_service` and (service, mission) pairs, greatest first.

    What is linked to no mission is a row of its own with mission null. A service that serves two counts under both.
    """
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for row in services:
        sums[row["service"]][0] += pence_from_decimal(Decimal(row["amount"]))
        sums[row["service"]][1] += row["payments"]
    pairs = set(links)
    linked = {service for service, _ in pairs}
    whole = sum(amount for amount, _ in sums.values())
    missions: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for service, mission in pairs:
        for at in (0, 1):
            missions[mission][at] += sums[service][at] if service in sums else 0
    rest = [sum(held[at] for service, held in sums.items() if service not in linked) for at in (0, 1)]
    rows: list[tuple[str | None, list[int]]] = sorted(
        missions.items(), key=lambda each: (-each[1][0], each[0])
    )
    return {
        "definition": text("mission"),
        "coverage": {"known": share(whole - rest[0], whole), "unknown": share(rest[0], whole)},
        "rows": [
            {
                "mission": name,
                "amount": decimal_string(amount),
                "payments": payments,
                "share": share(amount, whole),
            }
            for name, (amount, payments) in (*rows, (None, rest))
        ],
    }
