"""Reading organisations and people."""

from collections.abc import Iterable

from django.db.models import Count

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Side
from commonweal.organisations.models import Membership, Organisation, Person
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


def members(actor: Actor) -> ScopedQuerySet:
    """Open memberships of the actor's organisation."""
    found = Membership.objects.for_supplier(actor) | Membership.objects.for_authority(actor)
    found._scoped = True
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


def suppliers_by_size() -> dict[str, int]:
    """How many suppliers that are here have each size."""
    found = Organisation.objects.for_system("suppliers counted by size").filter(side=Side.SUPPLIER)
    return {
        row["size"]: row["count"] for row in found.values("size").annotate(count=Count("pk")).order_by("size")
    }
