"""What the placeholders of an authority's own Word template stand for, in one ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.packs.document import Block
from commonweal.journeys.packs.parts import Pack, how_much, metric_name, word
from commonweal.journeys.packs.schedule import LANGUAGE, part_blocks
from commonweal.presentation.formats import day, moment, money, percent
from commonweal.presentation.formats import number as figure


def template_values(pack: Pack) -> dict[str, Any]:
    """A text for each placeholder, and a list for each repetition."""
    ask = pack.ask
    with override(LANGUAGE.lower()):
        return {
            "title": ask.title,
            "authority": ask.authority_name,
            "reference": ask.procurement_id,
            "version": _("Draft, not issued") if pack.is_draft else str(ask.version),
            "digest": pack.digest,
            "deadline": moment(ask.tender_deadline_at),
            "value": money(ask.value_pence),
            "value_without_vat": money(ask.value_ex_vat_pence),
            "contract_starts": day(ask.contract_starts_on),
            "contract_ends": day(ask.contract_ends_on),
            "where": ", ".join(place.name for place in ask.places),
            "description": ask.description,
            "why": ask.why,
            "words": figure(ask.words_to_write),
            "questions": list(_questions(pack)),
            "metrics": list(_metrics(pack)),
            "promises": [
                {"text": each.text, "due": day(each.due_on) if each.due_on else "", "post": each.owed_by_post}
                for each in ask.promises
            ],
        }


def _questions(pack: Pack) -> Iterator[dict[str, str]]:
    for number, each in enumerate(pack.ask.questions, start=1):
        yield {
            "number": str(number),
            "title": each.title,
            "text": each.text,
            "question": each.question,
            "weight": percent(each.weight_bp),
            "words": figure(each.word_limit),
        }


def _metrics(pack: Pack) -> Iterator[dict[str, str]]:
    for criterion in pack.ask.criteria:
        for each in criterion.metrics:
            yield {
                "title": metric_name(each),
                "unit": each.unit,
                "how_much": how_much(each),
                "period": word("period", each.period),
            }


def template_parts(pack: Pack) -> dict[str, tuple[Block, ...]]:
    """The blocks of each part of the schedule by its placeholder."""
    blocks = part_blocks(pack)
    whole = tuple(block for part in blocks.values() for block in part)
    return {"schedule": whole} | {f"part_{name}": part for name, part in blocks.items()}
