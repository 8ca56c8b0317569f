"""Giving a criterion the bands of a scoring scale, published or the authority's own."""

import datetime as dt
from dataclasses import asdict

from commonweal.domain.actors import Actor
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid, Refused
from commonweal.lifecycle.procurement.actions.asks import designing, may_design
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import Criterion, ScoringScale
from commonweal.records.work import change
from commonweal.reference.scoring_scales import scoring_scales


def choose_scale(
    criterion: Criterion, scale_id: str, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Criterion:
    """Copy the bands of a scale into the criterion, and keep the scale's own words beside them.

    Raises:
        Invalid: there is no such scale. Refused: price is scored by its formula.
    """
    may_design(criterion.ask, by)
    if criterion.kind == CriterionKind.PRICE:
        raise Refused("criterion.price_has_no_bands")
    facts = _published(scale_id) or _own(criterion, scale_id)
    if facts is None:
        raise Invalid("scoring_scale.unknown", field="scale")
    with designing(criterion.ask, by=by, now=now) as work:
        change(criterion, revision=revision, bands=facts["scale_bands"], **facts)
        work.record(Event.SCALE_CHOSEN, criterion.ask, criterion=criterion.external_id, scale=scale_id)
    return criterion


def _published(scale_id: str) -> dict[str, object] | None:
    for scale in scoring_scales():
        if scale.id == scale_id:
            return {
                "scale_id": scale.id,
                "scale_title": scale.title,
                "scale_source": scale.source,
                "scale_state": scale.wording.value,
                "scale_bands": [asdict(band) for band in scale.bands],
            }
    return None


def _own(criterion: Criterion, scale_id: str) -> dict[str, object] | None:
    rows = ScoringScale.objects.for_system("a scale of the authority whose criterion it is for")
    scale = rows.filter(
        external_id=scale_id, authority_id=criterion.ask.procurement.authority_id, retired_at__isnull=True
    ).first()
    if scale is None:
        return None
    return {
        "scale_id": scale.external_id,
        "scale_title": scale.title,
        "scale_source": scale.source,
        "scale_state": "confirmed",
        "scale_bands": scale.bands,
    }
