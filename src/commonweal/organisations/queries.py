"""Reading organisations and people."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Side
from commonweal.organisations.models import Membership, Organisation, PartnershipMember, Person
from commonweal.records.scopes import ScopedQuerySet


def memberships_of(person: Person) -> list[Membership]:
    """A person's open memberships, with their organisations, by organisation name."""
    return list(
        person.memberships.filter(ended_at__isnull=True)
        .select_related("organisation", "person")
        .order_by("organisation__name", "pk")
    )


def own_organisation(actor: Actor) -> Organisation:
    """The organisation the actor acts for."""
    return Organisation.objects.for_system("own organisation of an actor").get(pk=actor.organisation_id)


def of_own(model: Any, actor: Actor) -> ScopedQuerySet:
    """Rows of a model that belong to the actor's organisation, whichever side it is on."""
    if actor.side is Side.PARTNERSHIP:
        scoped: ScopedQuerySet = model.objects.for_partnership(actor)
        return scoped
    found: ScopedQuerySet = model.objects.for_either_side(actor)
    return found


def members(actor: Actor) -> ScopedQuerySet:
    """Open memberships of the actor's organisation."""
    found = of_own(Membership, actor)
    return found.filter(ended_at__isnull=True).select_related("person").order_by("person__name")


def names_of(people: Iterable[str]) -> dict[str, str]:
    """Names by external id, for showing history. Unknown ids (removed people) are left out."""
    return dict(Person.objects.filter(external_id__in=set(people)).values_list("external_id", "name"))


def organisation_names_of(organisations: Iterable[str]) -> dict[str, str]:
    """Organisation names by external id, for showing history."""
    found = Organisation.objects.for_system("names in history").filter(external_id__in=set(organisations))
    return dict(found.values_list("external_id", "name"))


def suppliers_by_name() -> ScopedQuerySet:
    """Every supplier that is here, for inviting some of them. Names are all that is shown."""
    found = Organisation.objects.for_system("suppliers that can be invited")
    return found.filter(side=Side.SUPPLIER).order_by("name", "pk")


def supplier_named(words: str) -> list[Organisation]:
    """Suppliers with exactly this name, in any case, or this number in a register; at most two, to tell one from several."""
    rows = Organisation.objects.for_system("a supplier that another names exactly").filter(side=Side.SUPPLIER)
    said = words.strip()
    number = said.rpartition(" ")[2]
    same = Q(name__iexact=said) | Q(identifiers__value__iexact=said) | Q(identifiers__value__iexact=number)
    return list(rows.filter(same).distinct().order_by("pk")[:2]) if said else []


def suppliers_by_size() -> dict[str, int]:
    """How many suppliers that are here have each size."""
    found = Organisation.objects.for_system("suppliers counted by size").filter(side=Side.SUPPLIER)
    return {
        row["size"]: row["count"] for row in found.values("size").annotate(count=Count("pk")).order_by("size")
    }


def partnership_rows(actor: Actor) -> ScopedQuerySet:
    """Open rows between a partnership and its members or those it has asked: the actor's own on either side.

    A supplier has none."""
    found = (
        PartnershipMember.objects.for_partnership(actor)
        if actor.side is Side.PARTNERSHIP
        else PartnershipMember.objects.for_authority(actor)
    )
    return (
        found.filter(ended_at__isnull=True)
        .select_related("partnership", "member")
        .order_by("partnership__name", "member__name")
    )


def partnership(actor: Actor, external_id: str) -> Organisation:
    """A partnership that the actor acts for, or that their authority belongs to or was asked to join.

    Raises:
        NotFound: for everybody else.
    """
    row = partnership_rows(actor).filter(partnership__external_id=external_id).first()
    if row is not None:
        return row.partnership  # type: ignore[no-any-return]
    if actor.side is Side.PARTNERSHIP and actor.organisation == external_id:
        return own_organisation(actor)
    raise NotFound("record.not_found", kind=Organisation.KIND)


def members_of_partnership(found: Organisation) -> list[PartnershipMember]:
    """Authorities that belong to a partnership now, by name. Those asked and not yet answered are left out."""
    rows = found.partners.filter(accepted_at__isnull=False, ended_at__isnull=True)
    return list(rows.select_related("member").order_by("member__name"))


def may_be_asked(found: Organisation, *, or_were: bool = False) -> list[Organisation]:
    """Authorities that a partnership could ask to join: somebody acts for them, and they were not asked already.

    With `or_were` those that were asked or belong to it come too."""
    rows = found.partners.filter(ended_at__isnull=True, member=OuterRef("pk"))
    people = Membership.objects.for_system("authorities that somebody acts for").filter(
        organisation=OuterRef("pk"), ended_at__isnull=True
    )
    every = Organisation.objects.for_system("authorities that may be asked to join a partnership")
    acted_for = every.filter(Exists(people), side=Side.AUTHORITY).order_by("name", "pk")
    return list(acted_for if or_were else acted_for.filter(~Exists(rows)))


def own_membership(actor: Actor) -> Membership:
    """The open membership through which a person acts."""
    rows = Membership.objects.for_system("one's own membership")
    found: Membership = rows.get(
        person_id=actor.person_id, organisation_id=actor.organisation_id, ended_at__isnull=True
    )
    return found
