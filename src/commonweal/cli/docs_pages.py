"""The generated reference pages, as Markdown."""

from collections.abc import Iterable

from django.apps import apps

from commonweal.domain.permissions import ROLES, Permission, Side
from commonweal.files.kinds import KINDS, MAX_PIXELS, MAX_TABLES_UNPACKED, MEGABYTE, TABLES
from commonweal.records.events import all_event_types
from commonweal.records.models import Retention


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(header)
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def page(title: str, intro: str, *parts: str) -> str:
    """A Markdown page with one heading."""
    return "\n\n".join([f"# {title}", intro, *parts]) + "\n"


def permissions() -> str:
    """Each role with what it is for, and each permission with who holds it."""
    roles = [(f"**{info.title}**", info.side.value, info.description) for info in ROLES.values()]
    holders = [
        (
            f"`{permission.value}`",
            ", ".join(
                info.title
                for info in ROLES.values()
                if info.side is Side.AUTHORITY and permission in info.permissions
            )
            or "–",
            ", ".join(
                info.title
                for info in ROLES.values()
                if info.side is Side.SUPPLIER and permission in info.permissions
            )
            or "–",
        )
        for permission in Permission
    ]
    return page(
        "Permissions",
        "Generated from `commonweal.domain.permissions`. A permission says *may this person*; whether it may happen now "
        "is policy, and whether they may see the thing is visibility.",
        "## Roles",
        table(("Role", "Side", "What it is for"), roles),
        "## Who holds each permission",
        table(("Permission", "Authority roles", "Supplier roles"), holders),
    )


def retention() -> str:
    """Every stored kind of thing with how long it is kept."""
    labels = dict(Retention.choices)
    rows = [
        (f"`{model._meta.label}`", labels[model.RETENTION])
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if model.__module__.startswith("commonweal.")
    ]
    return page(
        "Retention", "Generated from the models: each names its class.", table(("Stored thing", "Kept"), rows)
    )


def audit_events() -> str:
    """Every kind of audit event with the words that history shows."""
    rows = [(f"`{code}`", str(event.sentence)) for code, event in sorted(all_event_types().items())]
    return page(
        "Audit events",
        "Generated from the stages' `events.py`. An event holds opaque ids and typed values, never names or text.",
        table(("Event", "Shown as: somebody ..."), rows),
    )


def uploads() -> str:
    """Which files are taken and how large they may be."""
    attached, tables = (
        [
            (kind.title, ", ".join(f"`{ending}`" for ending in kind.endings), f"{kind.limit // MEGABYTE} MB")
            for kind in kinds.values()
        ]
        for kinds in (KINDS, TABLES)
    )
    head = ("Kind", "Endings", "Largest size")
    return page(
        "Uploads",
        "Generated from `commonweal.files.kinds`. The type is decided by content; a picture may have at most "
        f"{MAX_PIXELS // 1_000_000} million pixels; office files with macros are refused; every file is served as an attachment.",
        table(head, attached),
        "## Files of payments",
        f"On the spend pages alone; nothing may unpack to more than {MAX_TABLES_UNPACKED // MEGABYTE:,} MB.",
        table(head, tables),
    )
