"""Reading the report's figures: money as integer pence, shares as basis points, and both in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import Table
from commonweal.presentation.charts.svg import NARROW

Found = dict[str, Any]
SHOWN_ROWS = 15
PICTURED = 10


@dataclass(frozen=True)
class Section:
    """One measure: its definition beside it, a picture or none, the table of the page and the whole table for the file.
    `text_column` is a column of the table, other than the first, that holds words and not figures."""

    key: str
    title: str
    said: str
    definition: str
    coverage: str
    picture: Markup | None
    table: Table
    whole: Table
    notes: tuple[str, ...] = ()
    text_column: str = ""


def drawn(
    draw: Callable[..., Markup], shapes: tuple[Any, ...], *more: Any, chart_id: str, **said: Any
) -> Markup:
    """A chart for a wide screen and the same for a telephone; the stylesheet shows one of the two."""
    wide = draw(shapes, *more, chart_id=chart_id, **said)
    return wide + draw(shapes, *more, chart_id=f"{chart_id}-narrow", width=NARROW, **said)


def pence(text: str) -> int:
    """Pence of a decimal string in pounds with two places."""
    return int(Decimal(text) * 100)


def points(share: str | None) -> int | None:
    """Basis points of a share with four places."""
    return None if share is None else int(Decimal(share) * 10_000)


def part_of(part: int, whole: int) -> int | None:
    """Basis points of a part, rounded half to even; None when the whole is not above nought."""
    return round(Fraction(part * 10_000, whole)) if whole > 0 else None


def exact(sum_: int) -> str:
    """Pounds and pence, always both, so that a column of them lines up."""
    sign = "-" if sum_ < 0 else ""
    return f"{sign}£{abs(sum_) // 100:,}.{abs(sum_) % 100:02d}"


def amount(text: str | None) -> str:
    return "–" if text is None else exact(pence(text))


def one_decimal(basis_points: int | None) -> str:
    """``12.4%``: a share as it is read, rounded half to even from basis points."""
    if basis_points is None:
        return "–"
    return f"{(Decimal(basis_points) / 100).quantize(Decimal('0.1'), ROUND_HALF_EVEN):,}%"


def share(text: str | None) -> str:
    return one_decimal(points(text))


def plain(names: Sequence[str], rows: Iterable[Found]) -> Table:
    """Figures as they are, for a file: money as decimals in pounds, shares as decimals, what is absent as an empty cell."""
    return Table(
        tuple(names),
        tuple(tuple("" if row[name] is None else str(row[name]) for name in names) for row in rows),
    )


def defined(measure: Found) -> str:
    """The definition that the measure was worked out by, in the reader's language where it was translated."""
    return _(measure["definition"])


def coverage(measure: Found) -> str:
    """How much of the money the measure knows about; unknown is said, never left out."""
    told = measure.get("coverage")
    if not told or told["known"] is None:
        return ""
    return _("Known for %(known)s of the money, unknown for %(unknown)s.") % {
        "known": share(told["known"]),
        "unknown": share(told["unknown"]),
    }
