"""The handover pack: one contract as a plain document, from the thread to what the assessors were concerned about.

The authority's own edition has what assessors said; the edition that both sides share has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.commitments import OwedBy
from commonweal.domain.packs.document import (
    Block,
    Clause,
    Document,
    Facts,
    Furniture,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Table,
)
from commonweal.journeys.packs.handover_terms import as_written, first_versions, terms
from commonweal.journeys.packs.handover_values import (
    answers_given,
    concerns,
    how_much,
    kpi_target,
    line_rows,
    owners,
    who_owes,
)
from commonweal.lifecycle.contracts import performance, queries
from commonweal.lifecycle.contracts.changes import agreed_changes
from commonweal.lifecycle.contracts.deliveries import Delivery, deliveries_of
from commonweal.lifecycle.contracts.handovers import lines_of
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover, HandoverLine
from commonweal.presentation.formats import day, money, quantity

LANGUAGE = "en-GB"


@dataclass(frozen=True)
class HandoverPack:
    """A handover as a pack shows it. `is_shared`: the edition for both sides."""

    handover: Handover
    is_shared: bool

    @property
    def contract(self) -> Contract:
        return self.handover.contract


Part = Callable[[HandoverPack, str], Iterator[Block]]


def document(pack: HandoverPack) -> Document:
    """The whole pack."""
    with override(LANGUAGE.lower()):
        contract = pack.contract
        blocks: list[Block] = [_front(pack)]
        for number, (title, write) in enumerate(_parts(pack), start=1):
            blocks += [Heading(1, str(number), title), *write(pack, str(number))]
        return Document(
            title=_("%(title)s: handover") % {"title": contract.title},
            kicker=contract.authority.name,
            summary=_("What was promised in this contract, by whom, by when, and why it matters."),
            author=contract.authority.name,
            language=LANGUAGE,
            is_draft=pack.handover.status != "accepted",
            furniture=_furniture(pack),
            blocks=tuple(blocks),
        )


def _parts(pack: HandoverPack) -> list[tuple[str, Part]]:
    parts: list[tuple[str, Part]] = [
        (_("Why this contract exists"), _thread),
        (_("The promises, as they were written"), _promises),
        (_("What the authority promised"), _own_promises),
        (_("Conditions and charters"), lambda pack, number: terms(pack.contract)),
        (_("How we work together"), _working),
        (_("What performance is judged by"), _kpis),
        (_("Questions that were answered before tenders came in"), _clarifications),
    ]
    if not pack.is_shared:
        parts.append((_("What the assessors said"), _concerns))
    return parts


def _furniture(pack: HandoverPack) -> Furniture:
    edition = _("for both sides") if pack.is_shared else _("for the authority only")
    return Furniture(
        header=f"{pack.contract.authority.name} · {edition}",
        footer=pack.contract.title,
        page=_("Page {page} of {pages}"),
        contents=_("What is in this document"),
        draft=_("NOT YET ACCEPTED"),
    )


def _front(pack: HandoverPack) -> Facts:
    contract = pack.contract
    rows = [
        (_("Contracting authority"), contract.authority.name),
        (_("Supplier"), contract.supplier_shown),
        (_("Reference"), contract.external_id),
        (
            _("Runs"),
            _("%(start)s to %(end)s") % {"start": day(contract.starts_on), "end": day(contract.ends_on)},
        ),
        (
            _("For the authority"),
            contract.authority_lead.name if contract.authority_lead else _("nobody yet"),
        ),
        (_("For the supplier"), contract.supplier_lead.name if contract.supplier_lead else _("nobody yet")),
    ]
    if contract.value_ex_vat_pence is not None:
        rows.append((_("Price without VAT"), money(contract.value_ex_vat_pence)))
    return Facts(_("This contract"), tuple(rows))


def _thread(pack: HandoverPack, number: str) -> Iterator[Block]:
    """What the contract serves, and what it was asked for."""
    procurement = pack.contract.procurement
    if procurement is not None and procurement.ask.why:
        yield Paragraph(procurement.ask.why, Manner.LEAD)
    rows = [_served(link) for link in queries.links(pack.contract)]
    if not rows:
        yield Paragraph(_("Nobody has said which mission or outcome this contract serves."))
        return
    yield Table(
        _("What it serves"),
        (_("Mission or outcome"), _("Served by"), _("Why")),
        tuple(rows),
        (40, 30, 30),
    )


def _served(link: Any) -> tuple[str, str, str]:
    thing = link.mission or link.outcome
    whole = _("the whole contract") if link.commitment is None else link.commitment.title
    return thing.title, whole, link.reason or "–"


def _promises(pack: HandoverPack, number: str) -> Iterator[Block]:
    lines = [each for each in lines_of(pack.handover) if each[0].owed_by != OwedBy.AUTHORITY]
    if not lines:
        yield Paragraph(_("The tender offered no commitment."))
    shared = deliveries_of(commitment for commitment, _line in lines)
    first = first_versions(agreed_changes(pack.contract))
    for place, (commitment, line) in enumerate(lines, start=1):
        yield Heading(2, f"{number}.{place}", commitment.title)
        if commitment.words:
            yield Paragraph(commitment.words)
        if commitment.pk in first:
            yield as_written(first[commitment.pk])
        yield from _promise(commitment, line, shared.get(commitment.pk, []))


def _promise(
    commitment: Commitment, line: HandoverLine | None, shared: Sequence[Delivery]
) -> Iterator[Block]:
    rows = [
        (_("How much"), how_much(commitment)),
        (_("Who owes it"), who_owes(commitment)),
        (_("Who looks after it"), owners(commitment)),
    ]
    if commitment.place:
        rows.append((_("Where"), commitment.place.name))
    if line is not None:
        rows += line_rows(commitment, line)
    yield Facts(commitment.title, tuple(rows))
    if shared:
        yield Table(
            _("Who delivers which part, as tendered"),
            (_("Organisation"), _("How much"), _("Which part")),
            tuple(
                (
                    each.name or _("The supplier itself"),
                    "–" if each.amount is None else quantity(each.amount, commitment.unit),
                    each.part or "–",
                )
                for each in shared
            ),
            (40, 20, 40),
            numeric=frozenset({1}),
        )
    yield from _profile(commitment)


def _profile(commitment: Commitment) -> Iterator[Block]:
    periods, steps = list(commitment.periods.all()), list(commitment.milestones.all())
    if periods:
        yield Table(
            _("How much by when"),
            (_("From"), _("To"), _("Where"), _("How much")),
            tuple(
                (
                    day(each.start_on),
                    day(each.end_on),
                    each.place.name if each.place else "–",
                    quantity(each.quantity, commitment.unit),
                )
                for each in periods
            ),
            (24, 24, 28, 24),
            numeric=frozenset({3}),
        )
    if steps:
        yield Table(
            _("Milestones"),
            (_("What will have happened"), _("By"), _("Shown by")),
            tuple((each.title, day(each.due_on), each.shown_by or "–") for each in steps),
            (44, 20, 36),
        )


def _own_promises(pack: HandoverPack, number: str) -> Iterator[Block]:
    own = [each for each, _line in lines_of(pack.handover) if each.owed_by == OwedBy.AUTHORITY]
    if not own:
        yield Paragraph(_("The authority promised nothing of its own in the ask."))
        return
    yield Paragraph(
        _(
            "They bind the authority as the others bind the supplier, and are reported on and reviewed beside them."
        )
    )
    yield Table(
        _("What the authority promised"),
        (_("Promise"), _("Who answers for it"), _("By")),
        tuple((each.words or each.title, each.owed_by_name or "–", day(each.due_on)) for each in own),
        (56, 26, 18),
    )


def _working(pack: HandoverPack, number: str) -> Iterator[Block]:
    handover = pack.handover
    if handover.every_months is not None:
        yield Clause(
            f"{number}.1",
            _("The first learning review is held by %(first)s, then one every %(n)s months.")
            % {"first": day(handover.first_review_on), "n": handover.every_months},
        )
    yield Clause(
        f"{number}.2",
        _(
            "Promised, reported and verified are three figures and stay three. Whoever reports never verifies. A correction "
            "is a new report."
        ),
    )
    if handover.words:
        yield Paragraph(handover.words)


def _kpis(pack: HandoverPack, number: str) -> Iterator[Block]:
    listed = [kpi for kpi in performance.kpis_of(pack.contract) if kpi.is_live]
    if not listed:
        yield Paragraph(_("No key performance indicator has been set."))
        return
    yield Table(
        _("Key performance indicators"),
        (_("KPI"), _("How it is measured"), _("Held against"), _("Rate it by")),
        tuple((kpi.title, kpi.words or "–", kpi_target(kpi), day(kpi.due_on)) for kpi in listed),
        (28, 32, 24, 16),
    )


def _clarifications(pack: HandoverPack, number: str) -> Iterator[Block]:
    answered = answers_given(pack.contract)
    if not answered:
        yield Paragraph(_("No question and answer is recorded for this procurement."))
    for place, (question, answer) in enumerate(answered, start=1):
        yield Heading(2, f"{number}.{place}", question)
        yield Paragraph(answer)


def _concerns(pack: HandoverPack, number: str) -> Iterator[Block]:
    yield Notice(
        _("For the authority only"),
        _(
            "These are the assessors' words about the tender that won. The supplier's edition does not have this part."
        ),
    )
    said = concerns(pack.contract)
    if not said:
        yield Paragraph(_("No assessment is recorded for this contract."))
        return
    yield Table(
        _("Agreed marks and reasons"),
        (_("Question"), _("Mark"), _("Why"), _("A minority saw it otherwise")),
        tuple((each.question, each.mark, each.reason, each.minority or "–") for each in said),
        (24, 10, 38, 28),
        numeric=frozenset({1}),
    )
