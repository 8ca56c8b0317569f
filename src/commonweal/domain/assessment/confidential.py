"""Leaving confidential passages out of what another tenderer reads.

An assessment summary gives the reasons for the winning tender too; what is commercially confidential in them may be left
out (Procurement Act 2023, sections 50 and 94: wording not yet checked). What is left out is marked, never silently gone,
and a tenderer always reads its own reasons whole.
"""

from collections.abc import Iterable

from commonweal.domain.errors import Invalid

FEWEST_LETTERS = 3


def check_passage(text: str, passage: str, reason: str) -> str:
    """The passage as it stands in the text.

    Raises:
        Invalid: ``confidential.not_in_reason`` unless it stands there word for word; ``confidential.too_short``;
            ``confidential.why_missing``.
    """
    wanted = passage.strip()
    if len(wanted) < FEWEST_LETTERS:
        raise Invalid("confidential.too_short", field="passage")
    if wanted not in text:
        raise Invalid("confidential.not_in_reason", field="passage")
    if not reason.strip():
        raise Invalid("confidential.why_missing", field="reason")
    return wanted


def left_out(text: str, passages: Iterable[str], mark: str) -> str:
    """The text with every passage replaced by `mark`; overlapping passages are left out as one."""
    hidden = [False] * len(text)
    for passage in passages:
        start = text.find(passage)
        while passage and start >= 0:
            hidden[start : start + len(passage)] = [True] * len(passage)
            start = text.find(passage, start + 1)
    shown: list[str] = []
    for place, letter in enumerate(text):
        if not hidden[place]:
            shown.append(letter)
        elif place == 0 or not hidden[place - 1]:
            shown.append(mark)
    return "".join(shown)
