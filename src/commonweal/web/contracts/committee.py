"""A contract's report for a committee: the recommendations in somebody's own words, and the whole as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys.packs.committee import document, recommendations_of, report_on
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Contract
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import names_of
from commonweal.web.contracts.handover import writers
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.downloads import attachment
from commonweal.web.forms import GovForm, WordsField
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


class RecommendForm(GovForm):
    """What is recommended to the committee."""

    title = gettext_lazy("What do you recommend?")
    intro = gettext_lazy(
        "In your own words, one recommendation on each line. Your name and the day stand under them."
    )
    button = gettext_lazy("Save")
    text = WordsField(label=gettext_lazy("Recommendations"), max_words=400, rows=8)


def _own(request: HttpRequest, contract_id: str) -> Contract:
    """A contract of the actor's own authority: what is told to its committee is not the supplier's to read."""
    rows = Contract.objects.for_authority(request.actor).select_related(
        "authority", "supplier", "authority_lead", "supplier_lead"
    )
    found: Contract = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    return found


@page()
def overview(request: HttpRequest, contract_id: str) -> HttpResponse:
    """What is in the report, what is recommended, and the files."""
    found = _own(request, contract_id)
    said = recommendations_of(found)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "recommendations": said,
        "written_by": names_of([said.written_by]).get(said.written_by, "–") if said else "",
        "can_edit": request.actor.can(_P.CONTRACT_EDIT) and not found.is_published_report,
    }
    return render(request, "contracts/committee.html", context, node=found)


@page()
def recommend(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Write what is recommended."""
    found = own_to_edit(request, contract_id)
    stored = recommendations_of(found)
    form = RecommendForm(
        **form_data(request),
        initial={"text": stored.text if stored else ""},
        revision=stored.revision if stored else 0,
    )
    form.cancel_url = reverse("contract-report", kwargs={"contract_id": contract_id})
    return submit(
        request,
        form,
        action=lambda given: actions.recommend(
            found, given["text"], by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda made: form.cancel_url,
        done=_("It is saved"),
        node=found,
        current=lambda: _current(found),
    )


def _current(of: Contract) -> dict[str, Any]:
    stored = recommendations_of(of)
    return {"text": stored.text} if stored else {}


@page()
def as_file(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The report as DOCX, ODT or PDF."""
    found = _own(request, contract_id)
    writer = writers().get(kind)
    if writer is None:
        raise NotFound("handover.no_such_format")
    made = document(report_on(found, by=request.actor, now=request.now))
    return attachment(writer(made), f"report-{found.external_id}.{kind}", KINDS[kind].media_type)
