"""How often each tender comes first, second and so on in the trials (rank acceptability), for the page and the minute."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from commonweal.journeys.firmness import DRAWS, Firmness

RANKS_SHOWN = 5
"""Ranks that have a column of their own; lower ones stand together."""


def rank_columns(found: Firmness) -> tuple[str, ...]:
    """Headings: the tenderer, each rank that is shown, and one for all lower ones where there are any."""
    count = len(found.result.ranking)
    shown = count if count <= RANKS_SHOWN + 1 else RANKS_SHOWN
    ranks = tuple(_("Rank %(n)s") % {"n": rank} for rank in range(1, shown + 1))
    return (_("Tenderer"), *ranks, *((_("Lower"),) if shown < count else ()))


def rank_rows(found: Firmness, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """For each ranked tender, in the order of the ranking, its share of the trials at each rank; empty where not worked out."""
    if found.ranks is None:
        return ()
    columns = len(rank_columns(found)) - 1
    return tuple(
        (names[placed.tender], *(_percent(each) for each in _together(found.ranks[placed.tender], columns)))
        for placed in found.result.ranking
    )


def _together(counts: tuple[int, ...], columns: int) -> tuple[int, ...]:
    """The counts of so many columns; the last has what is lower as well."""
    return (*counts[: columns - 1], sum(counts[columns - 1 :]))


def _percent(count: int) -> str:
    tenths = round(Fraction(count, DRAWS) * 1000)
    return f"{tenths // 10}.{tenths % 10}%"
