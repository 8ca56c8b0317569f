"""All reads of the procurement stage."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, When

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound
from commonweal.domain.library import in_force
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import PARENT_KINDS, ProcurementStatus
from commonweal.lifecycle.planning import queries as planning
from commonweal.lifecycle.procurement.models import (
    Ask,
    AskMetric,
    AskVersion,
    AuthorityPromise,
    Criterion,
    Lot,
    PackTemplate,
    Procurement,
    ProcurementServes,
    Round,
    StatusChange,
)
from commonweal.lifecycle.strategy.models import FrameworkEdition
from commonweal.lifecycle.strategy.queries.library import editions_for
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

_P = Permission


@dataclass(frozen=True)
class PipelineFilter:
    """What a list of the pipeline is narrowed to; an empty field narrows nothing. `status` "" is every status."""

    words: str = ""
    nature: str = ""
    status: str = ""
    value_from_pence: int | None = None
    value_to_pence: int | None = None


#: The status of a pipeline entry from which no procurement has begun.
NOT_BEGUN = "not_begun"
ENTRY_WITHDRAWN = "entry_withdrawn"
_OVER = [
    status.value
    for status in (
        ProcurementStatus.IN_CONTRACT,
        ProcurementStatus.ENDED,
        ProcurementStatus.WITHDRAWN,
        ProcurementStatus.TERMINATED,
    )
]


def pipeline(actor: Actor, wanted: PipelineFilter) -> ScopedQuerySet:
    """Pipeline entries of the actor's authority, each with its procurement if one has begun.

    The soonest to be invited come first; what is in contract, over or given up comes last.
    """
    found = planning.entries(actor).select_related("procurement")
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(description__icontains=wanted.words))
    if wanted.nature:
        found = found.filter(nature=wanted.nature)
    if wanted.value_from_pence is not None:
        found = found.filter(value_pence__gte=wanted.value_from_pence)
    if wanted.value_to_pence is not None:
        found = found.filter(value_pence__lte=wanted.value_to_pence)
    over = Q(withdrawn_at__isnull=False) | Q(procurement__status__in=_OVER)
    rank = Case(When(over, then=1), default=0, output_field=IntegerField())
    found = found.filter(_status_condition(wanted.status)).annotate(is_over=rank)
    # An entry without a date comes after those with one, on either database.
    return found.order_by("is_over", F("notice_on").asc(nulls_last=True), "pk")


def _status_condition(status: str) -> Q:
    if not status:
        return Q()
    if status == NOT_BEGUN:
        return Q(procurement__isnull=True, withdrawn_at__isnull=True)
    if status == ENTRY_WITHDRAWN:
        return Q(withdrawn_at__isnull=False)
    return Q(procurement__status=status)


def procurements(actor: Actor) -> ScopedQuerySet:
    """Procurements of the actor's authority, the newest first."""
    return Procurement.objects.for_authority(actor).select_related(
        "authority", "ask", "pipeline_entry", "parent"
    )


def procurement(actor: Actor, external_id: str, permission: Permission = _P.PROCUREMENT_READ) -> Procurement:
    """One procurement, for somebody who may. Raises NotFound or NotPermitted."""
    found: Procurement = fetch(procurements(actor), external_id, actor, permission)
    return found


def ask(actor: Actor, external_id: str, permission: Permission = _P.PROCUREMENT_READ) -> Ask:
    """One ask with its procurement."""
    rows = Ask.objects.for_authority(actor).select_related("procurement__authority", "framework_edition")
    found: Ask = fetch(rows, external_id, actor, permission)
    return found


def weights_version(ask: Ask) -> int:
    """Grows with every change of any criterion of the ask: the weights are read, and saved, all together."""
    return sum(ask.criteria.values_list("revision", flat=True))


def criterion(actor: Actor, external_id: str, permission: Permission = _P.ASK_EDIT) -> Criterion:
    """One criterion of a draft ask."""
    rows = Criterion.objects.for_authority(actor).select_related("ask__procurement", "outcome__mission")
    found: Criterion = fetch(rows, external_id, actor, permission)
    return found


def metric(actor: Actor, external_id: str, permission: Permission = _P.ASK_EDIT) -> AskMetric:
    """One metric of a draft ask."""
    rows = AskMetric.objects.for_authority(actor).select_related(
        "criterion__ask__procurement", "outcome__mission"
    )
    found: AskMetric = fetch(rows, external_id, actor, permission)
    return found


def promise(actor: Actor, external_id: str, permission: Permission = _P.ASK_EDIT) -> AuthorityPromise:
    """One of the authority's own promises in a draft ask."""
    rows = AuthorityPromise.objects.for_authority(actor).select_related("ask__procurement")
    found: AuthorityPromise = fetch(rows, external_id, actor, permission)
    return found


def lot(actor: Actor, external_id: str, permission: Permission = _P.PROCUREMENT_EDIT) -> Lot:
    """One lot."""
    found: Lot = fetch(
        Lot.objects.for_authority(actor).select_related("procurement"), external_id, actor, permission
    )
    return found


def round_(actor: Actor, external_id: str, permission: Permission = _P.PROCUREMENT_EDIT) -> Round:
    """One round."""
    rows = Round.objects.for_authority(actor).select_related("procurement")
    found: Round = fetch(rows, external_id, actor, permission)
    return found


def link(actor: Actor, external_id: str, permission: Permission = _P.PROCUREMENT_EDIT) -> ProcurementServes:
    """One link to what a procurement serves."""
    rows = ProcurementServes.objects.for_authority(actor).select_related("procurement", "mission", "outcome")
    found: ProcurementServes = fetch(rows, external_id, actor, permission)
    return found


def possible_parents(actor: Actor) -> ScopedQuerySet:
    """Framework agreements and dynamic markets of the authority, under which a call-off can be made."""
    kinds = [kind.value for kind in PARENT_KINDS]
    return Procurement.objects.for_authority(actor).filter(kind__in=kinds).order_by("title")


def editions(actor: Actor, of: Procurement) -> list[FrameworkEdition]:
    """The edition of each social value framework that was in force, and known here, when the procurement began."""
    by_code: dict[tuple[bool, str], list[FrameworkEdition]] = {}
    for each in editions_for(actor):
        by_code.setdefault((each.is_national, each.code), []).append(each)
    found = (in_force(each, on=of.began_on, known_at=of.created_at) for each in by_code.values())
    return [edition for edition in found if edition is not None]


def history(of: Procurement) -> Sequence[StatusChange]:
    """The moves of a procurement, the oldest first."""
    return list(of.status_changes.all())


def latest_version(of: Procurement) -> AskVersion | None:
    """The version that is published now; None before publication."""
    found: AskVersion | None = of.ask.versions.order_by("-number").first()
    return found


def published(procurement_id: str) -> AskVersion:
    """The latest published version of a procurement, whoever asks: what is published is public.

    Tendering finds the ask a supplier answers by this, with the procurement's external id as it stands in the public
    page. `version.ask.procurement` is loaded.

    Raises:
        NotFound: there is no such procurement, or its ask has not been published.
    """
    rows = AskVersion.objects.for_system("a published ask is public").filter(
        ask__procurement__external_id=procurement_id
    )
    found: AskVersion | None = (
        rows.select_related("ask__procurement", "ask__procurement__authority").order_by("-number").first()
    )
    if found is None:
        raise NotFound("record.not_found", kind="ask")
    return found


def pack_template(actor: Actor, permission: Permission = _P.PROCUREMENT_READ) -> PackTemplate | None:
    """The authority's Word template that is in use; None when there is none."""
    actor.must(permission)
    rows = PackTemplate.objects.for_authority(actor).filter(retired_at__isnull=True)
    found: PackTemplate | None = rows.select_related("stored").first()
    return found


def pack_template_of(authority_id: int) -> PackTemplate | None:
    """The same for the worker, by the authority's database key."""
    rows = PackTemplate.objects.for_system("the pack of a published ask")
    found: PackTemplate | None = (
        rows.filter(authority_id=authority_id, retired_at__isnull=True).select_related("stored").first()
    )
    return found


def due_to_close(now: dt.datetime) -> ScopedQuerySet:
    """Open procurements whose deadline has passed at `now`, for the clock."""
    return Procurement.objects.for_system("closing at the deadline").filter(
        status=ProcurementStatus.OPEN, tender_deadline_at__lt=now
    )
