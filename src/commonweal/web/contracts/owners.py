"""The workbook of a contract's owners: to take away and to bring back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.errors import NotFound
from commonweal.journeys import owner_sheets as journey
from commonweal.web.contracts.looking_after import contract_url, own_to_edit
from commonweal.web.contracts.sheets import MEDIA, taken_in
from commonweal.web.downloads import attachment
from commonweal.web.forms import FileField, GovForm
from commonweal.web.pages import form_data, page


class OwnerSheetForm(GovForm):
    """A workbook that comes back."""

    title = gettext_lazy("Name owners by workbook")
    button = gettext_lazy("Bring it back")
    file = FileField(label=gettext_lazy("The workbook, filled in"), accept=".xlsx,.ods")


@page()
def sheet(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Take the workbook away, or bring it back."""
    found = own_to_edit(request, contract_id)
    return taken_in(
        request,
        found,
        OwnerSheetForm(**form_data(request)),
        "contracts/owner_sheet.html",
        journey.take_in,
        then=contract_url,
        done=_done,
    )


def _done(count: int) -> str:
    if not count:
        return _("The workbook names nobody new: nothing was changed")
    return ngettext(
        "The owners of %(num)s commitment are named", "The owners of %(num)s commitments are named", count
    ) % {"num": count}


@page()
def download(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The workbook as a file."""
    found = own_to_edit(request, contract_id)
    if kind not in MEDIA:
        raise NotFound("record.not_found", kind=journey.KIND)
    return attachment(journey.owner_file(found, kind), f"owners-{found.external_id}.{kind}", MEDIA[kind])
