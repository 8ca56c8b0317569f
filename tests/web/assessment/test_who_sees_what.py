"""Nothing is seen before its time: every page with marks or results, at every status before it, by everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.permissions import Role
from tests.builders.assessment import REASON, tenders

PANEL, SCORING, MODERATION = (
    AssessmentStatus.PANEL.value,
    AssessmentStatus.SCORING.value,
    AssessmentStatus.MODERATION.value,
)
#: Each page, and at which statuses nobody may see it.
BEFORE_HANDING_IN = (PANEL, SCORING)
BEFORE_LOCKING = (PANEL, SCORING, MODERATION)
PAGES = {
    ("assessment-grid", ""): BEFORE_HANDING_IN,
    ("assessment-agree", ""): BEFORE_HANDING_IN,
    ("assessment-papers", ""): BEFORE_HANDING_IN,
    ("assessment-scores-file", "csv"): BEFORE_HANDING_IN,
    ("assessment-scores-file", "xlsx"): BEFORE_HANDING_IN,
    ("assessment-ranking", ""): BEFORE_LOCKING,
    ("assessment-ranking-csv", ""): BEFORE_LOCKING,
    ("assessment-firm", ""): BEFORE_LOCKING,
    ("assessment-firm-csv", ""): BEFORE_LOCKING,
    ("assessment-firm-ranks-csv", ""): BEFORE_LOCKING,
    ("assessment-profiles", ""): BEFORE_LOCKING,
    ("assessment-profiles-csv", ""): BEFORE_LOCKING,
    ("assessment-minute", "pdf"): BEFORE_LOCKING,
    ("assessment-whole-file", ""): BEFORE_LOCKING,
    ("assessment-challenge-file", ""): BEFORE_LOCKING,
    ("award-decide", ""): BEFORE_LOCKING,
}
#: What each is told: the time has not come, it is not theirs, or there is no such thing.
PEOPLE = {
    Role.PROCUREMENT_OFFICER: {400},
    Role.MODERATOR: {400, 403},
    Role.ASSESSOR: {403},
    Role.AUTHORITY_ADMINISTRATOR: {403},
    Role.OPENER: {403},
    Role.TENDER_WRITER: {404},
}


def address(name, kind, panel):
    args = {"assessment_id": panel.assessment.external_id}
    if name == "assessment-agree":
        first = tenders(panel.assessment)[0]
        args |= {"criterion_id": panel.first.criteria[0], "tender_id": first.external_id}
    return reverse(name, kwargs=args | ({"kind": kind} if kind else {}))


@pytest.mark.parametrize("status", [PANEL, SCORING, MODERATION])
def test_no_page_with_marks_or_a_result_is_seen_before_its_time(world, status):
    panel = {PANEL: "panel", SCORING: "scoring", MODERATION: "moderation"}[status]
    panel = getattr(world, panel)
    assert panel.again().status == status
    hidden = [address(name, kind, panel) for (name, kind), when in PAGES.items() if status in when]
    for role, told in PEOPLE.items():
        client = Client()
        client.force_login(world.cast.person(role))
        for url in hidden:
            answer = client.get(url)
            assert answer.status_code in told, (role, url)
            assert REASON not in answer.content.decode(), (role, url)
