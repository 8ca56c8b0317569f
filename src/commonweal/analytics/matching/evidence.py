"""What speaks for and against each pair, as columns of numbers that `judging` weighs.

Every column is named in `EVIDENCE`; its weight stands under the same name in `weights.py`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from commonweal.analytics.matching.alignment import Aligner
from commonweal.analytics.matching.columns import Columns, Floats, Ids, Ints

EVIDENCE = (
    "at all",
    "agreed",
    "slipped",
    "only in query",
    "only in register",
    "spelling",
    "letters",
    "one slip in all",
    "two slips in all",
    "spaced otherwise",
    "lost by spacing",
    "same words",
    "same order",
    "same form",
    "other form",
    "same postcode",
    "near postcode",
    "same sector",
    "same district",
    "same area",
    "other area",
    "same company number",
    "near company number",
    "other company number",
    "same charity number",
    "other charity number",
    "cut short",
    "lost by cutting",
    "structure",
    "minor",
    "numbers",
    "other name",
    "several names",
    "first word",
    "balance",
    "only one word",
)
Names = NDArray[Any]
"""Names written as one word, one for each pair."""
PLACE = {name: place for place, name in enumerate(EVIDENCE)}
_CUT_SHORT_FROM = 8
_LONG_ENOUGH_TO_SLIP, _LONG_ENOUGH_TO_SPACE = 6, 9
_ALIKE_ENOUGH = 0.8
_LONGEST = 40


class Evidence:
    """Finds the evidence of pairs of names."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._aligner = Aligner(columns)
        self._register_compact = np.array(columns.register.compact, dtype=object)
        self._query_compact = np.array(columns.queries.compact, dtype=object)
        self._several = [
            np.bincount(side.owner)[side.owner] > 1 for side in (columns.queries, columns.register)
        ]

    def weigh(self, queries: Ints, register: Ints) -> Floats:
        """(pairs, evidence) for rows of the two sides."""
        table = np.zeros((len(queries), len(EVIDENCE)), dtype=np.float32)
        self._words(table, queries, register)
        self._letters(table, queries, register)
        self._forms(table, queries, register)
        left, right = self._columns.queries, self._columns.register
        self._identifiers(table, left.owner[queries], right.owner[register])
        return table

    def _words(self, table: Floats, queries: Ints, register: Ints) -> None:
        found = self._aligner.align(queries, register)
        whole = found.agreed + found.only_register + found.only_query + found.slipped
        for name, column in (
            ("at all", 1.0),
            ("agreed", np.minimum(found.agreed, 30) / 10),
            ("slipped", np.minimum(found.slipped, 12) / 4),
            ("only in query", np.minimum(found.only_query, 20) / 5),
            ("only in register", np.minimum(found.only_register, 20) / 5),
            ("structure", np.minimum(found.structure, 2)),
            ("minor", np.minimum(found.minor, 2)),
            ("numbers", np.minimum(found.numbers, 2)),
            ("first word", found.first),
            ("balance", found.agreed / np.maximum(whole, 0.1)),
        ):
            table[:, PLACE[name]] = column

    def _letters(self, table: Floats, queries: Ints, register: Ints) -> None:
        a, b = self._query_compact[queries], self._register_compact[register]
        ratio = process.cpdist(a, b, scorer=Indel.normalized_similarity, dtype=np.float32)
        table[:, PLACE["spelling"]] = ((ratio - 0.8) * 5).clip(-3, 1)
        letters = np.array([len(name) for name in a], dtype=np.int64)
        table[:, PLACE["same order"]] = (a == b) & (letters > 0)
        table[:, PLACE["letters"]] = np.minimum(letters, _LONGEST) / _LONGEST
        alike = np.flatnonzero((ratio >= _ALIKE_ENOUGH) & (ratio < 1))
        near = alike[self._slips(table, alike, a[alike], b[alike])]
        self._spacing(table, near, queries[near], register[near])
        sides = self._columns.queries.words[queries], self._columns.register.words[register]
        same = (np.sort(sides[0], axis=1) == np.sort(sides[1], axis=1)).all(axis=1)
        table[:, PLACE["same words"]] = same & (letters > 0)
        table[:, PLACE["only one word"]] = (sides[0][:, 1] < 0) & (sides[1][:, 1] < 0)
        begins = np.array(
            [_CUT_SHORT_FROM <= len(x) < len(y) and y.startswith(x) for x, y in zip(a, b, strict=True)],
            dtype=np.bool_,
        )
        self._cut_short(table, np.flatnonzero(begins & (table[:, PLACE["slipped"]] > 0)))

    @staticmethod
    def _slips(table: Floats, alike: Ints, a: Names, b: Names) -> NDArray[np.bool_]:
        """One or two slips in the whole name say more than the sum of its words. True where it is long enough for such
        a slip to be a space."""
        shorter = np.array([min(len(x), len(y)) for x, y in zip(a, b, strict=True)], dtype=np.int64)
        slips = process.cpdist(a, b, scorer=OSA.distance, score_cutoff=2)
        slips = np.where(shorter >= _LONG_ENOUGH_TO_SLIP, slips, 3)
        table[alike[slips == 1], PLACE["one slip in all"]] = 1
        table[alike[slips == 2], PLACE["two slips in all"]] = 1
        near: NDArray[np.bool_] = (slips <= 2) & (shorter >= _LONG_ENOUGH_TO_SPACE)
        return near

    def _spacing(self, table: Floats, near: Ints, queries: Ints, register: Ints) -> None:
        """A space astray leaves words alone on both sides that say nothing against the pair."""
        lone = [PLACE["only in query"], PLACE["only in register"]]
        spaced = (table[near][:, lone] > 0).all(axis=1) & self._aligner.spaced_otherwise(queries, register)
        place = near[spaced]
        table[place, PLACE["spaced otherwise"]] = 1
        table[place, PLACE["lost by spacing"]] = table[place][:, lone].sum(axis=1)
        table[place[:, None], [*lone, PLACE["structure"]]] = 0

    def _cut_short(self, table: Floats, cut: Ints) -> None:
        """A name that stops in the middle of a word was cut: what the register has beyond that says little."""
        lost, structure = PLACE["only in register"], PLACE["structure"]
        table[cut, PLACE["cut short"]] = 1
        table[cut, PLACE["lost by cutting"]] = table[cut, lost]
        table[cut, lost] = 0
        table[cut, structure] = 0

    def _forms(self, table: Floats, queries: Ints, register: Ints) -> None:
        left, right = self._columns.queries, self._columns.register
        a, b = left.form[queries], right.form[register]
        table[:, PLACE["same form"]] = (a == b) & (a > 0)
        table[:, PLACE["other form"]] = (a != b) & (a > 0) & (b > 0)
        table[:, PLACE["other name"]] = left.is_other_name[queries] | right.is_other_name[register]
        table[:, PLACE["several names"]] = self._several[0][queries] | self._several[1][register]

    def _identifiers(self, table: Floats, queries: Ids, register: Ids) -> None:
        left, right = self._columns.queries, self._columns.register
        a, b = left.company[queries], right.company[register]
        table[:, PLACE["same company number"]] = (a == b) & (a >= 0)
        differ = np.flatnonzero((a != b) & (a >= 0) & (b >= 0))
        slips = process.cpdist(
            [left.company_text[place] for place in queries[differ]],
            [right.company_text[place] for place in register[differ]],
            scorer=OSA.distance,
        )
        table[differ[slips == 1], PLACE["near company number"]] = 1
        table[differ[slips > 1], PLACE["other company number"]] = 1
        a, b = left.charity[queries], right.charity[register]
        table[:, PLACE["same charity number"]] = (a == b) & (a >= 0)
        table[:, PLACE["other charity number"]] = (a != b) & (a >= 0) & (b >= 0)
        self._places(table, left.places[queries], right.places[register])
        self._near_postcodes(table, queries, register)

    def _near_postcodes(self, table: Floats, queries: Ids, register: Ids) -> None:
        """A postcode one slip away that reads as another place or not at all, for names that are alike. Within one
        sector it is a neighbour's rather than a slip."""
        left, right = self._columns.queries, self._columns.register
        close = table[:, PLACE["same postcode"]] + table[:, PLACE["same sector"]]
        asked = np.flatnonzero((table[:, PLACE["spelling"]] > 0) & (close == 0))
        a = [left.postcode_text[record] for record in queries[asked]]
        b = [right.postcode_text[record] for record in register[asked]]
        both = np.array([len(x) >= 5 and len(y) >= 5 for x, y in zip(a, b, strict=True)], dtype=np.bool_)
        near = asked[both & (process.cpdist(a, b, scorer=OSA.distance, score_cutoff=1) == 1)]
        for name in ("same district", "same area", "other area"):
            table[near, PLACE[name]] = 0
        table[near, PLACE["near postcode"]] = 1

    def _places(self, table: Floats, a: Ids, b: Ids) -> None:
        same = (a == b) & (a >= 0)
        settled = np.zeros(len(a), dtype=np.bool_)
        for level, name in enumerate(("same postcode", "same sector", "same district", "same area")):
            table[:, PLACE[name]] = same[:, level] & ~settled
            settled |= same[:, level]
        table[:, PLACE["other area"]] = (a[:, 3] >= 0) & (b[:, 3] >= 0) & ~settled
