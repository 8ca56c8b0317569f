"""Fetching is the permission check."""

import pytest

from commonweal.domain.errors import NotFound, NotPermitted, Stale
from commonweal.domain.permissions import Permission, Role
from commonweal.organisations.access import fetch
from commonweal.organisations.events import OrganisationEvent
from commonweal.organisations.models import Membership, Organisation
from commonweal.organisations.queries import members
from commonweal.records.scopes import UnscopedQuery
from commonweal.records.work import change, transaction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "run",
    [
        lambda queryset: list(queryset.all()),
        lambda queryset: queryset.count(),
        lambda queryset: queryset.exists(),
        lambda queryset: queryset.first(),
        lambda queryset: queryset.filter(name="x").get(),
        lambda queryset: list(queryset.values("name")),
        lambda queryset: list(queryset.values_list("name")),
        lambda queryset: list(queryset.iterator()),
        lambda queryset: queryset.aggregate(),
        lambda queryset: queryset.update(name="x"),
        lambda queryset: queryset.all().delete(),
        lambda queryset: queryset.in_bulk(),
        lambda queryset: queryset.last(),
    ],
)
def test_a_query_that_does_not_say_for_whom_is_refused(cast, run):
    assert cast.authority
    with pytest.raises(UnscopedQuery):
        run(Organisation.objects)


def test_an_authority_sees_its_own_and_not_another_s(cast):
    actor = cast.actor(Role.READER)
    assert cast.other_authority
    assert list(Organisation.objects.for_authority(actor)) == [cast.authority]


def test_a_supplier_is_no_authority(cast):
    actor = cast.actor(Role.TENDER_WRITER)
    assert list(Organisation.objects.for_authority(actor)) == []
    assert list(Organisation.objects.for_supplier(actor)) == [cast.supplier]


def test_what_hangs_on_a_fetched_thing_is_scoped_by_it(cast):
    cast.actor(Role.READER)
    assert [each.roles for each in cast.authority.memberships.all()] == [["reader"]]


def test_members_are_those_of_the_actor_s_organisation(cast):
    actor = cast.actor(Role.READER)
    cast.actor(Role.TENDER_WRITER)
    assert [each.organisation_id for each in members(actor)] == [cast.authority.pk]


def test_a_stranger_is_told_there_is_nothing(cast):
    other = cast.actor(Role.AUTHORITY_ADMINISTRATOR, cast.other_authority)
    with pytest.raises(NotFound):
        fetch(
            Organisation.objects.for_authority(other),
            cast.authority.external_id,
            other,
            Permission.ORGANISATION_EDIT,
        )


def test_a_colleague_without_the_permission_is_refused(cast):
    reader = cast.actor(Role.READER)
    with pytest.raises(NotPermitted):
        fetch(
            Organisation.objects.for_authority(reader),
            cast.authority.external_id,
            reader,
            Permission.ORGANISATION_EDIT,
        )


def test_a_second_save_from_the_same_revision_is_stale(cast):
    first = cast.member(Role.READER)
    with transaction(by=cast.actor(Role.READER), at=cast.now) as work:
        change(first, revision=1, roles=["reader"])
        work.record(OrganisationEvent.ROLES_CHANGED, first)
        with pytest.raises(Stale) as caught:
            change(first, revision=1, roles=["opener"])
    assert (caught.value.params["expected"], caught.value.params["actual"]) == (1, 2)
    assert Membership.objects.for_system("test").get(pk=first.pk).roles == ["reader"]


def test_a_field_that_does_not_exist_is_a_programming_error(cast):
    member = cast.member(Role.READER)
    with transaction(by=cast.actor(Role.READER), at=cast.now) as work:
        with pytest.raises(AttributeError):
            change(member, colour="blue")
        work.record(OrganisationEvent.ROLES_CHANGED, member)
