"""One file of the whole file of an assessment: a table of rows as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from commonweal.journeys.assessment_papers.keys import Keys
from commonweal.presentation.csv_text import csv_text


@dataclass(frozen=True)
class Member:
    """One file inside: where it lies, what it is, its bytes."""

    path: str
    title: str
    content: bytes


def table(
    path: str,
    title: str,
    rows: Iterable[models.Model],
    keys: Keys,
    beside: Callable[[Any], dict[str, Any]] | None = None,
) -> Member:
    """Rows as they are stored, one column for each field; keys of other rows are external ids. `beside` adds columns."""
    held = list(rows)
    listed = keys.plain(held)
    if beside is not None:
        listed = [plain | beside(row) for plain, row in zip(listed, held, strict=True)]
    head = list(listed[0]) if listed else [_("nothing")]
    return Member(
        path,
        title,
        csv_text(head, ([str(v) if v is not None else "" for v in row.values()] for row in listed)).encode(),
    )
