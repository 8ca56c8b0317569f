"""What a contracts register says: contracts and annual value by the supplier's place and by its size."""

from collections.abc import Iterable, Sequence
from typing import Any

from commonweal.analytics.tables.supplier_places import Home, Relation, relation
from commonweal.domain.money import decimal_string

Row = tuple[str | None, Sequence[tuple[str, str]], bool | None, int | None]
"""(postcode, place texts as (column, text), is an SME, annual value in pence)."""

_SME_WORD = {True: "yes", False: "no", None: "unknown"}


class _Tally:
    def __init__(self) -> None:
        self.contracts = 0
        self.pence = 0

    def add(self, pence: int | None) -> None:
        self.contracts += 1
        self.pence += pence or 0

    def shown(self, *, has_values: bool) -> dict[str, Any]:
        return {
            "contracts": self.contracts,
            "annual_value": decimal_string(self.pence) if has_values else None,
        }


def report(rows: Iterable[Row], home: Home, *, has_values: bool) -> dict[str, Any]:
    """The JSON of `register report`. Every contract is in exactly one place and one size; unknown is its own part."""
    by_place = {each.value: _Tally() for each in Relation}
    by_sme = {word: _Tally() for word in _SME_WORD.values()}
    everything = _Tally()
    for postcode, texts, is_sme, pence in rows:
        for tally in (everything, by_place[relation(home, postcode, texts).value], by_sme[_SME_WORD[is_sme]]):
            tally.add(pence)
    return {
        "rows": everything.contracts,
        "annual_value": everything.shown(has_values=has_values)["annual_value"],
        "by_place": {place: tally.shown(has_values=has_values) for place, tally in by_place.items()},
        "by_sme": {word: tally.shown(has_values=has_values) for word, tally in by_sme.items()},
    }
