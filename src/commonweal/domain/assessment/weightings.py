"""Weightings and sub-weightings: what share of the whole each part really carries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.errors import Invalid
from commonweal.domain.weights import WHOLE, percent


@dataclass(frozen=True)
class Weighting:
    """A criterion and its share of its parent in basis points; `parts` divide it and total 10,000 of their own."""

    id: str
    weight_bp: int
    parts: tuple["Weighting", ...] = ()


def shares(weightings: tuple[Weighting, ...]) -> dict[str, Fraction]:
    """The share of the whole, exact, of every part that is not divided further. The shares sum to one.

    Raises:
        Invalid: ``weights.total`` where siblings do not total 100%, ``weights.negative``, ``weights.repeated``.
    """
    listed = list(_leaves(weightings, Fraction(1)))
    found = dict(listed)
    if len(found) != len(listed):
        raise Invalid("weights.repeated", field="weight")
    return found


def divided(weight_bp: int, parts: Mapping[str, int]) -> dict[str, int]:
    """The weightings, in basis points of the whole, of the parts of one criterion from their shares of it.

    Worked example: a criterion of 60% in parts of 25% and 75%: 15% and 45% of the whole.

    Raises:
        Invalid: ``weights.parts_total`` unless the shares total 100%; ``weights.part_empty`` for a share of nought;
            ``weights.not_whole`` for a part whose weighting is no whole number of hundredths of a percent.
    """
    if sum(parts.values()) != WHOLE:
        raise Invalid("weights.parts_total", field="share", total=percent(sum(parts.values())))
    found = {}
    for part, share in parts.items():
        if share <= 0:
            raise Invalid("weights.part_empty", field=f"share_{part}")
        weight, left = divmod(weight_bp * share, WHOLE)
        if left:
            raise Invalid("weights.not_whole", field=f"share_{part}", share=percent(share))
        found[part] = weight
    return found


def _leaves(siblings: tuple[Weighting, ...], whole: Fraction) -> Iterator[tuple[str, Fraction]]:
    total = sum(part.weight_bp for part in siblings)
    if any(part.weight_bp < 0 for part in siblings):
        raise Invalid("weights.negative", field="weight")
    if total != WHOLE:
        raise Invalid("weights.total", field="weight", total=percent(total), missing=WHOLE - total)
    for part in siblings:
        share = whole * Fraction(part.weight_bp, WHOLE)
        if part.parts:
            yield from _leaves(part.parts, share)
        else:
            yield part.id, share
