"""The trace of one thing is scoped to who asks; hidden things are left out with their links; queries stay constant."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from commonweal.domain.thread import LinkBasis, NodeKind, Ref, StopState
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.thread import shown
from commonweal.thread.links import LINKS
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.strips import PARTS, strip_for
from commonweal.thread.walk import trace
from tests.builders.contracts import ENTERED_AT

pytestmark = pytest.mark.django_db
K = NodeKind


def kinds(nodes) -> set[NodeKind]:
    return {node.kind for node in nodes}


def test_each_kind_of_thing_is_registered_once_and_each_kind_of_link_once():
    assert set(SOURCES) == set(NodeKind)
    assert len({(link.upper, link.lower, link.model) for link in LINKS}) == len(LINKS)
    order = list(NodeKind)
    assert all(order.index(link.upper) < order.index(link.lower) for link in LINKS)


@pytest.fixture
def ref(world):
    assert world.verification
    assert world.evidence
    assert world.lesson
    assert world.contract_link
    return Ref(K.CONTRACT, world.contract.external_id)


def viewer(world, role: Role, organisation=None) -> Viewer:
    return Viewer(world.cast.actor(role, organisation))


def test_a_procurement_officer_walks_from_the_mission_to_the_lesson(world, ref):
    whole = trace(viewer(world, Role.PROCUREMENT_OFFICER), ref)
    assert kinds(whole.up(ref)) == {K.MISSION, K.OUTCOME, K.PROCUREMENT, K.ASK, K.TENDER}
    assert kinds(whole.down(ref)) == {K.COMMITMENT, K.REPORT, K.EVIDENCE, K.LESSON}
    assert len([node for node in whole.down(ref) if node.kind is K.COMMITMENT]) == 5


def test_a_link_carries_its_basis_and_reason(world, ref):
    whole = trace(viewer(world, Role.READER), ref)
    mission = Ref(K.MISSION, world.mission.external_id)
    (link,) = [each for each in whole.links if (each.upper, each.lower) == (mission, ref)]
    assert (link.basis, link.reason) == (LinkBasis.DECIDED, "Warm homes need carers who see damp.")


def test_a_reader_does_not_see_the_tender_nor_any_link_to_it(world, ref):
    whole = trace(viewer(world, Role.READER), ref)
    assert K.TENDER not in kinds(whole.nodes.values())
    assert not [link for link in whole.links if K.TENDER in (link.upper.kind, link.lower.kind)]
    assert K.PROCUREMENT in kinds(whole.up(ref))


def test_the_supplier_sees_its_own_thread_and_not_its_rivals_tender(world, ref):
    whole = trace(viewer(world, Role.DELIVERY_LEAD), ref)
    assert kinds(whole.up(ref)) == {K.MISSION, K.OUTCOME, K.PROCUREMENT, K.ASK, K.TENDER}
    assert [node.id for node in whole.of_kind(K.TENDER)] == [world.tender.external_id]


@pytest.mark.parametrize(
    ("role", "of"),
    [(Role.READER, "other_authority"), (Role.DELIVERY_LEAD, "rival"), (Role.PANEL_MEMBER, "authority")],
)
def test_a_stranger_finds_nothing(world, ref, role, of):
    assert trace(viewer(world, role, getattr(world.cast, of)), ref) is None


def test_sealed_tenders_contribute_nothing_for_anybody(world):
    procurement = Ref(K.PROCUREMENT, world.closed_procurement.external_id)
    for who in (Viewer(None), viewer(world, Role.PROCUREMENT_OFFICER), viewer(world, Role.TENDER_WRITER)):
        whole = trace(who, procurement)
        assert K.TENDER not in kinds(whole.nodes.values())


def test_an_awarded_but_unsigned_contract_is_hidden_from_the_supplier(world):
    prepared = Ref(K.CONTRACT, world.prepared_contract.external_id)
    assert trace(viewer(world, Role.DELIVERY_LEAD, world.cast.rival), prepared) is None
    assert trace(viewer(world, Role.READER), prepared) is not None


@pytest.mark.parametrize("role", [Role.READER, Role.DELIVERY_LEAD])
def test_a_published_thread_may_be_read_by_everybody_signed_in(world, role):
    assert world.northern_spire
    ref = Ref(K.CONTRACT, "northern-spire")
    whole = trace(viewer(world, role), ref)
    assert [node.id for node in whole.up(ref)] == ["sunderland-dynamic"]
    assert len(whole.of_kind(K.COMMITMENT)) == len(whole.of_kind(K.REPORT)) == 17
    found = shown.as_json(viewer(world, role), ref)
    assert len(found["commitments"]) == 17


def test_the_strip_of_northern_spire_is_the_one_in_the_picture(world):
    stops = strip_for(world.cast.actor(Role.READER), world.northern_spire)
    assert {stop.kind for stop in stops if stop.state is StopState.EXISTS} == {
        K.MISSION,
        K.COMMITMENT,
        K.REPORT,
    }
    assert [stop.kind for stop in stops if stop.state is StopState.HERE] == [K.CONTRACT]
    (mission,) = [stop for stop in stops if stop.kind is K.MISSION]
    assert mission.only.id == "sunderland-dynamic"


def test_the_strip_takes_as_many_queries_however_much_there_is(world, ref, django_assert_num_queries):
    reader, manager = world.cast.actor(Role.READER), world.cast.actor(Role.CONTRACT_MANAGER)
    with CaptureQueriesContext(connection) as few:
        strip_for(reader, world.contract)
    assert world.report
    for number in range(5):
        delivery.write_lesson(
            world.contract,
            title=f"Lesson {number}",
            what_happened="More.",
            what_we_believe="More.",
            by=manager,
            now=ENTERED_AT,
        )
    with django_assert_num_queries(len(few)):
        stops = strip_for(reader, world.contract)
    assert len(stops[-1].nodes) == 2, "a stop says none, the one, or several"
    assert stops[-1].only is None


def test_a_part_of_a_thing_has_the_strip_of_that_thing(world):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    lot = world.procurement.lots.get()
    here = [stop for stop in strip_for(officer, lot) if stop.state is StopState.HERE]
    assert [stop.only.id for stop in here] == [world.procurement.external_id]
    assert "lot" in PARTS


def test_a_thing_that_is_not_on_the_thread_has_no_strip(world):
    assert strip_for(world.cast.actor(Role.READER), world.cast.authority) is None


def test_a_suppliers_own_draft_has_a_strip_that_starts_with_it(world):
    writer = world.cast.actor(Role.TENDER_WRITER)
    stops = {stop.kind: stop.state for stop in strip_for(writer, world.draft_tender)}
    assert stops[K.TENDER] is StopState.HERE
    assert stops[K.CONTRACT] is StopState.NOT_YET


def test_what_is_recorded_later_appears_on_the_thread(world, ref):
    before = trace(viewer(world, Role.READER), ref)
    contracts.serve(
        world.contract,
        world.goal,
        reason="Nobody is cold where carers call.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=ENTERED_AT,
    )
    after = trace(viewer(world, Role.READER), ref)
    assert len(after.links) > len(before.links)


def test_a_walk_that_takes_the_first_of_many_reaches_the_same_stops(world):
    """What is below a commitment that was left out is found from its contract; what was left out is said."""
    assert world.report
    assert world.evidence
    viewer, start = Viewer(world.cast.actor(Role.READER)), Ref(NodeKind.CONTRACT, world.contract.external_id)
    whole, first = trace(viewer, start), trace(viewer, start, most=1)
    kinds = {node.kind for node in whole.down(start)}
    assert {node.kind for node in first.down(start)} == kinds >= {NodeKind.REPORT, NodeKind.EVIDENCE}
    assert len(whole.of_kind(NodeKind.COMMITMENT)) == 5
    assert NodeKind.COMMITMENT in first.cut
    assert whole.cut == frozenset()
