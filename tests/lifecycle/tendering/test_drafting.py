"""A draft as it is encrypted: parts with revisions of their own, bound to their tender."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.errors import Stale
from commonweal.domain.tenders import with_price
from commonweal.lifecycle.tendering.drafting import (
    Draft,
    edited,
    lock_draft,
    lock_file,
    new_locked_key,
    unlock_draft,
    unlock_file,
    unlock_key,
)
from commonweal.lifecycle.tendering.sealing import SealBroken, new_key
from tests.domain.tender_examples import a_blank_tender, a_complete_tender
from tests.lifecycle.tendering.randomness import repeatable

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
SEALING_KEY = new_key(repeatable("file"))
DRAFT = edited(Draft(a_complete_tender(), ()), "price", 0, lambda content: content, by="somebody", at=AT)


def test_a_draft_is_read_back_with_its_edits():
    key, locked_key = new_locked_key(SEALING_KEY, "tender-1", rng=repeatable())
    locked = lock_draft(key, "tender-1", DRAFT, rng=repeatable("draft"))
    assert unlock_draft(unlock_key(SEALING_KEY, "tender-1", locked_key), "tender-1", locked) == DRAFT


def test_a_key_draft_or_file_moved_to_another_tender_does_not_open():
    key, locked_key = new_locked_key(SEALING_KEY, "tender-1", rng=repeatable())
    with pytest.raises(SealBroken):
        unlock_key(SEALING_KEY, "tender-2", locked_key)
    with pytest.raises(SealBroken):
        unlock_draft(key, "tender-2", lock_draft(key, "tender-1", DRAFT, rng=repeatable()))
    with pytest.raises(SealBroken):
        unlock_file(
            key, "tender-1", "file-2", lock_file(key, "tender-1", "file-1", b"data", rng=repeatable())
        )


def test_another_key_file_opens_no_draft():
    _key, locked_key = new_locked_key(SEALING_KEY, "tender-1", rng=repeatable())
    with pytest.raises(SealBroken):
        unlock_key(new_key(repeatable("other")), "tender-1", locked_key)


@given(st.lists(st.sampled_from(["price", "files", "answer:a", "answer:b"]), max_size=30))
@settings(deadline=None)
def test_each_part_counts_its_own_saves(parts):
    draft = Draft(a_blank_tender(), ())
    for number, part in enumerate(parts, 1):
        change = lambda content, pence=number: with_price(content, pence)  # noqa: E731
        draft = edited(draft, part, draft.revision(part), change, by="somebody", at=AT)
    assert {part: draft.revision(part) for part in parts} == {part: parts.count(part) for part in parts}
    assert len(draft.edits) == len(set(parts))


def test_a_part_that_somebody_else_saved_meanwhile_is_stale_and_another_is_not():
    with pytest.raises(Stale) as told:
        edited(DRAFT, "price", 0, lambda content: content, by="other", at=AT)
    assert (told.value.params["expected"], told.value.params["actual"]) == (0, 1)
    assert edited(DRAFT, "files", 0, lambda content: content, by="other", at=AT).revision("files") == 1
    assert edited(DRAFT, "price", None, lambda content: content, by="other", at=AT).revision("price") == 2
