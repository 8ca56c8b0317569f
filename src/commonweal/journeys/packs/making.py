"""Making the files of a pack: which there are, what each is called, and its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.errors import NotFound
from commonweal.domain.packs.document import Document
from commonweal.files.kinds import KINDS
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.schedule import schedule
from commonweal.lifecycle.procurement import draft
from commonweal.lifecycle.procurement.models import Ask, AskVersion


@dataclass(frozen=True)
class Format:
    """One file of a pack. `is_slow`: made by the worker, because it takes longer than somebody should wait for a page."""

    part: str
    kind: str
    title: Any
    make: Callable[[Pack], bytes]
    is_slow: bool = False

    @property
    def id(self) -> str:
        """How it is named in addresses: ``schedule.docx``."""
        return f"{self.part}.{self.kind}"

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

    return write_docx(_document(pack))


def _document(pack: Pack) -> Document:
    return schedule(pack)


FORMATS: dict[str, Format] = {
    made.id: made for made in (Format("schedule", "docx", _("Ask schedule, Word"), _docx),)
}


def format_of(format_id: str) -> Format:
    """The format with this id. Raises NotFound."""
    if format_id not in FORMATS:
        raise NotFound("record.not_found", kind="pack")
    return FORMATS[format_id]


def draft_pack(ask: Ask) -> Pack:
    """The draft of an ask as a pack. Raises Refused where a date is missing without which it cannot be read."""
    return Pack(draft.content(ask.procurement), "", None)


def version_pack(version: AskVersion) -> Pack:
    """A published version as a pack."""
    return Pack(version.read(), version.digest, version.published_at)
