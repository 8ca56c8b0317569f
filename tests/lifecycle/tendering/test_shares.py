"""Any two of at least three openers, in either order; never one."""

import itertools

import pytest

from commonweal.domain.errors import Invalid
from commonweal.lifecycle.tendering.sealing import KeyPair, SealBroken, new_key_pair
from commonweal.lifecycle.tendering.shares import (
    LEAST_PASSPHRASE,
    Share,
    check_passphrase,
    new_opener,
    opener_pair,
    private_key,
    share_out,
    take_off_layer,
)
from tests.builders.tendering import QUICK
from tests.lifecycle.tendering.randomness import repeatable

PROCUREMENT = "procurement-1"
NAMES = ("anna", "ben", "cara", "dev")
PAIRS = {name: new_key_pair(repeatable(name)) for name in NAMES}
SECRET = new_key_pair(repeatable("procurement"))
SHARES = {
    (share.first, share.second): share
    for share in share_out(
        PROCUREMENT,
        SECRET.private,
        {name: pair.public for name, pair in PAIRS.items()},
        rng=repeatable("shares"),
    )
}
ORDERED = list(itertools.permutations(NAMES, 2))


def opened(share: Share, first: KeyPair, second: KeyPair) -> KeyPair:
    """Both layers, one after the other."""
    inner = take_off_layer(PROCUREMENT, share, first)
    return private_key(
        PROCUREMENT, SECRET.public, inner, first=share.first, second=share.second, second_pair=second
    )


def test_there_is_a_share_for_every_ordered_pair_and_no_other() -> None:
    assert sorted(SHARES) == sorted(ORDERED)


@pytest.mark.parametrize("pair", ORDERED, ids="-".join)
def test_every_two_openers_can_open_in_either_order(pair: tuple[str, str]) -> None:
    first, second = pair
    assert opened(SHARES[pair], PAIRS[first], PAIRS[second]).private == SECRET.private


@pytest.mark.parametrize("pair", ORDERED, ids="-".join)
def test_no_opener_opens_both_layers_alone(pair: tuple[str, str]) -> None:
    first, _ = pair
    with pytest.raises(SealBroken, match=r"seal\.share_broken"):
        opened(SHARES[pair], PAIRS[first], PAIRS[first])


@pytest.mark.parametrize("pair", ORDERED, ids="-".join)
def test_the_second_opener_can_do_nothing_before_the_first(pair: tuple[str, str]) -> None:
    _, second = pair
    with pytest.raises(SealBroken):
        take_off_layer(PROCUREMENT, SHARES[pair], PAIRS[second])
    with pytest.raises(SealBroken):
        private_key(
            PROCUREMENT,
            SECRET.public,
            SHARES[pair].outer,
            first=pair[0],
            second=second,
            second_pair=PAIRS[second],
        )


def test_what_the_first_hands_on_is_for_the_named_second_alone() -> None:
    inner = take_off_layer(PROCUREMENT, SHARES["anna", "ben"], PAIRS["anna"])
    for other in ("anna", "cara", "dev"):
        with pytest.raises(SealBroken):
            private_key(
                PROCUREMENT, SECRET.public, inner, first="anna", second=other, second_pair=PAIRS[other]
            )


def test_a_share_of_another_procurement_does_not_open() -> None:
    with pytest.raises(SealBroken):
        take_off_layer("procurement-2", SHARES["anna", "ben"], PAIRS["anna"])


def test_a_share_passed_off_as_another_pairs_does_not_open() -> None:
    swapped = Share("anna", "cara", SHARES["anna", "ben"].outer)
    with pytest.raises(SealBroken):
        take_off_layer(PROCUREMENT, swapped, PAIRS["anna"])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fewer_than_three_openers_are_refused(number: int) -> None:
    named = {name: PAIRS[name].public for name in NAMES[:number]}
    with pytest.raises(Invalid, match=r"seal\.too_few_openers"):
        list(share_out(PROCUREMENT, SECRET.private, named, rng=repeatable()))


def test_an_openers_private_half_opens_with_the_passphrase_and_no_other() -> None:
    public, locked = new_opener("key-1", "three brown hens walking", rng=repeatable(), cost=QUICK)
    assert opener_pair("key-1", public, locked, "three brown hens walking").public == public
    with pytest.raises(SealBroken, match=r"opener\.passphrase_wrong") as refused:
        opener_pair("key-1", public, locked, "three brown hens running")
    assert refused.value.field == "passphrase"


def test_a_private_half_moved_to_another_opener_does_not_open() -> None:
    public, locked = new_opener("key-1", "three brown hens walking", rng=repeatable(), cost=QUICK)
    with pytest.raises(SealBroken):
        opener_pair("key-2", public, locked, "three brown hens walking")


@pytest.mark.parametrize(
    ("passphrase", "again", "code"),
    [
        ("short", "short", "opener.passphrase_short"),
        (" " * 30, " " * 30, "opener.passphrase_short"),
        ("abababababababababab", "abababababababababab", "opener.passphrase_monotonous"),
        ("three brown hens walking", "three brown hens runing", "opener.passphrases_differ"),
    ],
)
def test_weak_or_mistyped_passphrases_are_refused(passphrase: str, again: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_passphrase(passphrase, again)
    assert refused.value.code == code


def test_a_passphrase_of_the_least_length_is_enough() -> None:
    passphrase = "abcdefghijklmnop"
    assert len(passphrase) == LEAST_PASSPHRASE
    check_passphrase(passphrase, passphrase)
