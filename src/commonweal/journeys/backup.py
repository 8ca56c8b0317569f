"""Backup and restore: one archive that reads into either database engine.

The archive (.tar.gz) holds `manifest.json` (product version, counts, SHA-256 of each part), `records.jsonl` (every row,
as Django serialises it), `files/` (blobs under their digest) and `anchor.jsonl`. The sealing key is never in it: a
backup alone opens no draft and no sealed tender.
"""

import datetime as dt
import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from commonweal import __version__
from commonweal.audit import chain
from commonweal.records.first_start import bring_up_to_date
from commonweal.records.tables import look_at_tables

FORMAT = 1
LEFT_OUT = {"sessions", "contenttypes", "django_tasks_database", "auth", "messages"}
"""Applications whose rows are working data or are made again by migrations."""


class UnusableArchiveError(ValueError):
    """The archive cannot be restored here; the message says why and what to do."""


class UnwritableArchiveError(ValueError):
    """The archive cannot be written where it was asked for; the message says why."""


class ExactTimes(DjangoJSONEncoder):
    """Keeps every microsecond: Django's own encoder cuts times to milliseconds, and the audit chain would not verify."""

    def default(self, value: Any) -> Any:
        if isinstance(value, dt.datetime | dt.time):
            return value.isoformat()
        return super().default(value)


@dataclass(frozen=True, slots=True)
class Made:
    """What went into, or came out of, an archive."""

    records: int
    files: int


def models_in_order() -> list[type[Model]]:
    """Every model whose rows are kept, referred-to ones first where that is possible."""
    configs = [(config, None) for config in apps.get_app_configs() if config.label not in LEFT_OUT]
    return list(serializers.sort_dependencies(configs, allow_cycles=True))


def last_steps() -> list[str]:
    """The last migration of each application of ours: rows fit the tables of these steps alone."""
    leaves = MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("commonweal.")}
    return sorted(f"{label}.{name}" for label, name in leaves if label in ours)


def write(archive: Path) -> Made:
    """Write everything to `archive`. Rows are read in one transaction, so they belong together."""
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        records = Path(folder) / "records.jsonl"
        with transaction.atomic(), records.open("w", encoding="utf-8") as out:
            count = sum(_write_rows(model, out) for model in models_in_order())
        try:
            files = _pack(archive, records, count)
        except OSError as error:
            raise UnwritableArchiveError(f"{archive} cannot be written: {error.strerror}") from error
    return Made(count, files)


def _pack(archive: Path, records: Path, count: int) -> int:
    """Put the rows, every stored file and the anchor into the archive; the number of files."""
    blobs = sorted(path for path in (Path(settings.MEDIA_ROOT)).rglob("*") if path.is_file())
    with tarfile.open(archive, "w:gz") as tar:
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "steps": last_steps(),
            "records": count,
            "sha256": _digest(records),
        }
        _add_text(tar, "manifest.json", json.dumps(manifest))
        tar.add(records, "records.jsonl")
        for path in blobs:
            tar.add(path, f"files/{path.relative_to(settings.MEDIA_ROOT)}")
        if Path(settings.ANCHOR_FILE).exists():
            tar.add(settings.ANCHOR_FILE, "anchor.jsonl")
    return len(blobs)


def _write_rows(model: type[Model], out: Any) -> int:
    rows = model._base_manager.order_by("pk").iterator(chunk_size=2000)
    count = 0
    for row in rows:
        out.write(serializers.serialize("jsonl", [row], cls=ExactTimes))
        count += 1
    return count


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def read(archive: Path) -> Made:
    """Restore `archive` into an empty installation, all or nothing, and verify the audit chain.

    Raises:
        UnusableArchiveError: not one of our archives, damaged, of another format, or the installation is not empty.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        unpacked = Path(folder)
        manifest = _unpack(archive, unpacked)
        bring_up_to_date()
        call_command("createcachetable", verbosity=0)
        _must_be_empty()
        with transaction.atomic():
            _load_rows(unpacked / "records.jsonl")
            anchor = unpacked / "anchor.jsonl"
            verdict = chain.verify(anchor if anchor.exists() else None)
            if verdict.problem is not None:
                raise UnusableArchiveError(
                    f"the audit chain in the archive is not whole ({verdict.problem}); nothing was kept"
                )
            files = _place_files(unpacked)
    look_at_tables()
    return Made(int(manifest["records"]), files)


def _unpack(archive: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        damaged = _digest(folder / "records.jsonl") != manifest["sha256"]
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise UnusableArchiveError(
            f"{archive} is not a whole Commonweal backup: make a new one and try again"
        ) from error
    if damaged:
        raise UnusableArchiveError(f"the records in {archive} were changed after the backup was made")
    if manifest.get("format") != FORMAT or manifest.get("steps") != last_steps():
        # What a migration does to rows was not done to these.
        raise UnusableArchiveError(
            f"{archive} was made by another version ({manifest.get('version')}); restore it with that one"
        )
    return manifest


def _must_be_empty() -> None:
    for model in models_in_order():
        if model._meta.label == "account.EmailAddress":
            continue
        if model._base_manager.exists():
            raise UnusableArchiveError(
                f"this installation is not empty ({model._meta.verbose_name} rows exist): restore into a new one"
            )


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from serializers.deserialize("jsonl", lines)


def _load_rows(path: Path) -> None:
    # Rows may refer to rows that come later; the engines check references when the transaction ends.
    with connection.constraint_checks_disabled():
        for row in _rows(path):
            row.save()
    connection.check_constraints()
    for statement in connection.ops.sequence_reset_sql(no_style(), models_in_order()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _place_files(unpacked: Path) -> int:
    source = unpacked / "files"
    paths = [path for path in source.rglob("*") if path.is_file()] if source.exists() else []
    for path in paths:
        target = Path(settings.MEDIA_ROOT) / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    anchor = unpacked / "anchor.jsonl"
    if anchor.exists():
        Path(settings.ANCHOR_FILE).parent.mkdir(parents=True, exist_ok=True)
        anchor.replace(settings.ANCHOR_FILE)
    return len(paths)
