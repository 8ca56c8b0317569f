"""What an error says: its sentence, with days and instants as people read them."""

import datetime as dt

from commonweal.domain.errors import Refused
from commonweal.presentation.words import sentence


def test_a_day_is_written_out():
    said = sentence(Refused("award.standstill_runs", last=dt.date(2026, 12, 7)))
    assert said == "The standstill runs to the end of 7 December 2026. Enter into the contract after it."


def test_an_instant_is_london_time(monkeypatch):
    monkeypatch.setattr("commonweal.presentation.words.all_words", lambda: {"a.b": "Due %(at)s"})
    noon = dt.datetime(2026, 7, 1, 11, 0, tzinfo=dt.UTC)
    assert sentence(Refused("a.b", at=noon)) == "Due 1 July 2026 at midday"
