"""Addresses of pages by the name of their URL."""

from functools import cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

ACTING_FOR = "acting-for"
"""The parameter of a link that says for which organisation it was sent: its external id. It opens nothing by itself."""


def address(name: str, **arguments: Any) -> str:
    """The path of a page. One without arguments is worked out once: every page has a score of such links."""
    if arguments:
        return reverse(name, kwargs=arguments)
    return _fixed(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _fixed(name: str, urls: Any, prefix: str) -> str:
    """`urls` and `prefix` are part of the key alone: `reverse` finds both for itself."""
    return reverse(name)
