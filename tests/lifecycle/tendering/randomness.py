"""Repeatable randomness for sealing: the same seed gives the same bytes, and no two calls give the same."""

import hashlib
import itertools

from commonweal.lifecycle.tendering.sealing import Rng


def repeatable(seed: str = "commonweal") -> Rng:
    """A stream of bytes from SHA-256 in counter mode."""
    counter = itertools.count()

    def rng(size: int) -> bytes:
        out = b""
        while len(out) < size:
            out += hashlib.sha256(f"{seed}:{next(counter)}".encode()).digest()
        return out[:size]

    return rng
