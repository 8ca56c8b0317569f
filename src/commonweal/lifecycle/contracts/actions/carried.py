"""What an offered commitment becomes: its own words and figures, and nothing typed again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from commonweal.domain.asks import AskContent, MetricContent
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.metrics import Aggregation
from commonweal.lifecycle.strategy.models import Mission, Outcome, Place
from commonweal.lifecycle.tendering.models import OfferedCommitment


@dataclass(frozen=True)
class Carried:
    """Fields of a commitment and of its parts, and the things it serves as (`mission` or `outcome`, row)."""

    fields: dict[str, Any]
    periods: tuple[dict[str, Any], ...]
    milestones: tuple[dict[str, Any], ...]
    serves: tuple[tuple[str, Mission | Outcome], ...]


def carried_offer(offer: OfferedCommitment, ask: AskContent, *, authority_id: int) -> Carried:
    """What to store for one offered commitment, read with the ask it answers."""
    metric = ask.metric(offer.metric_id) if offer.metric_id else None
    codes = {offer.place_code, *(period.place_code for period in offer.periods.all())}
    places = _places(codes, authority_id)
    return Carried(
        fields=_fields(offer, metric) | {"place": places.get(offer.place_code)},
        periods=tuple(
            {
                "start_on": period.start_on,
                "end_on": period.end_on,
                "place": places.get(period.place_code),
                "quantity": period.quantity,
            }
            for period in offer.periods.all()
        ),
        milestones=tuple(
            {"position": step.position, "title": step.title, "shown_by": step.shown_by, "due_on": step.due_on}
            for step in offer.milestones.all()
        ),
        serves=_served(_served_id(offer, metric, ask), authority_id),
    )


def _fields(offer: OfferedCommitment, metric: MetricContent | None) -> dict[str, Any]:
    is_rate = offer.kind == CommitmentKind.RATE
    return {
        "kind": offer.kind,
        "owed_by": offer.owed_by,
        "owed_by_name": offer.subcontractor,
        "title": offer.title,
        "words": offer.words,
        "metric_code": metric.code if metric else "",
        "metric_title": metric.title if metric else "",
        "unit": offer.unit,
        "aggregation": metric.aggregation if metric else Aggregation.SUM,
        "quantity": offer.rate_quantity if is_rate else offer.quantity,
        "rate_per_pence": offer.rate_per_pence,
    }


def _served_id(offer: OfferedCommitment, metric: MetricContent | None, ask: AskContent) -> str:
    """The outcome named closest to the promise: by the supplier, else by the metric, else by the criterion."""
    if offer.outcome_id:
        return offer.outcome_id
    if metric and metric.outcome_id:
        return metric.outcome_id
    return ask.criterion(offer.criterion_id).outcome_id or ""


def _served(external_id: str, authority_id: int) -> tuple[tuple[str, Mission | Outcome], ...]:
    if not external_id:
        return ()
    reason = "what a carried commitment serves"
    outcome = Outcome.objects.for_system(reason).filter(
        external_id=external_id, mission__authority_id=authority_id
    )
    mission = Mission.objects.for_system(reason).filter(external_id=external_id, authority_id=authority_id)
    return tuple(
        (which, row)
        for which, row in (("outcome", outcome.first()), ("mission", mission.first()))
        if row is not None
    )


def _places(codes: set[str], authority_id: int) -> dict[str, Place]:
    """By code, the authority's own before the shared one; those of other bodies are not meant."""
    wanted = codes - {""}
    if not wanted:
        return {}
    found = Place.objects.for_system("places of carried commitments").filter(
        Q(owner__isnull=True) | Q(owner_id=authority_id), code__in=wanted
    )
    return {place.code: place for place in sorted(found, key=lambda each: each.owner_id is not None)}
