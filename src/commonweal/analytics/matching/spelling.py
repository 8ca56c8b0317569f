"""Words one slip apart: a letter left out, added, changed or swapped with its neighbour.

Each word is filed under itself and under itself without each of its letters; two words that share a file are at most
two plain edits apart, and the ones one slip apart are always among them. Same idea as a deletion dictionary.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

_SHORTEST = 4
_FULLEST = 60
_MOST = 4


def neighbours(words: Iterable[str], known: Sequence[str]) -> dict[str, list[str]]:
    """For each of `words` at most four of `known` that are one slip away, nearest length first."""
    files: dict[str, list[str]] = defaultdict(list)
    for word in known:
        for key in _keys(word):
            files[key].append(word)
    found = {}
    for word in words:
        near = {
            other
            for key in _keys(word)
            if len(filed := files.get(key, ())) <= _FULLEST
            for other in filed
            if other != word
        }
        if near:
            found[word] = sorted(
                near, key=lambda other: (abs(len(other) - len(word)), other[0] != word[0], other)
            )[:_MOST]
    return found


def _keys(word: str) -> list[str]:
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return []
    return [word, *{word[:place] + word[place + 1 :] for place in range(len(word))}]
