"""The authority's own Word template: what is in use, another one, a starter, none again."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.domain.packs import placeholders
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys.packs import own_template
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.actions.packs import retire_template
from commonweal.lifecycle.procurement.models import PackTemplate
from commonweal.organisations.queries import names_of, own_organisation
from commonweal.web.downloads import attachment, stored_file
from commonweal.web.forms import FileField, GovForm, TextField
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm

_READ, _EDIT = Permission.PROCUREMENT_READ, Permission.ASK_EDIT


class TemplateForm(GovForm):
    """A Word template to put to use."""

    title = gettext_lazy("Use a Word template of your own")
    button = gettext_lazy("Check it and use it")
    intro = gettext_lazy(
        "A .docx without macros. It is filled in once to check it; if a placeholder is not known, nothing is kept."
    )
    name = TextField(label=gettext_lazy("What you call it"), max_length=120)
    file = FileField(label=gettext_lazy("The template"), accept=".docx")


@page(_READ)
def template(request: HttpRequest) -> HttpResponse:
    """The template in use, and every placeholder there is."""
    found = queries.pack_template(request.actor)
    context = {
        "template": found,
        "added_by": names_of([found.added_by]).get(found.added_by, "") if found else "",
        "placeholders": placeholders,
        "can_edit": request.actor.can(_EDIT),
    }
    return render(request, "ask/pack_template.html", context)


@page(_EDIT)
def use(request: HttpRequest) -> HttpResponse:
    """Put a template to use."""
    return submit(
        request,
        TemplateForm(**form_data(request)),
        context={"back": reverse("pack-template")},
        action=lambda data: own_template.use(
            data["file"].name,
            data["file"].read(),
            title=data["name"],
            authority=own_organisation(request.actor),
            by=request.actor,
            now=request.now,
        ),
        then=lambda _template: reverse("pack-template"),
        done=_("The template is in use."),
    )


def _in_use(request: HttpRequest, permission: Permission) -> PackTemplate:
    found = queries.pack_template(request.actor, permission)
    if found is None:
        raise NotFound("record.not_found", kind=PackTemplate.KIND)
    return found


@page(_READ)
def file(request: HttpRequest) -> HttpResponse:
    """The template in use, as it was uploaded."""
    return stored_file(_in_use(request, _READ).stored)


@page(_READ)
def starter(request: HttpRequest) -> HttpResponse:
    """A small template to begin from."""
    return attachment(own_template.starter(), "ask-template.docx", KINDS["docx"].media_type)


@page(_EDIT)
def retire(request: HttpRequest) -> HttpResponse:
    """Stop using the template."""
    found = _in_use(request, _EDIT)
    form = ConfirmForm(
        **form_data(request),
        title=_("Stop using this template?"),
        button=_("Stop using it"),
        intro=_("What was issued in it stays as it was issued."),
        revision=found.revision,
    )
    return submit(
        request,
        form,
        context={"back": reverse("pack-template"), "caption": found.title},
        action=lambda _data: retire_template(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _template: reverse("pack-template"),
        done=_("The template is no longer in use."),
    )
