"""Making the files of a pack: which there are, what each is called, and its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonweal.domain.errors import NotFound
from commonweal.files.actions import content_of
from commonweal.files.kinds import KINDS
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.schedule import schedule
from commonweal.journeys.packs.values import template_parts, template_values
from commonweal.journeys.packs.workbook import book
from commonweal.lifecycle.procurement import draft, queries
from commonweal.lifecycle.procurement.models import Ask, AskVersion
from commonweal.lifecycle.tendering.late import late_policy
from commonweal.presentation.procurement_words import PACK_FILE


@dataclass(frozen=True)
class Format:
    """One file of a pack. `is_slow`: made by the worker, because it takes longer than somebody should wait for a page.

    `needs_template`: made only where the authority has a Word template of its own in use.
    """

    part: str
    kind: str
    make: Callable[[Pack], bytes]
    is_slow: bool = False
    needs_template: bool = False

    @property
    def id(self) -> str:
        """How it is named in addresses: ``schedule.docx``."""
        return f"{self.part}.{self.kind}"

    @property
    def title(self) -> Any:
        """What it is called where it is offered."""
        return PACK_FILE[self.id]

    @property
    def media_type(self) -> str:
        """What it is served as."""
        return KINDS[self.kind].media_type

    def file_name(self, pack: Pack) -> str:
        """``ask-schedule-<reference>-v2.docx``."""
        stands = "draft" if pack.is_draft else f"v{pack.ask.version}"
        return f"ask-{self.part}-{pack.ask.procurement_id}-{stands}.{self.kind}"


def _docx(pack: Pack) -> bytes:
    from commonweal.interchange.packs.docx import write_docx

    return write_docx(schedule(pack))


def _odt(pack: Pack) -> bytes:
    from commonweal.interchange.packs.odt import write_odt

    return write_odt(schedule(pack))


def _pdf(pack: Pack) -> bytes:
    from commonweal.interchange.packs.pdf import write_pdf

    return write_pdf(schedule(pack))


def _xlsx(pack: Pack) -> bytes:
    from commonweal.interchange.packs.xlsx import write_xlsx

    return write_xlsx(book(pack))


def _ods(pack: Pack) -> bytes:
    from commonweal.interchange.packs.ods import write_ods

    return write_ods(book(pack))


def _own(pack: Pack) -> bytes:
    from commonweal.interchange.packs.templates import fill

    draft = schedule(pack).furniture.draft if pack.is_draft else ""
    return fill(pack.template, template_values(pack), template_parts(pack), draft=draft)


FORMATS: dict[str, Format] = {
    made.id: made
    for made in (
        Format("schedule", "docx", _docx),
        Format("schedule", "odt", _odt),
        Format("own", "docx", _own, needs_template=True),
        Format("workbook", "xlsx", _xlsx),
        Format("workbook", "ods", _ods),
        Format("schedule", "pdf", _pdf, is_slow=True),
    )
}


def format_of(format_id: str) -> Format:
    """The format with this id. Raises NotFound."""
    if format_id not in FORMATS:
        raise NotFound("record.not_found", kind="pack")
    return FORMATS[format_id]


def formats_for(authority_id: int) -> list[Format]:
    """The files that a pack of this authority has."""
    has_template = queries.pack_template_of(authority_id) is not None
    return [each for each in FORMATS.values() if has_template or not each.needs_template]


def draft_pack(ask: Ask) -> Pack:
    """The draft of an ask as a pack. Raises Refused where a date is missing without which it cannot be read."""
    return Pack(draft.content(ask.procurement), "", None, _template(ask), late_policy(ask.procurement))


def version_pack(version: AskVersion) -> Pack:
    """A published version as a pack."""
    return Pack(
        version.read(),
        version.digest,
        version.published_at,
        _template(version.ask),
        late_policy(version.ask.procurement),
    )


def _template(ask: Ask) -> bytes:
    found = queries.pack_template_of(ask.procurement.authority_id)
    return content_of(found.stored) if found else b""
