"""What a published notice asked of suppliers beyond the work itself, read from its words: outcomes, each with the words.

Open contracting data has no field for social value. A text asks when it is an award criterion or a metric that was agreed,
or a sentence of a description that speaks of social value or says what suppliers must do (`asked_phrases.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

MAX_EXCERPT = 240
#: Text that is looked at of one notice: more would be a specification, not a notice.
MAX_READ = 50_000

#: Some feeds have lost the backslashes of their line breaks, and write "rnrn" between sentences.
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s*[\r\n\u2022]+\s*|(?<=[.!?a-z])(?:rn)+\s*(?=[A-Z0-9(\u2022-])")


@cache
def _patterns() -> tuple[re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    held = yaml.safe_load(Path(__file__).with_name("asked_phrases.yaml").read_text("utf-8"))
    phrases = {
        code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in held["phrases"].items()
    }
    asking = re.sub(r"\|\s+", "|", held["asking"])
    return re.compile(rf"\b(?:{asking})", re.IGNORECASE), phrases


def what_is_asked(criteria: Iterable[str], descriptions: Iterable[str]) -> dict[str, str]:
    """The outcomes of PPN 002 that a notice names, in order of code, each with the words that name it.

    Args:
        criteria: award criteria and agreed metrics: each asks by itself.
        descriptions: what is bought; only sentences that ask count.
    """
    asking, phrases = _patterns()
    sentences = [*_sentences(criteria), *(each for each in _sentences(descriptions) if asking.search(each))]
    found: dict[str, str] = {}
    for sentence in sentences:
        for code, words in phrases.items():
            if code not in found and (match := words.search(sentence)):
                found[code] = _excerpt(sentence, match)
    return dict(sorted(found.items()))


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    left = MAX_READ
    for text in texts:
        yield from (each.strip() for each in _SENTENCE.split(text[:left]) if each.strip())
        left -= len(text)
        if left <= 0:
            return


def _excerpt(sentence: str, match: re.Match[str]) -> str:
    """The sentence, or as much of it around the words as a table can show."""
    plain = " ".join(sentence.split())
    if len(plain) <= MAX_EXCERPT:
        return plain
    start = max(0, match.start() - MAX_EXCERPT // 2)
    cut = " ".join(sentence[start : start + MAX_EXCERPT].split())
    return f"{'… ' if start else ''}{cut} …"
