"""Whose claim a report is: everybody who made it or one that it takes the place of, and whoever acts for those who gain."""

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.lifecycle.delivery.earlier import earlier_reports
from commonweal.lifecycle.delivery.models import Report
from commonweal.organisations.models import Membership
from commonweal.records.scopes import ScopedQuerySet


def claimants_of(report: Report) -> frozenset[int]:
    """Keys of the people who made it, or one of the reports that it corrects."""
    made = (each.reported_by_id for each in (report, *earlier_reports(report)))
    return frozenset(key for key in made if key is not None)


def is_claimant(report: Report, actor: Actor) -> bool:
    """True when the actor made it, or one that it corrects, or belongs to those for whom it was made.

    Those are the organisation it was made for and the contract's supplier, to whose promise it counts; somebody belongs who
    does now or did on the day of the report. For what the authority owes itself only the person counts: its verifiers are
    its own people.
    """
    if actor.person_id in claimants_of(report):
        return True
    contract = report.commitment.contract
    if report.reported_for_id in (None, contract.authority_id):
        return False
    rows = Membership.objects.for_system("whether a verifier belongs to the claimant too")
    rows = rows.filter(
        person_id=actor.person_id, organisation_id__in=(report.reported_for_id, contract.supplier_id)
    )
    then = Q(created_at__lte=report.created_at, ended_at__gte=report.created_at)
    return bool(rows.filter(Q(ended_at__isnull=True) | then).exists())


def without_own_claims(rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
    """Of reports that wait for the actor's authority those that are not the actor's own claim, as a list can tell."""
    made = Q(reported_by_id=actor.person_id) | Q(corrects__reported_by_id=actor.person_id)
    made |= Q(corrects__corrects__reported_by_id=actor.person_id)
    others = Membership.objects.for_system("organisations that a verifier belongs to as well")
    others = others.filter(person_id=actor.person_id, ended_at__isnull=True)
    others = others.exclude(organisation_id=actor.organisation_id).values("organisation_id")
    gains = Q(reported_for__in=others) | Q(commitment__contract__supplier__in=others)
    return rows.exclude(made).exclude(gains & ~Q(reported_for_id=actor.organisation_id))
