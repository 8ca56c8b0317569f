"""Files attached to a draft."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.tenders import MOST_FILES, TenderFile
from commonweal.lifecycle.tendering import queries, storage
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, submit
from commonweal.web.tenders.forms import RemoveForm, UploadForm
from commonweal.web.tenders.own import Own, acting, own, own_draft, own_page, rng
from commonweal.web.tenders.uploads import in_memory


@in_memory
@own_page
def files(request: HttpRequest, tender_id: str) -> HttpResponse:
    """The attached files, and one more."""
    found = own_draft(request, tender_id)
    form = UploadForm(questions=found.ask.questions, **form_data(request))
    here = reverse("tender-files", args=[tender_id])
    return submit(
        request,
        form,
        "tenders/files.html",
        {
            "heading": _("Files"),
            "tender": found.tender,
            "content": found.content,
            "questions": {criterion.id: criterion.title for criterion in found.ask.questions},
            "most": MOST_FILES,
            "back": reverse("tender", args=[tender_id]),
        },
        action=lambda data: drafts.attach(
            found.tender,
            storage.checked(data["file"].name, data["file"].read()),
            criterion_id=data["question"] or None,
            **acting(request),
        ),
        then=lambda _result: here,
        done=_("The file is attached."),
        node=found.tender,
    )


@own_page
def download(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """One attached file, back as it was."""
    found = own(request, tender_id)
    if found.draft is None:
        raise NotFound("record.not_found", kind="tender file")
    file = _file(found, key)
    data = queries.read_draft_file(found.tender, key, by=request.actor, rng=rng)  # type: ignore[attr-defined]
    return attachment(data, file.name, file.media_type)


@own_page
def remove(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Take a file out, after asking."""
    found = own_draft(request, tender_id)
    file = _file(found, key)
    back = reverse("tender-files", args=[tender_id])
    form = RemoveForm(**form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"heading": _("Remove this file?"), "caption": file.name, "back": back},
        action=lambda data: drafts.detach(found.tender, key, **acting(request)),
        then=lambda _result: back,
        done=_("Removed."),
        node=found.tender,
    )


def _file(found: Own, key: str) -> TenderFile:
    for file in found.content.files:
        if file.key == key:
            return file
    raise NotFound("record.not_found", kind="tender file")
