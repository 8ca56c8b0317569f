"""How often each tender comes first, second and so on in the trials (rank acceptability), for the page and the minute."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from commonweal.journeys.firmness import DRAWS, Firmness
from commonweal.presentation.points import chance

RANKS_SHOWN = 5
"""Ranks that have a column of their own; lower ones stand together."""
RANKS_DRAWN = 3
"""Ranks that have a shade of their own in the picture."""
MOST_DRAWN = 12
"""Tenders that are drawn, the first of the ranking; the table and the file hold all."""


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


def rank_parts(
    found: Firmness, names: Mapping[str, str]
) -> tuple[tuple[str, ...], list[tuple[str, tuple[int, ...]]]]:
    """For a picture: what each part is, and for the first tenders of the ranking in how many trials they come there.

    Ranks below the third are one part. Both are empty where the trials do not place every tender.
    """
    if found.ranks is None:
        return (), []
    count = len(found.result.ranking)
    parts = tuple(_("Rank %(n)s") % {"n": rank} for rank in range(1, min(count, RANKS_DRAWN) + 1))
    parts = (*parts, _("Lower")) if count > RANKS_DRAWN else parts
    return parts, [
        (names[placed.tender], _together(found.ranks[placed.tender], len(parts)))
        for placed in found.result.ranking[:MOST_DRAWN]
    ]


def every_rank(found: Firmness, names: Mapping[str, str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """For a file: a column for each rank, whole, and the share of the trials in which each tender comes there."""
    ranks = found.ranks or {}
    columns = tuple(_("Rank %(n)s") % {"n": at} for at in range(1, len(found.result.ranking) + 1))
    rows = [
        (names[placed.tender], *(_percent(each) for each in ranks[placed.tender]))
        for placed in found.result.ranking
        if placed.tender in ranks
    ]
    return (_("Tenderer"), *columns), rows


def _together(counts: tuple[int, ...], columns: int) -> tuple[int, ...]:
    """The counts of so many columns; the last has what is lower as well."""
    return (*counts[: columns - 1], sum(counts[columns - 1 :]))


def _percent(count: int) -> str:
    return chance(Fraction(count, DRAWS))
