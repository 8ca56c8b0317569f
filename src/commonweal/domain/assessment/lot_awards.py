"""Several lots with a limit on how many one tenderer may be awarded: named rules, exact, each with a worked example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, permutations, product

from commonweal.domain.errors import Invalid

IN_ORDER = "in-lot-order"
BEST_TOTAL = "best-combination"


@dataclass(frozen=True)
class LotEntry:
    """One ranked tender in a lot: who tendered, and its total in points, exact. Entries stand in ranked order."""

    supplier: str
    total: Fraction


@dataclass(frozen=True)
class LotRule:
    """One published way to keep to the limit."""

    id: str
    title: str
    statement: str
    gaming: str


LOT_RULES = {
    rule.id: rule
    for rule in (
        LotRule(
            IN_ORDER,
            "Lot after lot",
            "Lots are awarded in the order of their numbers. A tenderer that has reached the limit is passed over for the next "
            "in the ranking.",
            "The order of the lots decides: say it in the tender documents, and do not number the lots to suit anybody.",
        ),
        LotRule(
            BEST_TOTAL,
            "The best combination",
            "Of all combinations that keep to the limit, the one with the most lots awarded and then the highest sum of total "
            "points. Level combinations are told apart lot by lot: the better ranked tender in the first lot, then the next.",
            "A tenderer can be kept out of the lot it leads by how far it leads elsewhere. Tenders in weak lots can steer who "
            "gets the strong ones.",
        ),
    )
}


def lot_awards(rule: str, lots: Sequence[Sequence[LotEntry]], most: int | None) -> tuple[str | None, ...]:
    """Who is awarded each lot, in the order given; None where nobody can be.

    Args:
        lots: the ranked tenders of each lot, the first first. most: the limit for one tenderer, None for no limit.

    Raises:
        Invalid: ``lots.rule_unknown`` or ``lots.limit`` for a limit below one.
    """
    if rule not in LOT_RULES:
        raise Invalid("lots.rule_unknown", field="lot_rule", rule=rule)
    if most is not None and most < 1:
        raise Invalid("lots.limit", field="most_lots")
    if most is None:
        return tuple(lot[0].supplier if lot else None for lot in lots)
    return _in_order(lots, most) if rule == IN_ORDER else _best(lots, most)


#: Ways to tell alike tenders apart that are looked at. Tenders alike in every score and price are rare: one pair makes two.
MOST_WAYS = 5_040
#: More than any sum of points: a contract that is there is never given up for a better combination.
_KEPT = 10**9


def lot_ways(
    rule: str, lots: Sequence[Sequence[Sequence[LotEntry]]], most: int, kept: Mapping[int, str]
) -> set[tuple[str | None, ...]]:
    """Every outcome that the rule allows: one, and more where it depends on tenders that nothing tells apart.

    Args:
        lots: the ranked tenders of each lot in groups, the first first; those of one group are alike.
        kept: who has a contract already, by the place of the lot. It counts towards the limit before any other lot.

    Raises as `lot_awards`.
    """
    places = sorted(range(len(lots)), key=lambda place: place not in kept)
    found = set()
    for told_apart in islice(product(*(_orders(lots[place]) for place in places)), MOST_WAYS):
        tried = [
            [LotEntry(kept[place], Fraction(_KEPT))] if place in kept else order
            for place, order in zip(places, told_apart, strict=True)
        ]
        given = dict(zip(places, lot_awards(rule, tried, most), strict=True))
        found.add(tuple(given[place] for place in range(len(lots))))
    return found


def _orders(groups: Sequence[Sequence[LotEntry]]) -> Iterator[list[LotEntry]]:
    """Each order of a lot's tenders that differs only among those that are alike."""
    for order in product(*(permutations(group) for group in groups)):
        yield list(chain.from_iterable(order))


def _in_order(lots: Sequence[Sequence[LotEntry]], most: int) -> tuple[str | None, ...]:
    held: dict[str, int] = {}
    found: list[str | None] = []
    for lot in lots:
        first = next((entry.supplier for entry in lot if held.get(entry.supplier, 0) < most), None)
        found.append(first)
        if first is not None:
            held[first] = held.get(first, 0) + 1
    return tuple(found)


Value = tuple[int, Fraction, tuple[int, ...]]


def _best(lots: Sequence[Sequence[LotEntry]], most: int) -> tuple[str | None, ...]:
    """By augmenting paths in a bipartite graph of lots and tenderers' places: exact, and polynomial in both.

    A combination's value is compared as (lots awarded, sum of points, places lot by lot), all exact. Adding lots one at a
    time and always taking the best path keeps the combination best among those of its lots (successive shortest paths).
    """
    entries = [_worth(lot, place, len(lots)) for place, lot in enumerate(lots)]
    given: dict[int, str] = {}
    for start in range(len(lots)):
        _augment(entries, given, start, most)
    return tuple(given.get(lot) for lot in range(len(lots)))


Worth = tuple[int, Fraction, tuple[int, ...]]


def _worth(lot: Sequence[LotEntry], place: int, count: int) -> dict[str, Worth]:
    """What each tenderer is worth in a lot: one lot awarded, its points, and its place in the ranking (less is better)."""
    return {
        entry.supplier: (1, entry.total, tuple(-rank if at == place else 0 for at in range(count)))
        for rank, entry in reversed(list(enumerate(lot)))
    }


def _plus(a: Worth, b: Worth, sign: int = 1) -> Worth:
    return (
        a[0] + sign * b[0],
        a[1] + sign * b[1],
        tuple(x + sign * y for x, y in zip(a[2], b[2], strict=True)),
    )


def _augment(entries: Sequence[Mapping[str, Worth]], given: dict[int, str], start: int, most: int) -> None:
    """Award lot `start`, moving other lots where that is worth more (Bellman-Ford over lots, longest path)."""
    zero: Worth = (0, Fraction(0), (0,) * len(entries))
    best: dict[int, Worth] = {start: zero}
    came: dict[int, tuple[int, str]] = {}
    for _ in range(len(entries)):
        if not _relax(entries, given, best, came):
            break
    load: dict[str, int] = {}
    for supplier in given.values():
        load[supplier] = load.get(supplier, 0) + 1
    ends: list[tuple[Worth, int, str | None]] = [
        (_plus(worth, entries[lot][supplier]), lot, supplier)
        for lot, worth in best.items()
        for supplier in entries[lot]
        if load.get(supplier, 0) < most
    ]
    ends += [(worth, lot, None) for lot, worth in best.items()]  # a lot on the path is given up
    _worth_of, lot, taken = max(ends, key=lambda end: (end[0], end[2] is not None, -end[1]))
    _shift(given, came, start, lot, taken)


def _relax(
    entries: Sequence[Mapping[str, Worth]],
    given: Mapping[int, str],
    best: dict[int, Worth],
    came: dict[int, tuple[int, str]],
) -> bool:
    changed = False
    for lot in list(best):
        for other, supplier in given.items():
            if other == lot or supplier not in entries[lot] or given.get(lot) == supplier:
                continue
            reached = _plus(_plus(best[lot], entries[lot][supplier]), entries[other][supplier], -1)
            if other not in best or reached > best[other]:
                best[other], came[other], changed = reached, (lot, supplier), True
    return changed


def _shift(
    given: dict[int, str], came: Mapping[int, tuple[int, str]], start: int, lot: int, supplier: str | None
) -> None:
    """Hand the path's tenderers on, from its end back to its start."""
    takes = supplier
    while True:
        gives = given.get(lot)
        if takes is None:
            given.pop(lot, None)
        else:
            given[lot] = takes
        if lot == start:
            return
        lot, takes = came[lot][0], gives
