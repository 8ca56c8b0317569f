"""The workbook in which a register is edited: to take away and to bring back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.journeys import register_sheets as journey
from commonweal.lifecycle.contracts.actions.register import check_may_edit
from commonweal.web.contracts.looking_after import contract_url, own_to_edit
from commonweal.web.contracts.sheets import MEDIA, taken_in
from commonweal.web.downloads import attachment
from commonweal.web.forms import FileField, GovForm
from commonweal.web.pages import form_data, page


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
    return taken_in(
        request,
        found,
        RegisterSheetForm(**form_data(request)),
        "contracts/register_sheet.html",
        journey.take_in,
        then=contract_url,
        done=_done,
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
