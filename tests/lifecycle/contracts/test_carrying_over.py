"""Promises are carried over unretyped at award, and bind on entry into contract only."""

import datetime as dt

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.errors import NotPermitted, Refused, Stale
from commonweal.domain.metrics import Aggregation
from commonweal.domain.permissions import Role
from commonweal.domain.places import PlaceKind
from commonweal.lifecycle.contracts import actions, changes, queries
from commonweal.lifecycle.contracts.actions.carried import _places
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.queries import line_of
from commonweal.lifecycle.procurement.models import AskMetric
from commonweal.lifecycle.strategy.events import PlaceEvent
from commonweal.lifecycle.strategy.models import Place
from commonweal.records.work import transaction
from tests.builders.contracts import ENTERED_AT, a_contract, a_prepared_contract, commitment_of, fresh
from tests.builders.procurement import DEADLINE
from tests.builders.tendering import a_sealed_ask, a_submitted_tender, again, an_opening

pytestmark = pytest.mark.django_db


def test_every_offered_commitment_becomes_one_that_points_to_it_and_says_the_same(world):
    contract = a_prepared_contract(world, world.tender)
    offers = list(world.tender.commitments.all())
    carried = list(contract.commitments.filter(offered__isnull=False))
    assert [each.offered_id for each in carried] == [offer.pk for offer in offers]
    for commitment, offer in zip(carried, offers, strict=True):
        assert (commitment.kind, commitment.title, commitment.words) == (offer.kind, offer.title, offer.words)
        assert (commitment.unit, commitment.owed_by, commitment.owed_by_name) == (
            offer.unit,
            offer.owed_by,
            offer.subcontractor,
        )
        assert commitment.quantity == (offer.rate_quantity if offer.kind == "rate" else offer.quantity)
        assert commitment.rate_per_pence == offer.rate_per_pence
        assert list(commitment.periods.values_list("start_on", "end_on", "quantity")) == list(
            offer.periods.values_list("start_on", "end_on", "quantity")
        )
        assert list(commitment.milestones.values_list("title", "due_on", "shown_by")) == list(
            offer.milestones.values_list("title", "due_on", "shown_by")
        )


def test_what_the_authority_promised_stands_beside_the_suppliers(world):
    contract = a_prepared_contract(world, world.tender)
    (own,) = contract.commitments.filter(owed_by="authority")
    promise = world.opened_procurement.ask.promises.get()
    assert (own.words, own.owed_by_name, own.authority_promise_id) == (
        promise.text,
        "Head of care",
        promise.pk,
    )


def test_what_the_procurement_serves_is_carried_with_its_basis_and_reason(world):
    contract = a_prepared_contract(world, world.tender)
    whole = [link for link in queries.links(contract) if link.commitment_id is None]
    assert [(link.outcome_id, link.basis, link.reason) for link in whole] == list(
        world.opened_procurement.serves.values_list("outcome_id", "basis", "reason")
    )


def test_each_commitment_serves_the_outcome_named_closest_to_it(world):
    contract = a_prepared_contract(world, world.tender)
    quantity = commitment_of(contract, "quantity")
    assert [link.outcome_id for link in quantity.serves.all()] == [world.outcome.pk]


def test_nothing_binds_before_entry_into_contract(world):
    contract = a_prepared_contract(world, world.tender)
    assert contract.status == "prepared"
    assert not contract.is_binding
    assert not contract.commitments.filter(bound_at__isnull=False).exists()
    assert not queries.own(world.cast.actor(Role.DELIVERY_LEAD)).exists()


def test_entry_into_contract_binds_every_commitment(world):
    contract = a_contract(world, world.tender)
    assert (contract.status, contract.entered_at) == ("in_force", ENTERED_AT)
    assert set(contract.commitments.values_list("bound_at", flat=True)) == {ENTERED_AT}
    assert queries.own(world.cast.actor(Role.DELIVERY_LEAD)).get() == contract


def test_a_contract_is_not_entered_into_before_its_award_is_ready(world):
    with pytest.raises(Refused) as refused:
        actions.enter_from_award(
            tender=world.tender,
            award_is_ready=False,
            starts_on=dt.date(2026, 9, 1),
            ends_on=dt.date(2029, 8, 31),
            by=world.cast.actor(Role.PROCUREMENT_OFFICER),
            now=ENTERED_AT,
        )
    assert refused.value.code == "contract.award_not_ready"
    assert not Contract.objects.for_authority(world.cast.actor(Role.READER)).exists()


def test_a_tender_is_carried_over_once(world):
    a_prepared_contract(world, world.tender)
    with pytest.raises(Refused) as refused:
        a_prepared_contract(world, world.tender)
    assert refused.value.code == "contract.already_prepared"


def test_a_withdrawn_award_leaves_a_contract_that_was_not_entered(world):
    contract = a_prepared_contract(world, world.tender)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.not_entered(contract, reason="The award was withdrawn.", by=officer, now=ENTERED_AT)
    assert fresh(contract).status == "not_entered"
    assert [(row.old, row.new, row.reason) for row in queries.status_changes(contract)] == [
        ("", "prepared", ""),
        ("prepared", "not_entered", "The award was withdrawn."),
    ]


@pytest.mark.parametrize("role", [Role.READER, Role.MISSION_LEAD, Role.ASSESSOR])
def test_others_may_not_make_a_contract(world, role):
    with pytest.raises(NotPermitted):
        actions.prepare_from_award(tender=world.tender, by=world.cast.actor(role), now=ENTERED_AT)


def test_two_people_who_enter_at_once_do_so_once(world):
    contract = a_prepared_contract(world, world.tender)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    read = fresh(contract)
    actions.not_entered(contract, reason="Withdrawn.", by=officer, now=ENTERED_AT)
    with pytest.raises(Stale):
        actions.enter(
            read,
            award_is_ready=True,
            starts_on=dt.date(2026, 9, 1),
            ends_on=dt.date(2029, 8, 31),
            by=officer,
            now=ENTERED_AT,
            revision=read.revision,
        )


def test_a_share_is_carried_over_as_it_stands_at_the_end(world):
    """40 % in the first year and 60.5 % in the second: the register says 60.5 % promised, and so does the opened tender."""

    def counted_by_the_latest(procurement):
        metrics = AskMetric.objects.for_system("an ask in a test").filter(criterion__ask=procurement.ask)
        metrics.update(unit="%", aggregation=Aggregation.LATEST)

    version = a_sealed_ask(world, deadline=DEADLINE, title="A share of carers", further=counted_by_the_latest)
    tender = a_submitted_tender(world, version, world.cast.actor(Role.TENDER_WRITER))
    an_opening(world, version.ask.procurement)
    contract = a_contract(world, again(tender))
    commitment = commitment_of(contract, "quantity")
    assert list(commitment.periods.values_list("quantity", flat=True)) == [40_000, 60_500]
    assert (commitment.offered.quantity, commitment.quantity) == (60_500, 60_500)
    assert line_of(commitment).figures.promised == 60_500


def test_a_place_is_the_authoritys_own_before_the_shared_and_never_another_bodys(world):
    """Another body has an own place of the same code."""
    assert world.place.owner_id is None
    code = world.place.code

    def own_place(owner, name):
        with transaction(by=SYSTEM, at=ENTERED_AT) as work:
            made = Place(owner=owner, code=code, name=name, kind=PlaceKind.ESTATE, parent=world.place)
            made.save()
            work.record(PlaceEvent.PLACE_ADDED, made)
        return made

    own_place(world.cast.other_authority, "Theirs")
    assert _places({code}, world.cast.authority.pk) == {code: world.place}
    contract = a_prepared_contract(world, world.tender)
    assert changes.places_of_code(contract, code) == [world.place]
    own = own_place(world.cast.authority, "Ours")
    assert _places({code}, world.cast.authority.pk) == {code: own}
    assert changes.places_of_code(contract, code) == [own]
