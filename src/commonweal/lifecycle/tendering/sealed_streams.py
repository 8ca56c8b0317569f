"""Files too large to hold, encrypted piece by piece under a key of their own. Pure functions over bytes.

Each piece is locked as `sealing.lock` does, bound to its place and to whether it is the last: pieces that were changed, left
out, put in another order or cut off at the end do not open. Before each piece stands its length, in four bytes.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from commonweal.lifecycle.tendering.sealing import Context, Rng, SealBroken, lock, unlock

PIECE: Final = 1_000_000
_LENGTH: Final = 4
_MOST: Final = PIECE + 1_000


class Sink(Protocol):
    """Where ciphertext is written."""

    def write(self, data: bytes, /) -> object: ...


class Source(Protocol):
    """Where ciphertext is read."""

    def read(self, size: int, /) -> bytes: ...


class SealedWriter:
    """Takes plain bytes and writes them encrypted to `out`; `close` writes the last piece. `size` counts plain bytes."""

    def __init__(self, out: Sink, key: bytes, about: Context, *, rng: Rng) -> None:
        self._out, self._key, self._about, self._rng = out, key, about, rng
        self._held, self._number, self.size = bytearray(), 0, 0

    def write(self, data: bytes) -> int:
        self._held += data
        self.size += len(data)
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), is_last=False)
            del self._held[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Pieces are written when they are full."""

    def close(self) -> None:
        self._put(bytes(self._held), is_last=True)
        self._held.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        locked = lock(self._key, piece, _of_piece(self._about, self._number, is_last), rng=self._rng)
        self._out.write(len(locked).to_bytes(_LENGTH, "big") + locked)
        self._number += 1


def pieces(source: Source, key: bytes, about: Context) -> Iterator[bytes]:
    """The plain bytes again, piece by piece. Raises `SealBroken` ``seal.broken`` at the first piece that does not open."""
    number, following = 0, _next(source)
    while following:
        locked, following = following, _next(source)
        yield unlock(key, locked, _of_piece(about, number, is_last=not following))
        number += 1
    if number == 0:
        raise SealBroken("seal.broken")


def _next(source: Source) -> bytes:
    length = source.read(_LENGTH)
    if not length:
        return b""
    size = int.from_bytes(length, "big")
    locked = source.read(size) if len(length) == _LENGTH and size <= _MOST else b""
    if len(locked) != size or not locked:
        raise SealBroken("seal.broken")
    return locked


def _of_piece(about: Context, number: int, is_last: bool) -> Context:
    return Context(about.purpose, (*about.parts, str(number), "last" if is_last else "more"))
