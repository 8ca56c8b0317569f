"""The workbook in which a register is edited: to take away and to bring back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import DomainError, Invalid, NotFound
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys import register_sheets as journey
from commonweal.lifecycle.contracts.actions.register import check_may_edit
from commonweal.presentation.words import sentence
from commonweal.web.contracts.looking_after import contract_url, own_to_edit
from commonweal.web.contracts.owners import MEDIA
from commonweal.web.downloads import attachment
from commonweal.web.forms import FileField, GovForm
from commonweal.web.pages import form_data, page, submit


class RegisterSheetForm(GovForm):
    """A workbook that comes back."""

    title = gettext_lazy("Edit the register by workbook")
    button = gettext_lazy("Bring it back")
    file = FileField(label=gettext_lazy("The workbook, filled in"), accept=".xlsx,.ods")


@page()
def sheet(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Take the workbook away, or bring it back."""
    found = own_to_edit(request, contract_id)
    check_may_edit(found, request.actor)
    faults: list[tuple[str, str]] = []

    def bring(given: dict[str, Any]) -> tuple[int, int]:
        file = given["file"]
        try:
            return journey.take_in(found, file.name, file.read(), by=request.actor, now=request.now)
        except UnreadableWorkbook as error:
            faults.extend(
                (fault.place, sentence(DomainError(fault.code, **fault.params))) for fault in error.faults
            )
            raise Invalid("owner_sheet.faulty", field="file") from error

    form = RegisterSheetForm(**form_data(request))
    form.cancel_url = contract_url(found)
    return submit(
        request,
        form,
        "contracts/register_sheet.html",
        {"contract": found, "caption": found.title, "faults": faults},
        action=bring,
        then=lambda counts: contract_url(found),
        done=_done,
        node=found,
    )


def _done(counts: tuple[int, int]) -> str:
    changed, added = counts
    if not changed and not added:
        return _("The workbook says what stands already: nothing was changed")
    return _("Commitments changed: %(changed)s. Promises of your own added: %(added)s") % {
        "changed": changed,
        "added": added,
    }


@page()
def download(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The workbook as a file."""
    found = own_to_edit(request, contract_id)
    check_may_edit(found, request.actor)
    if kind not in MEDIA:
        raise NotFound("record.not_found", kind=journey.KIND)
    content = journey.register_file(found, kind, by=request.actor)
    return attachment(content, f"register-to-edit-{found.external_id}.{kind}", MEDIA[kind])
