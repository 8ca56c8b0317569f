"""From a body's labelled payments to a model that suggests categories: what the worker does, and how far it is."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.core.cache import cache

from commonweal.domain.actors import SYSTEM
from commonweal.domain.spend import SpendStatus
from commonweal.journeys import spend_loading
from commonweal.spending import learning_actions
from commonweal.spending.models import SpendModel

PROGRESS_SECONDS = 3600


def progress_of(model: SpendModel) -> str | None:
    """The step the worker is at (learning, adding_up), or None when it has not begun."""
    step: str | None = cache.get(_key(model))
    return step


def _key(model: SpendModel) -> str:
    return f"spend-learning-{model.external_id}"


def work_on(model_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Learn what waits to be learnt, and make the report of the same payments again with it."""
    rows = SpendModel.objects.for_system("the model that the worker was told to learn")
    model = rows.select_related("load__authority", "authority").filter(external_id=model_id).first()
    if model is None or not model.is_waiting:
        return
    from commonweal.analytics.tables import labelled
    from commonweal.analytics.text.training import TooLittle, learn

    cache.set(_key(model), "learning", PROGRESS_SECONDS)
    try:
        trained = learn(*labelled.labelled_texts(spend_loading.folder_of(model.load)))
        path = spend_loading.model_path(model.authority)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        trained.model.save(beside, trained.about())
        beside.replace(path)
        cache.set(_key(model), "adding_up", PROGRESS_SECONDS)
        if model.load.status == SpendStatus.LOADED:
            spend_loading.report_again(model.load)
    except (TooLittle, OSError) as error:
        learning_actions.failed(model, str(error), by=SYSTEM, now=clock())
    else:
        learning_actions.learnt(model, trained.about(), by=SYSTEM, now=clock())
    finally:
        cache.delete(_key(model))


def model_file(model: SpendModel) -> Path | None:
    """Where the model lies, or None when it is not on this machine (after a restore, for example)."""
    path = spend_loading.model_path(model.authority)
    return path if path.is_file() else None
