"""Who looks after a contract, what it serves, how it ends, and who finds it."""

import datetime as dt
from contextlib import contextmanager

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.notices import NoticeKind
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.contract_notices import drafts
from commonweal.lifecycle.contracts import actions, queries
from commonweal.lifecycle.contracts.actions import looking_after
from tests.builders.contracts import ENTERED_AT, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


def test_a_lead_belongs_to_the_side_they_look_after_it_for(world, manager):
    stranger = world.cast.person(Role.CONTRACT_MANAGER, world.cast.other_authority)
    with pytest.raises(Invalid) as invalid:
        actions.name_leads(
            world.contract, authority_lead=stranger, supplier_lead=None, by=manager, now=ENTERED_AT
        )
    assert invalid.value.field == "authority_lead"


def test_a_commitment_can_have_its_own_leads(world, manager):
    person = world.cast.person(Role.COMMISSIONER)
    actions.name_commitment_leads(
        world.commitment, authority_lead=person, supplier_lead=None, by=manager, now=ENTERED_AT
    )
    assert queries.commitment(manager, world.commitment.external_id).authority_lead == person


def test_a_link_to_a_mission_is_decided_by_a_person_with_a_reason(world, manager):
    link = world.contract_link
    assert (link.basis, link.linked_by) == ("decided", manager.person)
    with pytest.raises(Refused):
        actions.serve(world.contract, world.mission, reason="Again.", by=manager, now=ENTERED_AT)
    with pytest.raises(Invalid):
        actions.serve(world.contract, world.goal, reason=" ", by=manager, now=ENTERED_AT)
    actions.stop_serving(link, by=manager, now=ENTERED_AT)
    assert not world.contract.serves.filter(mission=world.mission).exists()


def at_the_end(world):
    """Noon on the last day of the contract."""
    return dt.datetime.combine(world.contract.ends_on, dt.time(12), tzinfo=dt.UTC)


def test_a_published_contract_stays_as_printed(world, manager):
    with pytest.raises(Refused) as refused:
        actions.serve(world.northern_spire, world.mission, reason="It does.", by=manager, now=ENTERED_AT)
    assert refused.value.code == "contract.published_is_as_printed"
    with pytest.raises(Refused):
        actions.name_leads(
            world.northern_spire, authority_lead=None, supplier_lead=None, by=manager, now=ENTERED_AT
        )


def test_a_contract_finishes_or_is_terminated_with_a_reason(world, manager):
    with pytest.raises(Invalid):
        actions.terminate(world.contract, reason="", by=manager, now=ENTERED_AT)
    actions.finish(world.contract, by=manager, now=at_the_end(world))
    assert fresh(world.contract).status == "finished"
    with pytest.raises(Refused):
        actions.terminate(fresh(world.contract), reason="Late.", by=manager, now=at_the_end(world))


def test_a_contract_has_not_run_to_its_end_before_its_last_day(world, manager):
    with pytest.raises(Refused, match="not_at_its_end"):
        actions.finish(world.contract, by=manager, now=at_the_end(world) - dt.timedelta(days=1))
    assert fresh(world.contract).status == "in_force"


def test_an_early_end_is_on_its_own_day_whenever_it_is_recorded(world, manager):
    day = ENTERED_AT.date() + dt.timedelta(days=20)
    later = ENTERED_AT + dt.timedelta(days=40)
    for wrong in (later.date() + dt.timedelta(days=1), ENTERED_AT.date() - dt.timedelta(days=1)):
        with pytest.raises(Invalid, match="ended_on_out_of_range"):
            actions.terminate(world.contract, reason="It closed.", ended_on=wrong, by=manager, now=later)
    actions.terminate(world.contract, reason="It closed.", ended_on=day, by=manager, now=later)
    assert fresh(world.contract).ended_on == day
    made = next(each for each in drafts(fresh(world.contract)) if each.kind is NoticeKind.TERMINATION)
    assert {field.rule.id: field.value for field in made.fields}["ended_on"] == day
    assert made.due_on == day + dt.timedelta(days=29)  # thirty days that begin with it


def test_both_sides_find_the_contract_and_nobody_else(world):
    id_ = world.contract.external_id
    for role in (Role.READER, Role.DELIVERY_LEAD):
        assert queries.contract(world.cast.actor(role), id_).external_id == id_
    for role, organisation in (
        (Role.READER, world.cast.other_authority),
        (Role.DELIVERY_LEAD, world.cast.rival),
    ):
        with pytest.raises(NotFound):
            queries.contract(world.cast.actor(role, organisation), id_)
    with pytest.raises(NotPermitted):
        queries.contract(world.cast.actor(Role.PANEL_MEMBER), id_)


def test_everybody_signed_in_may_read_a_published_contract(world):
    for role in (Role.READER, Role.DELIVERY_LEAD):
        assert queries.contract(world.cast.actor(role), "northern-spire" if world.northern_spire else "")


def test_a_list_has_a_constant_query_count(world, django_assert_num_queries):
    reader = world.cast.actor(Role.READER)
    assert world.contract
    assert world.northern_spire
    wanted = queries.ContractFilter()
    with django_assert_num_queries(1):
        assert len(queries.listed(reader, wanted)) == 1
    with django_assert_num_queries(1):
        assert len(queries.listed(reader, wanted, of_others=True)) > 1


def test_a_list_is_narrowed_by_words_and_status(world):
    reader = world.cast.actor(Role.READER)
    assert world.northern_spire
    found = queries.listed(reader, queries.ContractFilter(words="bridge"), of_others=True)
    assert [row.external_id for row in found] == ["northern-spire"]
    assert not queries.listed(reader, queries.ContractFilter(status="terminated"), of_others=True)


def test_a_procurement_ends_with_its_last_contract(world, manager):
    procurement = world.contract.procurement
    # The builder enters into the contract without playing the assessment; the award would have moved it here.
    type(procurement).objects.for_system("test").filter(pk=procurement.pk).update(
        status=ProcurementStatus.IN_CONTRACT
    )
    procurement.refresh_from_db()
    actions.finish(world.contract, by=manager, now=at_the_end(world))
    procurement.refresh_from_db()
    assert procurement.status == ProcurementStatus.ENDED


def test_of_two_who_say_at_once_what_it_serves_the_second_is_told(world, manager, monkeypatch):
    assert world.contract
    begin, done = looking_after.transaction, []

    def serve():
        return actions.serve(world.contract, world.goal, reason="It does.", by=manager, now=ENTERED_AT)

    @contextmanager
    def transaction(**who):
        if not done:
            done.append(True)
            serve()
        with begin(**who) as work:
            yield work

    monkeypatch.setattr(looking_after, "transaction", transaction)
    with pytest.raises(Refused, match="already_linked"):
        serve()
