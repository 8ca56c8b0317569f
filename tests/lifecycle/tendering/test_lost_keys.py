"""Lost opening passphrases: any two of the named openers are enough, one never is, and suppliers keep their own copies."""

import hashlib
import itertools

import pytest

from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.tenders import TenderStatus
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import openings
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.sealing import KeyPair, SealBroken, new_key_pair
from commonweal.lifecycle.tendering.shares import Share, private_key, share_out, take_off_layer
from tests.builders.procurement import fresh
from tests.builders.tendering import AFTER_DEADLINE, CODE, PASSPHRASE, an_opener_key, rng

LOST = "a passphrase that somebody guesses"
NAMES = tuple(f"opener-{number}" for number in range(1, 6))


@pytest.fixture
def people(world):
    return [member.actor() for member in world.openers]


@pytest.fixture
def closing(world):
    return world.closed_procurement


def begin(procurement, by, passphrase=PASSPHRASE):
    return openings.begin(fresh(procurement), passphrase, by=by, now=AFTER_DEADLINE)


def complete(procurement, by, passphrase=PASSPHRASE):
    return openings.complete(fresh(procurement), passphrase, by=by, now=AFTER_DEADLINE)


def test_the_second_may_be_lost_after_the_first_has_acted(closing, people):
    begin(closing, people[0])
    with pytest.raises(SealBroken):
        complete(closing, people[1], LOST)
    assert complete(closing, people[2]).opened_count == 2


def test_two_lost_of_three_open_nothing_and_each_supplier_still_proves_what_it_sent(world, closing, people):
    begin(closing, people[0])
    for by in people[1:]:
        with pytest.raises(SealBroken):
            complete(closing, by, LOST)
    with pytest.raises(Refused, match="same_person"):
        complete(closing, people[0])
    tenders = Tender.objects.for_system("read again in a test").filter(lot__procurement=closing)
    assert {tender.status for tender in tenders} == {TenderStatus.SUBMITTED}
    for supplier in (world.cast.supplier, world.cast.rival):
        by = world.cast.actor(Role.TENDER_WRITER, supplier)
        own = queries.own_tenders(by).get(lot__procurement=closing)
        package = queries.read_package(own, CODE, by=by)
        assert hashlib.sha256(package).hexdigest() == own.receipts.get().digest


def test_with_five_openers_any_two_are_enough_so_that_three_may_be_lost():
    pairs = {name: new_key_pair(rng) for name in NAMES}
    whole = new_key_pair(rng)
    shares = list(
        share_out("procurement", whole.private, {name: pair.public for name, pair in pairs.items()}, rng=rng)
    )
    for first, second in itertools.permutations(NAMES, 2):
        share = next(each for each in shares if (each.first, each.second) == (first, second))
        assert opened(share, pairs[first], pairs[second], whole.public) == whole.private


def opened(share: Share, first: KeyPair, second: KeyPair, public: bytes) -> bytes:
    inner = take_off_layer("procurement", share, first)
    pair = private_key(
        "procurement", public, inner, first=share.first, second=share.second, second_pair=second
    )
    return pair.private


def test_a_passphrase_is_tried_before_the_day_and_nothing_is_opened(world, people):
    procurement = fresh(world.public_ask.ask.procurement)
    openings.rehearse(procurement, PASSPHRASE, by=people[0], now=world.now)
    with pytest.raises(SealBroken):
        openings.rehearse(procurement, LOST, by=people[0], now=world.now)
    assert queries.opening_of(queries.current_round(procurement)) is None


def test_a_passphrase_that_was_set_later_fails_the_trial_of_what_was_sealed_before(world, people):
    procurement = fresh(world.public_ask.ask.procurement)
    an_opener_key(world.openers[0], world.now, "another kettle over the bridge")
    with pytest.raises(SealBroken):
        openings.rehearse(procurement, "another kettle over the bridge", by=people[0], now=world.now)
    openings.rehearse(procurement, PASSPHRASE, by=people[0], now=world.now)


def test_only_a_named_opener_of_this_authority_tries(world):
    procurement = fresh(world.public_ask.ask.procurement)
    with pytest.raises(Refused, match="not_named"):
        openings.rehearse(procurement, PASSPHRASE, by=world.cast.actor(Role.OPENER), now=world.now)
    with pytest.raises(NotPermitted):
        openings.rehearse(
            procurement, PASSPHRASE, by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now
        )
    stranger = world.cast.actor(Role.OPENER, world.cast.other_authority)
    with pytest.raises(NotFound):
        openings.rehearse(procurement, PASSPHRASE, by=stranger, now=world.now)
