"""How like the subject of a procurement is to the outcomes and criteria of a framework: cosine of TF-IDF features, offline.

A national model's outcomes are helped by the words that procurements use where they fit (`outcome_words.yaml`); a body's
own items are compared by their own text. The likeness is one of several reasons, and each is shown.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from commonweal.analytics.text.features import SIZE, Rows, inverse_document_frequency

WHOLE = 10_000


@cache
def usual_words() -> Mapping[str, str]:
    """Words that procurements use where an outcome of PPN 002 fits their subject, by the outcome's code."""
    found: Mapping[str, str] = yaml.safe_load(
        Path(__file__).with_name("outcome_words.yaml").read_text("utf-8")
    )["words"]
    return found


def likeness(subject: str, texts: Sequence[str]) -> list[int]:
    """The likeness of each text to the subject in basis points: 0 for no shared word or part of a word."""
    if not texts:
        return []
    idf = inverse_document_frequency(Rows(texts))
    rows = Rows(texts, idf)
    matrix = np.zeros((SIZE, len(texts)))
    np.add.at(matrix, (rows.numbers, rows.owners), rows.weights)
    scores = Rows([subject], idf).times(matrix)[0]
    return [round(score * WHOLE) for score in scores.tolist()]
