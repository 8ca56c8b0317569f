"""Sentences for error codes. Each area keeps its own `WORDS`; a test finds codes without a sentence."""

import datetime as dt
import importlib
import pkgutil
from functools import cache

from django.utils.translation import gettext as _

from commonweal.domain.errors import DomainError
from commonweal.presentation.formats import day, moment


@cache
def all_words() -> dict[str, str]:
    """Every code with its (lazily translated) sentence. Raises `ValueError` when two areas word the same code."""
    words: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        own = importlib.import_module(f"{__name__}.{module.name}").WORDS
        if twice := words.keys() & own.keys():
            raise ValueError(f"worded twice: {sorted(twice)}")
        words |= own
    return words


def sentence(error: DomainError) -> str:
    """What to tell the person, in plain words, with the error's parameters filled in."""
    template = all_words().get(error.code)
    if template is None:
        return _("This could not be done (%(code)s).") % {"code": error.code}
    return str(template) % {name: _shown(value) for name, value in error.params.items()}


def _shown(value: object) -> object:
    """A day or an instant as people read it; everything else as it is."""
    if isinstance(value, dt.datetime):
        return moment(value)
    return day(value) if isinstance(value, dt.date) else value
