"""The ask schedule: one published or draft ask as a plain document, from which every format is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.packs.document import Block, Document, Facts, Furniture, Heading
from commonweal.journeys.packs.contract_parts import in_the_contract
from commonweal.journeys.packs.opening_parts import about, assessed, bought, why
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.question_parts import counted, own_promises, questions, wording
from commonweal.journeys.packs.response_parts import accessibility, respond
from commonweal.presentation.formats import moment

LANGUAGE = "en-GB"
Part = Callable[[Pack, str], Iterator[Block]]


def parts() -> tuple[tuple[str, str, Part], ...]:
    """The numbered parts in order: an id for templates, a title, and what writes it."""
    return (
        ("about", _("About this schedule"), about),
        ("bought", _("What we are buying"), bought),
        ("why", _("Why we ask this"), why),
        ("assessed", _("How tenders are assessed"), assessed),
        ("questions", _("The questions"), questions),
        ("counted", _("What is counted, and how it is reported"), counted),
        ("promises", _("What we commit to ourselves"), own_promises),
        ("contract", _("Commitments in the contract"), in_the_contract),
        ("respond", _("How to answer"), respond),
        ("accessibility", _("Accessibility"), accessibility),
        ("wording", _("Where the wording comes from"), wording),
    )


def part_blocks(pack: Pack) -> dict[str, tuple[Block, ...]]:
    """Each part by its id, with its heading."""
    with override(LANGUAGE.lower()):
        return {
            name: (Heading(1, str(number), title), *write(pack, str(number)))
            for number, (name, title, write) in enumerate(parts(), start=1)
        }


def schedule(pack: Pack) -> Document:
    """The whole schedule."""
    blocks = part_blocks(pack)
    with override(LANGUAGE.lower()):
        return Document(
            title=_("%(title)s: ask schedule") % {"title": pack.ask.title},
            kicker=pack.ask.authority_name,
            summary=_(
                "What %(authority)s asks of those who tender, how it is assessed, and what the contract will say."
            )
            % {"authority": pack.ask.authority_name},
            author=pack.ask.authority_name,
            language=LANGUAGE,
            is_draft=pack.is_draft,
            furniture=_furniture(pack),
            blocks=(_front(pack), *(block for part in blocks.values() for block in part)),
        )


def _furniture(pack: Pack) -> Furniture:
    version = (
        _("Draft, not issued") if pack.is_draft else _("Version %(number)s") % {"number": pack.ask.version}
    )
    return Furniture(
        header=f"{pack.ask.authority_name} · {version}",
        footer=pack.ask.title,
        page=_("Page {page} of {pages}"),
        contents=_("What is in this document"),
        draft=_("DRAFT"),
    )


def _front(pack: Pack) -> Facts:
    ask = pack.ask
    rows = [
        (_("Issued by"), ask.authority_name),
        (_("Reference"), ask.procurement_id),
        (_("Tenders due"), _("%(moment)s, London time") % {"moment": moment(ask.tender_deadline_at)}),
    ]
    if pack.is_draft:
        rows.append((_("Version"), _("Draft: not issued, and not to be tendered for")))
    else:
        published = {"number": ask.version, "moment": moment(pack.published_at)}
        rows.append((_("Version"), _("%(number)s, published %(moment)s") % published))
        rows.append((_("SHA-256 of the published ask"), pack.digest))
    return Facts(_("This document"), tuple(rows))
