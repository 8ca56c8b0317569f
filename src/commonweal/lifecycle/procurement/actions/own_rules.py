"""Setting local policies and scoring scales, which the authority edits itself."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.criteria import check_bands
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.policies import PolicyKind, check_policy
from commonweal.lifecycle.procurement.draft import bands
from commonweal.lifecycle.procurement.events import OwnRuleEvent as Event
from commonweal.lifecycle.procurement.models import LocalPolicy, ScoringScale
from commonweal.records.work import change, transaction


def set_policy(
    *,
    kind: PolicyKind,
    figure: int,
    source: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    words: str = "",
    is_binding: bool = False,
    by: Actor,
    now: dt.datetime,
) -> LocalPolicy:
    """Set a policy for what begins from its first day. Raises `Invalid` at the field that is wrong."""
    by.must(Permission.POLICY_EDIT)
    policy = LocalPolicy(
        authority_id=by.organisation_id,
        kind=kind.value,
        figure=figure,
        words=words.strip(),
        is_binding=is_binding,
        source=source.strip(),
        from_on=from_on,
        to_on=to_on,
        set_at=now,
        set_by=by.person,
    )
    _check(policy)
    with transaction(by=by, at=now) as work:
        policy.save()
        work.record(Event.POLICY_SET, policy, policy=kind.value, figure=figure, from_on=from_on, to_on=to_on)
    return policy


def change_policy(
    policy: LocalPolicy, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> LocalPolicy:
    """Change a policy. Once its first day has come only its last day may change: what began is judged by what it said.

    Raises:
        Refused: ``policy.in_force`` for another change to a policy that has begun. Invalid, Stale.
    """
    by.must(Permission.POLICY_EDIT)
    has_begun = policy.from_on <= london_day(now)
    changed = {name for name, value in facts.items() if getattr(policy, name) != value}
    if has_begun and changed - {"to_on"}:
        raise Refused("policy.in_force")
    for name, value in facts.items():
        setattr(policy, name, value)
    _check(policy)
    with transaction(by=by, at=now) as work:
        change(policy, revision=revision, set_at=now, set_by=by.person, **facts)
        work.record(Event.POLICY_CHANGED, policy, changed=sorted(changed))
    return policy


def add_scale(
    *,
    title: str,
    rows: list[dict[str, Any]],
    source: str = "",
    rewards_learning: bool = False,
    by: Actor,
    now: dt.datetime,
) -> ScoringScale:
    """Add a scale of the authority's own. `rows` are bands from no marks to full marks, as they are stored."""
    by.must(Permission.POLICY_EDIT)
    _check_scale(title, rows)
    scale = ScoringScale(
        authority_id=by.organisation_id,
        title=title.strip(),
        source=source.strip(),
        bands=rows,
        rewards_learning=rewards_learning,
    )
    with transaction(by=by, at=now) as work:
        scale.save()
        work.record(Event.SCALE_ADDED, scale, bands=len(rows))
    return scale


def change_scale(
    scale: ScoringScale,
    *,
    title: str,
    rows: list[dict[str, Any]],
    source: str,
    rewards_learning: bool,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> ScoringScale:
    """Change a scale. Criteria that copied it keep what they copied."""
    by.must(Permission.POLICY_EDIT)
    _check_scale(title, rows)
    with transaction(by=by, at=now) as work:
        change(
            scale,
            revision=revision,
            title=title.strip(),
            source=source.strip(),
            bands=rows,
            rewards_learning=rewards_learning,
        )
        work.record(Event.SCALE_CHANGED, scale, bands=len(rows))
    return scale


def _check(policy: LocalPolicy) -> None:
    if not policy.source:
        raise Invalid("policy.source_missing", field="source")
    check_policy(PolicyKind(policy.kind), policy.figure, policy.words, policy.from_on, policy.to_on)


def _check_scale(title: str, rows: list[dict[str, Any]]) -> None:
    if not title.strip():
        raise Invalid("scoring_scale.title_missing", field="name")
    check_bands(bands(rows))
