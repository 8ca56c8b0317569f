"""Links in emails. Each says for which organisation it was sent, since somebody may work for several."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings

from commonweal.organisations.models import Organisation
from commonweal.presentation.addresses import ACTING_FOR, address


def link(
    name: str, organisation: Organisation, query: Mapping[str, str] | None = None, **arguments: str
) -> str:
    """The address of a page for somebody of `organisation`. Whoever acts for another of theirs is asked to switch first."""
    asked = urlencode({**(query or {}), ACTING_FOR: organisation.external_id})
    return f"{settings.PUBLIC_ADDRESS}{address(name, **arguments)}?{asked}"
