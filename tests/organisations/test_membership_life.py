"""The life of a membership: invited, joined, other roles, ended; each step audited, and the second of two told."""

import datetime as dt
import re

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import DomainError, Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.organisations import actions
from commonweal.organisations.models import Invitation, Membership
from commonweal.organisations.queries import memberships_of
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ADMIN = Role.AUTHORITY_ADMINISTRATOR
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def admin(cast):
    return cast.actor(ADMIN)


@pytest.fixture
def invitation(cast, admin) -> Invitation:
    return actions.invite(
        organisation=cast.authority,
        name="New colleague",
        email="New.Colleague@Example.org",
        roles=[Role.READER, Role.COMMISSIONER],
        by=admin,
        now=NOW,
    )


@pytest.fixture
def newcomer():
    return actions.register_person(
        name="New colleague", email="new.colleague@example.org", password=None, now=NOW
    )


def again(record):
    """The row as another person holds it."""
    return type(record).objects.for_system("test").select_related("organisation").get(pk=record.pk)


def happened(record) -> list[str]:
    rows = AuditEvent.objects.filter(kind=record.KIND, external_id=record.external_id).order_by("number")
    return list(rows.values_list("type", flat=True))


def refused(code: str):
    return pytest.raises(DomainError, match=re.escape(code))


def test_an_invitation_holds_the_address_in_one_spelling_and_lasts_14_days(invitation):
    assert invitation.email == "new.colleague@example.org"
    assert invitation.expires_at == NOW + dt.timedelta(days=14)
    assert happened(invitation) == ["membership.invited"]


def test_only_who_manages_members_invites_withdraws_changes_and_ends(cast, invitation):
    reader, member = cast.actor(Role.READER), cast.member(Role.COMMISSIONER)
    attempts = (
        lambda: actions.invite(
            organisation=cast.authority, name="X", email="x@example.org", roles=[ADMIN], by=reader, now=NOW
        ),
        lambda: actions.withdraw_invitation(invitation, by=reader, now=NOW),
        lambda: actions.change_roles(member, roles=[ADMIN], by=reader, now=NOW, revision=None),
        lambda: actions.end_membership(member, by=reader, now=NOW),
    )
    before = AuditEvent.objects.count()
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert AuditEvent.objects.count() == before


def test_a_member_is_not_invited_again_and_roles_of_suppliers_are_not_given(cast, admin):
    said = {"organisation": cast.authority, "name": "X", "by": admin, "now": NOW}
    with pytest.raises(Invalid):
        actions.invite(email=cast.person(ADMIN).email.upper(), roles=[Role.READER], **said)
    for roles in ([], [Role.TENDER_WRITER]):
        with pytest.raises(Invalid):
            actions.invite(email="x@example.org", roles=roles, **said)
    assert not Invitation.objects.for_system("test").exists()


def test_who_accepts_joins_with_the_roles_of_the_invitation(invitation, newcomer):
    member = actions.accept_invitation(invitation, person=newcomer, now=LATER)
    assert member.roles == ["commissioner", "reader"]
    assert [each.pk for each in memberships_of(newcomer)] == [member.pk]
    assert happened(member) == ["membership.accepted"]
    stored = again(invitation)
    assert (stored.accepted_at, stored.accepted_by) == (LATER, newcomer.external_id)


def test_at_its_last_instant_an_invitation_is_in_time_and_a_second_later_it_is_not(invitation, newcomer):
    late = invitation.expires_at + dt.timedelta(seconds=1)
    with refused("invitation.expired"):
        actions.accept_invitation(invitation, person=newcomer, now=late)
    assert actions.accept_invitation(invitation, person=newcomer, now=invitation.expires_at).pk


def test_a_link_works_once_even_from_a_page_that_was_open_before(invitation, newcomer):
    held = again(invitation)
    actions.accept_invitation(invitation, person=newcomer, now=LATER)
    with refused("invitation.not_open"):
        actions.accept_invitation(held, person=newcomer, now=LATER)
    assert len(memberships_of(newcomer)) == 1


def test_a_withdrawn_link_opens_nothing_even_from_a_page_that_was_open_before(invitation, newcomer, admin):
    held = again(invitation)
    actions.withdraw_invitation(invitation, by=admin, now=LATER)
    assert happened(invitation) == ["membership.invited", "membership.withdrawn"]
    with refused("invitation.not_open"):
        actions.accept_invitation(held, person=newcomer, now=LATER)
    assert memberships_of(newcomer) == []


def test_what_was_accepted_is_not_withdrawn(invitation, newcomer, admin):
    held = again(invitation)
    actions.accept_invitation(invitation, person=newcomer, now=LATER)
    with refused("invitation.not_open"):
        actions.withdraw_invitation(held, by=admin, now=LATER)
    assert again(invitation).withdrawn_at is None


def test_of_two_invitations_to_one_person_the_second_adds_nothing(invitation, newcomer, cast, admin):
    second = actions.invite(
        organisation=cast.authority, name="Same", email=newcomer.email, roles=[ADMIN], by=admin, now=NOW
    )
    actions.accept_invitation(invitation, person=newcomer, now=LATER)
    with refused("invitation.joined_already"):
        actions.accept_invitation(second, person=newcomer, now=LATER)
    assert [each.roles for each in memberships_of(newcomer)] == [["commissioner", "reader"]]


def test_new_roles_hold_at_once_and_of_two_administrators_the_second_is_told(cast, admin):
    member = cast.member(Role.READER)
    held = again(member)
    actions.change_roles(
        member, roles=[Role.MODERATOR, Role.ASSESSOR], by=admin, now=LATER, revision=member.revision
    )
    assert again(member).actor().roles == {Role.ASSESSOR, Role.MODERATOR}
    with pytest.raises(Stale):
        actions.change_roles(held, roles=[Role.OPENER], by=admin, now=LATER, revision=held.revision)
    assert again(member).roles == ["assessor", "moderator"]


def test_an_ended_membership_opens_nothing_and_stays_in_the_record(cast, admin):
    member = cast.member(Role.READER)
    held = again(member)
    actions.end_membership(member, by=admin, now=LATER)
    assert memberships_of(member.person) == []
    assert (again(member).ended_at, again(member).ended_by) == (LATER, admin.person)
    assert happened(member)[-1] == "membership.ended"
    with refused("membership.already_ended"):
        actions.end_membership(held, by=admin, now=LATER)
    with refused("membership.already_ended"):
        actions.change_roles(held, roles=[ADMIN], by=admin, now=LATER, revision=None)
    assert happened(member)[-1] == "membership.ended"


def test_who_left_can_be_invited_again(cast, admin):
    person = cast.person(Role.READER)
    actions.end_membership(cast.member(Role.READER), by=admin, now=LATER)
    back = actions.invite(
        organisation=cast.authority, name="Back", email=person.email, roles=[Role.OPENER], by=admin, now=LATER
    )
    assert actions.accept_invitation(back, person=person, now=LATER).roles == ["opener"]


def test_the_last_administrator_neither_leaves_nor_steps_down(cast, admin):
    member = cast.member(ADMIN)
    with pytest.raises(Refused):
        actions.end_membership(member, by=admin, now=LATER)
    with pytest.raises(Refused):
        actions.change_roles(member, roles=[Role.READER], by=admin, now=LATER, revision=None)
    second = cast.member(Role.READER)
    actions.change_roles(second, roles=[ADMIN], by=admin, now=LATER, revision=None)
    actions.end_membership(member, by=admin, now=LATER)
    with pytest.raises(Refused):
        actions.end_membership(again(second), by=admin, now=LATER)
    assert Membership.objects.for_system("test").filter(ended_at__isnull=True).exists()
