"""Reading the file of `commonweal value simulate`, YAML or JSON, with the path of everything that is wrong in it.

The format is described in docs/explanation/valuation.md. Numbers are kept exactly as written.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from commonweal.domain.valuation import (
    ALL_OF_IT,
    NO_DEDUCTION,
    Adjustment,
    DiscountRates,
    Grade,
    Kind,
    Prices,
    Range,
    Shape,
    UnitValue,
    Valuation,
    Valued,
    certain,
)
from commonweal.interchange.yaml_documents import Placed, YamlProblem, read_documents

MOST_COMMITMENTS = 1_000_000
_YEARS = (1990, 2200)
_LONGEST = 200
_LARGEST = Decimal(10) ** 15
_TOP = ("base_year", "prices", "discount_rates", "unit_values", "parameters", "commitments")
_VALUE = ("id", "title", "unit", "kind", "low", "central", "high", "distribution", "price_year", "source",
          "source_year", "assumptions", "grade")  # fmt: skip
_COMMITMENT = ("id", "title", "mission", "quantity", "unit", "unit_value", "first_year", "years", "drop_off",
               "deadweight", "attribution", "displacement")  # fmt: skip


class UnreadableValuation(ValueError):
    """The bytes are neither YAML nor JSON; the message says why and where."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place: `$.commitments[3].deadweight`."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class InvalidValuation(ValueError):
    """The file is read and what it says cannot be used; `problems` holds everything found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems[:3])))
        self.problems = problems


def read_valuation(content: bytes, *, rates: DiscountRates, known: Mapping[str, UnitValue]) -> Valuation:
    """Read a valuation file.

    Args:
        content: the bytes of the file.
        rates: the discount rates used where the file states none.
        known: unit values that the file may name without giving them, such as the official ones.

    Raises:
        UnreadableValuation: neither YAML nor JSON.
        InvalidValuation: something in it cannot be used; every problem has its path.
    """
    reader = _Reader(dict(known))
    valuation = reader.document(_parse(content), rates)
    if reader.problems or valuation is None:
        raise InvalidValuation(reader.problems)
    return valuation


def _parse(content: bytes) -> Any:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _parse_json(content)
    try:
        documents = read_documents(content)
    except YamlProblem as problem:
        where = f"line {problem.line}: " if problem.line else ""
        raise UnreadableValuation(f"{where}{problem.message}") from None
    if len(documents) != 1:
        raise UnreadableValuation(f"there must be one document in the file, and there are {len(documents)}")
    return _plain(documents[0])


def _parse_json(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=str, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        raise UnreadableValuation(f"it is not UTF-8 text (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise UnreadableValuation(
            f"it is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from None
    except (RecursionError, ValueError) as error:
        raise UnreadableValuation(f"it is not JSON that can be used: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f'"{next(key for key in keys if keys.count(key) > 1)}" is given twice in one object')
    return found


def _plain(placed: Placed) -> Any:
    value = placed.value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


class _Reader:
    """Reads one document and collects every problem on the way."""

    def __init__(self, known: dict[str, UnitValue]) -> None:
        self.problems: list[Problem] = []
        self._values = known
        self._given: set[str] = set()
        self._shares: dict[str, Adjustment] = {}

    def document(self, raw: Any, rates: DiscountRates) -> Valuation | None:
        top = self._object(raw, "$", _TOP)
        base = self._whole(top.get("base_year"), "$.base_year", *_YEARS)
        prices = self._prices(top.get("prices"))
        steps = self._rates(top.get("discount_rates"), rates)
        for place, item in self._items(top.get("unit_values", []), "$.unit_values", _VALUE):
            self._unit_value(item, place)
        for name, span in self._object(top.get("parameters", {}), "$.parameters").items():
            share = self._share(span, f"$.parameters.{name}")
            self._shares[name] = Adjustment(share or certain(0), name)
        commitments = self._commitments(top.get("commitments"), base, prices)
        return None if base is None else Valuation(base, commitments, self._values, steps, prices)

    def _prices(self, raw: Any) -> Prices:
        given = self._object(raw if raw is not None else {}, "$.prices", ("source", "index"))
        index = {}
        for year, number in self._object(given.get("index", {}), "$.prices.index").items():
            place = f"$.prices.index.{year}"
            if not (year.isdigit() and _YEARS[0] - 40 <= int(year) <= _YEARS[1]):
                self._wrong(place, "must be a year such as 2019")
                continue
            found = self._number(number, place)
            if found is not None and found <= 0:
                self._wrong(place, "must be more than zero")
            elif found is not None:
                index[int(year)] = found
        source = self._text(given.get("source"), "$.prices.source") if index else ""
        return Prices(source, index)

    def _rates(self, raw: Any, official: DiscountRates) -> DiscountRates:
        if raw is None:
            return official
        steps: list[tuple[int, Fraction]] = []
        for place, item in self._items(raw, "$.discount_rates", ("from_year", "percent")):
            first = self._whole(item.get("from_year"), f"{place}.from_year", 1, 1000)
            rate = self._number(item.get("percent"), f"{place}.percent")
            if rate is not None and not 0 <= rate <= 100:
                self._wrong(f"{place}.percent", "must be from 0 to 100")
            if first is not None and first <= (steps[-1][0] if steps else 0):
                self._wrong(f"{place}.from_year", "must be later than the step before it")
            steps.append((first or 1, (rate or Fraction(0)) / 100))
        if not steps or steps[0][0] != 1:
            self._wrong("$.discount_rates", "the first step must be from_year 1")
            return official
        return DiscountRates(tuple(steps))

    def _unit_value(self, item: dict[str, Any], place: str) -> None:
        name = self._text(item.get("id"), f"{place}.id")
        if name in self._given:
            self._wrong(f"{place}.id", f'"{name[:60]}" is used twice')
        self._given.add(name)
        self._values[name] = UnitValue(
            id=name,
            title=self._text(item.get("title"), f"{place}.title"),
            unit=self._text(item.get("unit"), f"{place}.unit"),
            kind=self._choice(item.get("kind"), f"{place}.kind", Kind, None) or Kind.SOCIAL,
            pounds=self._range(item, place) or certain(0),
            price_year=self._whole(item.get("price_year"), f"{place}.price_year", *_YEARS) or 0,
            source=self._text(item.get("source"), f"{place}.source"),
            source_year=str(self._whole(item.get("source_year"), f"{place}.source_year", *_YEARS)),
            assumptions=self._text(item.get("assumptions"), f"{place}.assumptions"),
            grade=self._choice(item.get("grade"), f"{place}.grade", Grade, None) or Grade.NOT_GRADED,
        )

    def _commitments(self, raw: Any, base: int | None, prices: Prices) -> list[Valued]:
        found, seen = [], set()
        for place, item in self._items(raw, "$.commitments", _COMMITMENT):
            one = self._commitment(item, place, base or 0)
            if one.id in seen:
                self._wrong(f"{place}.id", f'"{one.id[:60]}" is used twice')
            seen.add(one.id)
            if one.unit_value:
                self._check_unit_value(one, place, base, prices)
            found.append(one)
        if raw == []:
            self._wrong("$.commitments", "there must be at least one")
        return found

    def _commitment(self, item: dict[str, Any], place: str, base: int) -> Valued:
        value = self._text(item["unit_value"], f"{place}.unit_value") if item.get("unit_value") else ""
        unit = item.get("unit") or (self._values[value].unit if value in self._values else None)
        name = self._text(item.get("id"), f"{place}.id")
        return Valued(
            id=name,
            title=self._text(item.get("title", name), f"{place}.title"),
            mission=self._text(item.get("mission"), f"{place}.mission"),
            quantity=self._quantity(item.get("quantity"), f"{place}.quantity"),
            unit=self._text(unit, f"{place}.unit"),
            unit_value=value,
            first_year=self._whole(item.get("first_year", base), f"{place}.first_year", base, base + _LONGEST)
            or base,
            years=self._whole(item.get("years", 1), f"{place}.years", 1, _LONGEST) or 1,
            drop_off=self._portion(item.get("drop_off", 0), f"{place}.drop_off") or Fraction(0),
            deadweight=self._adjustment(item, place, "deadweight", NO_DEDUCTION),
            attribution=self._adjustment(item, place, "attribution", ALL_OF_IT),
            displacement=self._adjustment(item, place, "displacement", NO_DEDUCTION),
        )

    def _check_unit_value(self, one: Valued, place: str, base: int | None, prices: Prices) -> None:
        value = self._values.get(one.unit_value)
        if value is None:
            self._wrong(f"{place}.unit_value", f'no unit value has the id "{one.unit_value[:60]}"')
            return
        if one.unit != value.unit:
            self._wrong(f"{place}.unit", f'the unit value is for "{value.unit}", and units are never mixed')
        if base is not None and value.price_year != base:
            for year in (value.price_year, base):
                if year not in prices.index:
                    self._wrong(
                        f"{place}.unit_value",
                        f"is in prices of {value.price_year}; $.prices.index needs {year}",
                    )

    def _adjustment(self, item: dict[str, Any], place: str, what: str, default: Adjustment) -> Adjustment:
        raw, place = item.get(what), f"{place}.{what}"
        if raw is None:
            return default
        if isinstance(raw, str):
            if raw not in self._shares:
                self._wrong(place, f'no parameter has the name "{raw[:60]}"')
            return self._shares.get(raw, default)
        share = self._share(raw, place)
        return Adjustment(share) if share else default

    def _share(self, raw: Any, place: str) -> Range | None:
        if isinstance(raw, dict):
            found = self._range(self._object(raw, place, ("low", "central", "high", "distribution")), place)
        else:
            number = self._number(raw, place)
            found = None if number is None else certain(number)
        if found and not 0 <= found.low <= found.high <= 1:
            self._wrong(place, "must be a share from 0 to 1")
            return None
        return found

    def _range(self, item: dict[str, Any], place: str) -> Range | None:
        central = self._number(item.get("central"), f"{place}.central")
        low = self._number(item.get("low", item.get("central")), f"{place}.low")
        high = self._number(item.get("high", item.get("central")), f"{place}.high")
        shape = self._choice(
            item.get("distribution", "triangular"), f"{place}.distribution", Shape, Shape.FIXED
        )
        if central is None or low is None or high is None or shape is None:
            return None
        if not low <= central <= high:
            self._wrong(place, "low, central and high must be in that order")
            return None
        return certain(central) if shape is Shape.FIXED else Range(low, central, high, shape)

    def _quantity(self, raw: Any, place: str) -> Fraction:
        number = self._number(raw, place)
        if number is not None and number < 0:
            self._wrong(place, "may not be negative")
        return number or Fraction(0)

    def _portion(self, raw: Any, place: str) -> Fraction | None:
        number = self._number(raw, place)
        if number is not None and not 0 <= number <= 1:
            self._wrong(place, "must be a share from 0 to 1")
        return number

    def _number(self, raw: Any, place: str) -> Fraction | None:
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            self._wrong(
                place, "is missing" if raw is None else f"must be a number, and {_what(raw)} was found"
            )
            return None
        if abs(Decimal(raw)) > _LARGEST or (isinstance(raw, Decimal) and len(raw.as_tuple().digits) > 30):
            self._wrong(place, "has more digits than can be used")
            return None
        return Fraction(raw)

    def _whole(self, raw: Any, place: str, least: int, most: int) -> int | None:
        number = self._number(raw, place)
        if number is None:
            return None
        if number.denominator != 1 or not least <= number <= most:
            self._wrong(place, f"must be a whole number from {least} to {most}")
            return None
        return int(number)

    def _text(self, raw: Any, place: str) -> str:
        if isinstance(raw, int) and not isinstance(raw, bool):
            return str(raw)
        if not isinstance(raw, str) or not raw.strip():
            self._wrong(place, "is missing" if raw is None else f"must be text, and {_what(raw)} was found")
            return ""
        return raw.strip()

    def _choice(self, raw: Any, place: str, words: Callable[[Any], Any], default: Any) -> Any:
        try:
            return words(raw)
        except ValueError:
            allowed = ", ".join(word.value for word in words)  # type: ignore[attr-defined]
            self._wrong(
                place, f"must be one of {allowed}" if raw is not None else f"is missing (one of {allowed})"
            )
            return default

    def _items(self, raw: Any, path: str, keys: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
        if not isinstance(raw, list):
            self._wrong(path, "is missing" if raw is None else f"must be a list, and {_what(raw)} was found")
            return []
        if len(raw) > MOST_COMMITMENTS:
            self._wrong(path, f"has more than {MOST_COMMITMENTS:,} entries")
            return []
        return [(f"{path}[{n}]", self._object(item, f"{path}[{n}]", keys)) for n, item in enumerate(raw)]

    def _object(self, raw: Any, path: str, keys: tuple[str, ...] = ()) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self._wrong(
                path, "is missing" if raw is None else f"must be an object, and {_what(raw)} was found"
            )
            return {}
        for key in raw:
            if keys and key not in keys:
                self._wrong(f"{path}.{key}", f"is not known (known: {', '.join(keys)})")
        return {str(key): value for key, value in raw.items()}

    def _wrong(self, path: str, reason: str) -> None:
        self.problems.append(Problem(path, reason))


def _what(raw: Any) -> str:
    if isinstance(raw, str):
        return f"text ({json.dumps(raw[:40], ensure_ascii=False)})"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | Decimal):
        return "a number"
    return "nothing" if raw is None else "a list" if isinstance(raw, list) else "an object"
