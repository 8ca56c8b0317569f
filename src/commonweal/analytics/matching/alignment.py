"""How far two names say the same, word by word, weighed by how much each word says.

Words that are equal match whole; words that look alike match in part (a slip of the pen, the beginning of a word, its
skeleton of consonants, its initial); two words written as one match it. Words with different digits never match.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from commonweal.analytics.matching.columns import Columns, Floats, Ints
from commonweal.analytics.matching.words import MINOR_WORDS, STRUCTURE_WORDS

ALIKE = 0.7
_PLURAL, _BEGINNING, _SKELETON, _INITIAL = 0.95, 0.85, 0.75, 0.6
_DIGITS, _MINOR, _STRUCTURE = 1, 2, 4


@dataclass(frozen=True)
class Alignment:
    """For each pair: information (nats) that agrees, that agrees in part, and that only one side has; counts of words
    of structure, minor words and numbers that only one side has; whether the first words agree."""

    agreed: Floats
    slipped: Floats
    only_query: Floats
    only_register: Floats
    structure: Floats
    minor: Floats
    numbers: Floats
    first: Floats


class Aligner:
    """Aligns names of the two sides. Keeps what the words are like, so that each pair of words is compared once."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        words = columns.vocabulary
        self._information = np.append(columns.information, np.float32(0))
        self._kind = np.array([_kind(word) for word in words] + [0], dtype=np.int8)
        self._length = np.array([len(word) for word in words] + [0], dtype=np.int16)
        self._initial = np.array([ord(word[0]) if word else 0 for word in words] + [0], dtype=np.int32)

    def align(self, queries: Ints, register: Ints) -> Alignment:
        """Compare row by row: `queries` and `register` are rows of the two sides, of the same length."""
        left, right = self._columns.queries, self._columns.register
        a, b = left.words[queries], right.words[register]
        alike = (a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]
        scores = alike.astype(np.float32)
        _mark_joined(scores, left.joined[queries], b, axis=1)
        _mark_joined(scores.transpose(0, 2, 1), right.joined[register], a, axis=1)
        self._mark_lookalikes(scores, a, b)
        return self._weighed(scores, a, b)

    def spaced_otherwise(self, queries: Ints, register: Ints) -> NDArray[np.bool_]:
        """Whether the words of each pair end at different places: another count of words, or two lengths that differ
        (`womensa id` and `womens aid`); one length that differs is a slip within a word."""
        a, b = self._columns.queries.words[queries], self._columns.register.words[register]
        lengths = self._length[a], self._length[b]
        ends: NDArray[np.bool_] = ((a >= 0).sum(1) != (b >= 0).sum(1)) | (
            (lengths[0] != lengths[1]).sum(1) >= 2
        )
        return ends

    def _mark_lookalikes(self, scores: Floats, a: NDArray[np.int32], b: NDArray[np.int32]) -> None:
        open_a = (a >= 0) & (scores.max(axis=2) == 0)
        open_b = (b >= 0) & (scores.max(axis=1) == 0)
        row, i, j = np.nonzero(open_a[:, :, None] & open_b[:, None, :])
        one, two = a[row, i].astype(np.int64), b[row, j].astype(np.int64)
        likely = self._could_be_alike(one, two)
        row, i, j, one, two = row[likely], i[likely], j[likely], one[likely], two[likely]
        if len(row):
            pairs, back = np.unique((one << 32) | two, return_inverse=True)
            scores[row, i, j] = self._lookalikes(pairs >> 32, pairs & 0xFFFFFFFF)[back]

    def _could_be_alike(self, one: Ints, two: Ints) -> NDArray[np.bool_]:
        digits = (self._kind[one] | self._kind[two]) & _DIGITS > 0
        shorter = np.minimum(self._length[one], self._length[two])
        apart = np.abs(self._length[one] - self._length[two])
        close = (apart <= 2) & (shorter >= 3)
        likely: NDArray[np.bool_] = ~digits & (close | (self._initial[one] == self._initial[two]))
        return likely

    def _lookalikes(self, one: Ints, two: Ints) -> Floats:
        words = self._columns.vocabulary
        first, second = [words[number] for number in one], [words[number] for number in two]
        found = process.cpdist(first, second, scorer=OSA.normalized_similarity, dtype=np.float32)
        found = np.where(found >= ALIKE, found, 0).astype(np.float32)
        for place in np.flatnonzero((found < _PLURAL) & (self._initial[one] == self._initial[two])):
            found[place] = max(found[place], _shortened(first[place], second[place]))
        return found

    def _weighed(self, scores: Floats, a: NDArray[np.int32], b: NDArray[np.int32]) -> Alignment:
        best_a, best_b = scores.max(axis=2), scores.max(axis=1)
        info_a, info_b = self._information[a], self._information[b]
        partner = np.take_along_axis(info_b, scores.argmax(axis=2), axis=1)
        info_a = np.where(best_a > 0, np.minimum(info_a, partner), info_a)
        lone_a, lone_b = (best_a == 0) & (a >= 0), (best_b == 0) & (b >= 0)

        def count(kind: int) -> Floats:
            alone = [lone & (self._kind[words] & kind > 0) for lone, words in ((lone_a, a), (lone_b, b))]
            number: Floats = np.concatenate(alone, axis=1).sum(axis=1).astype(np.float32)
            return number

        return Alignment(
            agreed=(info_b * best_b).sum(1),
            slipped=(info_a * (1 - best_a) * (best_a > 0)).sum(1),
            only_query=(info_a * lone_a).sum(1),
            only_register=(info_b * lone_b).sum(1),
            structure=count(_STRUCTURE),
            minor=count(_MINOR),
            numbers=count(_DIGITS),
            first=scores[:, 0, 0],
        )


def _mark_joined(scores: Floats, joined: NDArray[np.int32], other: NDArray[np.int32], axis: int) -> None:
    """Two neighbours of one name, written as one word in the other, both match it."""
    row, place, there = np.nonzero((joined[:, :, None] == other[:, None, :]) & (joined >= 0)[:, :, None])
    scores[row, place, there] = 1
    scores[row, place + axis, there] = 1


def _kind(word: str) -> int:
    kind = _DIGITS if any(letter.isdigit() for letter in word) else 0
    kind |= _MINOR if word in MINOR_WORDS else 0
    return kind | (_STRUCTURE if word in STRUCTURE_WORDS else 0)


def _shortened(one: str, two: str) -> float:
    """How surely the shorter word stands for the longer; both begin with the same letter."""
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return _INITIAL
    if long.startswith(short):
        return _PLURAL if long[len(short) :] in ("s", "es") else (_BEGINNING if len(short) >= 3 else _INITIAL)
    if len(short) >= 3 and len(short) <= 0.75 * len(long) and _is_skeleton(short, long):
        return _SKELETON
    return 0.0


def _is_skeleton(short: str, long: str) -> bool:
    """Are the letters of `short` found in `long` in order, and do both end alike?"""
    letters = iter(long)
    return short[-1] == long[-1] and all(letter in letters for letter in short)
