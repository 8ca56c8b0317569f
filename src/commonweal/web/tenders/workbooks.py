"""The response workbook of a tender: take it away filled, bring it back, and see what it changes before it does."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.commitments import outcomes_of
from commonweal.domain.errors import DomainError
from commonweal.domain.library import difference
from commonweal.domain.packs.bringing_in import Plan, plan
from commonweal.domain.packs.workbook import MOST_BYTES
from commonweal.domain.price_schedule import lines_for
from commonweal.files.checks import clean_name
from commonweal.files.kinds import KINDS
from commonweal.interchange.packs.faults import MOST_FAULTS, UnreadableWorkbook
from commonweal.journeys import response_workbook as journey
from commonweal.lifecycle.tendering.actions import workbooks as actions
from commonweal.presentation.price_rows import entry_text
from commonweal.presentation.words import sentence
from commonweal.presentation.words.requirements import REQUIREMENT_WORDS
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.downloads import attachment
from commonweal.web.pages import INVALID, form_data, render, submit
from commonweal.web.pipeline.forms import ConfirmForm
from commonweal.web.tenders.forms import BringInForm, WorkbookForm
from commonweal.web.tenders.own import Own, acting, own_draft, own_page, rng
from commonweal.web.tenders.uploads import in_memory


@in_memory
@own_page
def workbook(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Download the workbook filled from the draft, and upload one. Every mistake is listed by sheet and cell."""
    found = own_draft(request, tender_id)
    form = WorkbookForm(**form_data(request))
    form.cancel_url = reverse("tender", args=[tender_id])
    context: dict[str, Any] = {
        "heading": _("Work offline in a workbook"),
        "tender": found.tender,
        "back": form.cancel_url,
        "most_mb": MOST_BYTES // 1_000_000,
    }

    def keep(data: dict[str, Any]) -> None:
        name, content = clean_name(data["file"].name), data["file"].read()
        journey.read(found.tender, name, content)
        actions.keep(found.tender, name, content, **acting(request))

    try:
        return submit(
            request,
            form,
            "tenders/workbook.html",
            context,
            action=keep,
            then=lambda _result: reverse("tender-workbook-look", args=[tender_id]),
            node=found.tender,
        )
    except UnreadableWorkbook as refused:
        return _refused(request, found, form, context, refused)


def _refused(
    request: HttpRequest, found: Own, form: WorkbookForm, context: dict[str, Any], refused: UnreadableWorkbook
) -> HttpResponse:
    """The same page with every mistake. Nothing was stored, so the form may be sent again."""
    faults = [(fault.place, sentence(_as_error(fault.code, fault.params))) for fault in refused.faults]
    context |= {"form": form, "faults": faults, "is_cut": len(faults) >= MOST_FAULTS}
    return render(request, "tenders/workbook.html", context, node=found.tender, status=INVALID)


def _as_error(code: str, params: Any) -> DomainError:
    return DomainError(code, **dict(params))


@own_page
def filled(request: HttpRequest, tender_id: str, kind: str) -> HttpResponse:
    """The workbook of the ask with everything the draft says."""
    if kind not in journey.KINDS:
        raise Http404
    found = own_draft(request, tender_id)
    content = journey.filled(found.tender, found.content, kind)
    return attachment(content, f"response-{tender_id}.{kind}", KINDS[kind].media_type)


@own_page
def look(request: HttpRequest, tender_id: str) -> HttpResponse:
    """What the uploaded workbook would change; then bring it in."""
    found = own_draft(request, tender_id)
    name, data = actions.waiting(found.tender, by=request.actor, rng=rng)  # type: ignore[attr-defined]
    again = reverse("tender-workbook", args=[tender_id])
    try:
        response = journey.read(found.tender, name, data)
    except UnreadableWorkbook:
        # The ask was corrected since it was uploaded: the upload page says what is wrong with it now.
        return HttpResponseRedirect(again)
    assert found.draft is not None
    what = plan(found.content, found.ask, response)
    form = BringInForm(revision=found.draft.saves, **form_data(request))
    here = reverse("tender", args=[tender_id])
    return submit(
        request,
        form,
        "tenders/workbook_look.html",
        {
            "heading": form.title,
            "tender": found.tender,
            "name": name,
            "plan": what,
            "answers": [(each, difference(each.before, each.after)) for each in what.answers],
            "beside": _beside(found, what),
            "metrics": {metric.id: metric for each in found.ask.criteria for metric in each.metrics},
            "outcomes": outcomes_of(found.ask),
            "counts": _counts(what),
            "organisation": response.organisation,
            "is_other_name": _is_other_name(response.organisation, found),
            "words": TENDER_WORDS,
            "places": {place.code: place.name for place in found.ask.places},
            "back": again,
        },
        action=lambda _data: actions.bring_in(
            found.tender, response, saves=form.cleaned_data["revision"], **acting(request)
        ),
        then=lambda _plan: here,
        done=lambda done: (
            _("The workbook is in the draft. Parts changed: %(count)s.") % {"count": len(done.parts)}
        ),
        node=found.tender,
        current=lambda: {},
    )


@own_page
def discard(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Leave the uploaded workbook aside."""
    found = own_draft(request, tender_id)
    again = reverse("tender-workbook", args=[tender_id])
    form = ConfirmForm(
        **form_data(request),
        title=_("Leave the uploaded workbook aside?"),
        button=_("Leave it aside"),
        intro=_("The draft stays as it is. You can upload the workbook again."),
    )
    form.cancel_url = again
    return submit(
        request,
        form,
        context={"back": again},
        action=lambda _data: actions.discard(found.tender, **acting(request)),
        then=lambda _result: again,
        done=_("It is left aside."),
        node=found.tender,
    )


def _beside(found: Own, what: Plan) -> dict[str, Any]:
    """What changes beside answers and commitments, in words: organisations, conditions, price lines, deliveries."""
    lines = lines_for(found.ask.schedule, found.content.lot_id)
    before, after = (
        {price.line_id: price.value for price in entries}
        for entries in (
            (what.others.lines.before, what.others.lines.after) if what.others.lines else ((), ())
        )
    )
    return {
        "names": {"": found.tender.supplier.name, **what.others.names},
        "lines": [
            (line.title, entry_text(line, before.get(line.id)), entry_text(line, after.get(line.id)))
            for line in lines
            if before.get(line.id) != after.get(line.id)
        ],
        "units": {offer.key: offer.unit for offer in found.content.offers}
        | {each.after.key: each.after.unit for each in what.offers},
        "words": REQUIREMENT_WORDS,
    }


def _is_other_name(name: str, found: Own) -> bool:
    return bool(name.strip()) and name.strip().casefold() != found.tender.supplier.name.casefold()


def _counts(what: Plan) -> dict[str, int]:
    return {"changed": len(what.parts), "same": what.same, "only_here": len(what.only_here)}
