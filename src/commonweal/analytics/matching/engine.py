"""Matching two whole files: chunks of queries, on two processes when there is enough to do."""

import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.analytics.matching.candidates import Index
from commonweal.analytics.matching.columns import Columns, Floats, Ints, Records, columns
from commonweal.analytics.matching.evidence import Evidence
from commonweal.analytics.matching.judging import Judged, Link, judge, links
from commonweal.analytics.matching.reasons import reason

CHUNK = 4_000
_WORTH_A_PROCESS = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one query. `register_id` is empty when the link is none; `score` is in tenths of 0 to 100."""

    query_id: str
    register_id: str
    score: int
    reason: str
    link: Link


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs (rows of the two sides) with their evidence."""

    queries: Ints
    register: Ints
    evidence: Floats


class Matcher:
    """A prepared pair of files."""

    def __init__(self, queries: Records, register: Records) -> None:
        self.queries, self.register = queries, register
        self.columns: Columns = columns(queries, register)
        self._index = Index(self.columns)
        self._evidence = Evidence(self.columns)

    def chunks(self) -> list[tuple[int, int]]:
        """Records of the queries, from and to."""
        return [(at, min(at + CHUNK, len(self.queries))) for at in range(0, len(self.queries), CHUNK)]

    def pairs(self, start: int, stop: int) -> Pairs:
        """Every candidate pair of the query records `start` to `stop`."""
        first, last = np.searchsorted(self.columns.queries.owner, [start, stop])
        queries, register = self._index.candidates(int(first), int(last))
        return Pairs(queries, register, self._evidence.weigh(queries, register))

    def judged(self, start: int, stop: int) -> Judged:
        """The best candidate of each of those records."""
        pairs = self.pairs(start, stop)
        return judge(self.columns, pairs.queries, pairs.register, pairs.evidence)

    def matches(self, start: int, stop: int) -> list[Match]:
        """One match for each of those records, in order."""
        judged = self.judged(start, stop)
        found = dict(zip(judged.query.tolist(), range(len(judged.query)), strict=True))
        decided = links(judged)
        return [
            self._match(query, judged, decided, found[query]) if query in found else self._nothing(query)
            for query in range(start, stop)
        ]

    def _match(self, query: int, judged: Judged, decided: list[Link], place: int) -> Match:
        link, entry = decided[place], int(judged.register[place])
        contested = bool(judged.is_contested[place])
        words = reason(judged.evidence[place], int(judged.rivals[place]), is_contested=contested)
        if link is Link.NONE:
            near = f"nearest is {self.register.ids[entry]}: {words}"
            return Match(self.queries.ids[query], "", int(judged.score[place]), near, link)
        score = int(judged.score[place])
        return Match(self.queries.ids[query], self.register.ids[entry], score, words, link)

    def _nothing(self, query: int) -> Match:
        return Match(self.queries.ids[query], "", 0, "nothing in the register is like it", Link.NONE)


def match(
    queries: Records, register: Records, *, processes: int = 2, progress: Progress = lambda done, whole: None
) -> Iterator[Match]:
    """One match for each query, in the order of the file.

    `progress` is told how many queries are done, and of how many. With two processes or more and a large file the
    chunks are shared out; the answer is the same.
    """
    if not len(queries):
        return
    if not len(register):
        yield from (Match(one, "", 0, "the register is empty", Link.NONE) for one in queries.ids)
        return
    done = 0
    for found in _found(Matcher(queries, register), processes):
        yield from found
        done += len(found)
        progress(done, len(queries))


def _found(matcher: Matcher, processes: int) -> Iterator[list[Match]]:
    chunks = matcher.chunks()
    large = len(matcher.queries) >= _WORTH_A_PROCESS and processes > 1
    if not large or "fork" not in multiprocessing.get_all_start_methods():
        yield from (matcher.matches(*chunk) for chunk in chunks)
        return
    _shared.append(matcher)  # the workers are forked: they see the prepared files without a copy
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_chunk, chunks)
    finally:
        _shared.clear()


_shared: list[Matcher] = []


def _chunk(chunk: tuple[int, int]) -> list[Match]:
    return _shared[0].matches(*chunk)
