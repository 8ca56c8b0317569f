"""What the whole file of an assessment holds of the scores: each as it stands, and every change of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from commonweal.journeys.assessment_papers.exports import not_counted_csv, scores_csv
from commonweal.journeys.assessment_papers.keys import Keys
from commonweal.journeys.assessment_papers.tables import Member, table
from commonweal.lifecycle.assessment import models as assessed
from commonweal.lifecycle.assessment.models import Assessment


def scores(one: Assessment, keys: Keys) -> Iterator[Member]:
    """Independent and agreed scores, how each changed, and which were opened again."""
    yield Member("5-scores/scores.csv", _("Scores and reasons, with agreed scores"), scores_csv(one).encode())
    yield Member(
        "5-scores/not-counted.csv",
        _("Scores that do not count: their assessor is or was kept out by an interest"),
        not_counted_csv(one).encode(),
    )
    sheets = (
        assessed.ScoreSheet.objects.for_system("the file that answers a challenge")
        .filter(member__assessment=one)
        .defer("content")
    )
    yield table("5-scores/sheets.csv", _("Score sheets that came back"), sheets, keys)
    marks = assessed.Score.objects.for_system("the file that answers a challenge").filter(
        member__assessment=one
    )
    yield table("5-scores/independent.csv", _("Every independent score, with its code"), marks, keys)
    agreed = assessed.AgreedScore.objects.for_system("the file that answers a challenge").filter(
        assessment=one
    )
    yield table("5-scores/agreed.csv", _("Every agreed score, with its code"), agreed, keys)
    changes = assessed.ScoreChange.objects.for_system("the file that answers a challenge").filter(
        record__member__assessment=one
    )
    yield table(
        "5-scores/score-changes.csv",
        _("Every change of an independent score"),
        changes.select_related("record__tender__supplier", "record__member__person"),
        keys,
        lambda row: _about(row.record) | {"assessor": row.record.member.person.name},
    )
    agreed_changes = assessed.AgreedScoreChange.objects.for_system(
        "the file that answers a challenge"
    ).filter(record__assessment=one)
    yield table(
        "5-scores/agreed-changes.csv",
        _("Every change of an agreed score"),
        agreed_changes.select_related("record__tender__supplier"),
        keys,
        lambda row: _about(row.record),
    )
    reopenings = assessed.Reopening.objects.for_system("the file that answers a challenge").filter(
        agreed__assessment=one
    )
    yield table(
        "5-scores/reopenings.csv",
        _("Scores opened again, and the errors"),
        reopenings.select_related("agreed__tender__supplier"),
        keys,
        lambda row: _about(row.agreed),
    )


def _about(score: Any) -> dict[str, Any]:
    """Whose answer to which question a score is of."""
    tender = score.tender
    return {
        "tenderer": tender.supplier.name,
        "tender": tender.external_id,
        "criterion": score.criterion_id,
    }
