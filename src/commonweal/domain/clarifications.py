"""Clarification questions: what may be asked until when, and how an answer is published without naming anybody.

Every supplier is told what one supplier is told (equal treatment: Procurement Act 2023, section 12). So a question is
answered to everybody, in wording that names nobody. Who asked is kept for the record (section 98) and shown to the
authority only after the tenders were opened: a question would otherwise tell it who means to tender.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.statuses import Transitions

LONGEST_QUESTION = 3_000
LONGEST_ANSWER = 20_000
MOST_WAITING = 40
"""Questions of one supplier that may wait for an answer at once."""
USUAL_DAYS = dt.timedelta(days=7)
"""Unless the authority states another time, questions are taken until so long before tenders are due."""
SHORTEST_NAME = 4


class QuestionStatus(StrEnum):
    """Where a clarification question stands."""

    ASKED = "asked"
    PUBLISHED = "published"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


S = QuestionStatus
CLARIFICATION: Transitions[QuestionStatus] = Transitions(
    "clarification",
    {
        S.ASKED: {
            S.PUBLISHED: "the authority answers it to everybody, without names",
            S.DUPLICATE: "another question that is answered asks the same",
            S.WITHDRAWN: "the supplier takes it back before it is answered",
        },
        S.PUBLISHED: {},
        S.DUPLICATE: {},
        S.WITHDRAWN: {},
    },
)

#: Statuses in which the authority may learn who asked: nobody's tender can be guessed from it any more.
ASKER_SHOWN = frozenset(
    {
        ProcurementStatus.OPENED,
        ProcurementStatus.ASSESSING,
        ProcurementStatus.AWARD_DECIDED,
        ProcurementStatus.IN_CONTRACT,
        ProcurementStatus.ENDED,
        ProcurementStatus.TERMINATED,
    }
)


def asked_until(stated: dt.datetime | None, published_at: dt.datetime, deadline: dt.datetime) -> dt.datetime:
    """Until when questions are taken: as stated, else seven days before the deadline.

    Where less than fourteen days lie between publication and deadline, it is half-way: there is always time to ask
    and time to use the answer. Never after the deadline.
    """
    if stated is not None:
        return min(stated, deadline)
    half = published_at + (deadline - published_at) / 2
    return max(deadline - USUAL_DAYS, half).replace(microsecond=0)


def check_terms(
    until: dt.datetime, *, before: dt.datetime, deadline: dt.datetime, now: dt.datetime, is_published: bool
) -> None:
    """Raise `Invalid` unless the time is to come and before the deadline; once published it may only move later."""
    if until <= now:
        raise Invalid("clarification.until_past", field="until")
    if until > deadline:
        raise Invalid("clarification.until_after_deadline", field="until", deadline=deadline)
    if is_published and until < before:
        raise Invalid("clarification.until_earlier", field="until")


def check_taking(status: ProcurementStatus, until: dt.datetime, now: dt.datetime) -> None:
    """Raise `Refused` unless questions are taken now; a question at exactly the instant is in time."""
    if status is not ProcurementStatus.OPEN:
        raise Refused("clarification.not_open")
    if now > until:
        raise Refused("clarification.too_late")


def check_question(text: str, own_names: Iterable[str]) -> str:
    """The question as it is kept. Raises `Invalid` when it is empty, too long or names its own asker.

    Args:
        own_names: of the asking supplier and the person who asks. They are told at once, before anybody else reads it.
    """
    kept = _checked(text, "text", LONGEST_QUESTION)
    found = names_in(kept, own_names)
    if found:
        raise Invalid("clarification.names_asker", field="text", found=", ".join(found))
    return kept


def check_publication(
    wording: str, answer: str, names: Iterable[str], *, is_checked: bool
) -> tuple[str, str]:
    """The wording and answer as they are published.

    Args:
        names: of every supplier that is here, so that a refusal tells nobody which of them asked.
        is_checked: a person has looked at what was found and says that it gives nobody away.

    Raises:
        Invalid: one of them is empty or too long, or holds a name, an email address or a telephone number.
    """
    kept = _checked(wording, "wording", LONGEST_QUESTION), _checked(answer, "answer", LONGEST_ANSWER)
    known = tuple(names)
    for field, text in zip(("wording", "answer"), kept, strict=True):
        found = names_in(text, known)
        if found and not is_checked:
            raise Invalid("clarification.names_somebody", field=field, found=", ".join(found))
    return kept


def _checked(text: str, field: str, limit: int) -> str:
    kept = text.replace("\r\n", "\n").strip()
    if not kept:
        raise Invalid("clarification.empty", field=field)
    if len(kept) > limit:
        raise Invalid("clarification.long", field=field, limit=limit)
    return kept


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,£])(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\d)")
_SIGNS = re.compile(r"[^\w]+", re.UNICODE)
_ENDINGS = frozenset({"ltd", "limited", "plc", "llp", "lp", "cic", "cio", "inc", "the", "company", "co"})


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """What in a text could tell who wrote it: email addresses, telephone numbers, and any of `names`.

    A name is found in any case and punctuation, with or without its legal ending ("Ltd", "CIC"). Names of fewer than
    four signs are left out: they would be found in ordinary words.
    """
    found = [match[0].strip() for pattern in (_EMAIL, _PHONE) for match in pattern.finditer(text)]
    plain = f" {_plain(text)} "
    found += [name for name in names if (core := _core(name)) and f" {core} " in plain]
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text.casefold().replace("’", "").replace("'", "")).split())


def _core(name: str) -> str:
    words = _plain(name).split()
    while words and words[-1] in _ENDINGS:
        words.pop()
    while words and words[0] == "the":
        words.pop(0)
    core = " ".join(words)
    return core if len(core) >= SHORTEST_NAME else ""
