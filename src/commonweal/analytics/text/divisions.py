"""Suggesting a CPV division from the words of a published category: similarity to the divisions' titles and usual words.

A suggestion, not a fact: below the bar there is none, and reports show it as unknown.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from commonweal.analytics.text.features import SIZE, Rows, inverse_document_frequency
from commonweal.reference.cpv import divisions

#: Cosine similarity below which no division is suggested.
BAR = 0.12


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("division_words.yaml").read_text("utf-8"))
    return words


def _says_nothing(text: str) -> bool:
    """True when every word is one of accounting: how the money is booked and not what it buys."""
    return set(re.findall(r"[a-z]+", text.lower())) <= set(_words()["say_nothing"].split())


@cache
def _model() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    usual = _words()["words"]
    codes = tuple(divisions())
    texts = [f"{title} {usual.get(code, '')} {usual.get(code, '')}" for code, title in divisions().items()]
    idf = inverse_document_frequency(Rows(texts))
    rows = Rows(texts, idf)
    matrix = np.zeros((SIZE, len(codes)))
    np.add.at(matrix, (rows.numbers, rows.owners), rows.weights)
    return codes, matrix, idf


def suggested(texts: Sequence[str | None]) -> list[str | None]:
    """The division of each text, or None where its words tell too little."""
    codes, matrix, idf = _model()
    if not texts:
        return []
    scores = Rows([text or "" for text in texts], idf).times(matrix)
    best = scores.argmax(axis=1)
    return [
        codes[at] if scores[row, at] >= BAR and not _says_nothing(texts[row] or "") else None
        for row, at in enumerate(best)
    ]
