"""A large file that is encrypted in pieces comes back whole, or not at all."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.lifecycle.tendering import sealed_streams
from commonweal.lifecycle.tendering.sealed_streams import SealedWriter, pieces
from commonweal.lifecycle.tendering.sealing import SealBroken, context, new_key
from tests.lifecycle.tendering.randomness import repeatable

ABOUT = context("whole file", "one")
KEY = new_key(repeatable("key"))
PIECE = 10


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(sealed_streams, "PIECE", PIECE)


def sealed(*written: bytes) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, KEY, ABOUT, rng=repeatable())
    for each in written:
        writer.write(each)
    writer.close()
    assert writer.size == len(b"".join(written))
    return out.getvalue()


def opened(data: bytes, about=ABOUT, key=KEY) -> bytes:
    return b"".join(pieces(io.BytesIO(data), key, about))


def frames(data: bytes) -> list[bytes]:
    """The pieces with their lengths, as they lie one after the other."""
    found = []
    while data:
        end = 4 + int.from_bytes(data[:4], "big")
        found.append(data[:end])
        data = data[end:]
    return found


@given(st.lists(st.binary(max_size=35), max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_was_written_comes_back_however_it_was_cut(written):
    assert opened(sealed(*written)) == b"".join(written)


def test_nothing_of_it_can_be_read_in_what_is_kept():
    assert b"secret" not in sealed(b"the secret of the winner", b"secret")


def test_it_opens_with_its_own_key_and_as_what_it_is():
    data = sealed(b"one", b"two")
    with pytest.raises(SealBroken):
        opened(data, key=new_key(repeatable("another")))
    with pytest.raises(SealBroken):
        opened(data, about=context("whole file", "two"))


def test_pieces_that_are_missing_moved_or_changed_do_not_open():
    whole = frames(sealed(b"a" * 35))
    assert len(whole) == 4
    for damaged in (
        whole[:-1],
        whole[1:],
        [],
        [whole[1], whole[0], *whole[2:]],
        [*whole, whole[0]],
        [*whole[:-1], whole[-1][:-1]],
        [whole[0][:4] + bytes([whole[0][4] ^ 1]) + whole[0][5:], *whole[1:]],
        [b"\xff\xff\xff\xff", *whole],
    ):
        with pytest.raises(SealBroken):
            opened(b"".join(damaged))
