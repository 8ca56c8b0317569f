"""Packs of the small frozen ask, as a draft and as published."""

import datetime as dt
from typing import Any

from commonweal.journeys.packs.parts import Pack
from tests.domain.asks_examples import an_ask

PUBLISHED_AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


def a_draft(**changed: Any) -> Pack:
    return Pack(an_ask(**changed), "", None)


def a_published(**changed: Any) -> Pack:
    ask = an_ask(**changed)
    return Pack(ask, ask.digest(), PUBLISHED_AT)
