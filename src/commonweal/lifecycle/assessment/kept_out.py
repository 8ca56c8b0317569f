"""What is left to do after an interest keeps somebody out whose scores were in: questions to score again, marks to agree again.

An agreed mark rests on independent scores that count, handed in before it was agreed. Where none of them is left the
question is scored again by somebody new, blind, and agreed again.
"""

import datetime as dt

from django.db.models import Max

from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.lifecycle.assessment.models import Assessment, PanelMember
from commonweal.lifecycle.assessment.seats import handed_in


def undecided(one: Assessment) -> list[PanelMember]:
    """Members whose declared interest nobody has decided on, and whose work counts: who left before handing in has none."""
    rows = one.members.select_related("person").prefetch_related("declarations__decision__lifting")
    return [
        each
        for each in rows
        if each.clearance is Clearance.TO_DECIDE
        and (each.left_at is None or each.handed_in_at is not None or each.role == PanelRole.MODERATOR)
    ]


def unscored(one: Assessment) -> tuple[str, ...]:
    """Questions, by the ask's ids, on which no independent score that was handed in counts any more."""
    return tuple(criterion for criterion, since in _scored_since(one).items() if since is None)


def to_agree_again(one: Assessment) -> set[tuple[int, str]]:
    """Agreed marks, by tender and criterion, that were agreed before any score that counts was in."""
    since = _scored_since(one)
    if not since:
        return set()
    rows = one.agreed_scores.filter(criterion_id__in=since).annotate(agreed_at=Max("changes__saved_at"))
    return {
        (tender, criterion)
        for tender, criterion, agreed_at in rows.values_list("tender_id", "criterion_id", "agreed_at")
        if (scored := since[criterion]) is None or agreed_at < scored
    }


def _scored_since(one: Assessment) -> dict[str, dt.datetime | None]:
    """For each question of somebody whose scores do not count: since when a score that counts is in; None for none."""
    out = handed_in(one, counts=False)
    if not out:
        return {}
    found: dict[str, list[dt.datetime]] = {criterion: [] for member in out for criterion in member.criteria}
    for member in handed_in(one):
        for criterion in member.criteria:
            if criterion in found:
                found[criterion].append(member.handed_in_at)
    return {criterion: min(times, default=None) for criterion, times in found.items()}
