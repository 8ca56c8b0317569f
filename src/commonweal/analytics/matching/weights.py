"""How much the evidence weighs, and the two bars.

The weights are data, in `weights.json`, fitted by `python -m benchmarks.matching.fit --write`. Most evidence adds up: each
kind has a plain weight. Some only means something together (a word too many weighs little beside the same postcode, and
much in a family of companies of one brand): `joint` holds a few sums of evidence that each bend at both ends before they
are added. What a person is told, `reasons`, comes from the evidence itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from commonweal.analytics.matching.evidence import EVIDENCE

AUTOMATIC_FROM: Final = 500
SUGGESTED_FROM: Final = 250
FILE: Final = Path(__file__).with_name("weights.json")

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """`plain` (evidence), `joint` (evidence, sums), `start` and `counts` (sums)."""

    plain: Floats
    joint: Floats
    start: Floats
    counts: Floats

    def odds(self, evidence: Floats) -> Floats:
        """(pairs,) natural logarithm of the odds that each pair is one organisation."""
        found: Floats = evidence @ self.plain + np.tanh(evidence @ self.joint + self.start) @ self.counts
        return found

    def as_json(self) -> dict[str, Any]:
        """By the names of the evidence; what weighs nothing is left out."""
        return {
            "plain": _named(self.plain),
            "joint": [
                {"counts": _short(count), "start": _short(start), "evidence": _named(column)}
                for count, start, column in zip(self.counts, self.start, self.joint.T, strict=True)
            ],
        }


def _short(number: np.float32) -> float:
    return round(float(number), 3)


def _named(column: Floats) -> dict[str, float]:
    return {name: _short(weight) for name, weight in zip(EVIDENCE, column, strict=True) if _short(weight)}


def _column(named: dict[str, float]) -> list[float]:
    unknown = sorted(set(named) - set(EVIDENCE))
    if unknown:
        raise ValueError(f"{FILE.name}: {unknown[0]} is no evidence")
    return [named.get(name, 0.0) for name in EVIDENCE]


def read(held: dict[str, Any]) -> Weights:
    """The weights of a file's JSON. Raises ValueError for evidence that there is not."""

    def floats(numbers: Sequence[Any]) -> Floats:
        return np.array(numbers, dtype=np.float32)

    joint = held["joint"]
    return Weights(
        plain=floats(_column(held["plain"])),
        joint=floats([_column(each["evidence"]) for each in joint]).reshape(len(joint), len(EVIDENCE)).T,
        start=floats([each["start"] for each in joint]),
        counts=floats([each["counts"] for each in joint]),
    )


WEIGHTS: Final = read(json.loads(FILE.read_text("utf-8")))
