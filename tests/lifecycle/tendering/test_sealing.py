"""A sealed value opens for its own key, purpose and bytes, and for nothing else."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.lifecycle.tendering.sealing import (
    PassphraseCost,
    SealBroken,
    context,
    lock,
    lock_to,
    lock_under_passphrase,
    new_key,
    new_key_pair,
    unlock,
    unlock_under_passphrase,
    unlock_with,
)
from tests.builders.tendering import QUICK
from tests.lifecycle.tendering.randomness import repeatable

ABOUT = context("tender draft", "procurement-1", "tender-1")
OTHER = context("tender draft", "procurement-1", "tender-2")
PASSPHRASE = "brass kettle under the bridge"
KEY = new_key(repeatable("key"))
PAIR = new_key_pair(repeatable("pair"))
quick = settings(max_examples=40, deadline=None)


def flipped(value: bytes, position: int, bit: int) -> bytes:
    """The same bytes with one bit changed."""
    place = position % len(value)
    return value[:place] + bytes([value[place] ^ (1 << bit)]) + value[place + 1 :]


@given(st.binary(max_size=300))
@quick
def test_what_is_locked_under_a_key_opens_with_it(secret: bytes) -> None:
    assert unlock(KEY, lock(KEY, secret, ABOUT, rng=repeatable()), ABOUT) == secret


@given(st.binary(max_size=300))
@quick
def test_what_is_locked_to_a_person_opens_for_that_person(secret: bytes) -> None:
    assert unlock_with(PAIR, lock_to(PAIR.public, secret, ABOUT, rng=repeatable()), ABOUT) == secret


@given(secret=st.binary(max_size=60), passphrase=st.text(min_size=1, max_size=40))
@quick
def test_what_is_locked_under_a_passphrase_opens_with_it(secret: bytes, passphrase: str) -> None:
    locked = lock_under_passphrase(passphrase, secret, ABOUT, rng=repeatable(), cost=QUICK)
    assert unlock_under_passphrase(passphrase, locked, ABOUT) == secret


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
@quick
def test_any_changed_bit_under_a_key_is_found(position: int, bit: int) -> None:
    locked = lock(KEY, b"our price is 9", ABOUT, rng=repeatable())
    with pytest.raises(SealBroken, match=r"seal\.broken"):
        unlock(KEY, flipped(locked, position, bit), ABOUT)


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
@quick
def test_any_changed_bit_to_a_person_is_found(position: int, bit: int) -> None:
    locked = lock_to(PAIR.public, b"our price is 9", ABOUT, rng=repeatable())
    with pytest.raises(SealBroken, match=r"seal\.broken"):
        unlock_with(PAIR, flipped(locked, position, bit), ABOUT)


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
@quick
def test_any_changed_bit_under_a_passphrase_is_found_cost_and_salt_included(position: int, bit: int) -> None:
    locked = lock_under_passphrase(PASSPHRASE, b"private half", ABOUT, rng=repeatable(), cost=QUICK)
    with pytest.raises(SealBroken, match=r"seal\.broken"):
        unlock_under_passphrase(PASSPHRASE, flipped(locked, position, bit), ABOUT)


@given(st.integers(0, 200))
@quick
def test_a_value_cut_short_is_found(length: int) -> None:
    locked = lock(KEY, b"a secret of some length, so that there is something to cut", ABOUT, rng=repeatable())
    to_person = lock_to(PAIR.public, b"a secret", ABOUT, rng=repeatable())
    with pytest.raises(SealBroken):
        unlock(KEY, locked[: min(length, len(locked) - 1)], ABOUT)
    with pytest.raises(SealBroken):
        unlock_with(PAIR, to_person[: min(length, len(to_person) - 1)], ABOUT)


def test_a_value_moved_to_another_tender_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unlock(KEY, lock(KEY, b"secret", ABOUT, rng=repeatable()), OTHER)
    with pytest.raises(SealBroken):
        unlock_with(PAIR, lock_to(PAIR.public, b"secret", ABOUT, rng=repeatable()), OTHER)
    under = lock_under_passphrase(PASSPHRASE, b"secret", ABOUT, rng=repeatable(), cost=QUICK)
    with pytest.raises(SealBroken):
        unlock_under_passphrase(PASSPHRASE, under, OTHER)


def test_another_key_person_or_passphrase_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        unlock(new_key(repeatable("x")), lock(KEY, b"secret", ABOUT, rng=repeatable()), ABOUT)
    with pytest.raises(SealBroken):
        unlock_with(
            new_key_pair(repeatable("x")), lock_to(PAIR.public, b"secret", ABOUT, rng=repeatable()), ABOUT
        )
    under = lock_under_passphrase(PASSPHRASE, b"secret", ABOUT, rng=repeatable(), cost=QUICK)
    with pytest.raises(SealBroken):
        unlock_under_passphrase(PASSPHRASE.title(), under, ABOUT)


def test_a_value_of_one_form_is_not_read_as_another() -> None:
    with pytest.raises(SealBroken):
        unlock(KEY, lock_to(PAIR.public, b"secret", ABOUT, rng=repeatable()), ABOUT)
    with pytest.raises(SealBroken):
        unlock_with(PAIR, lock(KEY, b"secret", ABOUT, rng=repeatable()), ABOUT)


@given(
    st.lists(st.text(max_size=6), min_size=1, max_size=4),
    st.lists(st.text(max_size=6), min_size=1, max_size=4),
)
@quick
def test_two_contexts_never_look_alike(one: list[str], two: list[str]) -> None:
    assert (context(*one).encode() == context(*two).encode()) == (one == two)


def test_the_same_secret_never_looks_the_same_twice() -> None:
    rng = repeatable()
    assert lock(KEY, b"secret", ABOUT, rng=rng) != lock(KEY, b"secret", ABOUT, rng=rng)
    assert lock_to(PAIR.public, b"secret", ABOUT, rng=rng) != lock_to(PAIR.public, b"secret", ABOUT, rng=rng)


def test_the_same_randomness_gives_the_same_bytes() -> None:
    assert lock(KEY, b"secret", ABOUT, rng=repeatable()) == lock(KEY, b"secret", ABOUT, rng=repeatable())


def test_the_secret_is_nowhere_in_the_sealed_value() -> None:
    canary = b"CANARY our price is 98 pounds"
    for sealed in (
        lock(KEY, canary, ABOUT, rng=secrets.token_bytes),
        lock_to(PAIR.public, canary, ABOUT, rng=secrets.token_bytes),
        lock_under_passphrase(PASSPHRASE, canary, ABOUT, rng=secrets.token_bytes, cost=QUICK),
    ):
        assert b"CANARY" not in sealed


def test_a_key_pair_is_an_x25519_pair_and_does_not_print_itself() -> None:
    public = X25519PrivateKey.from_private_bytes(PAIR.private).public_key().public_bytes_raw()
    assert public == PAIR.public
    assert PAIR.private.hex() not in repr(PAIR) and str(PAIR.private) not in repr(PAIR)


def test_passphrases_are_stretched_by_the_published_setting() -> None:
    locked = lock_under_passphrase(PASSPHRASE, b"x", ABOUT, rng=repeatable())
    assert PassphraseCost.decode(locked[4:10]) == PassphraseCost(passes=3, memory_kib=65_536, lanes=4)
    assert unlock_under_passphrase(PASSPHRASE, locked, ABOUT) == b"x"


def test_a_stored_cost_that_would_exhaust_the_machine_is_damage() -> None:
    locked = lock_under_passphrase(PASSPHRASE, b"x", ABOUT, rng=repeatable(), cost=QUICK)
    greedy = locked[:4] + PassphraseCost(3, 2**32 - 1, 4).encode() + locked[10:]
    with pytest.raises(SealBroken):
        unlock_under_passphrase(PASSPHRASE, greedy, ABOUT)


def test_the_low_order_public_key_is_refused() -> None:
    """A public key of zeros would make a shared secret that everybody knows (RFC 7748, section 6.1)."""
    locked = lock_to(PAIR.public, b"secret", ABOUT, rng=repeatable())
    with pytest.raises(SealBroken):
        unlock_with(PAIR, locked[:4] + bytes(32) + locked[36:], ABOUT)
