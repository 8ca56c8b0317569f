"""Learning categories from a body's own labelled payments: asking for it, how far it is, and how good it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.jobs.tasks import learn_categories
from commonweal.journeys import spend_learning
from commonweal.spending import learning_actions, queries
from commonweal.spending.models import SpendModel
from commonweal.web.insight.spend import wording
from commonweal.web.insight.spend.figures import share
from commonweal.web.insight.spend.forms import GoForm
from commonweal.web.pages import form_data, page, render, submit

P = Permission


@page()
def learn(request: HttpRequest, load_id: str) -> HttpResponse:
    """Ask that the categories of these payments be learnt."""
    load = queries.load(request.actor, load_id, P.SPEND_EDIT)
    back = reverse("spend-load", kwargs={"load_id": load.external_id})
    form = GoForm(**form_data(request))
    form.title = _("Learn the categories of these payments?")
    form.button = _("Learn them")
    form.intro = _(
        "The words of supplier, service and description are learnt with the category beside them, on this machine. Payments "
        "without a category are then given one, and what was learnt before is replaced."
    )

    def act(_data: dict[str, Any]) -> SpendModel:
        model = learning_actions.ask(load, by=request.actor, now=request.now)
        learn_categories.enqueue(model.external_id)
        return model

    return submit(
        request,
        form,
        context={"back": back, "cancel_url": back},
        action=act,
        then=lambda _model: reverse("spend-model", kwargs={"load_id": load.external_id}),
    )


@page()
def model(request: HttpRequest, load_id: str) -> HttpResponse:
    """How far the learning is, or how good what was learnt is."""
    load = queries.load(request.actor, load_id)
    found = queries.model(request.actor)
    figures = found.figures if found else None
    context = {
        "load": load,
        "back": reverse("spend-load", kwargs={"load_id": load.external_id}),
        "heading": _("Categories learnt from our payments"),
        "model": found,
        "step": spend_learning.progress_of(found) if found and found.is_waiting else None,
        "accuracy": share(figures["accuracy"]) if figures else None,
        "compared": [(name, share(figures[key])) for key, name in wording.COMPARED.items()]
        if figures
        else [],
        "is_there": bool(found and spend_learning.model_file(found)),
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "words": wording,
    }
    return render(request, "insight/spend/model.html", context)
