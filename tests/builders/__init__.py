"""Builders of one of each thing, by stage, through ordinary actions."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def registry() -> dict[str, Callable[[Any], Any]]:
    """Every builder by the name that `World` gives its result."""
    found: dict[str, Callable[[Any], Any]] = {}
    for module in pkgutil.iter_modules(__path__):
        own = getattr(importlib.import_module(f"{__name__}.{module.name}"), "WORLD", {})
        assert not (found.keys() & own.keys()), f"{module.name} builds what another module builds"
        found |= own
    return found
