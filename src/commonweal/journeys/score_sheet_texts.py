"""What an offline score sheet shows of each answer: its words, the commitments offered and the names of its files."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commonweal.domain.assessment.score_sheet import MOST_ANSWERS
from commonweal.domain.packs.workbook import LONGEST_CELL
from commonweal.lifecycle.assessment.models import PanelMember
from commonweal.lifecycle.tendering.models import OfferedCommitment, TenderAnswer, TenderDocument
from commonweal.presentation.formats import day, money, quantity

Texts = dict[tuple[int, str], str]


def answer_texts(member: PanelMember, count: int) -> Texts:
    """By tender and criterion; nothing where there are so many that the file could not be opened any more."""
    if count > MOST_ANSWERS:
        return {}
    one = member.assessment
    rows = TenderAnswer.objects.for_system("answers for somebody who assesses them").filter(
        tender__lot_id=one.lot_id, tender__round_id=one.round_id, criterion_id__in=member.criteria
    )
    found = {
        (tender, criterion): text
        for tender, criterion, text in rows.values_list("tender_id", "criterion_id", "text")
    }
    for key, lines in _promised(member).items():
        promised = "\n".join([_("Commitments offered"), *lines])
        found[key] = f"{found.get(key, '')}\n\n{promised}".strip()
    for key, names in _attached(member).items():
        attached = "\n".join([_("Files, to read on the answer’s own page"), *(f"• {name}" for name in names)])
        found[key] = f"{found.get(key, '')}\n\n{attached}".strip()
    return {key: text[:LONGEST_CELL] for key, text in found.items()}


def _promised(member: PanelMember) -> dict[tuple[int, str], list[str]]:
    one = member.assessment
    rows = OfferedCommitment.objects.for_system("offered commitments for somebody who assesses them").filter(
        tender__lot_id=one.lot_id, tender__round_id=one.round_id, criterion_id__in=member.criteria
    )
    found: dict[tuple[int, str], list[str]] = {}
    for offer in rows.prefetch_related("periods", "milestones", "deliveries__party").order_by("position"):
        found.setdefault((offer.tender_id, offer.criterion_id), []).extend(_lines(offer))
    return found


def _attached(member: PanelMember) -> dict[tuple[int, str], list[str]]:
    """Names of the files of each question, and of those of a tender as a whole under every question."""
    one = member.assessment
    rows = TenderDocument.objects.for_system(
        "names of files of a tender for somebody who assesses it"
    ).filter(
        tender__lot_id=one.lot_id, tender__round_id=one.round_id, criterion_id__in=[*member.criteria, ""]
    )
    found: dict[tuple[int, str], list[str]] = {}
    for tender, criterion, name in rows.order_by("pk").values_list("tender_id", "criterion_id", "name"):
        for each in [criterion] if criterion else member.criteria:
            found.setdefault((tender, each), []).append(name)
    return found


def _lines(offer: OfferedCommitment) -> Iterator[str]:
    """The commitment in one line, then how, who, when and by which steps."""
    who = f" ({offer.subcontractor})" if offer.subcontractor else ""
    yield f"• {offer.title}{who}{_figure(offer)}"
    if offer.words:
        yield f"  {offer.words}"
    for each in offer.deliveries.all():
        name = each.party.name if each.party else _("the tenderer itself")
        amount = quantity(each.amount, offer.unit) if each.amount is not None else ""
        yield "  " + ", ".join(part for part in (name, amount, each.part) if part)
    for period in offer.periods.all():
        yield f"  {day(period.start_on)} – {day(period.end_on)}: {quantity(period.quantity, offer.unit)}"
    for step in offer.milestones.all():
        yield f"  {day(step.due_on)}: {step.title} ({step.shown_by})"


def _figure(offer: OfferedCommitment) -> str:
    if offer.quantity is not None:
        return f": {quantity(offer.quantity, offer.unit)}"
    if offer.rate_quantity is None:
        return ""
    said = {
        "quantity": quantity(offer.rate_quantity, offer.unit),
        "money": money(offer.rate_per_pence),
    }
    return ": " + _("%(quantity)s for every %(money)s") % said
