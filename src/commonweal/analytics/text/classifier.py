"""Classifying payments by their words: a linear model learnt from a body's own labelled payments.

Softmax regression on TF-IDF features, a few passes of small batches with steps that shrink for each weight as it is corrected
(Adagrad), so that hundreds of categories take seconds. The batches come in an order that the texts themselves give: no chance,
so that the same payments always give the same model.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.analytics.text.features import SIZE, Rows, inverse_document_frequency

PASSES, FEWEST_STEPS, BATCH, RATE = 5, 60, 256, 0.3
_EVEN = 1e-3
"""Keeps the first steps of a weight bounded."""
_MOST_OF_ONE_TEXT = 10.0
"""A text counts by the root of its payments, but never for more than so many times the mean."""


@dataclass(frozen=True)
class Classifier:
    """Weights of shape (SIZE, classes) with one bias and one label for each class."""

    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    idf: np.ndarray

    def predict(self, texts: Sequence[str]) -> list[tuple[str, int]]:
        """(label, confidence in basis points) of each text; no confidence in a text of which nothing was ever seen."""
        rows = Rows(texts, self.idf)
        scores = _softmax(rows.times(self.weights) + self.bias)
        seen = np.abs(self.weights).sum(axis=1)[rows.numbers] > 0
        scores *= (np.bincount(rows.owners, seen, minlength=len(rows)) > 0)[:, None]
        best = scores.argmax(axis=1)
        return [(self.labels[at], int(scores[row, at] * 10_000)) for row, at in enumerate(best)]

    def save(self, path: Path, about: Mapping[str, Any] | None = None) -> None:
        """Write the model as one compressed numpy file, without pickled objects; `about` is kept with it as JSON."""
        used = np.flatnonzero(np.abs(self.weights).sum(axis=1))
        with path.open("wb") as stream:
            np.savez_compressed(
                stream, labels=np.array(self.labels), used=used, weights=self.weights[used].astype(np.float32),
                bias=self.bias.astype(np.float32), idf=self.idf.astype(np.float32),
                about=np.array(json.dumps(dict(about or {}))))  # fmt: skip


def read_classifier(path: Path) -> Classifier:
    """A model written by `save`. Raises ValueError or OSError when it is not one."""
    with np.load(path, allow_pickle=False) as held:
        weights = np.zeros((SIZE, len(held["labels"])), dtype=np.float32)
        weights[held["used"]] = held["weights"]
        return Classifier(tuple(held["labels"].tolist()), weights, held["bias"], held["idf"].astype(float))


def read_about(path: Path) -> dict[str, Any]:
    """What was kept with a model; nothing of an older one. Raises ValueError or OSError when it is no model."""
    with np.load(path, allow_pickle=False) as held:
        found: dict[str, Any] = json.loads(str(held["about"])) if "about" in held else {}
        return found


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def train(texts: Sequence[str], labels: Sequence[str], counts: Sequence[int]) -> Classifier:
    """Learn from different texts, each with its label and the number of payments it stands for."""
    names = tuple(sorted(set(labels)))
    number = {name: at for at, name in enumerate(names)}
    truth = np.array([number[label] for label in labels])
    idf = inverse_document_frequency(Rows(texts))
    order = np.argsort([zlib.crc32(f"order of {text}".encode()) for text in texts], kind="stable")
    share = np.sqrt(np.array(counts, dtype=np.float32))
    share = (share / share.mean()).clip(0, _MOST_OF_ONE_TEXT)
    weights, bias = _descend(Rows(texts, idf), order, truth, share, len(names))
    return Classifier(names, weights, bias, idf)


def _descend(
    rows: Rows, order: np.ndarray, truth: np.ndarray, share: np.ndarray, classes: int
) -> tuple[np.ndarray, np.ndarray]:
    weights, corrected = (np.zeros((SIZE, classes), dtype=np.float32) for _ in range(2))
    bias, bias_corrected = (np.zeros(classes, dtype=np.float32) for _ in range(2))
    steps = -(-len(order) // BATCH)
    for _ in range(max(PASSES, -(-FEWEST_STEPS // steps))):
        for block in rows.blocks(order, BATCH):
            held = weights[block.features]
            gap = _softmax(block.weights @ held + bias)
            gap[np.arange(len(gap)), truth[block.rows]] -= 1
            gap *= share[block.rows, None]
            slope, bias_slope = block.weights.T @ gap, gap.sum(axis=0)
            corrected[block.features] += slope**2
            bias_corrected += bias_slope**2
            weights[block.features] = held - RATE * slope / (np.sqrt(corrected[block.features]) + _EVEN)
            bias -= RATE * bias_slope / (np.sqrt(bias_corrected) + _EVEN)
    return weights, bias
