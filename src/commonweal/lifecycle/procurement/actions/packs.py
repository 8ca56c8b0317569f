"""The authority's own Word template: put to use, and retired."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.files.models import StoredFile
from commonweal.lifecycle.procurement.events import PackEvent as Event
from commonweal.lifecycle.procurement.models import PackTemplate
from commonweal.organisations.models import Organisation
from commonweal.records.work import change, transaction


def use_template(
    authority: Organisation, stored: StoredFile, *, title: str, by: Actor, now: dt.datetime
) -> PackTemplate:
    """Put a checked template to use; the one that was in use is retired.

    Raises:
        NotPermitted: the actor may not design asks. Invalid: no title.
    """
    by.must(Permission.ASK_EDIT)
    if not title.strip():
        raise Invalid("pack.template_title_missing", field="name")
    with transaction(by=by, at=now) as work:
        for earlier in PackTemplate.objects.for_authority(by).filter(retired_at__isnull=True):
            retire_template(earlier, by=by, now=now)
        template = PackTemplate(
            authority=authority, title=title.strip(), stored=stored, added_at=now, added_by=by.person
        )
        template.save()
        work.record(Event.TEMPLATE_ADDED, template, digest=stored.sha256)
    return template


def retire_template(
    template: PackTemplate, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> PackTemplate:
    """Stop using a template. What was issued in it stays as it was issued."""
    by.must(Permission.ASK_EDIT)
    with transaction(by=by, at=now) as work:
        change(template, revision=revision, retired_at=now, retired_by=by.person)
        work.record(Event.TEMPLATE_RETIRED, template)
    return template
