"""Scoring against the published bands: an assessor gives the score of a band, never something in between."""

from collections.abc import Sequence

from commonweal.domain.criteria import Band
from commonweal.domain.errors import Invalid

LEAST_REASON_WORDS = 3


def band_of(bands: Sequence[Band], score: int) -> Band:
    """The band that carries `score` (hundredths of a mark).

    Raises:
        Invalid: ``score.not_a_band``, because a mark between bands was not described to tenderers.
    """
    for band in bands:
        if band.score == score:
            return band
    raise Invalid("score.not_a_band", field="score")


def check_reason(reason: str) -> str:
    """The reason, trimmed. Raises `Invalid` ``score.reason_missing``: a mark without a reason cannot be explained."""
    trimmed = reason.strip()
    if len(trimmed.split()) < LEAST_REASON_WORDS:
        raise Invalid("score.reason_missing", field="reason", words=LEAST_REASON_WORDS)
    return trimmed


def spread(scores: Sequence[int]) -> int:
    """How far apart the marks lie, in hundredths; nothing when there are fewer than two."""
    return max(scores) - min(scores) if scores else 0
