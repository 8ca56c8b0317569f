"""Which records of the register are worth comparing with each query.

An inverted index: every way of being named is filed under keys (rare words, pairs of words, a word with a postcode
district, initials with a surname, identifiers), each key a 64-bit number. A key filed under too many names is not used.
Beside it, neighbours in alphabetical order of the name written as one word, forwards and backwards, find what was cut
short or misspelled anywhere but at its start or end.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.analytics.matching.columns import Columns, Ids, Ints, Side
from commonweal.analytics.matching.names import MOST_WORDS
from commonweal.analytics.matching.spelling import neighbours

MOST_FILED = 200
MOST_AT_A_POSTCODE = 40
KEPT = 12
NEIGHBOURS = 3
_WORD, _PAIR, _PLACE, _INITIAL, _COMPANY, _CHARITY, _UNIT, _ACRONYM = (kind << 60 for kind in range(8))
_SHIFT = 1 << 28

Rows = NDArray[np.integer[Any]]
Keys = tuple[NDArray[np.integer[Any]], Rows]


class Index:
    """The register's keys in order, with the names filed under each."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        side = columns.register
        self._acronyms = _acronyms(columns)
        keys, rows = _joined_keys(_register_keys(side, self._acronyms, columns))
        order = np.argsort(keys, kind="stable")
        keys, self._rows = keys[order], rows[order]
        self._keys, self._starts, self._counts = np.unique(keys, return_index=True, return_counts=True)
        self._spelled = _spelled(columns)
        self._forward = _Alphabet(side.compact)
        self._backward = _Alphabet([word[::-1] for word in side.compact])

    def candidates(self, start: int, stop: int) -> tuple[Ints, Ints]:
        """Pairs (row of the queries, row of the register) for the query rows `start` to `stop`, each pair once."""
        side = self.columns.queries
        rows = np.arange(start, stop)
        keys = _joined_keys(_query_keys(side, rows, self._spelled, self._acronyms, self.columns))
        pairs = [self._best(*keys, start)]
        compact = side.compact[start:stop]
        pairs.append(self._forward.near(compact, start))
        pairs.append(self._backward.near([word[::-1] for word in compact], start))
        both = np.unique(np.concatenate([(q << 32) | r for q, r in pairs]))
        return both >> 32, both & 0xFFFFFFFF

    def _best(self, keys: Ints, rows: Ids, start: int) -> tuple[Ints, Ints]:
        """The register's names that share the most telling keys with each query row."""
        if not len(self._keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        place = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        most = np.where(keys >> 60 == _UNIT >> 60, MOST_AT_A_POSTCODE, MOST_FILED)
        used = (self._keys[place] == keys) & (self._counts[place] <= most)
        place, rows = place[used], rows[used]
        counts = self._counts[place]
        first = np.repeat(self._starts[place] - np.cumsum(counts) + counts, counts)
        found = self._rows[first + np.arange(counts.sum())].astype(np.int64)
        weight = (8 * np.log2(1 + len(self._rows) / counts)).astype(np.int64)
        queries = np.repeat(rows.astype(np.int64) - start, counts)
        queries, found = _heaviest(queries, found, np.repeat(weight, counts))
        return queries + start, found


def _heaviest(queries: Ints, found: Ints, weight: Ints) -> tuple[Ints, Ints]:
    """Sum the weights of each pair and keep the `KEPT` heaviest of each query. Weights ride in the low bits of the
    sorted number, since numpy sorts plain integers many times faster than it finds an order."""
    if not len(queries):
        return queries, found
    packed = np.sort((queries << 40) | (found << 12) | weight)
    pair = packed >> 12
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    total = np.add.reduceat(packed & 0xFFF, starts).clip(max=0xFFFF)
    pair = pair[starts]
    query = pair >> 28
    ranked = np.sort((query << 44) | ((0xFFFF - total) << 28) | (pair & (_SHIFT - 1)))
    query = ranked >> 44
    firsts = np.flatnonzero(np.diff(query, prepend=-1))
    within = np.arange(len(query)) - np.repeat(firsts, np.diff(firsts, append=len(query)))
    ranked = ranked[within < KEPT]
    return ranked >> 44, ranked & (_SHIFT - 1)


class _Alphabet:
    """Names in alphabetical order, to find the ones written next to a given one."""

    def __init__(self, compact: list[str]) -> None:
        names = np.array([name[:24] for name in compact], dtype="S24")
        self._order = np.argsort(names, kind="stable")
        self._names = names[self._order]

    def near(self, compact: list[str], start: int) -> tuple[Ints, Ints]:
        asked = np.array([name[:24] for name in compact], dtype="S24")
        place = np.searchsorted(self._names, asked)
        around = place[:, None] + np.arange(-NEIGHBOURS, NEIGHBOURS)
        real = (around >= 0) & (around < len(self._names)) & (asked != b"")[:, None]
        rows = np.broadcast_to(np.arange(start, start + len(compact))[:, None], around.shape)
        return rows[real].astype(np.int64), self._order[around[real]].astype(np.int64)


def _joined_keys(parts: Iterator[Keys]) -> tuple[Ints, Ids]:
    keys, rows = zip(*parts, strict=True)
    return np.concatenate(keys).astype(np.int64), np.concatenate(rows).astype(np.int32)


def _register_keys(side: Side, acronyms: Ids, columns: Columns) -> Iterator[Keys]:
    rows = np.arange(len(side.words), dtype=np.int32)
    yield from _word_keys(side.words, side.joined, rows)
    yield from _identifier_keys(side, rows)
    yield from _place_keys(side, side.words, rows)
    yield from _initial_keys(side.words, _first_letters(columns), rows)
    long_enough = acronyms[rows] >= 0
    yield acronyms[rows][long_enough] + np.int64(_WORD), rows[long_enough]


def _query_keys(side: Side, rows: Rows, spelled: Ids, acronyms: Ids, columns: Columns) -> Iterator[Keys]:
    asked = side.words[rows]
    also = np.where(asked[:, :4, None] >= 0, spelled[asked[:, :4]], -1).reshape(len(asked), -1)
    words = np.concatenate([asked, also[:, :12]], axis=1)
    yield from _word_keys(words, side.joined[rows], rows)
    yield from _identifier_keys(side, rows)
    yield from _place_keys(side, words, rows)
    yield from _initial_keys(asked, _first_letters(columns), rows)
    acronym = acronyms[len(columns.register.words) + rows]
    yield acronym[acronym >= 0] + np.int64(_WORD), rows[acronym >= 0]


def _word_keys(words: Ids, joined: Ids, rows: Rows) -> Iterator[Keys]:
    every = np.concatenate([words, joined], axis=1)
    row, place = np.nonzero(every >= 0)
    yield every[row, place] + np.int64(_WORD), rows[row]
    for one, two in combinations(range(words.shape[1]), 2):
        both = np.flatnonzero((words[:, one] >= 0) & (words[:, two] >= 0))
        if len(both):
            a, b = words[both, one].astype(np.int64), words[both, two].astype(np.int64)
            yield np.minimum(a, b) * _SHIFT + np.maximum(a, b) + _PAIR, rows[both]


def _identifier_keys(side: Side, rows: Rows) -> Iterator[Keys]:
    owner = side.owner[rows]
    for kind, codes in ((_COMPANY, side.company), (_CHARITY, side.charity), (_UNIT, side.places[:, 0])):
        code = codes[owner]
        yield code[code >= 0] + np.int64(kind), rows[code >= 0]


def _place_keys(side: Side, words: Ids, rows: Rows) -> Iterator[Keys]:
    district = side.places[side.owner[rows], 2]
    for place in range(words.shape[1]):
        both = np.flatnonzero((words[:, place] >= 0) & (district >= 0))
        yield words[both, place].astype(np.int64) * _SHIFT + district[both] + _PLACE, rows[both]


def _initial_keys(words: Ids, letters: Ids, rows: Rows) -> Iterator[Keys]:
    """A word with the first letter of another, for names of people: `j smith` and `john smith`."""
    short = np.flatnonzero((words[:, 1] >= 0) & (words[:, min(4, MOST_WORDS - 1)] < 0))
    for one in range(3):
        for two in range(4):
            both = short[(words[short, one] >= 0) & (words[short, two] >= 0)] if one != two else short[:0]
            letter = letters[words[both, one]]
            yield words[both, two].astype(np.int64) * _SHIFT + letter + _INITIAL, rows[both]


def _first_letters(columns: Columns) -> Ids:
    return np.array([ord(word[0]) if word else 0 for word in columns.vocabulary], dtype=np.int32)


def _acronyms(columns: Columns) -> Ids:
    """The word id of the initials of every name of three or more words, register first; -1 where no name is that."""
    ids = {word: number for number, word in enumerate(columns.vocabulary) if 3 <= len(word) <= MOST_WORDS}
    words = np.concatenate([columns.register.words, columns.queries.words])
    firsts = [word[:1] for word in columns.vocabulary] + [""]
    found = np.full(len(words), -1, dtype=np.int32)
    for row in np.flatnonzero(words[:, 2] >= 0):
        found[row] = ids.get("".join([firsts[word] for word in words[row]]), -1)
    return found


def _spelled(columns: Columns) -> Ids:
    """(words, 3): words of the register one slip away from each word of the queries."""
    ids = {word: number for number, word in enumerate(columns.vocabulary)}
    asked = np.unique(columns.queries.words)
    held = [columns.vocabulary[number] for number in np.flatnonzero(columns.in_register)]
    near = neighbours((columns.vocabulary[number] for number in asked[asked >= 0]), held)
    found = np.full((len(columns.vocabulary), 3), -1, dtype=np.int32)
    for word, alike in near.items():
        others = sorted(alike, key=lambda other: -columns.in_register[ids[other]])[:3]
        found[ids[word], : len(others)] = [ids[other] for other in others]
    return found
