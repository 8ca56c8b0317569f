"""How much each kind of evidence weighs, and the two bars. Data, fitted by `python -m benchmarks.matching.fit`."""

from typing import Final

import numpy as np

from commonweal.analytics.matching.evidence import EVIDENCE

AUTOMATIC_FROM: Final = 500
SUGGESTED_FROM: Final = 250

BY_NAME: Final[dict[str, float]] = {
    "at all": -2.056,
    "agreed": 0.981,
    "slipped": -0.621,
    "only in query": -0.885,
    "only in register": -1.047,
    "spelling": 1.151,
    "same words": 1.364,
    "same order": 0.374,
    "same form": -0.111,
    "other form": -2.578,
    "same postcode": 5.594,
    "same sector": 2.377,
    "same district": 2.694,
    "same area": 1.056,
    "other area": -1.749,
    "same company number": 4.596,
    "near company number": -0.802,
    "other company number": -3.152,
    "same charity number": 4.442,
    "other charity number": -2.643,
    "cut short": 0.411,
    "lost by cutting": -0.189,
    "structure": -1.149,
    "minor": 2.704,
    "numbers": 0.081,
    "other name": -0.486,
    "first word": 0.500,
    "balance": 1.395,
    "only one word": -0.144,
}

WEIGHTS: Final = np.array([BY_NAME[name] for name in EVIDENCE], dtype=np.float32)
