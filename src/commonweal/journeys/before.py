"""Before the ask, across rooms: publishing the pipeline."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import F, Q

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.domain.pipelines import SCHEMA, PipelineContent, PipelineEntryContent
from commonweal.domain.procurements import Nature, ProcurementStatus
from commonweal.lifecycle.planning import queries as planning
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.organisations.queries import own_organisation
from commonweal.publication import actions as publication
from commonweal.publication.models import Snapshot
from commonweal.records.scopes import ScopedQuerySet

#: A procurement that has not come to its tender notice is still to come.
_TO_COME = (ProcurementStatus.PLANNED, ProcurementStatus.ENGAGEMENT, ProcurementStatus.DESIGN)


def publishable(actor: Actor) -> ScopedQuerySet:
    """Entries of the actor's authority for which tenders are still to be invited, the soonest first."""
    to_come = Q(procurement__isnull=True) | Q(procurement__status__in=[each.value for each in _TO_COME])
    found = planning.entries(actor).filter(to_come, withdrawn_at__isnull=True)
    return found.order_by(F("notice_on").asc(nulls_last=True), "pk")


def publish_pipeline(chosen: Sequence[str], *, by: Actor, now: dt.datetime) -> Snapshot:
    """Publish entries by their external ids, as they stand, in the place of what was published before.

    Raises:
        Invalid: none was chosen, or one that is not the actor's or is no longer to come. NotPermitted.
    """
    by.must(Permission.PIPELINE_PUBLISH)
    rows = (
        publishable(by).filter(external_id__in=chosen).prefetch_related("serves__mission", "serves__outcome")
    )
    entries = tuple(_content(each) for each in rows)
    if not entries:
        raise Invalid("pipeline.nothing_to_publish", field="entries")
    if len(entries) != len(set(chosen)):
        raise Invalid("pipeline.not_yours", field="entries")
    authority = own_organisation(by)
    content = PipelineContent(SCHEMA, authority.external_id, authority.name, entries)
    return publication.publish_pipeline(content, authority_id=authority.pk, by=by, now=now)


def _content(entry: PipelineEntry) -> PipelineEntryContent:
    return PipelineEntryContent(
        id=entry.external_id,
        title=entry.title,
        description=entry.description,
        nature=Nature(entry.nature),
        cpv_division=entry.cpv_division,
        value_pence=entry.value_pence,
        notice_on=entry.notice_on,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        extension_months=entry.extension_months,
        serves=tuple((link.mission or link.outcome).title for link in entry.serves.all()),
    )
