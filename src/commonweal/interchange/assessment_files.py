"""Reading the scores file of `commonweal assess sensitivity`, with the path of everything that is wrong in it.

The file is JSON: criteria with weights on any common scale, tenders with a score from 0 to 100 for every criterion,
and, if wished, what each assessor gave: any number, since assessors may have marked on another scale. Numbers are kept
exactly as written.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from commonweal.domain.assessment.score_table import ScoreTable, score_table

MOST_SCORES = 100_000
MOST_ASSESSED = 2_000_000  # assessors times tenders times criteria: the trials have a place for each
LOWEST, HIGHEST = 0, 100
_LONGEST_NUMBER = 60
_LARGEST_EXPONENT = 40
_PLAIN_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_-]*$")

Scores = dict[str, dict[str, Fraction]]


class UnreadableFile(ValueError):
    """The bytes are not JSON at all; the message says why."""


@dataclass(frozen=True)
class Problem:
    """Something wrong at one place: `$.criteria[1].weight`."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}".encode("utf-8", "backslashreplace").decode()


class InvalidFile(ValueError):
    """The file is JSON and what it says cannot be used; `problems` holds everything found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems[:3])))
        self.problems = problems


@dataclass(frozen=True)
class ScoresFile:
    """What the file says. `notes` names parts that were not known and were left out."""

    table: ScoreTable
    assessors: tuple[Scores, ...]
    notes: tuple[Problem, ...]


class _Number(str):
    """A number as it was written, so that nothing is rounded and nothing huge is worked out before it is checked."""


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        given = Counter(key for key, _ in pairs)
        self.repeated = sorted(key for key, times in given.items() if times > 1)


def read_scores(content: bytes) -> ScoresFile:
    """Read the bytes of a scores file.

    Raises:
        UnreadableFile: it is not UTF-8 or not JSON.
        InvalidFile: something in it cannot be used; every problem has its path.
    """
    reader = _Reader()
    weights, tenders, assessors = reader.document(_parse(content))
    if reader.problems:
        raise InvalidFile(reader.problems)
    return ScoresFile(score_table(weights, tenders), tuple(assessors.values()), tuple(reader.notes))


def _parse(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_Object,
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_Number,
        )
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"it is not UTF-8 text (byte {error.start + 1})") from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"it is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except RecursionError as error:
        raise UnreadableFile("it is nested too deeply") from error


class _Reader:
    """Reads one document and collects every problem on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def document(self, raw: Any) -> tuple[dict[str, Fraction], Scores, dict[str, Scores]]:
        top = self._object(raw, "$")
        for key in top:
            if key not in ("criteria", "tenders", "assessors"):
                self.notes.append(Problem(_child("$", key), "is not known and was left out"))
        weights = self._criteria(top.get("criteria"))
        tenders = self._tenders(top.get("tenders"), weights)
        assessors = self._assessors(top.get("assessors"), weights, tenders)
        return weights, tenders, assessors

    def _criteria(self, raw: Any) -> dict[str, Fraction]:
        weights: dict[str, Fraction] = {}
        whole = len(self.problems)
        for path, name, item in self._named(raw, "$.criteria", weights):
            weight = self._number(item.get("weight"), f"{path}.weight")
            if weight is not None and weight < 0:
                self._wrong(f"{path}.weight", "a weight may not be negative")
            weights[name] = weight or Fraction(0)
        if weights and len(self.problems) == whole and not any(weights.values()):
            self._wrong("$.criteria", "every weight is zero; at least one must be more than zero")
        return weights

    def _tenders(self, raw: Any, weights: dict[str, Fraction]) -> Scores:
        tenders: Scores = {}
        if isinstance(raw, list) and len(raw) * len(weights) > MOST_SCORES:
            self._wrong("$.tenders", f"there are more than {MOST_SCORES:,} scores")
            return tenders
        for path, name, item in self._named(raw, "$.tenders", tenders):
            scores = self._scores(item.get("scores"), f"{path}.scores", weights, limits=(LOWEST, HIGHEST))
            for criterion in weights:
                if criterion not in scores:
                    self._missing_score(item.get("scores"), f"{path}.scores", criterion)
            tenders[name] = scores
        return tenders

    def _missing_score(self, raw: Any, path: str, criterion: str) -> None:
        if isinstance(raw, dict) and criterion not in raw:
            self._wrong(_child(path, criterion), "there is no score for this criterion")

    def _assessors(self, raw: Any, weights: dict[str, Fraction], tenders: Scores) -> dict[str, Scores]:
        assessors: dict[str, Scores] = {}
        if raw is None or raw == []:
            return assessors
        if isinstance(raw, list) and len(raw) * len(tenders) * len(weights) > MOST_ASSESSED:
            self._wrong("$.assessors", f"there are more than {MOST_ASSESSED:,} scores to be given")
            return assessors
        for path, name, item in self._named(raw, "$.assessors", assessors):
            given = self._object(item.get("scores"), f"{path}.scores")
            assessors[name] = {}
            for tender, scores in given.items():
                place = _child(f"{path}.scores", tender)
                if tender not in tenders:
                    self._wrong(place, "no tender has this id")
                    continue
                assessors[name][tender] = self._scores(scores, place, weights)
        return assessors

    def _scores(
        self, raw: Any, path: str, weights: dict[str, Fraction], limits: tuple[int, int] | None = None
    ) -> dict[str, Fraction]:
        scores = {}
        for criterion, value in self._object(raw, path).items():
            place = _child(path, criterion)
            if criterion not in weights:
                self._wrong(place, "no criterion has this id")
                continue
            score = self._number(value, place)
            if score is not None and limits and not limits[0] <= score <= limits[1]:
                self._wrong(place, f"a score must be from {limits[0]} to {limits[1]}")
            scores[criterion] = score or Fraction(0)
        return scores

    def _named(self, raw: Any, path: str, known: dict[str, Any]) -> Iterator[tuple[str, str, _Object]]:
        """The items of a list of objects, each with its path and its own id; `known` fills as the caller reads."""
        if not isinstance(raw, list):
            self._wrong(path, "is missing" if raw is None else f"must be a list, and {_what(raw)} was found")
            return
        if not raw:
            self._wrong(path, "there must be at least one")
        for index, entry in enumerate(raw):
            place = f"{path}[{index}]"
            item = self._object(entry, place)
            name = item.get("id")
            if type(name) is not str or not name.strip():
                if isinstance(entry, dict):
                    self._wrong(
                        f"{place}.id", "is missing" if name is None else "must be text that is not empty"
                    )
            elif not _can_be_written(name):
                self._wrong(f"{place}.id", "holds half a character")
            elif name in known:
                self._wrong(f"{place}.id", f'"{name[:60]}" is used twice')
            else:
                yield place, name, item

    def _object(self, raw: Any, path: str) -> _Object:
        if not isinstance(raw, _Object):
            self._wrong(
                path, "is missing" if raw is None else f"must be an object, and {_what(raw)} was found"
            )
            return _Object([])
        for key in raw.repeated:
            self._wrong(_child(path, key), "is given twice")
        return raw

    def _number(self, raw: Any, path: str) -> Fraction | None:
        if not isinstance(raw, _Number):
            self._wrong(
                path, "is missing" if raw is None else f"must be a number, and {_what(raw)} was found"
            )
            return None
        if raw in ("NaN", "Infinity", "-Infinity"):
            self._wrong(path, f"must be a number, and {raw} was found")
            return None
        if len(raw) > _LONGEST_NUMBER or not _is_ordinary(raw):
            self._wrong(path, "has more digits than can be used")
            return None
        return Fraction(Decimal(raw))

    def _wrong(self, path: str, reason: str) -> None:
        self.problems.append(Problem(path, reason))


def _is_ordinary(number: str) -> bool:
    """Is the exponent of a size that weights and scores have? Checked before any arithmetic is done with it."""
    exponent = re.split("[eE]", number)[1:]
    return not exponent or abs(int(exponent[0])) <= _LARGEST_EXPONENT


def _can_be_written(text: str) -> bool:
    """False for text with half of a pair of characters (``"\\ud800"``), which JSON can say and no file can hold."""
    return text.isascii() or text == text.encode("utf-8", "replace").decode()


def _child(path: str, key: str) -> str:
    return f"{path}.{key}" if _PLAIN_KEY.match(key) else f"{path}[{json.dumps(key[:60], ensure_ascii=False)}]"


def _what(raw: Any) -> str:
    if isinstance(raw, _Number):
        return "a number"
    if isinstance(raw, str):
        return f"text ({json.dumps(raw[:40], ensure_ascii=False)})"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return "a list" if isinstance(raw, list) else "an object"
