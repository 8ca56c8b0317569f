"""What speaks for and against each pair, as columns of numbers that `judging` weighs.

Every column is named in `EVIDENCE`; its weight stands under the same name in `weights.py`.
"""

import numpy as np
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
    "same words",
    "same order",
    "same form",
    "other form",
    "same postcode",
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
    "first word",
    "balance",
    "only one word",
)
PLACE = {name: place for place, name in enumerate(EVIDENCE)}
_CUT_SHORT_FROM = 8


class Evidence:
    """Finds the evidence of pairs of names."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._aligner = Aligner(columns)
        self._register_compact = np.array(columns.register.compact, dtype=object)
        self._query_compact = np.array(columns.queries.compact, dtype=object)

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
        table[:, PLACE["same order"]] = a == b
        sides = self._columns.queries.words[queries], self._columns.register.words[register]
        table[:, PLACE["same words"]] = (np.sort(sides[0], axis=1) == np.sort(sides[1], axis=1)).all(axis=1)
        table[:, PLACE["only one word"]] = (sides[0][:, 1] < 0) & (sides[1][:, 1] < 0)
        begins = np.array(
            [_CUT_SHORT_FROM <= len(x) < len(y) and y.startswith(x) for x, y in zip(a, b, strict=True)],
            dtype=np.bool_,
        )
        self._cut_short(table, np.flatnonzero(begins & (table[:, PLACE["slipped"]] > 0)))

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

    def _places(self, table: Floats, a: Ids, b: Ids) -> None:
        same = (a == b) & (a >= 0)
        settled = np.zeros(len(a), dtype=np.bool_)
        for level, name in enumerate(("same postcode", "same sector", "same district", "same area")):
            table[:, PLACE[name]] = same[:, level] & ~settled
            settled |= same[:, level]
        table[:, PLACE["other area"]] = (a[:, 3] >= 0) & (b[:, 3] >= 0) & ~settled
