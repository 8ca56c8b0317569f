"""Classifying payments by their words: a linear model learnt from a body's own labelled payments.

Softmax regression on TF-IDF features by full-batch gradient descent with momentum, started from the class centroids:
no randomness, so that the same payments always give the same model.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.analytics.text.features import SIZE, Rows, inverse_document_frequency

STEPS, RATE, MOMENTUM, DECAY = 60, 4.0, 0.9, 1e-6


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
        weights = np.zeros((SIZE, len(held["labels"])))
        weights[held["used"]] = held["weights"]
        return Classifier(
            tuple(held["labels"].tolist()), weights, held["bias"].astype(float), held["idf"].astype(float)
        )


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
    rows = Rows(texts, idf)
    share = np.sqrt(np.array(counts, dtype=float))
    share = share / share.sum()
    used, local = np.unique(rows.numbers, return_inverse=True)
    weights, bias = _descend(rows, local, len(used), np.eye(len(names))[truth], share)
    full = np.zeros((SIZE, len(names)))
    full[used] = weights
    return Classifier(names, full, bias, idf)


def _descend(
    rows: Rows, local: np.ndarray, features: int, wanted: np.ndarray, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    owners, classes = rows.owners, wanted.shape[1]
    weights, bias = np.zeros((features, classes)), np.zeros(classes)
    speed, bias_speed = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(STEPS):
        scores = _gathered(owners, rows.weights, weights[local], len(rows)) + bias
        gap = (_softmax(scores) - wanted) * share[:, None]
        slope = _gathered(local, rows.weights, gap[owners], features)
        speed = MOMENTUM * speed - RATE * 10 * (slope + DECAY * weights)
        bias_speed = MOMENTUM * bias_speed - RATE * gap.sum(axis=0)
        weights, bias = weights + speed, bias + bias_speed
    return weights, bias


def _gathered(groups: np.ndarray, weights: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Sums of weights x values by group, one column at a time: shape (size, classes)."""
    columns = [
        np.bincount(groups, weights * values[:, each], minlength=size) for each in range(values.shape[1])
    ]
    return np.stack(columns, axis=1)
