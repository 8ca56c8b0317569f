"""A procurement's private key in two layers: for each ordered pair of openers, locked to the second, then to the first.

The first opener takes off the outer layer. What is left is still locked to the second opener alone, so it can be handed
on through the database. No single opener ever holds enough, and with three openers any two of them are enough.
Pure functions; randomness is an argument.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonweal.domain.errors import Invalid
from commonweal.lifecycle.tendering.sealing import (
    Context,
    KeyPair,
    PassphraseCost,
    Rng,
    SealBroken,
    context,
    lock_to,
    lock_under_passphrase,
    new_key_pair,
    unlock_under_passphrase,
    unlock_with,
)

LEAST_OPENERS = 3
"""Two open; the third is there so that one lost passphrase or one absence does not lose the tenders."""
LEAST_PASSPHRASE = 16
"""Characters. Three or four random words reach it; a short password does not."""


@dataclass(frozen=True, slots=True)
class Share:
    """One ordered pair's layers. `outer` opens with the first opener's key and gives what the second can open."""

    first: str
    second: str
    outer: bytes


def check_passphrase(passphrase: str, again: str) -> None:
    """Raise `Invalid` unless an opening passphrase is long enough, not one repeated sign, and typed twice alike."""
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise Invalid("opener.passphrase_short", field="passphrase", least=LEAST_PASSPHRASE)
    if len(set(passphrase)) < 6:
        raise Invalid("opener.passphrase_monotonous", field="passphrase")
    if passphrase != again:
        raise Invalid("opener.passphrases_differ", field="again")


def new_opener(
    opener: str, passphrase: str, *, rng: Rng, cost: PassphraseCost | None = None
) -> tuple[bytes, bytes]:
    """An opener's public key, and the private key locked under the passphrase. `opener` is the id of the key."""
    pair = new_key_pair(rng)
    about = context("opener key", opener, pair.public.hex())
    return pair.public, lock_under_passphrase(passphrase, pair.private, about, rng=rng, cost=cost)


def opener_pair(opener: str, public: bytes, locked_private: bytes, passphrase: str) -> KeyPair:
    """Unlock an opener's key pair.

    Raises:
        SealBroken: ``opener.passphrase_wrong``.
    """
    about = context("opener key", opener, public.hex())
    try:
        return KeyPair(unlock_under_passphrase(passphrase, locked_private, about), public)
    except SealBroken as error:
        raise SealBroken("opener.passphrase_wrong", field="passphrase") from error


def share_out(procurement: str, private: bytes, openers: Mapping[str, bytes], *, rng: Rng) -> Iterator[Share]:
    """One `Share` for every ordered pair of `openers` (id of the key -> public key).

    Raises:
        Invalid: ``seal.too_few_openers`` when there are fewer than three.
    """
    if len(openers) < LEAST_OPENERS:
        raise Invalid("seal.too_few_openers", field="openers", least=LEAST_OPENERS, named=len(openers))
    for first, second in itertools.permutations(sorted(openers), 2):
        inner = lock_to(openers[second], private, _inner(procurement, first, second), rng=rng)
        yield Share(
            first, second, lock_to(openers[first], inner, _outer(procurement, first, second), rng=rng)
        )


def take_off_layer(procurement: str, share: Share, first: KeyPair) -> bytes:
    """The inner layer of `share`, still locked to the second opener. Raises `SealBroken` ``seal.share_broken``."""
    try:
        return unlock_with(first, share.outer, _outer(procurement, share.first, share.second))
    except SealBroken as error:
        raise SealBroken("seal.share_broken") from error


def private_key(
    procurement: str, public: bytes, inner: bytes, *, first: str, second: str, second_pair: KeyPair
) -> KeyPair:
    """The procurement's key pair, from what the first opener handed on. Raises `SealBroken` ``seal.share_broken``."""
    try:
        return KeyPair(unlock_with(second_pair, inner, _inner(procurement, first, second)), public)
    except SealBroken as error:
        raise SealBroken("seal.share_broken") from error


def _inner(procurement: str, first: str, second: str) -> Context:
    return context("procurement key, inner layer", procurement, first, second)


def _outer(procurement: str, first: str, second: str) -> Context:
    return context("procurement key, outer layer", procurement, first, second)
