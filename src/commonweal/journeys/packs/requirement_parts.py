"""What an ask wants beside answers, as its schedule prints it: conditions of participation and lines to price."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commonweal.domain.asks import AskContent
from commonweal.domain.packs.document import Block, Notice, Paragraph, Table
from commonweal.journeys.packs.parts import word
from commonweal.presentation.formats import quantity


def conditions(ask: AskContent) -> Iterator[Block]:
    """Each condition with what to say or show."""
    if not ask.conditions:
        return
    yield Paragraph(
        _(
            "Before anything is scored we look at the conditions of participation. Say how you meet each of them, and on "
            "which member or subcontractor you rely."
        )
    )
    for each in ask.conditions:
        shown = _("What to say or show: %(what)s") % {"what": each.shown_by} if each.shown_by else ""
        because = (
            _("Lawful here because: %(why)s") % {"why": each.lawful_because} if each.lawful_because else ""
        )
        title = _("Condition of participation: %(title)s (%(kind)s)") % {
            "title": each.title,
            "kind": word("condition_kind", each.kind),
        }
        yield Notice(title, "\n\n".join(filter(None, (each.text, shown, because))))


def contract_terms(ask: AskContent) -> Iterator[Block]:
    """Each condition or charter of the contract, with what else would show the same and when it is shown."""
    if not ask.terms:
        return
    yield Paragraph(
        _(
            "The contract will ask for these conditions and charters beside what you promise. They keep nobody from tendering."
        )
    )
    for each in ask.terms:
        title = _("Condition of the contract: %(title)s (%(kind)s)") % {
            "title": each.title,
            "kind": word("term_kind", each.kind),
        }
        kept = (
            _("kept by %(keeper)s (%(source)s)")
            % {"keeper": each.charter_keeper, "source": each.charter_source}
            if each.charter_keeper
            else ""
        )
        charter = ", ".join(filter(None, (each.charter, each.charter_level, kept)))
        same = (
            _("What else would show the same: %(what)s") % {"what": each.equivalent}
            if each.equivalent
            else ""
        )
        when = _("First shown, in months after the contract starts: %(months)s") % {"months": each.due_months}
        yield Notice(title, "\n\n".join(filter(None, (each.words, charter, same, when))))


def price_lines(ask: AskContent) -> Iterator[Block]:
    """The price schedule, and how its total is worked out."""
    if not ask.schedule:
        return
    lots = {lot.id: f"{lot.number}. {lot.title}" for lot in ask.lots}
    yield Table(
        _("The price schedule"),
        (_("What is priced"), _("How"), _("Quantity"), _("Lot")),
        tuple(
            (
                line.title,
                word("line_kind", line.kind),
                quantity(line.quantity, line.unit) if line.quantity else "–",
                lots.get(line.lot_id, _("Every lot")),
            )
            for line in ask.schedule
        ),
        (40, 24, 18, 18),
        numeric=frozenset({2}),
    )
    yield Paragraph(
        _(
            "Price every line of your lot, in pounds without VAT. Rates may have up to four decimal places. A percentage is of "
            "all the other lines together. Each line is rounded to the nearest penny, and the price you state has to be the "
            "total."
        )
    )
