"""Which roles see which kinds of thing on the thread."""

import pytest

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.permissions import ROLES, Role, Side
from commonweal.domain.thread import NodeKind
from commonweal.domain.visibility import SEEN_WITH, may_see_kind


def actor(role: Role) -> Actor:
    return Actor(1, 1, "p", "o", ROLES[role].side, frozenset({role}))


def test_the_table_decides_about_every_kind() -> None:
    assert set(SEEN_WITH) == set(NodeKind)


@pytest.mark.parametrize("kind", NodeKind)
def test_a_resident_panel_member_walks_no_thread(kind: NodeKind) -> None:
    assert not may_see_kind(actor(Role.PANEL_MEMBER), kind)


def test_a_reader_sees_everything_but_tenders() -> None:
    reader = actor(Role.READER)
    assert {kind for kind in NodeKind if not may_see_kind(reader, kind)} == {NodeKind.TENDER}


def test_partnership_staff_and_the_system_have_no_side_of_their_own_here() -> None:
    assert not any(may_see_kind(actor(Role.PARTNERSHIP_STAFF), kind) for kind in NodeKind)
    assert not any(may_see_kind(SYSTEM, kind) for kind in NodeKind)


@pytest.mark.parametrize("role", [role for role in Role if ROLES[role].side is Side.SUPPLIER])
def test_a_supplier_sees_the_thread_of_its_own_things(role: Role) -> None:
    assert all(may_see_kind(actor(role), kind) for kind in NodeKind)
