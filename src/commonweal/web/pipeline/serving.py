"""Missions and outcomes as choices of a form: what something can be said to serve."""

from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.lifecycle.strategy.models import Mission, Outcome


def things_to_serve(actor: Actor) -> list[tuple[str, Any]]:
    """The authority's missions, each with its standing outcomes, as grouped choices. Two queries."""
    missions = Mission.objects.for_authority(actor).filter(ended_at__isnull=True).order_by("statement")
    outcomes = Outcome.objects.for_authority(actor).filter(retired_at__isnull=True).order_by("position", "pk")
    by_mission: dict[int, list[tuple[str, Any]]] = {}
    for outcome in outcomes:
        by_mission.setdefault(outcome.mission_id, []).append(
            (f"outcome.{outcome.external_id}", f"– {outcome.title}")
        )
    found: list[tuple[str, Any]] = []
    for mission in missions:
        found.append((f"mission.{mission.external_id}", mission.statement))
        found += by_mission.get(mission.pk, [])
    return found


def outcome_choices(actor: Actor) -> list[tuple[str, Any]]:
    """The authority's standing outcomes by external id, each with its mission. One query."""
    rows = Outcome.objects.for_authority(actor).filter(
        retired_at__isnull=True, mission__ended_at__isnull=True
    )
    ordered = rows.select_related("mission").order_by("mission__statement", "position", "pk")
    return [(row.external_id, f"{row.title} ({row.mission.statement})") for row in ordered]


def chosen_thing(actor: Actor, value: str) -> Mission | Outcome:
    """The mission or outcome behind a choice. Raises Invalid when it is not the authority's own."""
    kind, _, external_id = value.partition(".")
    model = Mission if kind == "mission" else Outcome
    found: Mission | Outcome | None = (
        model.objects.for_authority(actor).filter(external_id=external_id).first()
    )
    if found is None:
        raise Invalid("serves.not_yours", field="thing")
    return found


def chosen_outcome(actor: Actor, external_id: str) -> Outcome | None:
    """The outcome behind a choice; None for none."""
    if not external_id:
        return None
    rows = Outcome.objects.for_authority(actor).select_related("mission")
    found: Outcome | None = rows.filter(external_id=external_id).first()
    if found is None:
        raise Invalid("serves.not_yours", field="outcome")
    return found
