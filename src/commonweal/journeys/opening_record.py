"""The record of an opening, for the page and the file: the deadline and every change to it, who opened, what was opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.packs.document import Block, Document, Facts, Furniture, Heading, Paragraph, Table
from commonweal.domain.permissions import Permission
from commonweal.domain.tendering_content import ExtensionContent, LatePolicy
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.late import Late, as_late, extensions, late_policy
from commonweal.lifecycle.tendering.models import LateTender, Opening, Receipt
from commonweal.lifecycle.tendering.queries import (
    current_round,
    opened_tenders,
    openers_of,
    opening_of,
    seal_of,
)
from commonweal.presentation.formats import moment, number
from commonweal.presentation.words.tendering import LATE

LANGUAGE = "en-GB"


@dataclass(frozen=True)
class OpenedTender:
    """One tender that was opened. `supplier` is empty for who may not read opened tenders."""

    lot: str
    supplier: str
    received_at: dt.datetime
    number: int
    digest: str
    size: int
    is_late: bool


@dataclass(frozen=True)
class OpeningRecord:
    """Everything the record says. Before the opening is complete it holds no tender."""

    round_title: str
    deadline_at: dt.datetime
    policy: LatePolicy
    extensions: tuple[ExtensionContent, ...]
    openers: tuple[str, ...]
    opening: Opening
    late: tuple[Late, ...]
    tenders: tuple[OpenedTender, ...]


def record_of(actor: Actor, procurement: Procurement) -> OpeningRecord | None:
    """The record of the current round's opening; None before it has begun."""
    round_ = current_round(procurement)
    opening = opening_of(round_)
    if opening is None or round_.deadline_at is None:
        return None
    seal = seal_of(procurement)
    rows = LateTender.objects.for_authority(actor).filter(tender__round=round_).select_related("tender__lot")
    late = tuple(as_late(row) for row in rows)
    return OpeningRecord(
        round_title=round_.title,
        deadline_at=round_.deadline_at,
        policy=late_policy(procurement),
        extensions=tuple(each for each in extensions(procurement) if each.round_number == round_.number),
        openers=tuple(key.person.name for key in openers_of(seal)) if seal else (),
        opening=opening,
        late=late,
        tenders=tuple(_tenders(actor, round_.pk)) if opening.second_id is not None else (),
    )


def _tenders(actor: Actor, round_id: int) -> list[OpenedTender]:
    found = list(opened_tenders(actor).filter(round_id=round_id).order_by("lot__number", "pk"))
    receipts = Receipt.objects.for_system("receipts of opened tenders, for the record of their opening")
    latest = {row.tender_id: row for row in receipts.filter(tender__in=found).order_by("number")}
    late = LateTender.objects.for_authority(actor).filter(tender__in=found, is_admitted=True)
    came_late = set(late.values_list("tender_id", flat=True))
    names = actor.can(Permission.TENDER_OPENED_READ)
    return [
        OpenedTender(
            lot=each.lot.title,
            supplier=each.supplier.name if names else "",
            received_at=latest[each.pk].submitted_at,
            number=latest[each.pk].number,
            digest=latest[each.pk].digest,
            size=latest[each.pk].size,
            is_late=each.pk in came_late,
        )
        for each in found
        if each.pk in latest  # one that was imported later was not opened here
    ]


def document(procurement: Procurement, record: OpeningRecord) -> Document:
    """The record as a document for the file."""
    return Document(
        title=_("Opening of tenders: %(title)s") % {"title": procurement.title},
        kicker=procurement.authority.name,
        summary=_("Who opened which tenders, when, and what bears on their time."),
        author=procurement.authority.name,
        language=LANGUAGE,
        is_draft=False,
        furniture=Furniture(
            header=procurement.authority.name,
            footer=procurement.title,
            page=_("Page {page} of {pages}"),
            contents=_("What is in this document"),
            draft=_("DRAFT"),
        ),
        blocks=tuple(_blocks(procurement, record)),
    )


def _blocks(procurement: Procurement, record: OpeningRecord) -> list[Block]:
    opening = record.opening
    facts = [
        (_("Reference"), procurement.external_id),
        (_("Round"), record.round_title),
        (_("Deadline"), moment(record.deadline_at)),
        (_("Late tenders"), str(LATE[record.policy])),
        (_("Openers who were named"), ", ".join(record.openers)),
        (_("First opener"), f"{opening.first.name}, {moment(opening.first_at)}"),
    ]
    if opening.second is not None:
        facts += [
            (_("Second opener"), f"{opening.second.name}, {moment(opening.second_at)}"),
            (_("Tenders opened"), number(opening.opened_count)),
            (_("Begun, not submitted, destroyed unread"), number(opening.lapsed_count)),
        ]
    blocks: list[Block] = [Facts(_("The opening"), tuple(facts))]
    parts: list[tuple[str, Block]] = []
    if record.extensions:
        parts.append((_("Extensions of the deadline"), _extensions(record)))
    if record.late:
        parts.append((_("Tenders that came late"), _late(record)))
    opened = _opened(record) if record.tenders else Paragraph(_("No tender was opened."))
    parts.append((_("What was opened"), opened))
    for place, (title, block) in enumerate(parts, start=1):
        blocks += [Heading(1, str(place), title), block]
    return blocks


def _extensions(record: OpeningRecord) -> Table:
    return Table(
        _("Extensions of the deadline"),
        (_("Extended"), _("Before"), _("After"), _("Why")),
        tuple(
            (moment(each.extended_at), moment(each.before), moment(each.after), each.reason)
            for each in record.extensions
        ),
        (22, 22, 22, 34),
    )


def _late(record: OpeningRecord) -> Table:
    return Table(
        _("Tenders that came late"),
        (_("Received"), _("Lot"), _("What its supplier said"), _("Decision and reason")),
        tuple((moment(each.received_at), each.lot, each.because, _decision(each)) for each in record.late),
        (20, 20, 30, 30),
    )


def _decision(late: Late) -> str:
    if late.is_admitted is None:
        return _("Not decided")
    word = _("Admitted") if late.is_admitted else _("Turned away unopened")
    return f"{word}, {moment(late.decided_at)}. {late.reason}"


def _opened(record: OpeningRecord) -> Table:
    return Table(
        _("What was opened"),
        (_("Supplier"), _("Lot"), _("Received"), _("SHA-256 of what was sealed")),
        tuple(
            (each.supplier or "–", each.lot, moment(each.received_at), each.digest) for each in record.tenders
        ),
        (22, 18, 20, 40),
    )
