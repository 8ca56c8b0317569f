"""The workbook of a contract's owners: to take away and to bring back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.errors import DomainError, Invalid, NotFound
from commonweal.files.kinds import KINDS
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys import owner_sheets as journey
from commonweal.presentation.words import sentence
from commonweal.web.contracts.looking_after import contract_url, own_to_edit
from commonweal.web.downloads import attachment
from commonweal.web.forms import FileField, GovForm
from commonweal.web.pages import form_data, page, submit

MEDIA = {kind: KINDS[kind].media_type for kind in ("xlsx", "ods")}


class OwnerSheetForm(GovForm):
    """A workbook that comes back."""

    title = gettext_lazy("Name owners by workbook")
    button = gettext_lazy("Bring it back")
    file = FileField(label=gettext_lazy("The workbook, filled in"), accept=".xlsx,.ods")


@page()
def sheet(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Take the workbook away, or bring it back."""
    found = own_to_edit(request, contract_id)
    faults: list[tuple[str, str]] = []

    def bring(given: dict[str, Any]) -> int:
        file = given["file"]
        try:
            return journey.take_in(found, file.name, file.read(), by=request.actor, now=request.now)
        except UnreadableWorkbook as error:
            faults.extend(
                (fault.place, sentence(DomainError(fault.code, **fault.params))) for fault in error.faults
            )
            raise Invalid("owner_sheet.faulty", field="file") from error

    form = OwnerSheetForm(**form_data(request))
    form.cancel_url = contract_url(found)
    context = {"contract": found, "caption": found.title, "faults": faults}
    return submit(
        request,
        form,
        "contracts/owner_sheet.html",
        context,
        action=bring,
        then=lambda count: contract_url(found),
        done=lambda count: (
            ngettext(
                "The owners of %(num)s commitment are named",
                "The owners of %(num)s commitments are named",
                count,
            )
            % {"num": count}
            if count
            else _("The workbook names nobody new: nothing was changed")
        ),
        node=found,
    )


@page()
def download(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The workbook as a file."""
    found = own_to_edit(request, contract_id)
    if kind not in MEDIA:
        raise NotFound("record.not_found", kind=journey.KIND)
    return attachment(journey.owner_file(found, kind), f"owners-{found.external_id}.{kind}", MEDIA[kind])
