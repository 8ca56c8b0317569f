"""Opening a locked score again: only for an error, named without reference to who wins."""

import re

from commonweal.domain.errors import Invalid

FEWEST_WORDS = 5
_RANK = re.compile(r"\b(rank(s|ed|ing|ings)?|winner(s)?|win(s|ning)?|won|overtak(e|es|ing))\b", re.IGNORECASE)


def check_error(error: str) -> str:
    """The error as it will be kept.

    Raises:
        Invalid: ``reopening.error_missing`` when it is not said what is wrong; ``reopening.mentions_rank`` when it
            speaks of who wins, because a score may not be changed to change the ranking.
    """
    named = error.strip()
    if len(named.split()) < FEWEST_WORDS:
        raise Invalid("reopening.error_missing", field="error", words=FEWEST_WORDS)
    if _RANK.search(named):
        raise Invalid("reopening.mentions_rank", field="error")
    return named
