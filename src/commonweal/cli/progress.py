"""A progress bar on standard error, for a person at a terminal and nobody else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Advance = Callable[[int], None]
"""Called with how much more is done."""


def _nobody(_: int) -> None:
    """Nobody is watching."""


@contextmanager
def bar(label: str, length: int) -> Iterator[Advance]:
    """A bar of `length` steps. Silent when standard error is not a terminal or there is nothing to count."""
    if not sys.stderr.isatty() or length <= 0:
        yield _nobody
        return
    with click.progressbar(
        length=length, label=label, file=sys.stderr, update_min_steps=max(length // 200, 1)
    ) as shown:
        yield shown.update
