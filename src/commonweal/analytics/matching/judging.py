"""From evidence to a link: how likely each candidate is, which one is best, and what to do with it.

The weights give each candidate odds against "none of them". A query's chances are its candidates' odds and the odds of
none, shared out, so that two entries that fit equally well can never both be likely. Identifiers stand above the weights:
an agreeing company or charity number decides, a differing one forbids an automatic link.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commonweal.analytics.matching.columns import Columns, Floats, Ints
from commonweal.analytics.matching.evidence import PLACE
from commonweal.analytics.matching.weights import AUTOMATIC_FROM, SUGGESTED_FROM, WEIGHTS

TENTHS = 1000
_LARGEST_ODDS = 30.0
_DECIDES = 14.0


class Link(StrEnum):
    """What becomes of the best candidate."""

    AUTOMATIC = "automatic"
    SUGGESTED = "suggested"
    NONE = "none"


@dataclass(frozen=True)
class Judged:
    """The best candidate of each of `n` queries. `query` and `register` are records, `score` is in tenths of a percent,
    `evidence` (n, evidence) is the winning pair's, `rivals` counts other entries at least half as likely. `is_contested` where
    an identifier points to one entry and the name, whole, to another."""

    query: Ints
    register: Ints
    score: Ints
    evidence: Floats
    rivals: Ints
    is_contested: NDArray[np.bool_]


def judge(columns: Columns, queries: Ints, register: Ints, evidence: Floats) -> Judged:
    """Weigh the pairs and keep the best of each query. Queries without a candidate are not in the result."""
    odds = log_odds(evidence)
    asked = columns.queries.owner[queries].astype(np.int64)
    found = columns.register.owner[register].astype(np.int64)
    best = _one_for_each_record(asked, found, odds)
    asked, found, odds, evidence = asked[best], found[best], odds[best], evidence[best]
    starts = np.flatnonzero(np.diff(asked, prepend=-1))
    counts = np.diff(starts, append=len(asked))
    group = np.repeat(np.arange(len(starts)), counts)
    weight = np.exp(odds.astype(np.float64))
    total = 1 + np.add.reduceat(weight, starts) if len(starts) else weight
    chance = weight / total[group]
    order = np.lexsort((found, -chance, group))
    first = order[starts]
    rivals = np.bincount(group[chance * 2 >= chance[first][group]], minlength=len(starts)) - 1
    score = np.floor(chance[first] * TENTHS).astype(np.int64)
    contested = _named_elsewhere(evidence, starts) & _is_nameless(evidence[first])
    return Judged(asked[first], found[first], score, evidence[first], rivals, contested)


def _named_elsewhere(evidence: Floats, starts: Ints) -> NDArray[np.bool_]:
    """(queries,) whether a candidate has the query's whole name."""
    same = (evidence[:, PLACE["same order"]] + evidence[:, PLACE["same words"]]) > 0
    return np.logical_or.reduceat(same, starts) if len(starts) else same


def _is_nameless(evidence: Floats) -> NDArray[np.bool_]:
    """(pairs,) whether no word of the names agrees."""
    named = [PLACE[name] for name in ("agreed", "same order", "same words", "spaced otherwise")]
    nameless: NDArray[np.bool_] = (evidence[:, named] == 0).all(axis=1)
    return nameless


def log_odds(evidence: Floats) -> Floats:
    """Natural logarithm of the odds that each pair is the same organisation, against no entry being it."""
    odds = WEIGHTS.odds(evidence).clip(-_LARGEST_ODDS, _LARGEST_ODDS)
    decided = (evidence[:, PLACE["same company number"]] + evidence[:, PLACE["same charity number"]]) > 0
    against = evidence[:, PLACE["other company number"]] + evidence[:, PLACE["other charity number"]] > 0
    return np.where(decided & ~against, np.maximum(odds, 0) + _DECIDES, odds).astype(np.float32)


def links(judged: Judged) -> list[Link]:
    """Automatic, suggested or none for each; what needs a person is never automatic."""
    against = needs_a_person(judged.evidence) | judged.is_contested
    return [
        Link.AUTOMATIC
        if score >= AUTOMATIC_FROM and not no
        else Link.SUGGESTED
        if score >= SUGGESTED_FROM
        else Link.NONE
        for score, no in zip(judged.score.tolist(), against.tolist(), strict=True)
    ]


def needs_a_person(evidence: Floats) -> NDArray[np.bool_]:
    """(pairs,) whether an identifier differs or no word of the names agrees, and no identifier agrees: many share a
    postcode, so that it alone links nobody."""
    differ = evidence[:, PLACE["other company number"]] + evidence[:, PLACE["other charity number"]]
    agree = evidence[:, PLACE["same company number"]] + evidence[:, PLACE["same charity number"]]
    nameless = (evidence[:, PLACE["agreed"]] == 0) & (evidence[:, PLACE["same order"]] == 0)
    against: NDArray[np.bool_] = ((differ > 0) | nameless) & (agree == 0)
    return against


def _one_for_each_record(asked: Ints, found: Ints, odds: Floats) -> Ints:
    """Positions of the best pair of names for each pair of records, ordered by query."""
    order = np.lexsort((-odds, found, asked))
    pair = (asked[order] << 32) | found[order]
    return order[np.flatnonzero(np.diff(pair, prepend=-1))]
