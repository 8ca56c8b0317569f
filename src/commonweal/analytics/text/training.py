"""Training on a body's own labelled payments, with an honest measure: texts held out are never seen in training.

One in five of the different texts is held out, chosen by its own digest, so that the split never changes and the same
words never stand on both sides. Accuracy counts payments, in basis points.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from commonweal.analytics.text.classifier import Classifier, train
from commonweal.analytics.text.keywords import learnt_keywords

HELD_OUT_IN = 5
FEWEST_TEXTS = 20
FEWEST_OF_A_LABEL = 2


class TooLittle(ValueError):
    """Not enough labelled texts to learn from; the message gives the numbers."""


@dataclass(frozen=True)
class Trained:
    """A model and how it did on held-out payments; accuracies in basis points of payments."""

    model: Classifier
    texts: int
    labels: int
    payments: int
    held_out_payments: int
    accuracy: int
    keyword_accuracy: int
    most_common_accuracy: int

    def about(self) -> dict[str, Any]:
        """The figures as JSON: counts, and accuracies as shares with four places."""
        counts = ("texts", "labels", "payments", "held_out_payments")
        shares = ("accuracy", "keyword_accuracy", "most_common_accuracy")
        return {
            **{name: getattr(self, name) for name in counts},
            **{name: f"{Decimal(getattr(self, name)) / 10_000:.4f}" for name in shares},
        }


def learn(texts: Sequence[str], labels: Sequence[str], counts: Sequence[int]) -> Trained:
    """Train on four fifths of the different texts, measure on the rest, and keep the model of all. Raises TooLittle."""
    rows = [row for row in zip(texts, labels, counts, strict=True) if row[0].strip() and row[1].strip()]
    held = [row for row in rows if zlib.crc32(row[0].encode()) % HELD_OUT_IN == 0]
    seen = [row for row in rows if zlib.crc32(row[0].encode()) % HELD_OUT_IN]
    if len(rows) < FEWEST_TEXTS or not held or len({label for _, label, _ in seen}) < FEWEST_OF_A_LABEL:
        raise TooLittle(
            f"{len(rows)} labelled texts are too few: at least {FEWEST_TEXTS} with two labels are needed"
        )
    seen_texts, seen_labels, seen_counts = (list(column) for column in zip(*seen, strict=True))
    model = train(seen_texts, seen_labels, seen_counts)
    baseline = learnt_keywords(seen_texts, seen_labels, seen_counts)
    held_texts = [text for text, _, _ in held]
    commonest = baseline.predict([""])[0]
    return Trained(
        model=train(*(list(column) for column in zip(*rows, strict=True))),
        texts=len(rows),
        labels=len({label for _, label, _ in rows}),
        payments=sum(count for _, _, count in rows),
        held_out_payments=sum(count for _, _, count in held),
        accuracy=_right([label for label, _ in model.predict(held_texts)], held),
        keyword_accuracy=_right(baseline.predict(held_texts), held),
        most_common_accuracy=_right([commonest] * len(held), held),
    )


def _right(guesses: Sequence[str | None], held: Sequence[tuple[str, str, int]]) -> int:
    whole = sum(count for _, _, count in held)
    right = sum(count for guess, (_, label, count) in zip(guesses, held, strict=True) if guess == label)
    return right * 10_000 // whole
