"""An authority's own Word template: checked by filling it in before it is kept."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.files import actions as files
from commonweal.files.checks import check
from commonweal.interchange.packs.templates import starter as written
from commonweal.interchange.packs.templates import trial
from commonweal.lifecycle.procurement.actions.packs import use_template
from commonweal.lifecycle.procurement.models import PackTemplate
from commonweal.organisations.models import Organisation
from commonweal.records.work import transaction


def use(
    name: str, content: bytes, *, title: str, authority: Organisation, by: Actor, now: dt.datetime
) -> PackTemplate:
    """Check a template, keep it and put it to use.

    Args:
        name: the file's name as it came. title: what the authority calls it.

    Raises:
        NotPermitted: the actor may not design asks.
        Invalid: not a Word document, with macros, too large, drawing on something outside, or with a placeholder that is
            not known; nothing is kept then.
    """
    by.must(Permission.ASK_EDIT)
    if check(name, content).name != "docx":
        raise Invalid("pack.template_not_word", field="file")
    trial(content)
    with transaction(by=by, at=now):
        stored = files.store(name, content, owner_id=authority.pk, by=by, now=now)
        return use_template(authority, stored, title=title, by=by, now=now)


def starter() -> bytes:
    """A small template with the placeholders in it, to begin from."""
    return written(_("Tenders due"), _("Version"))
