"""Scores and reasons as rows: one for each independent score, with the agreed score beside it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.presentation.csv_text import csv_text

HUNDREDTHS = 100


def score_head() -> list[str]:
    """The heading row."""
    return [
        _("Tenderer"),
        _("Tender"),
        _("Question"),
        _("Criterion"),
        _("Assessor"),
        _("Score"),
        _("Reason"),
        _("Agreed score"),
        _("Agreed reason"),
        _("Minority view"),
    ]


def score_rows(one: Assessment) -> Iterator[list[object]]:
    """Every independent score by tender and question; an answer with an agreed score alone has one row.

    Raises `Refused` while scoring is blind.
    """
    given, agreed = queries.all_scores(one), queries.agreed_scores(one)
    questions = one.ask_version.read().questions
    for tender in queries.tenders_of(one):
        for question in questions:
            key = (tender.pk, question.id)
            held = agreed.get(key)
            decided = [_marks(held.score), held.reason, held.minority_view] if held else [None, "", ""]
            about = [tender.supplier.name, tender.external_id, question.title, question.id]
            marks = given.get(key, [])
            for mark in marks:
                score = None if mark.score is None else _marks(mark.score)
                yield [*about, mark.member.person.name, score, mark.reason, *decided]
            if not marks:
                yield [*about, "", None, "", *decided]


def not_counted_csv(one: Assessment) -> str:
    """Independent scores that count no longer, because their assessor is kept out by an interest, as CSV."""
    names = {tender.pk: tender for tender in queries.opened_tenders_of(one)}
    titles = {each.id: each.title for each in one.ask_version.read().questions}
    rows = [
        [
            names[tender].supplier.name,
            names[tender].external_id,
            titles[criterion],
            criterion,
            mark.member.person.name,
            None if mark.score is None else _marks(mark.score),
            mark.reason,
        ]
        for (tender, criterion), marks in queries.all_scores(one, counts=False).items()
        for mark in marks
    ]
    return csv_text(score_head()[:7], rows)


def _marks(score: int) -> Decimal:
    return Decimal(score) / HUNDREDTHS


def scores_csv(one: Assessment) -> str:
    """The rows as CSV."""
    return csv_text(score_head(), score_rows(one))


def scores_xlsx(one: Assessment) -> bytes:
    """The rows as an Excel file."""
    from commonweal.interchange.score_export import write_table_xlsx

    return write_table_xlsx(score_head(), score_rows(one))
