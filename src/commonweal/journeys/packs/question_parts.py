"""The middle parts of an ask schedule: the questions, what is counted, what the authority promises, where wording is from."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.asks import AskContent, CriterionContent, LibraryContent, MetricContent
from commonweal.domain.metrics import MetricUse
from commonweal.domain.packs.document import (
    Block,
    Bullets,
    Facts,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Table,
)
from commonweal.journeys.packs.parts import Pack, how_much, metric_name, outcome_title, word
from commonweal.presentation.formats import day, percent, quantity
from commonweal.presentation.formats import number as figure

#: Wording that somebody has compared with its publisher's text, here or in the shipped library.
CHECKED = frozenset({"verified", "confirmed", "corrected"})


def questions(pack: Pack, number: str) -> Iterator[Block]:
    """Each question with its weighting, limit, metrics and scoring bands."""
    for place, criterion in enumerate(pack.ask.questions, start=1):
        yield Heading(2, f"{number}.{place}", criterion.title)
        yield from _question(pack.ask, criterion)


def _question(ask: AskContent, criterion: CriterionContent) -> Iterator[Block]:
    if criterion.text:
        yield Paragraph(criterion.text)
    yield Notice(_("The question"), criterion.question or _("Not written yet."))
    yield Facts(_("About this question"), tuple(_about(ask, criterion)))
    if criterion.library and criterion.library.verification not in CHECKED:
        yield Paragraph(_unchecked(criterion.library), Manner.SMALL)
    if criterion.metrics:
        yield _metrics_in_short(criterion)
    yield Table(
        _("How answers to “%(title)s” are scored") % {"title": criterion.title},
        (_("Marks"), _("Band"), _("What such an answer is like")),
        tuple((_marks(band.score), band.title, band.text) for band in criterion.bands),
        (12, 22, 66),
    )


def _marks(hundredths: int) -> str:
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)


def _about(ask: AskContent, criterion: CriterionContent) -> Iterator[tuple[str, str]]:
    yield _("Kind"), word("criterion_kind", criterion.kind)
    yield _("Weighting"), percent(criterion.weight_bp)
    limit = ngettext("At most %(n)s word", "At most %(n)s words", criterion.word_limit)
    yield _("Length of your answer"), limit % {"n": figure(criterion.word_limit)}
    if outcome := outcome_title(ask, criterion.outcome_id):
        yield _("Asked for"), outcome


def _unchecked(library: LibraryContent) -> str:
    return _(
        "Wording not checked: this was adapted from %(edition)s, item %(code)s, whose text we could not compare with the "
        "published original."
    ) % {"edition": library.edition, "code": library.code}


def _metrics_in_short(criterion: CriterionContent) -> Table:
    return Table(
        _("What may be counted under “%(title)s”") % {"title": criterion.title},
        (_("Metric"), _("Unit"), _("How much we ask for")),
        tuple((metric_name(each), each.unit, how_much(each)) for each in criterion.metrics),
        (46, 22, 32),
    )


def counted(pack: Pack, number: str) -> Iterator[Block]:
    """Every metric with how it is reported, and how words count beside figures."""
    metrics = [metric for criterion in pack.ask.criteria for metric in criterion.metrics]
    yield Paragraph(
        _(
            "You may promise in four ways, and none is worth less than another: a quantity, a rate for each pound that is "
            "spent, a pathway of milestones, or a promise in words. You may use our metrics or propose your own measure "
            "for one of our outcomes."
        )
    )
    if metrics:
        yield Table(
            _("Metrics and how they are reported"),
            (
                _("Metric"),
                _("Unit"),
                _("How much"),
                _("Reported"),
                _("Over periods"),
                _("What the figure is for"),
            ),
            tuple(_reporting_row(each) for each in metrics),
            (28, 14, 16, 14, 13, 15),
        )
        yield from _baselines(metrics)
    else:
        yield Paragraph(_("This ask names no metric: say what you would do, and how we would both know."))
    yield Bullets(
        (
            _("Each report has the words that explain it. A story without a figure is a report."),
            _(
                "A figure in one unit is never added to a figure in another, and no figure is turned into pounds."
            ),
            _("Promised, reported and verified are shown beside each other and never mixed."),
            *_payment(metrics),
        )
    )


def _reporting_row(metric: MetricContent) -> tuple[str, ...]:
    return (
        metric_name(metric),
        metric.unit,
        how_much(metric),
        word("period", metric.period),
        word("aggregation", metric.aggregation),
        word("used_for", metric.used_for),
    )


def _baselines(metrics: list[MetricContent]) -> Iterator[Block]:
    with_baseline = [each for each in metrics if each.baseline is not None]
    if with_baseline:
        yield Table(
            _("Where reductions are counted from"),
            (_("Metric"), _("Baseline"), _("Who fixed it")),
            tuple(
                (metric_name(each), quantity(each.baseline, each.unit), word("baseline", each.baseline_basis))
                for each in with_baseline
            ),
            (50, 25, 25),
        )


def _payment(metrics: list[MetricContent]) -> Iterator[str]:
    if any(each.used_for is MetricUse.PAYMENT for each in metrics):
        yield _(
            "Money depends only on metrics that the table marks so. All others are for learning together."
        )
    else:
        yield _("No payment depends on any of these figures: they are for learning together.")


def own_promises(pack: Pack, number: str) -> Iterator[Block]:
    """What the authority itself commits to."""
    promises = pack.ask.promises
    if not promises:
        yield Paragraph(
            _("In this version we promise nothing beyond the clauses on our side of the contract.")
        )
        return
    yield Paragraph(
        _("You cannot keep your promises alone. These are ours, and they bind us as yours bind you:")
    )
    yield Table(
        _("Our promises"),
        (_("What we will do"), _("By when"), _("Who answers for it")),
        tuple(
            (each.text, day(each.due_on) if each.due_on else _("Throughout"), each.owed_by_post)
            for each in promises
        ),
        (54, 20, 26),
    )


def wording(pack: Pack, number: str) -> Iterator[Block]:
    """Every text that was adapted from a social value framework, and how far it was checked."""
    used = [(each.title, each.library) for each in pack.ask.criteria if each.library]
    used += [
        (metric.title, metric.library)
        for each in pack.ask.criteria
        for metric in each.metrics
        if metric.library
    ]
    yield Paragraph(
        _(
            "Where a criterion or a metric was adapted from a published framework, the table says from which, and whether "
            "its text was compared with the published original. What binds is the wording in this schedule."
        )
    )
    if not used:
        yield Paragraph(_("Everything in this ask was written for this procurement."))
        return
    yield Table(
        _("Adapted wording"),
        (_("In this schedule"), _("Adapted from"), _("Item"), _("How far it was checked")),
        tuple((title, each.edition, each.code, _checked(each)) for title, each in used if each),
        (40, 24, 12, 24),
    )


def _checked(library: LibraryContent) -> str:
    state = word("wording", library.verification or "provisional")
    return state[:1].upper() + state[1:]
