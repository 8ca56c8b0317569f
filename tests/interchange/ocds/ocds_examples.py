"""Small invented releases for the tests, and strategies that generate odd ones."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

OCID = "ocds-abc123-0001"


def release(**changes: Any) -> dict[str, Any]:
    """A valid release of a small invented procurement, with top-level fields changed; None takes a field away."""
    base: dict[str, Any] = {
        "ocid": OCID,
        "id": "r1",
        "date": "2026-01-10T09:00:00Z",
        "tag": ["tender"],
        "initiationType": "tender",
        "parties": [
            {"id": "GB-PPON-1", "name": "Brackenford Council", "roles": ["buyer"]},
            {
                "id": "GB-COH-1",
                "name": "Hedgerow CIC",
                "roles": ["supplier"],
                "details": {"scale": "sme", "vcse": True},
            },
        ],
        "buyer": {"id": "GB-PPON-1", "name": "Brackenford Council"},
        "tender": {
            "id": "t1",
            "title": "Grounds maintenance",
            "description": "Social value is part of the award criteria.",
            "value": {"amount": 1500.5, "currency": "GBP"},
            "numberOfTenderers": 1,
            "tenderPeriod": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-02-01T12:00:00Z"},
            "lots": [{"id": "1", "value": {"amount": 1500.5, "currency": "GBP"}}],
            "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "77310000"}, "relatedLot": "1"}],
        },
        "awards": [
            {
                "id": "a1",
                "status": "active",
                "date": "2026-02-11T00:00:00Z",
                "relatedLots": ["1"],
                "suppliers": [{"id": "GB-COH-1", "name": "Hedgerow CIC"}],
                "value": {"amount": 1400, "currency": "GBP"},
            }
        ],
    }
    merged = {**copy.deepcopy(base), **changes}
    return {name: value for name, value in merged.items() if value is not None}


_NAMES = st.sampled_from(
    [
        "x",
        "items",
        "tags",
        "1",
        "parties",
        "roles",
        "tender",
        "additionalIdentifiers",
        "awards",
        "amendment",
        "changes",
    ]
)
_IDS = st.sampled_from([1, 2, "1", "2", "a", None, True, 1.0, "None", [], {}])
_PLAIN_IDS = st.sampled_from([1, 2, "a"])
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(0, 2), st.sampled_from(["", "a", "b", 0.0, 1.0, 1.5])
)


def _objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(_NAMES, values, max_size=4).flatmap(
        lambda found: st.one_of(
            st.just(found),
            _IDS.map(lambda given: {**found, "id": given}),
            _PLAIN_IDS.map(lambda given: {"id": given, **found}),
        )
    )


_VALUES = st.recursive(
    _SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=3), _objects(below), st.lists(_objects(below), max_size=3)
    ),
    max_leaves=12,
)

HISTORIES = st.lists(
    st.builds(
        lambda body, date: {**body, "ocid": OCID, "id": "r", "date": date, "tag": ["tender"]},
        _objects(_VALUES),
        st.sampled_from(["2020", "2021", "2022"]),
    ),
    min_size=1,
    max_size=4,
)
"""One to four releases of one process: any order, ids of every kind, arrays without ids, nulls, fields that change kind."""


_SWAPS = ((True, 1), (1, True), (1, 1.0), (1.0, 1), (False, 0), (0, False), ("a", "b"), ("", None))


def _swapped(node: Any, at: int, swap: tuple[Any, Any]) -> Any:
    """The same with the values equal (in kind too) to the first of `swap` replaced, from the `at`th one on."""
    seen = [0]

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: item if name in ("ocid", "date") else change(item) for name, item in value.items()}
        if isinstance(value, list):
            return [change(item) for item in value]
        if type(value) is type(swap[0]) and value == swap[0]:
            seen[0] += 1
            return swap[1] if seen[0] > at else value
        return value

    return change(node)


REPEATED_HISTORIES = st.builds(
    lambda first, steps: [
        first[0],
        *(
            {**_swapped(copy.deepcopy(first[0]), at, swap), "date": f"203{number}", **changes}
            for number, (at, swap, changes) in enumerate(steps)
        ),
    ],
    HISTORIES,
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(_SWAPS), _objects(_SCALARS)), min_size=1, max_size=3
    ),
)
"""A first release and later ones that repeat it but for a value, as published histories do."""


def _rewritten(chance: Any, node: Any, how_much: float) -> Any:
    """The same with some fields gone, some values others, some items given twice."""
    if isinstance(node, dict):
        return {
            name: value if name == "id" else _rewritten(chance, value, how_much)
            for name, value in node.items()
            if name in ("ocid", "date") or chance.random() > how_much / 3
        }
    if isinstance(node, list):
        items = [_rewritten(chance, item, how_much) for item in node]
        return [*items, copy.deepcopy(items[0])] if items and chance.random() < how_much else items
    return chance.choice((None, "a", 1, True, {}, {"x": None})) if chance.random() < how_much / 3 else node


def _rewritten_history(first: list[dict[str, Any]], chance: Any) -> list[dict[str, Any]]:
    history = [first[0]]
    for number in range(chance.randint(1, 4)):
        earlier = copy.deepcopy(chance.choice(history))
        history.append(
            {**_rewritten(chance, earlier, chance.choice((0, 0, 0.3, 0.8))), "date": f"203{number}"}
        )
    return history


REWRITTEN_HISTORIES = st.builds(_rewritten_history, HISTORIES, st.randoms(use_true_random=False))
"""A first release and later ones that say again what one before them said, unchanged or a little otherwise."""
