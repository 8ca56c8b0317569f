"""Writing what was changed because of what the market said, and the plan as it stood before."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.domain.plans import Plan, PlanDifference, differences
from commonweal.lifecycle.planning.models import Engagement, Heard
from commonweal.lifecycle.procurement.events import LawEvent as Event
from commonweal.lifecycle.procurement.models import EngagementBaseline, EngagementChange, Procurement
from commonweal.lifecycle.procurement.plan import plan_of
from commonweal.records.work import transaction


def take_baseline(
    procurement: Procurement, engagement: Engagement, *, by: Actor, now: dt.datetime
) -> EngagementBaseline:
    """Keep the plan and the draft ask as they stand before the market is spoken with; once for an engagement."""
    by.must(Permission.PROCUREMENT_EDIT)
    found: EngagementBaseline | None = procurement.baselines.filter(engagement=engagement).first()
    if found is not None:
        return found
    with transaction(by=by, at=now) as work:
        made = EngagementBaseline(
            procurement=procurement,
            engagement=engagement,
            content=plan_of(procurement).to_json().decode(),
            taken_at=now,
            taken_by=by.person,
        )
        made.save()
        work.record(Event.BASELINE_TAKEN, procurement, engagement=engagement.external_id)
    return made


def differences_since(procurement: Procurement, engagement: Engagement) -> tuple[PlanDifference, ...]:
    """What differs now from the plan as it stood when the engagement opened; nothing before it opened."""
    baseline = procurement.baselines.filter(engagement=engagement).first()
    if baseline is None:
        return ()
    return differences(Plan.from_json(baseline.content), plan_of(procurement))


def say_changed(
    procurement: Procurement,
    heard: Heard,
    what: str,
    *,
    keys: Sequence[str],
    by: Actor,
    now: dt.datetime,
) -> EngagementChange:
    """Say what was changed because of something heard, with the differences (by key) that it made.

    Raises:
        Invalid: no words, or a difference that does not stand.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    if not what.strip():
        raise Invalid("engagement.change_empty", field="what")
    standing = {each.key: each for each in differences_since(procurement, heard.engagement)}
    if not set(keys) <= standing.keys():
        raise Invalid("engagement.difference_unknown", field="keys")
    rows = [standing[key] for key in dict.fromkeys(keys)]
    with transaction(by=by, at=now) as work:
        made = EngagementChange(
            procurement=procurement,
            heard=heard,
            what=what.strip(),
            differences=[
                {"field": each.field, "about": each.about, "before": each.before, "after": each.after}
                for each in rows
            ],
            changed_at=now,
            changed_by=by.person,
        )
        made.save()
        work.record(Event.CHANGED_BECAUSE, procurement, heard=heard.external_id, differences=len(rows))
    return made
