"""Every tenderer's assessment summary as a table, for the whole file: what each was told, and what adds up to its total."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from commonweal.domain.asks import AskContent
from commonweal.domain.assessment.explained import Made, made_of, why_another
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.assessment.told import Summary, summaries_of
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.points import points
from commonweal.presentation.summary_words import why_words


def summary_tables(
    award: AwardDecision, tenders: Sequence[Tender], *, at_once: int
) -> Iterator[tuple[Tender, str]]:
    """The table of each tender, in the order given, with one query for the scores of `at_once` of them."""
    ask, ranking = award.assessment.ask_version.read(), Ranking.from_json(award.snapshot.content)
    for tender, told in summaries_of(award, tenders, at_once=at_once):
        yield (
            tender,
            csv_text(_head(), [*_rows(tender, told, ask, ranking), *_why(tender, told, ask, ranking)]),
        )


def _head() -> list[str]:
    return [
        _("Criterion"),
        _("Own score"),
        _("Own points"),
        _("Own points for how much is promised"),
        _("Adds to own total"),
        _("Own reason"),
        _("Winner’s score"),
        _("Winner’s points"),
        _("Winner’s points for how much is promised"),
        _("Adds to winner’s total"),
        _("Winner’s reason"),
    ]


def _rows(tender: Tender, told: Summary, ask: AskContent, ranking: Ranking) -> Iterator[list[str]]:
    own, winner = made_of(ranking, tender.external_id), made_of(ranking, told.award.tender.external_id)
    mark = _("[left out: confidential]")
    for each in ask.criteria:
        mine, theirs = told.own.get(each.id), told.winner.get(each.id)
        yield [
            each.title,
            _score(mine.score if mine else None),
            *_points(own.get(each.id)),
            mine.reason if mine else "",
            _score(theirs.score if theirs else None),
            *_points(winner.get(each.id)),
            told.winners_reason(each.id, mark),
        ]
    yield [_("Total"), "", "", "", _total(own), "", "", "", "", _total(winner), ""]


def _why(tender: Tender, told: Summary, ask: AskContent, ranking: Ranking) -> Iterator[list[str]]:
    """The published rule by which another tender is awarded, in one row, where the total alone does not say it."""
    winner = told.award.tender
    why = why_another(
        ranking, tender.external_id, winner.external_id, limits_lots=ask.how.most_lots is not None
    )
    said = " ".join(why_words(why, ask.how, ranking.tie_rule, winner.supplier.name, told.award.reason))
    if said:
        yield [said, *[""] * 10]


def _points(made: Made | None) -> tuple[str, str, str]:
    if made is None:
        return "", "", ""
    return points(made.points), points(made.quantity) if made.quantity is not None else "", points(made.adds)


def _total(made: dict[str, Made]) -> str:
    return points(sum((each.adds for each in made.values()), Fraction(0))) if made else ""


def _score(score: int | None) -> str:
    return "" if score is None else points(Fraction(score, 100))
