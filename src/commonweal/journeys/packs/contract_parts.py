"""The part of an ask schedule that becomes a schedule of the contract: commitments, change, reviews, remedies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.asks import AskContent, ManagingContent
from commonweal.domain.packs import clauses
from commonweal.domain.packs.clauses import ClauseGroup
from commonweal.domain.packs.document import Block, Clause, Facts, Heading, Manner, Notice, Paragraph, Table
from commonweal.domain.packs.reviews import cadence
from commonweal.domain.procurements import InnovationStage, Regime
from commonweal.journeys.packs.parts import Pack
from commonweal.presentation.formats import MONTHS


def in_the_contract(pack: Pack, number: str) -> Iterator[Block]:
    """The clauses, each with a number that a contract can refer to, and the tables that belong to them."""
    yield _how_to_read(pack)
    for place, group in enumerate(clauses.GROUPS, start=1):
        yield from _group(group, f"{number}.{place}")
        yield from _beside(group, pack.ask)
    yield from _register(f"{number}.{len(clauses.GROUPS) + 1}")


def _how_to_read(pack: Pack) -> Notice:
    """What the clauses are: to the authority while it drafts, to whoever tenders once they are issued."""
    if pack.is_draft:
        title, text = (
            _("A starting point for your own legal advice"),
            _(
                "These clauses were written in plain words as a starting point (wording of %(edition)s). They are not legal "
                "advice. The authority takes its own before it issues them, and the contract as signed is what binds."
            ),
        )
    else:
        title, text = (
            _("How to read these clauses"),
            _(
                "They are written in plain words (wording of %(edition)s) and become part of the contract. They are not "
                "legal advice to you. The contract as signed is what binds."
            ),
        )
    return Notice(title, text % {"edition": clauses.EDITION})


def _group(group: ClauseGroup, number: str) -> Iterator[Block]:
    yield Heading(2, number, _(group.title))
    for place, text in enumerate(group.clauses, start=1):
        yield Clause(f"{number}.{place}", _(text))


def _beside(group: ClauseGroup, ask: AskContent) -> Iterator[Block]:
    if group is clauses.SUBSTITUTION:
        yield _equivalence()
        yield from _law(ask)
    elif group is clauses.LEARNING:
        if ask.managing is not None and (facts := tuple(_looked_after(ask.managing))):
            yield Facts(_("How this contract is looked after"), facts)
        yield _reviews(ask)
    elif group is clauses.REMEDIES:
        yield _ladder()


def _equivalence() -> Table:
    return Table(
        _("The equivalence test: every answer must be yes"),
        (_("Question"), _("How it is shown")),
        tuple(
            (f"{place}. {_(test.question)}", _(test.shown_by))
            for place, test in enumerate(clauses.EQUIVALENCE, 1)
        ),
        (52, 48),
    )


def _law(ask: AskContent) -> Iterator[Block]:
    law = clauses.LAW_ON_CHANGE.get(Regime(ask.regime))
    if law:
        text = _("A change must also be one that the law allows after award: see %(law)s.") % {"law": _(law)}
    else:
        text = _(
            "A change must also be one that the law on changing this contract after award allows. Take advice on it."
        )
    yield Paragraph(text, Manner.SMALL)


def _looked_after(managing: ManagingContent) -> Iterator[tuple[str, str]]:
    """What was said of looking after the contract; what nobody said is not told."""
    if managing.contract_manager:
        yield _("Post that looks after it"), managing.contract_manager
    if managing.narrative_required is not None:
        yield (
            _("Reports"),
            _("Figures, and an account in words") if managing.narrative_required else _("Figures alone"),
        )
    if managing.remedies:
        yield _("When a commitment is not kept"), _("Step by step, as the remedies ladder says")
    if managing.kpi_exemption_reason:
        yield _("Key performance indicators"), managing.kpi_exemption_reason
    elif managing.kpis_planned:
        yield _("Key performance indicators"), _kpis(managing)


def _kpis(managing: ManagingContent) -> str:
    planned = ngettext("%(n)s is published", "%(n)s are published", managing.kpis_planned or 0)
    social = ngettext("%(n)s about social value", "%(n)s about social value", managing.kpis_social_value or 0)
    parts = [planned % {"n": managing.kpis_planned}]
    if managing.kpis_social_value is not None:
        parts.append(social % {"n": managing.kpis_social_value})
    return ", ".join(parts)


def _reviews(ask: AskContent) -> Table:
    """When reviews are held: first, regularly, and last."""
    said = ask.managing.review_cadence_months if ask.managing is not None else None
    stage = InnovationStage(ask.innovation_stage)
    plan = cadence(stage, ask.contract_starts_on, ask.contract_ends_on, every_months=said)
    if plan.is_single:
        rows = [
            (
                _("The one review"),
                _("In or near %(month)s") % {"month": _month(plan.first_on)},
                _("Half way through"),
            )
        ]
    else:
        every = ngettext("Every month", "Every %(n)s months", plan.every_months) % {"n": plan.every_months}
        rows = [
            (
                _("First"),
                _("By the end of %(month)s") % {"month": _month(plan.first_on)},
                _("To see a wrong start early"),
            ),
            (
                _("Then"),
                every,
                _("As we have planned") if said else _("As often as the solution is uncertain"),
            ),
            (
                _("Last"),
                _("By the end of %(month)s") % {"month": _month(plan.last_on)},
                _("So that the lesson reaches whoever buys next"),
            ),
        ]
    return Table(
        _("When we review together"), (_("Review"), _("When"), _("Why then")), tuple(rows), (20, 38, 42)
    )


def _month(date: dt.date) -> str:
    return f"{_(MONTHS[date.month - 1])} {date.year}"


def _ladder() -> Table:
    return Table(
        _("The remedies ladder"),
        (_("Step"), _("When"), _("What happens"), _("Who, and how soon")),
        tuple((_(step.title), _(step.when), _(step.what), _(step.who)) for step in clauses.LADDER),
        (17, 25, 36, 22),
    )


def _register(number: str) -> Iterator[Block]:
    yield Heading(2, number, _("The register of commitments"))
    yield Paragraph(
        _(
            "Filled in when the contract is entered into, from the successful tender, word for word. One row for each "
            "commitment of the supplier, then one for each of the authority."
        )
    )
    yield Table(
        _("Register of commitments"),
        (
            _("No."),
            _("Commitment"),
            _("Aim"),
            _("How much, unit"),
            _("From, to, where"),
            _("Posts that answer for it"),
        ),
        tuple((str(row), "", "", "", "", "") for row in range(1, 7)),
        (7, 29, 18, 15, 15, 16),
    )
