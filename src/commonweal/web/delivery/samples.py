"""Samples of reports to verify: drawing one, what was chosen and why, and the same as a file."""

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.permissions import Permission
from commonweal.domain.sampling import Parameters, Why, parameters
from commonweal.lifecycle.delivery import actions, sampling
from commonweal.lifecycle.delivery.models import SampledReport, VerificationSample
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import day, percent
from commonweal.web.delivery import wording
from commonweal.web.downloads import attachment
from commonweal.web.forms import ChoiceField, GovForm, PercentField, TextField, WholeNumberField
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
_P = Permission


class SampleForm(GovForm):
    """What a sample is drawn with."""

    title = gettext_lazy("Draw a sample of reports to verify")
    intro = gettext_lazy(
        "What is in the sample is shown first to whoever verifies. The rest goes on waiting: nothing is accepted unseen."
    )
    button = gettext_lazy("Draw the sample")
    contract = ChoiceField(label=gettext_lazy("From the reports of"), as_select=True, required=False)
    small = WholeNumberField(
        label=gettext_lazy("When no more than so many wait, choose all"),
        help_text=gettext_lazy(
            "This figure and the three below are our own judgement: no published rule sets them. Change them as your "
            "own rules ask."
        ),
    )
    certain_share = PercentField(
        label=gettext_lazy("Choose for certain, from this share of the value of all that wait")
    )
    drawn_share = PercentField(label=gettext_lazy("Draw this share of the rest"))
    least = WholeNumberField(label=gettext_lazy("Choose at least so many in all"))
    seed = TextField(
        label=gettext_lazy("Seed"),
        help_text=gettext_lazy(
            "Leave it empty and one is made by chance. A figure from outside that nobody here could choose, such as "
            "a number drawn in public, serves as well."
        ),
        required=False,
        max_length=64,
    )

    def __init__(self, *args: Any, contracts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].choices = [
            ("", _("All contracts")),
            *((each.external_id, each.title) for each in contracts),
        ]


def _initial(request: HttpRequest) -> dict[str, Any]:
    usual = Parameters()
    names = ("small", "certain_share", "drawn_share", "least")
    return {name: getattr(usual, name) for name in names} | {"contract": request.GET.get("contract", "")}


@page(_P.REPORT_VERIFY)
def listed(request: HttpRequest) -> HttpResponse:
    """Every sample that was drawn, the newest first."""
    rows = Paginator(sampling.samples(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "delivery/samples.html", {"page": rows})


@page(_P.REPORT_VERIFY)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample among the reports that wait."""
    contracts = sampling.contracts_waiting(request.actor)
    form = SampleForm(**form_data(request), contracts=contracts, initial=_initial(request))
    form.cancel_url = reverse("samples")

    def act(given: dict[str, Any]) -> VerificationSample:
        names = ("small", "certain_share", "drawn_share", "least")
        return actions.draw_sample(
            contract=next((each for each in contracts if each.external_id == given["contract"]), None),
            given=Parameters(**{name: given[name] for name in names}),
            seed=given["seed"] or secrets.token_hex(8),
            by=request.actor,
            now=request.now,
        )

    return submit(
        request,
        form,
        "delivery/sample_form.html",
        {"marks": wording.MARK, "tickets": Parameters().tickets, "usual": Parameters()},
        action=act,
        then=lambda made: reverse("sample", kwargs={"sample_id": made.external_id}),
        done=_("The sample is drawn"),
    )


@page()
def one(request: HttpRequest, sample_id: str) -> HttpResponse:
    """One sample: what was chosen and why, and what was not."""
    found = sampling.sample(request.actor, sample_id)
    rows = Paginator(sampling.lines_of(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sample": found,
        "caption": found.contract.title if found.contract else _("All contracts"),
        "heading": _("Sample of %(day)s") % {"day": day(found.created_at)},
        "given": parameters(found.parameters),
        "page": rows,
        "words": wording,
        "reason": reason,
        "summary": ngettext(
            "%(chosen)s of %(num)s report that waited is chosen.",
            "%(chosen)s of %(num)s reports that waited are chosen.",
            found.waiting,
        )
        % {"num": found.waiting, "chosen": found.chosen},
    }
    return render(request, "delivery/sample.html", context)


def reason(line: SampledReport) -> str:
    """Why a report was chosen, or why it was not."""
    said = str(wording.WHY[line.why])
    if line.why == Why.CERTAIN:
        said = _("%(why)s: %(share)s of the value of all that waited") % {
            "why": said,
            "share": percent(line.share),
        }
    return said


HEAD = (
    "position", "report", "contract", "commitment", "chosen", "why", "value_pence", "share_of_value", "signs",
    "tickets", "smallest_number", "seed",
)  # fmt: skip


@page()
def download(request: HttpRequest, sample_id: str) -> HttpResponse:
    """The same as a file, with what it takes to draw it again."""
    found = sampling.sample(request.actor, sample_id)
    rows = [
        (
            line.position,
            line.report.external_id,
            line.report.commitment.contract.title,
            line.report.commitment.title,
            "yes" if line.is_chosen else "no",
            line.why,
            line.value,
            percent(line.share) if line.share is not None else "",
            " ".join(line.marks),
            line.tickets,
            line.number,
            found.seed,
        )
        for line in sampling.lines_of(found)
    ]
    return attachment(csv_text(HEAD, rows), f"sample-{found.external_id}.csv", "text/csv; charset=utf-8")
