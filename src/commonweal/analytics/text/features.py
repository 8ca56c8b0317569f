"""Words and parts of words of a short text as hashed features with inverse document frequency.

Parts of words (three to five letters) let "electrician" meet "electrical"; hashing keeps the model small and gives the
same features in every process and on every machine.
"""

import itertools
import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

SIZE = 2**16
_ROWS_AT_ONCE = 256
_WORD = re.compile(r"[a-z]+")
_STOP = frozenset(
    {
        "and",
        "or",
        "of",
        "the",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "other",
        "except",
        "services",
        "service",
    }
    | {"related", "products", "ltd", "limited", "plc", "general", "misc", "exp", "purchase", "goods"}
)


def words(text: str) -> list[str]:
    """The words that tell something, in lower case."""
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in _STOP]


@lru_cache(maxsize=100_000)
def _word_features(word: str) -> tuple[tuple[int, float], ...]:
    marked = f"<{word}>"
    parts = [marked[at : at + size] for size in (4, 5) for at in range(len(marked) - size + 1)]
    weight = 0.6 / max(1, len(parts)) ** 0.5
    found = [(zlib.crc32(word.encode()) % SIZE, 1.0)]
    return (*found, *((zlib.crc32(part.encode()) % SIZE, weight) for part in parts))


def counts(text: str) -> dict[int, float]:
    """Feature numbers of a text with their weights; pairs of neighbouring words count too."""
    found: dict[int, float] = {}
    told = words(text)
    for word in told:
        for number, weight in _word_features(word):
            found[number] = found.get(number, 0.0) + weight
    for first, second in itertools.pairwise(told):
        number = zlib.crc32(f"{first} {second}".encode()) % SIZE
        found[number] = found.get(number, 0.0) + 1.0
    return found


class Block(NamedTuple):
    """Some rows as a matrix: which `rows`, which `features` its columns are, and the weights (rows, features)."""

    rows: np.ndarray
    features: np.ndarray
    weights: np.ndarray


class Rows:
    """Texts as sparse rows: `starts[i]:starts[i + 1]` are the places of row i in `numbers` and `weights`."""

    def __init__(self, texts: Sequence[str], idf: np.ndarray | None = None) -> None:
        rows = [counts(text) for text in texts]
        self.starts = np.cumsum([0, *(len(row) for row in rows)])
        self.numbers = np.array([number for row in rows for number in row], dtype=np.int64)
        self.weights = np.array([weight for row in rows for weight in row.values()], dtype=np.float64)
        if idf is not None:
            self._scale(idf)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def owners(self) -> np.ndarray:
        """The row of each feature."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def _scale(self, idf: np.ndarray) -> None:
        self.weights = self.weights * idf[self.numbers]
        lengths = np.sqrt(np.bincount(self.owners, self.weights**2, minlength=len(self)))
        lengths[lengths == 0] = 1.0
        self.weights = self.weights / lengths[self.owners]

    def blocks(self, order: np.ndarray, size: int) -> Iterator[Block]:
        """Some rows at a time, in the given order, each as a small matrix over the features that its rows hold."""
        for at in range(0, len(order), size):
            chosen = order[at : at + size]
            begun, lengths = self.starts[chosen], self.starts[chosen + 1] - self.starts[chosen]
            places = np.repeat(begun - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
            features, column = np.unique(self.numbers[places], return_inverse=True)
            dense = np.zeros((len(chosen), len(features)), dtype=np.float32)
            dense[np.repeat(np.arange(len(chosen)), lengths), column] = self.weights[places]
            yield Block(chosen, features, dense)

    def times(self, matrix: np.ndarray) -> np.ndarray:
        """The product with a (SIZE, classes) matrix, row by row: shape (rows, classes)."""
        found = np.zeros((len(self), matrix.shape[1]), dtype=np.float32)
        for block in self.blocks(np.arange(len(self)), _ROWS_AT_ONCE):
            found[block.rows] = block.weights @ matrix[block.features].astype(np.float32)
        return found


def inverse_document_frequency(rows: Rows) -> np.ndarray:
    """log((1 + rows) / (1 + rows with the feature)) + 1 for each feature, shape (SIZE,)."""
    present = np.bincount(rows.numbers, minlength=SIZE)
    return np.asarray(np.log((1 + len(rows)) / (1 + present)) + 1)
