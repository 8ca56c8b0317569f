"""A draft as it is encrypted: the tender so far, and how often each part of it was saved. Pure functions over bytes.

Each draft has a key of its own. The key is locked under the sealing key file; destroying it destroys the draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from commonweal.domain.canonical import decode, encode
from commonweal.domain.errors import Stale
from commonweal.domain.tenders import TenderContent
from commonweal.lifecycle.tendering.sealing import Rng, context, lock, new_key, unlock

Change = Callable[[TenderContent], TenderContent]


@dataclass(frozen=True)
class Edit:
    """How often a part was saved, and by whom last: two people may work on two parts at once."""

    part: str
    revision: int
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True)
class Draft:
    """The tender so far and the edits of its parts."""

    content: TenderContent
    edits: tuple[Edit, ...]

    def revision(self, part: str) -> int:
        """How often a part was saved: 0 when never."""
        return {edit.part: edit.revision for edit in self.edits}.get(part, 0)

    @property
    def saves(self) -> int:
        """How often anything in it was saved: another figure means that somebody worked on it meanwhile."""
        return sum(edit.revision for edit in self.edits)

    def edit(self, part: str) -> Edit | None:
        """The last edit of a part, if there was one."""
        return {edit.part: edit for edit in self.edits}.get(part)


def edited(draft: Draft, part: str, revision: int | None, change: Change, *, by: str, at: datetime) -> Draft:
    """The draft with `change` made to one part.

    Raises:
        Stale: ``record.stale`` when somebody saved the same part since `revision` was read. None skips the check.
    """
    actual = draft.revision(part)
    if revision is not None and revision != actual:
        raise Stale("record.stale", kind="tender part", external_id=part, expected=revision, actual=actual)
    others = tuple(edit for edit in draft.edits if edit.part != part)
    return replace(draft, content=change(draft.content), edits=(*others, Edit(part, actual + 1, by, at)))


def new_locked_key(sealing_key: bytes, tender: str, *, rng: Rng) -> tuple[bytes, bytes]:
    """A fresh draft key, plain and locked under the sealing key file's key."""
    key = new_key(rng)
    return key, lock(sealing_key, key, context("draft key", tender), rng=rng)


def unlock_key(sealing_key: bytes, tender: str, locked_key: bytes) -> bytes:
    """The draft's key. Raises `SealBroken` when the key file is another one or the row was changed."""
    return unlock(sealing_key, locked_key, context("draft key", tender))


def lock_draft(key: bytes, tender: str, draft: Draft, *, rng: Rng) -> bytes:
    """The draft, encrypted."""
    return lock(key, encode(draft), context("draft", tender), rng=rng)


def unlock_draft(key: bytes, tender: str, locked: bytes) -> Draft:
    """The draft, read again."""
    return decode(Draft, unlock(key, locked, context("draft", tender)))


def lock_file(key: bytes, tender: str, file_key: str, data: bytes, *, rng: Rng) -> bytes:
    """An attached file, encrypted and bound to its place in the draft."""
    return lock(key, data, context("draft file", tender, file_key), rng=rng)


def unlock_file(key: bytes, tender: str, file_key: str, locked: bytes) -> bytes:
    """An attached file, read again."""
    return unlock(key, locked, context("draft file", tender, file_key))


def lock_workbook(key: bytes, tender: str, name: str, data: bytes, *, rng: Rng) -> bytes:
    """A workbook that waits to be brought in, with its name, encrypted and bound to its draft."""
    return lock(key, name.encode() + b"\0" + data, context("draft workbook", tender), rng=rng)


def unlock_workbook(key: bytes, tender: str, locked: bytes) -> tuple[str, bytes]:
    """The name and the bytes of a workbook that waits."""
    name, _, data = unlock(key, locked, context("draft workbook", tender)).partition(b"\0")
    return name.decode(), data
