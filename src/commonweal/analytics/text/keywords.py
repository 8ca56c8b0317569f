"""The baseline that a model must beat: count the words a text shares with each class, and take the most."""

from collections import Counter
from collections.abc import Mapping, Sequence

from commonweal.analytics.text.features import words


class Keywords:
    """The words that stand for each label: its own name's, and the most telling of its labelled texts."""

    def __init__(self, names: Mapping[str, str], most_common: str | None = None) -> None:
        self._words = {label: frozenset(words(name)) for label, name in names.items()}
        self._most_common = most_common

    def predict(self, texts: Sequence[str]) -> list[str | None]:
        """The label of most shared words, the most common label (or None) where no word is shared."""
        return [self._predicted(frozenset(words(text))) for text in texts]

    def _predicted(self, told: frozenset[str]) -> str | None:
        scored = [(len(told & own), label) for label, own in self._words.items()]
        best = max(scored, key=lambda each: (each[0], each[1]), default=(0, ""))
        return best[1] if best[0] else self._most_common


def learnt_keywords(
    texts: Sequence[str], labels: Sequence[str], counts: Sequence[int], each: int = 30
) -> Keywords:
    """A fair baseline: the `each` most frequent words of every label's own texts."""
    by_label: dict[str, Counter[str]] = {}
    for text, label, count in zip(texts, labels, counts, strict=True):
        by_label.setdefault(label, Counter()).update(dict.fromkeys(words(text), count))
    names = {
        label: " ".join([*words(label), *(word for word, _ in found.most_common(each))])
        for label, found in by_label.items()
    }
    sizes = Counter[str]()
    for label, count in zip(labels, counts, strict=True):
        sizes[label] += count
    return Keywords(names, sizes.most_common(1)[0][0])
