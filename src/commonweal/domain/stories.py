"""Stories told with a report: about somebody who agreed to it, for as far as they agreed, until they take it back.

Who agreed is known to the organisation that asked them and to nobody else. When consent is taken back the words and who agreed
are erased; that there was a story, and when it was taken back, stays on record.
"""

import datetime as dt
from enum import StrEnum

from commonweal.domain.commitments import word_count
from commonweal.domain.errors import Invalid

WORDS_LIMIT, WHO_LIMIT = 400, 200


class Reach(StrEnum):
    """How far somebody agreed that their story goes."""

    PARTIES = "parties"
    COMMITTEE = "committee"


def check_story(*, words: str, who: str, how: str, consented_on: dt.date, today: dt.date) -> None:
    """Raise `Invalid` unless a story is told and it is said who agreed to it, how and when."""
    for field, text in (("words", words), ("who", who), ("how", how)):
        if not text.strip():
            raise Invalid("story.missing", field=field)
    if word_count(words) > WORDS_LIMIT:
        raise Invalid("story.long", field="words", limit=WORDS_LIMIT)
    for field, text in (("who", who), ("how", how)):
        if len(text.strip()) > WHO_LIMIT:
            raise Invalid("consortium.too_long", field=field, limit=WHO_LIMIT)
    if consented_on > today:
        raise Invalid("story.agreed_later", field="consented_on")
