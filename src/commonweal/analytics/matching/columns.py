"""Both files as numbers: each way of being named is a row of word ids, beside the identifiers of its record.

Shapes: `v` ways of being named on a side, `r` records on it, at most `MOST_WORDS` words in a name; -1 is "not there".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.analytics.matching import identifiers
from commonweal.analytics.matching.names import MOST_WORDS, Name, normalise
from commonweal.analytics.matching.words import COMMON_WORDS

Ints = NDArray[np.int64]
Ids = NDArray[np.int32]
Floats = NDArray[np.float32]

_ORDINARY_REGISTER = 50_000
_ORDINARY_SHARE = 0.005
FORMS = ("", "ltd", "plc", "llp", "lp", "cic", "cio", "scio", "cbs", "foreign")


@dataclass(frozen=True)
class Records:
    """One file as it was written. Every column has one text for each record; what is not given is empty."""

    ids: Sequence[str]
    names: Sequence[str]
    postcodes: Sequence[str]
    company_numbers: Sequence[str]
    charity_numbers: Sequence[str]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Side:
    """One file as numbers. `words` (v, 8) and `joined` (v, 7: two neighbours written as one word) are word ids; `owner`
    (v) is the record; `company`, `charity` (r) and `places` (r, 4: unit, sector, district, area) are codes shared by
    both sides; `postcode_text` (r) is what was written, read or not."""

    owner: Ids
    words: Ids
    joined: Ids
    form: NDArray[np.int8]
    is_other_name: NDArray[np.bool_]
    compact: list[str]
    company: Ids
    company_text: list[str]
    charity: Ids
    places: Ids
    postcode_text: list[str]


@dataclass(frozen=True)
class Columns:
    """Both sides, the words by id, and what each word says: `information` (nats) is high for a rare word."""

    queries: Side
    register: Side
    vocabulary: list[str]
    information: Floats
    in_register: Ints


class _Codes(dict[str, int]):
    """Text to a number, in order of first sight; empty text is -1."""

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        return code

    def of(self, texts: Iterable[str]) -> Ids:
        return np.array([self[text] if text else -1 for text in texts], dtype=np.int32)


def columns(queries: Records, register: Records) -> Columns:
    """Normalise both files and number everything in them."""
    words, numbers = _Codes({" ": 0}), _Codes()  # a word that no name holds, so that there always is one
    named = [normalise(side.names) for side in (register, queries)]
    register_side = _side(register, named[0], words, numbers)
    query_side = _side(queries, named[1], words, numbers)
    register_side = _with_joined(register_side, named[0], words)
    query_side = _with_joined(query_side, named[1], words)
    held = np.bincount(register_side.words[register_side.words >= 0], minlength=len(words))
    return Columns(
        query_side,
        register_side,
        list(words),
        _information(list(words), held, len(register_side.words)),
        held,
    )


def _information(words: list[str], held: Ints, total: int) -> Floats:
    """How rare each word is, in nats. A small register says little about that, so that it is read as part of a larger
    one in which the words of trades and legal structures are as common as they are in general."""
    full = max(total, _ORDINARY_REGISTER)
    general = np.array([full * _ORDINARY_SHARE if word in COMMON_WORDS else 0 for word in words])
    seen = np.maximum(held, general) if total < full else held
    information: Floats = np.log((full + 1) / (seen + 0.5)).clip(0.3).astype(np.float32)
    return information


def _side(records: Records, named: list[list[Name]], words: _Codes, numbers: _Codes) -> Side:
    ways = [(owner, name) for owner, names in enumerate(named) for name in names]
    rows = np.full((len(ways), MOST_WORDS), -1, dtype=np.int32)
    for row, (_, name) in enumerate(ways):
        for place, word in enumerate(name.words):
            rows[row, place] = words[word]
    company = identifiers.company_numbers(records.company_numbers)
    places = [identifiers.postcode(text) if text else ("",) * 4 for text in records.postcodes]
    return Side(
        owner=np.array([owner for owner, _ in ways], dtype=np.int32),
        words=rows,
        joined=np.full((len(ways), MOST_WORDS - 1), -1, dtype=np.int32),
        form=np.array([FORMS.index(name.form) for _, name in ways], dtype=np.int8),
        is_other_name=np.array([name.is_other_name for _, name in ways], dtype=np.bool_),
        compact=[name.compact for _, name in ways],
        company=numbers.of(company),
        company_text=company,
        charity=numbers.of(f"charity {text}" if text else "" for text in _charities(records)),
        places=np.array([numbers.of(level) for level in places], dtype=np.int32).reshape(-1, 4),
        postcode_text=[identifiers.letters_and_digits(text) for text in records.postcodes],
    )


def _charities(records: Records) -> list[str]:
    return identifiers.charity_numbers(records.charity_numbers)


def _with_joined(side: Side, named: list[list[Name]], words: _Codes) -> Side:
    """`north field` is also `northfield` when that is a word of either file."""
    row = 0
    for names in named:
        for name in names:
            for place in range(len(name.words) - 1):
                side.joined[row, place] = words.get(name.words[place] + name.words[place + 1], -1)
            row += 1
    return side
