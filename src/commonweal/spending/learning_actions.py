"""All writes about what a body's own payments teach."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import SpendStatus
from commonweal.records.work import change, transaction
from commonweal.spending.events import SpendingEvent as Event
from commonweal.spending.models import SpendLoad, SpendModel


def ask(load: SpendLoad, *, by: Actor, now: dt.datetime) -> SpendModel:
    """Ask that the categories of a load's payments be learnt, instead of what was learnt before.

    Raises:
        Refused: ``spend_model.not_loaded``.
    """
    by.must(Permission.SPEND_EDIT)
    if load.status != SpendStatus.LOADED:
        raise Refused("spend_model.not_loaded")
    with transaction(by=by, at=now) as work:
        model = SpendModel.objects.for_authority(by).first()
        if model is None:
            model = SpendModel(authority_id=by.organisation_id, load=load, asked_at=now, asked_by=by.person)
            model.save()
        else:
            model = change(model, load=load, asked_at=now, asked_by=by.person, figures=None, problem="")
        work.record(Event.MODEL_ASKED, load)
    return model


def learnt(model: SpendModel, figures: dict[str, Any], *, by: Actor, now: dt.datetime) -> SpendModel:
    """Keep what training found."""
    with transaction(by=by, at=now) as work:
        model = change(model, figures=figures, problem="")
        work.record(Event.MODEL_LEARNT, model.load, payments=figures["payments"], labels=figures["labels"])
    return model


def failed(model: SpendModel, problem: str, *, by: Actor, now: dt.datetime) -> SpendModel:
    """Keep why nothing could be learnt."""
    with transaction(by=by, at=now) as work:
        model = change(model, figures=None, problem=problem)
        work.record(Event.MODEL_FAILED, model.load)
    return model
