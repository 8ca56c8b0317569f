"""The Jinja2 environment: GOV.UK macros, our filters, gettext."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from commonweal.presentation.addresses import address
from commonweal.presentation.formats import FILTERS


def environment(**options: Any) -> Environment:
    """Built once per worker by Django's Jinja2 backend."""
    # The GOV.UK macros read parameters that were not given: they need values that are quietly undefined.
    options["undefined"] = ChainableUndefined
    options["extensions"] = ["jinja2.ext.i18n"]
    options["trim_blocks"] = options["lstrip_blocks"] = True
    made = Environment(**options)  # noqa: S701  # nosec B701: Django passes autoescape=True
    assert made.loader is not None
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made.loader = ChoiceLoader([made.loader, govuk])
    made.globals.update(static=staticfiles_storage.url, url=address, bool=bool)
    made.filters.update(FILTERS)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext, ngettext=translation.ngettext, newstyle=True
    )
    return made


def warm() -> None:
    """Compile the templates every page uses, so that the first request of a worker is not the slow one."""
    jinja = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in jinja.list_templates(filter_func=lambda name: not name.startswith("govuk_frontend_jinja/")):
        jinja.get_template(name)
