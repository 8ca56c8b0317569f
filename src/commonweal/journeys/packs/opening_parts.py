"""The first parts of an ask schedule: what it is, what is bought, why it is asked, how tenders are assessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.asks import AskContent, LotContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.packs.document import (
    Block,
    Bullets,
    Facts,
    Manner,
    Notice,
    Paragraph,
    Share,
    Shares,
    Table,
)
from commonweal.journeys.packs.parts import Pack, word
from commonweal.journeys.packs.requirement_parts import conditions, contract_terms, price_lines
from commonweal.presentation.formats import day, moment, money, percent
from commonweal.presentation.method_words import method_lines
from commonweal.presentation.procurement_words import INNOVATION_STAGE_HINT


def about(pack: Pack, number: str) -> Iterator[Block]:
    """What this document is and is not."""
    yield Paragraph(
        _(
            "This schedule is part of the tender documents. It says what we want to change, what we ask of you, how we "
            "will assess your answer, what we promise in return and what the contract will say."
        ),
        Manner.LEAD,
    )
    yield Bullets(
        (
            _("In it, “we” is %(authority)s and “you” is anybody who tenders.")
            % {"authority": pack.ask.authority_name},
            _(
                "Award criteria, weightings, questions and scoring bands are fixed: they do not change after tenders arrive."
            ),
            _(
                "If we correct this schedule we publish a new version with a new number. Answer the version that stands."
            ),
            _("Where a text could not be checked against its source, this schedule says so."),
        )
    )


def bought(pack: Pack, number: str) -> Iterator[Block]:
    """What is bought: value, dates, places, lots, rounds."""
    ask = pack.ask
    yield Paragraph(ask.description)
    yield Facts(_("The procurement"), tuple(_facts(ask)))
    if len(ask.lots) > 1:
        yield Table(
            _("Lots"),
            (_("Lot"), _("What it is"), _("Value with VAT")),
            tuple(
                (f"{lot.number}. {lot.title}", lot.description or "–", money(lot.value_pence))
                for lot in ask.lots
            ),
            (35, 43, 22),
            numeric=frozenset({2}),
        )
    if len(ask.rounds) > 1:
        yield Table(
            _("Rounds of tendering"),
            (_("Round"), _("Tenders due")),
            tuple((f"{each.number}. {each.title}", moment(each.deadline_at)) for each in ask.rounds),
            (60, 40),
        )


def _facts(ask: AskContent) -> Iterator[tuple[str, str]]:
    yield _("Estimated value with VAT"), money(ask.value_pence)
    if ask.value_ex_vat_pence is not None:
        yield _("The same without VAT"), money(ask.value_ex_vat_pence)
    dates = {"start": day(ask.contract_starts_on), "end": day(ask.contract_ends_on)}
    yield _("Contract"), _("%(start)s to %(end)s") % dates
    if ask.extension_months:
        yield (
            _("Extensions could add"),
            ngettext("%(n)s month", "%(n)s months", ask.extension_months) % {"n": ask.extension_months},
        )
    yield _("Where"), ", ".join(place.name for place in ask.places) or _("Not said")
    yield _("What is set up"), word("kind", ask.kind)
    yield _("Nature"), word("nature", ask.nature)
    yield (
        _("How certain the solution is"),
        f"{word('innovation_stage', ask.innovation_stage)}: {INNOVATION_STAGE_HINT[ask.innovation_stage]}",
    )
    yield _("Law"), word("regime", ask.regime)


def why(pack: Pack, number: str) -> Iterator[Block]:
    """The paragraph for the market, and the thread from an aim to what is learned."""
    ask = pack.ask
    yield Paragraph(ask.why or _("Not said yet."))
    if ask.serves:
        yield Table(
            _("What this procurement serves"),
            (_("Aim"), _("What it is"), _("On what basis")),
            tuple((each.title, _kind(each.kind), word("basis", each.basis)) for each in ask.serves),
            (56, 20, 24),
        )
    yield Paragraph(_("From our aim to what we all learn, each step rests on the one before it:"))
    yield Bullets(
        (
            _("a mission says what we want to change, and an outcome says how we would see the change;"),
            _("this procurement is meant to serve one or more outcomes, listed above;"),
            _("each question below asks what you would do towards an outcome;"),
            _("what you promise becomes a commitment in the contract;"),
            _("you report on it, and somebody else verifies the report;"),
            _("together we review what was learned, and it shapes what we ask next."),
        ),
        is_ordered=True,
    )


def _kind(kind: str) -> str:
    return _("Mission") if kind == "mission" else _("Outcome")


def assessed(pack: Pack, number: str) -> Iterator[Block]:
    """The award criteria with their weightings, as a picture and as a table, and how each kind is scored."""
    ask = pack.ask
    shares = tuple(Share(each.title, each.weight_bp, percent(each.weight_bp)) for each in ask.criteria)
    if shares:
        listed = ", ".join(f"{share.label} {share.shown}" for share in shares)
        yield Shares(
            _("Bar chart of the weightings of the award criteria: %(listed)s.") % {"listed": listed}, shares
        )
    yield Table(
        _("Award criteria and their weightings"),
        (_("Award criterion"), _("Kind"), _("Weighting")),
        tuple(
            (each.title, word("criterion_kind", each.kind), percent(each.weight_bp)) for each in ask.criteria
        ),
        (58, 24, 18),
        numeric=frozenset({2}),
    )
    yield from _divided(ask)
    yield Paragraph(
        _("Social value carries %(share)s of the whole.") % {"share": percent(ask.social_value_bp)}
    )
    for each in ask.criteria:
        if each.kind is CriterionKind.PRICE and each.price_formula:
            yield Notice(
                _("How price is scored: %(title)s") % {"title": word("price_formula", each.price_formula)},
                "\n\n".join(filter(None, (each.text, word("price_statement", each.price_formula)))),
            )
    yield from price_lines(ask)
    yield from conditions(ask)
    yield from contract_terms(ask)
    yield Paragraph(
        _(
            "Every other answer is scored by people who work alone at first, by the bands printed under its question. They "
            "then compare, and the agreed score has a written reason. You will be told the scores of your tender and why."
        )
    )
    titles = {each.id: each.title for each in ask.criteria} | {lot.id: lot_label(lot) for lot in ask.lots}
    for line in method_lines(replace(ask.how, groups=()), titles):
        yield Paragraph(line)


def _divided(ask: AskContent) -> Iterator[Block]:
    """The criteria that are divided, with the share of each part, level by level."""
    criteria = {each.id: each for each in ask.criteria}
    rows = [
        (
            f"{group.title} ({percent(group.weight_bp)})",
            criteria[part.criterion_id].title,
            percent(part.share_bp),
            percent(criteria[part.criterion_id].weight_bp),
        )
        for group in ask.how.groups
        for part in group.parts
    ]
    if rows:
        yield Table(
            _("Criteria that are divided"),
            (_("Award criterion"), _("Part"), _("Share of it"), _("Share of the whole")),
            tuple(rows),
            (34, 34, 16, 16),
            numeric=frozenset({2, 3}),
        )


def lot_label(lot: LotContent) -> str:
    """A lot as the schedule and the workbook name it."""
    return f"{lot.number}. {lot.title}"
