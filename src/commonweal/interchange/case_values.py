"""Values of a fit case file: each parser takes what YAML held and gives the domain's value or says what to write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any, TypeVar

from commonweal.domain.money import MAX_PENCE
from commonweal.domain.quantities import SCALE
from commonweal.domain.weights import WHOLE

MAX_TEXT = 200_000
MAX_NAME = 200
MAX_TEAM = 1_000_000

REQUIRED: Any = object()
_WITH_EXPONENT = re.compile(r"[-+]?([0-9]{1,20}\.?[0-9]{0,20}|\.[0-9]{1,20})[eE][-+]?[0-9]{1,2}")
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Parse = Callable[[Any], Any]


class NotAcceptable(ValueError):
    """A value cannot be used; the message says what it is and what to write instead."""


@dataclass(frozen=True, slots=True)
class Field:
    """One named field, how its value is read, and what an absent one means (`REQUIRED`: it must be there)."""

    name: str
    parse: Parse
    default: Any = REQUIRED


def shown(value: Any) -> str:
    """The value as a message quotes it, cut to what a person can read."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a set of fields"
    words = str(value)
    words = words if len(words) <= 60 else words[:57] + "..."
    return f'"{words}"' if isinstance(value, str) else words


def text(value: Any) -> str:
    """Text that is not blank, at most 200,000 characters."""
    if not isinstance(value, str) or not value.strip():
        raise NotAcceptable(f"is {shown(value)}: write text")
    if len(value) > MAX_TEXT:
        raise NotAcceptable(f"has {len(value):,} characters: use at most {MAX_TEXT:,}")
    return value


def name(value: Any) -> str:
    """A short name on one line; an unquoted number such as 6 or 1.1 is read as its text."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value)
    found = text(value)
    if len(found) > MAX_NAME or "\n" in found:
        raise NotAcceptable(f"is too long for a name: use one line of at most {MAX_NAME} characters")
    return found.strip()


def absent_or(parse: Parse) -> Parse:
    """Accept null, and blank text, as absent."""

    def read(value: Any) -> Any:
        return None if value is None or (isinstance(value, str) and not value.strip()) else parse(value)

    return read


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise NotAcceptable(f"is {shown(value)}: write true or false")
    return value


def choice(words: type[E]) -> Callable[[Any], E]:
    """One of the words of an enumeration."""
    known = {word.value: word for word in words}

    def read(value: Any) -> E:
        if not isinstance(value, str) or value not in known:
            raise NotAcceptable(f"is {shown(value)}: use {_one_of(list(known))}")
        return known[value]

    return read


def _one_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A whole number between `least` and `most`, both included."""

    def read(value: Any) -> int:
        number = _number(value)
        if number != int(number) or not least <= number <= most:
            raise NotAcceptable(f"is {shown(value)}: write a whole number from {least:,} to {most:,}")
        return int(number)

    return read


def _number(value: Any) -> Decimal:
    """A number, also as other programs write large and small ones: 1.5e+6."""
    if isinstance(value, str) and _WITH_EXPONENT.fullmatch(value):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise NotAcceptable(f"is {shown(value)}: write a number, without quotes or separators")
    return Decimal(value)


def pence(value: Any) -> int:
    """Pence from pounds with at most two decimals."""
    number = _number(value) * 100
    if number != int(number):
        raise NotAcceptable(f"is {shown(value)}: write pounds with at most two decimals")
    if not 0 <= number <= MAX_PENCE:
        raise NotAcceptable(f"is {shown(value)}: write pounds from 0 to {MAX_PENCE // 100:,}")
    return int(number)


def basis_points(value: Any) -> int:
    """Basis points from a share of the whole. Rounded down, so that a hair under a minimum stays under it."""
    number = _number(value)
    if not 0 <= number <= 1:
        raise NotAcceptable(
            f"is {shown(value)}: write a share of the whole from 0 to 1, such as 0.10 for 10%"
        )
    return int((number * WHOLE).to_integral_value(ROUND_FLOOR))


def thousandths(value: Any) -> int:
    """Thousandths of a unit. Rounded up, so that a hair above a limit stays above it."""
    number = _number(value)
    if not 0 <= number <= MAX_TEAM:
        raise NotAcceptable(f"is {shown(value)}: write a number from 0 to {MAX_TEAM:,}")
    return int((number * SCALE).to_integral_value(ROUND_CEILING))


def day(value: Any) -> dt.date:
    """A date, with or without quotes."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d").date() if isinstance(value, str) else _no_day(value)  # noqa: DTZ007
    except ValueError:
        return _no_day(value)


def _no_day(value: Any) -> dt.date:
    raise NotAcceptable(f"is {shown(value)}: write a date such as 2026-02-01") from None


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts, `[]` for none."""
    if not isinstance(value, list):
        raise NotAcceptable(f"is {shown(value)}: write a list, [] for none")
    return tuple(name(item) for item in value)


def codes(value: Any) -> frozenset[str]:
    """A list of codes; a bare whole number is read as its text."""
    return frozenset(texts(value))
