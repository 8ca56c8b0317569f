"""Finding the header row of a sheet and what each column means: by name first, then by type and content.

A name proposes, the content disposes: a column called "Amount" that holds codes is passed over for the next best, and
a column without a telling name is found by what is in it.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from commonweal.interchange.spend_files.amounts import (
    Cell,
    NotAnAmount,
    has_decimal_comma,
    is_blank,
    pence,
    scale_of,
)
from commonweal.interchange.spend_files.columns import looks_like_supplier, shares
from commonweal.interchange.spend_files.dates import (
    NotADate,
    Numbered,
    day,
    has_years_first,
    is_month_first,
    month_in,
    month_in_name,
    with_year,
    year_in_name,
)
from commonweal.interchange.spend_files.fields import CARD, CORE, PAYMENT_FIELDS, Field, plain
from commonweal.interchange.spend_files.mapping import NOTHING_GIVEN, ColumnMapping, GivenMapping

Record = tuple[int, list[Cell]]
SEARCHED_ROWS = 60
SAMPLED_ROWS = 500
_MOSTLY, _HARDLY, _NUMBERS = 60, 20, 80
_POUNDS_AND_PENCE = (["gbp", "p"], ["gbp", "pence"])


class NoHeader(ValueError):
    """No row of the sheet names columns that hold payments; the message says what was missing."""


def names_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The header cells as one-line text."""
    return tuple("" if cell is None else " ".join(str(cell).split()) for cell in cells)


def _name_score(cells: Sequence[Cell], fields: Iterable[Field], core: frozenset[str]) -> tuple[int, int]:
    """(core fields named, fields named) of a row read as a header; nothing for a row with figures in it."""
    if sum(not isinstance(cell, str) and cell is not None for cell in cells) > 1:
        return 0, 0
    words = [plain(cell) for cell in cells if isinstance(cell, str) and len(cell) < 120]
    found = {each.name for each in fields for word in words if word and each.rank(word) is not None}
    return len(found & core), len(found)


def header_at(
    records: Sequence[Record], fields: Sequence[Field] = PAYMENT_FIELDS, core: frozenset[str] = CORE
) -> int | None:
    """The index of the row that best names the fields, or None. It must name two core fields, or four of any."""
    best, best_score = None, (0, 0)
    for index, (_, cells) in enumerate(records[:SEARCHED_ROWS]):
        filled = sum(not is_blank(cell) for cell in cells)
        score = _name_score(cells, fields, core) if filled >= 2 and not holds_values(cells) else (0, 0)
        if score > best_score:
            best, best_score = index, score
        if best_score[0] == len(core):
            break
    return best if best_score[0] >= 2 or best_score[1] >= 4 else None


def holds_values(cells: Sequence[Cell]) -> bool:
    """True when a cell is an amount or a date: headers hold neither (a year or a month may stand in a title)."""
    values = [cell for cell in cells if not _is_month(cell) and (_reads(pence, cell) or _reads(day, cell))]
    return bool(values) and not _few_values(cells)


def _is_month(cell: Cell) -> bool:
    """`Apr-23` may head a column of that month's sums."""
    return (
        isinstance(cell, str) and month_in(cell) is not None and not re.search(r"\d\W+[A-Za-z]|\d[/.]", cell)
    )


def is_second_line(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """True when a row under a header names columns too, without a value and without saying the same again."""
    words = {at: plain(cell) for at, cell in enumerate(lower) if not is_blank(cell)}
    above = {at: plain(cell) for at, cell in enumerate(upper) if not is_blank(cell)}
    if len(words) < 2 or holds_values(lower):
        return False
    if _names_the_amount(upper, lower):
        return True
    both = words.keys() & above.keys()
    stands_under = words.keys() == both or (above.keys() == both and len(words) > len(above))
    differs = stands_under and all(words[at] and words[at] not in above[at] for at in both)
    return differs and _name_score(lower, PAYMENT_FIELDS, CORE)[0] >= 2


def _names_the_amount(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """True for `Net | VAT | Gross` under the one heading `Amounts`, beside columns that the upper line names whole."""
    scores = [_name_score(line, PAYMENT_FIELDS, CORE)[0] for line in (upper, joined(upper, lower))]
    return scores == [len(CORE) - 1, len(CORE)]


def joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """A header over two lines as one, column by column."""
    pairs = itertools.zip_longest(upper, lower)
    return [" ".join(str(cell) for cell in pair if not is_blank(cell)) or None for pair in pairs]


def _few_values(cells: Sequence[Cell]) -> bool:
    """A header may hold one figure, such as a column headed by its number, among at least four words."""
    values = sum(_reads(pence, cell) or _reads(day, cell) for cell in cells)
    return values == 1 and sum(isinstance(cell, str) and not is_blank(cell) for cell in cells) >= 5


def _reads(parse: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return not is_blank(cell) and parse(cell) is not None
    except (NotAnAmount, NotADate):
        return False


def mapping_for(
    names: tuple[str, ...],
    sample: Sequence[list[Cell]],
    sheet: str,
    given: GivenMapping = NOTHING_GIVEN,
    titles: str = "",
) -> ColumnMapping:
    """The meaning of each column of a sheet of payments; `titles` is what stands above its header.

    Raises NoHeader when there is no column of amounts, or a given column is not there.
    """
    given = given.of(names)
    found, basis = _given_columns(names, given), dict.fromkeys(given.columns, "given")
    width = max([len(names), *(len(row) for row in sample[:50])])
    padded = names + ("",) * (width - len(names))
    by_column = {at: [row[at] if at < len(row) else None for row in sample] for at in range(width)}
    if not given.is_whole:
        _claim(padded, by_column, found, basis)
    _settle_amounts(padded, found, basis)
    if "amount" not in found:
        raise NoHeader("no column of amounts was found")
    if [plain(name) for name in padded[found["amount"] :][:2]] in _POUNDS_AND_PENCE:
        raise NoHeader("pounds and pence are in two columns: put them into one first")
    year = year_in_name(sheet) or year_in_name(titles) if "date" in found and "year" not in found else None
    years_first = "date" in found and has_years_first(
        by_column[found["date"]], year_is_known=bool(year) or "year" in found
    )
    if not years_first and not _tells_dates(padded, by_column, found, basis, year):
        del found["date"], basis["date"]
    dates = by_column[found["date"]] if "date" in found else []
    named = None if "date" in found else month_in_name(sheet) or month_in(titles)
    return ColumnMapping(
        columns=found,
        names=padded,
        month_first=is_month_first(dates) if given.month_first is None else given.month_first,
        date_from_name=named.isoformat() if named else None,
        years_first=years_first,
        year_from_name=year
        if not years_first and any(with_year(cell, year) != cell for cell in dates)
        else None,
        basis=basis,
        scale=scale_of(padded[found["amount"]]),
        has_decimal_comma=has_decimal_comma(by_column[found["amount"]]),
        is_card=any(CARD.rank(plain(name)) is not None for name in padded),
        serials=frozenset(at for at, cells in by_column.items() if _is_serial(padded[at], cells)),
    )


def end_of_cells(names: Sequence[str], sample: Sequence[list[Cell]]) -> int | None:
    """How many cells a header has, if most records keep to it: what lies beyond is then no column without a name."""
    beyond = sum(not all(map(is_blank, row[len(names) :])) for row in sample)
    return len(names) if beyond * 2 <= max(len(sample), 2) else None


def cells_beyond(cells: Sequence[Cell], ends_at: int) -> int:
    """How many places behind the last column a record still holds something."""
    return max((at + 1 for at, cell in enumerate(cells) if not is_blank(cell)), default=0) - ends_at


def _tells_dates(
    names: tuple[str, ...],
    by_column: dict[int, list[Cell]],
    found: dict[str, int],
    basis: dict[str, str],
    year: str | None,
) -> bool:
    """False for a column called month or period, of which no cell says when: its payments are loaded without a date."""
    if "date" not in found or basis["date"] != "name" or "date" in plain(names[found["date"]]).split():
        return True
    cells = by_column[found["date"]]
    numbered = Numbered.under(
        plain(names[found["date"]]), plain(names[found["year"]]) if "year" in found else ""
    )
    years = by_column[found["year"]] if "year" in found else [year] * len(cells)
    whole = [with_year(*pair, numbered) for pair in zip(cells, years, strict=True)]
    filled = [cell for cell in whole if not is_blank(cell)]
    return not filled or any(_reads(day, cell) for cell in filled)


def _claim(
    names: tuple[str, ...], by_column: dict[int, list[Cell]], found: dict[str, int], basis: dict[str, str]
) -> None:
    for each in PAYMENT_FIELDS:
        if each.name not in found:
            claim_by_name(each, names, by_column, found, basis)
    _claim_by_content(names, by_column, found, basis)
    _claim_by_name_alone(names, found, basis)


def _is_serial(name: str, cells: list[Cell]) -> bool:
    """True for a column of running numbers: it is no part of what makes two payments the same."""
    return plain(name) in ("", "#", "row", "line", "row no", "s no", "no") and _counts_up(cells)


def _counts_up(cells: list[Cell]) -> bool:
    numbers = [int(str(cell)) for cell in cells if str(cell).isdecimal()]
    return len(numbers) > 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _given_columns(names: tuple[str, ...], given: GivenMapping) -> dict[str, int]:
    by_name = {plain(name or f"column {at + 1}"): at for at, name in reversed(list(enumerate(names)))}
    found = {}
    for meaning, wanted in given.columns.items():
        if plain(wanted) not in by_name:
            raise NoHeader(f'the mapping names a column "{wanted}" that is not in the header')
        found[meaning] = by_name[plain(wanted)]
    return found


def claim_by_name(
    each: Field,
    names: tuple[str, ...],
    by_column: dict[int, list[Cell]],
    found: dict[str, int],
    basis: dict[str, str],
) -> None:
    taken = set(found.values())
    ranked = sorted(
        (all(is_blank(cell) for cell in by_column[at]), rank, "£" not in name, at) for at, name in enumerate(names)
        if at not in taken and (rank := each.rank(plain(name))) is not None
    )  # fmt: skip
    for *_, at in ranked:
        if content_allows(each.name, by_column[at]):
            found[each.name], basis[each.name] = at, "name"
            return


def _claim_by_name_alone(names: tuple[str, ...], found: dict[str, int], basis: dict[str, str]) -> None:
    """A column named for its meaning stays the best guess when too little of it reads: its rows say why not."""
    for each in PAYMENT_FIELDS:
        if each.name in CORE - set(found) and not (each.name == "amount" and "gross" in found):
            claim_by_name(each, names, {at: [] for at in range(len(names))}, found, basis)


def content_allows(meaning: str, cells: list[Cell]) -> bool:
    """True unless the content contradicts the name; an empty column is allowed only where blanks are usual."""
    if meaning in ("amount", "gross", "credit"):
        held = shares(cells)
        return held.filled == 0 or held.amounts >= _MOSTLY or meaning == "credit"
    if meaning == "date":
        held = shares(cells)
        return held.filled == 0 or held.dates >= _MOSTLY
    if meaning == "supplier":
        held = shares(cells)
        return held.filled == 0 or held.letters >= _HARDLY or held.amounts < _NUMBERS
    if meaning in ("annual", "total"):
        return all(map(is_blank, cells)) or any(any(map(str.isdigit, str(cell))) for cell in cells)
    if meaning == "sign":
        marks = {str(cell).strip().lower() for cell in cells if not is_blank(cell)}
        return bool(marks) and marks <= {"dr", "cr", "d", "c", "debit", "credit"}
    return True


def _claim_by_content(
    names: tuple[str, ...], by_column: dict[int, list[Cell]], found: dict[str, int], basis: dict[str, str]
) -> None:
    """What no name told: amounts with pence, dates, and the text column with most different values."""
    free = [at for at in by_column if at not in set(found.values())]
    held = {at: shares(by_column[at]) for at in free}
    if "date" not in found:
        _take_best(
            "date",
            {at: s.dates for at, s in held.items() if s.dates >= 90 and s.looks_like_dates},
            found,
            basis,
        )
    if "amount" not in found and "gross" not in found:
        amounts = {
            at: s.amounts + s.pence_shown
            for at, s in held.items()
            if s.amounts >= 90 and s.pence_shown >= 10 and (names[at] or 2 * s.filled > len(by_column[at]))
        }
        _take_best(
            "amount", {at: score for at, score in amounts.items() if at not in found.values()}, found, basis
        )
    if "supplier" not in found:
        texts = {at: s.distinct for at, s in held.items() if looks_like_supplier(s, names[at])}
        _take_best(
            "supplier", {at: score for at, score in texts.items() if at not in found.values()}, found, basis
        )


def _take_best(meaning: str, scores: dict[int, int], found: dict[str, int], basis: dict[str, str]) -> None:
    if scores:
        found[meaning] = max(scores, key=lambda at: (scores[at], -at))
        basis[meaning] = "content"


def _settle_amounts(names: tuple[str, ...], found: dict[str, int], basis: dict[str, str]) -> None:
    """A gross column stands in when there is no other amount; a credit column needs the debit beside it."""
    if "amount" not in found and "gross" in found:
        found["amount"], basis["amount"] = found.pop("gross"), basis.pop("gross")
    if "credit" in found and not (
        "amount" in found and plain(names[found["amount"]]).startswith(("debit", "dr"))
    ):
        del found["credit"], basis["credit"]


def mapping_without_header(sample: Sequence[list[Cell]], sheet: str) -> ColumnMapping | None:
    """The mapping of a sheet that has no header at all, by content alone; None when it is not a table of payments."""
    width = max((len(row) for row in sample), default=0)
    try:
        found = mapping_for(("",) * width, sample, sheet)
    except NoHeader:
        return None
    return found if {"amount", "supplier", "date"} <= set(found.columns) else None
