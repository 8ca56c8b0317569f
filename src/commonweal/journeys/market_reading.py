"""From a file of notices to the health of its markets: merged, put into tables, measured; the tables are not kept."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from heapq import nlargest
from pathlib import Path
from typing import Any

from django.core.cache import cache

from commonweal.domain.actors import SYSTEM
from commonweal.files.actions import content_of
from commonweal.markets import actions
from commonweal.markets.models import MarketReading

PROGRESS_SECONDS = 3600
SHOWN_PROBLEMS = 200
"""Parts left out that are kept with their place; the others are counted."""
MOST_NOTICES = 20_000
"""Notices of one file that go into the library: the latest, when there are more."""
SUBJECT_LENGTH = 600
"""Characters of the description that are kept: enough to tell a similar subject."""


def progress_of(reading: MarketReading) -> int | None:
    """How much of the file is done, in per cent; None when the worker has not begun."""
    done: int | None = cache.get(_key(reading))
    return done


def _key(reading: MarketReading) -> str:
    return f"market-progress-{reading.external_id}"


def work_on(reading_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Measure a file that waits. Nothing when it was done, or removed, in the meantime."""
    rows = MarketReading.objects.for_system("the file of notices that the worker was given")
    reading = rows.select_related("file").filter(external_id=reading_id).first()
    if reading is None or not reading.is_waiting:
        return
    from commonweal.interchange.ocds.files import Unreadable

    try:
        health, found, notices = _measure(reading)
    except Unreadable as error:
        actions.failed(reading, str(error), by=SYSTEM, now=clock())
    else:
        actions.measured(reading, health=health, found=found, notices=notices, by=SYSTEM, now=clock())
    finally:
        cache.delete(_key(reading))


def _measure(
    reading: MarketReading,
) -> tuple[dict[str, Any], dict[str, Any], list[actions.GivenNotice]]:
    from commonweal.interchange.ocds.files import Unreadable
    from commonweal.interchange.ocds.market import market_health
    from commonweal.interchange.ocds.tables import write_tables

    with tempfile.TemporaryDirectory(prefix="commonweal-market-") as name:
        folder = Path(name)
        path = folder / "notices"
        path.write_bytes(content_of(reading.file))
        outcome = write_tables(
            [path], folder / "tables", workers=1, advance=_teller(reading, 2 * path.stat().st_size)
        )
        if not outcome.processes:
            raise Unreadable(f"{reading.file.name}: holds no release that can be read")
        health = market_health(folder / "tables")
        notices = _latest(folder / "tables")
    left_out = [[each.place, each.message] for each in outcome.rejected[:SHOWN_PROBLEMS]]
    found = {
        "releases": outcome.releases,
        "processes": outcome.processes,
        "rejected": outcome.rejected.total,
        "mended": outcome.mended.total,
        "notices": len(notices),
        "notices_that_ask": sum(bool(each.asked) for each in notices),
        "left_out": left_out,
    }
    return health, found, notices


def _latest(tables: Path) -> list[actions.GivenNotice]:
    """The notices of the tables, the latest of them when there are very many."""
    return nlargest(MOST_NOTICES, _notices(tables), key=lambda each: each.published_on or dt.date.min)


def _notices(tables: Path) -> Iterator[actions.GivenNotice]:
    from commonweal.analytics.text.asked import what_is_asked
    from commonweal.interchange.ocds.notice_facts import notice_facts

    for each in notice_facts(tables):
        yield actions.GivenNotice(
            ocid=each.ocid,
            buyer=each.buyer,
            title=each.title,
            subject=" ".join(each.descriptions)[:SUBJECT_LENGTH],
            cpv_division=each.cpv_division,
            region=each.region,
            published_on=each.published_on,
            asked=what_is_asked(each.criteria, each.descriptions),
        )


def _teller(reading: MarketReading, whole: int) -> Callable[[int], None]:
    """Keeps the progress, whenever it is another per cent. A packed file is longer than it looks: never more than 99."""
    done, last = 0, -1

    def advance(more: int) -> None:
        nonlocal done, last
        done += more
        per_cent = min(done * 100 // max(whole, 1), 99)
        if per_cent != last:
            last = per_cent
            cache.set(_key(reading), per_cent, PROGRESS_SECONDS)

    return advance
