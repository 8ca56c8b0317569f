"""A part that was carried over wrongly is taken out with its reason, while nobody was asked to deliver it."""

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, tier_two
from commonweal.lifecycle.contracts.models import TierTwoPart
from commonweal.lifecycle.delivery import actions as delivery
from tests.builders.contracts import ENTERED_AT, commitment_of
from tests.builders.tier_two import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    assert world.tier_two
    return world.cast.actor(Role.DELIVERY_LEAD)


def carried(world, lead):
    """The kitchens that the tender named, with the part of the pathway that it gave them."""
    row = world.contract.tier_two.get(name="Example Kitchens CIC")
    return tier_two.tier_two(lead, row.external_id)


def take_out(row, by, *, reason="They cook, and do not meet carers.", revision=None):
    part = row.parts.first()
    part.tier_two = row
    return actions.remove_part(part, reason=reason, by=by, now=ENTERED_AT, revision=revision)


def test_what_was_carried_over_wrongly_is_taken_out_and_stays_readable(world, lead):
    row, pathway = carried(world, lead), commitment_of(world.contract, "pathway")
    before = row.parts.get()
    removal = take_out(row, lead, revision=row.revision)
    after = carried(world, lead)
    assert list(after.parts.all()) == []
    assert (removal.commitment, removal.quantity, removal.part) == (pathway, before.quantity, before.part)
    assert tier_two.removals_of(after) == [removal]
    assert (removal.reason, removal.removed_by_id) == ("They cook, and do not meet carers.", lead.person_id)
    event = AuditEvent.objects.filter(type="tier_two.part_removed").get()
    assert event.fields["commitment"] == pathway.external_id
    with pytest.raises(Refused, match="no_part"):
        actions.invite_tier_two(after, world.third_supplier, by=lead, now=ENTERED_AT)


def test_what_it_was_to_deliver_may_be_given_to_another_and_is_the_suppliers_to_report(world, lead):
    actions.end_tier_two(world.tier_two, reason="Begin again.", by=lead, now=ENTERED_AT)
    row = named(world, world.commitment, 100_500)
    take_out(row, lead)
    other = actions.name_tier_two(world.contract, name="Another", work="Teaches.", by=lead, now=ENTERED_AT)
    actions.set_part(other, world.commitment, quantity=100_500, part="", by=lead, now=ENTERED_AT)
    assert delivery.reporting.may_report_now(world.commitment, lead)


def test_nothing_is_taken_out_without_a_reason_or_by_another(world, lead):
    row = carried(world, lead)
    with pytest.raises(Invalid, match="reason_missing"):
        take_out(row, lead, reason=" ")
    with pytest.raises(NotPermitted):
        take_out(row, world.cast.actor(Role.CONTRACT_MANAGER))
    assert row.parts.count() == 1


def test_what_it_was_asked_for_stays(world, lead):
    asked = tier_two.tier_two(lead, world.tier_two.external_id)
    assert asked.status == "invited"
    with pytest.raises(Refused, match="already_asked"):
        take_out(asked, lead)
    own = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    actions.answer_tier_two(asked, accepts=False, reason="Not ours.", by=own, now=ENTERED_AT)
    assert take_out(tier_two.tier_two(lead, asked.external_id), lead)


def test_the_second_of_two_is_told(world, lead):
    one, two = carried(world, lead), carried(world, lead)
    part, read = two.parts.get(), two.revision
    part.tier_two = two
    take_out(one, lead, revision=one.revision)
    with pytest.raises(Refused, match="part_gone"):
        actions.remove_part(part, reason="Wrong.", by=lead, now=ENTERED_AT)
    with pytest.raises(Stale):
        actions.remove_part(part, reason="Wrong.", by=lead, now=ENTERED_AT, revision=read)
    assert not TierTwoPart.objects.for_system("test").filter(pk=part.pk).exists()
