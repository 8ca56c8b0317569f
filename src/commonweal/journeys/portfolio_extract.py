"""The application's commitments and reports as Parquet, for a portfolio of any size.

Everything is read in one snapshot of the database, at a known head of the audit chain. When the chain has not moved since the
extract before, nothing is read again. Otherwise commitments, periods and links are read whole, and of the reports those
whose revision is new: they are by far the most.
"""

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset
from commonweal.analytics.portfolio.dataset import Manifest
from commonweal.audit.models import AuditEvent, AuditHead
from commonweal.domain.contracts import BINDING, COUNTED
from commonweal.domain.delivery import By
from commonweal.domain.errors import NotFound
from commonweal.domain.quantities import SCALE
from commonweal.journeys.portfolio_parts import ROWS, PartWriter, Progress, Seen, groups, year_number
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.contracts.spend import Spends, spends_of
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery import standing
from commonweal.lifecycle.delivery.models import Report
from commonweal.organisations.models import Organisation
from commonweal.records.scopes import ScopedQuerySet
from commonweal.records.snapshot import snapshot

BATCH = 5_000
_REPORT = (
    "pk",
    "revision",
    "commitment_id",
    "end_on",
    "status",
    "quantity",
    "verified",
    "people",
    "is_for_authority_only",
)


class Whose(StrEnum):
    """Whose contracts, where no organisation is named."""

    EVERYBODY = "everybody"
    PUBLISHED = "published"


class AnotherExtract(ValueError):
    """The folder holds an extract of other contracts."""


@dataclass(frozen=True)
class Extracted:
    """What an extract found: reports that are new, changed and gone since the one before, and what it holds now."""

    manifest: Manifest
    new: int = 0
    changed: int = 0
    gone: int = 0


def extract(
    folder: Path, whose: str = Whose.EVERYBODY, *, now: dt.datetime, progress: Progress = lambda _: None
) -> Extracted:
    """Bring the extract in `folder` up to what the application holds now. `whose` is a Whose or an organisation's id.

    `progress` is called with how many more reports were read.

    Raises:
        NotFound: there is no such organisation. AnotherExtract: the folder holds other contracts. NotAPortfolio: it holds
            something that cannot be read.
    """
    before = dataset.read(folder) if (folder / dataset.MANIFEST).exists() else None
    if before is not None and before.whose != whose:
        raise AnotherExtract(before.whose)
    with snapshot():
        head = AuditHead.objects.first() or AuditHead()
        if before is not None and (before.events, before.digest) == (head.count, head.digest):
            return Extracted(before)
        if before is not None and not _is_same_chain(before):
            before = None  # Another database, or one that was restored: keys may mean something else.
        start = before or Manifest(0, "", 0, "", whose, 0, 0, 0, "", ())
        fresh = replace(
            start, number=start.number + 1, taken_at=now.isoformat(), events=head.count, digest=head.digest
        )
        return _extracted(folder, before, fresh, progress)


def _is_same_chain(before: Manifest) -> bool:
    return AuditEvent.objects.filter(number=before.events, digest=before.digest).exists()


def _extracted(folder: Path, before: Manifest | None, fresh: Manifest, progress: Progress) -> Extracted:
    found = _contracts(fresh.whose)
    _clear(folder, before)
    commitments, count = _write_tables(folder, fresh, found)
    seen = _seen(folder, before)
    now_there = _there(found)
    writer = PartWriter(folder, fresh, commitments)
    is_same = _in(now_there, seen)
    leaving = ~_kept(seen, now_there)
    if before is not None:
        writer.take_out(before, seen, leaving)
    entries = writer.put_in(_rows(found, now_there, is_same), progress)
    part = writer.close()
    reports, revisions = now_there
    merged = np.zeros(len(reports), np.int64)
    if len(seen.reports):
        at = np.searchsorted(seen.reports, reports).clip(max=len(seen.reports) - 1)
        merged[is_same] = seen.entries[at[is_same]]
    merged[~is_same] = [entries.get(report, 0) for report in reports[~is_same].tolist()]
    pq.write_table(
        pa.table([reports, revisions, merged], schema=dataset.SEEN), dataset.table(folder, fresh, "seen")
    )
    known = np.isin(reports[~is_same], seen.reports)
    manifest = replace(
        fresh, commitments=count, reports=int((merged > 0).sum()), entries=writer.entry,
        counting=_digest(folder, fresh), parts=(*fresh.parts, part) if part else fresh.parts)  # fmt: skip
    dataset.write(folder, manifest)
    _clear(folder, manifest)
    gone = int((~np.isin(seen.reports, reports)).sum())
    return Extracted(manifest, int((~known).sum()), int(known.sum()), gone)


def _contracts(whose: str) -> ScopedQuerySet:
    """Binding contracts of everybody, of one organisation on either side, or those known from published reports."""
    bound = [status.value for status in BINDING]
    rows = Contract.objects.for_system("the extract for the portfolio").filter(status__in=bound)
    if whose == Whose.EVERYBODY:
        return rows
    if whose == Whose.PUBLISHED:
        return contracts.published().filter(status__in=bound)
    named = Organisation.objects.for_system("the extract for the portfolio")
    organisation = named.filter(external_id=whose).first()
    if organisation is None:
        raise NotFound("record.not_found", kind="organisation", external_id=whose)
    return rows.filter(authority=organisation) | rows.filter(supplier=organisation)


def _clear(folder: Path, kept: Manifest | None) -> None:
    """Remove what the manifest does not name: an extract that was cut off, or the tables of the one before."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    (folder / "tables").mkdir(exist_ok=True)
    names = {part.name for part in kept.parts} if kept else set()
    for path in (folder / "reports").iterdir():
        if path.name not in names:
            path.unlink()
    for path in (folder / "tables").iterdir():
        if kept is None or path != dataset.tables_folder(folder, kept.number):
            shutil.rmtree(path)


def _commitments(found: ScopedQuerySet) -> Iterator[Commitment]:
    rows = Commitment.objects.for_system("the extract for the portfolio").filter(contract__in=found)
    rows = rows.select_related("contract__supplier", "contract__authority", "place").prefetch_related(
        "periods__place"
    )
    yield from rows.order_by("pk").iterator(chunk_size=BATCH)


def _write_tables(folder: Path, fresh: Manifest, found: ScopedQuerySet) -> tuple[dict[int, str], int]:
    """Write every table but reports; the rule of each commitment, and how many there are."""
    keys: dict[tuple[str, str], str] = {}
    metrics: set[tuple[str, str]] = set()
    lines: list[tuple[int, tuple[str, str], str, int | None]] = []
    stands: list[tuple[int, tuple[str, str]]] = []
    promises: list[tuple[int, int, int]] = []
    for group in groups(_commitments(found), BATCH):
        served, spends = standing.served_by(group), spends_of(group)
        for each in group:
            metric = standing.metric_of(each)
            metrics.add(metric)
            lines.append((each.pk, metric, _rule(each, spends), _promised(each, spends)))
            promises += [
                (each.pk, year_number(year), sum_)
                for year, sum_ in standing.promised_by_year(each, spends).items()
            ]
            for by, key, label in _standing(each, served(each)):
                keys[by, key] = label
                stands.append((each.pk, (by, key)))
    key_no = {key: at for at, key in enumerate(sorted(keys))}
    metric_no = {metric: at for at, metric in enumerate(sorted(metrics))}
    tables: dict[str, list[tuple[Any, ...]]] = {
        "commitments": [(pk, metric_no[metric], rule, promised) for pk, metric, rule, promised in lines],
        "stands": [(pk, key_no[key]) for pk, key in stands],
        "promises": sorted(promises),
        "keys": [(at, by, key, keys[by, key]) for (by, key), at in key_no.items()],
        "metrics": [(at, *metric) for metric, at in metric_no.items()],
    }
    dataset.tables_folder(folder, fresh.number).mkdir(parents=True)
    for name, rows in tables.items():
        pq.write_table(dataset.rows_table(dataset.TABLES[name], rows), dataset.table(folder, fresh, name))
    return {pk: rule for pk, _, rule, _ in lines}, len(lines)


def _standing(commitment: Commitment, links: list[Any]) -> Iterator[tuple[str, str, str]]:
    for by in (By.MISSION, By.OUTCOME):
        for key, label in standing.things_served(by, links).items():
            yield by.value, key, label
    yield By.PLACE.value, *standing.place_of(commitment)
    yield By.SUPPLIER.value, *standing.supplier_of(commitment)


def _rule(commitment: Commitment, spends: Spends) -> str:
    if standing.left_out(commitment, spends):
        return "left_out"
    return commitment.aggregation if commitment.kind in COUNTED else "words"


def _promised(commitment: Commitment, spends: Spends) -> int | None:
    return delivery.promised(commitment, spends) if commitment.kind in COUNTED else SCALE


def _digest(folder: Path, manifest: Manifest) -> str:
    """SHA-256 of the tables that figures depend on."""
    digest = hashlib.sha256()
    for name in dataset.COUNTING:
        digest.update(dataset.table(folder, manifest, name).read_bytes())
    return digest.hexdigest()


def _seen(folder: Path, before: Manifest | None) -> Seen:
    if before is None:
        return Seen(*(np.zeros(0, np.int64) for _ in range(3)))
    table = pq.read_table(dataset.table(folder, before, "seen"))
    return Seen(*(table[name].to_numpy() for name in ("report", "revision", "entry")))


def _reports(found: ScopedQuerySet) -> ScopedQuerySet:
    rows: ScopedQuerySet = Report.objects.for_system("the extract for the portfolio")
    return rows.filter(commitment__contract__in=found).order_by("pk")


def _there(found: ScopedQuerySet) -> tuple[Any, Any]:
    """(primary keys, revisions) of every report there is now, in order."""
    pairs = _reports(found).values_list("pk", "revision").iterator(chunk_size=ROWS)
    flat = np.fromiter((value for pair in pairs for value in pair), np.int64).reshape(-1, 2)
    return flat[:, 0].copy(), flat[:, 1].astype(np.int32)


def _in(there: tuple[Any, Any], seen: Seen) -> Any:
    """For each report that is there: it was read before, with the same revision."""
    return _same(there[0], there[1], seen.reports, seen.revisions)


def _kept(seen: Seen, there: tuple[Any, Any]) -> Any:
    """For each report that was read before: it is still there, with the same revision."""
    return _same(seen.reports, seen.revisions, there[0], there[1])


def _same(reports: Any, revisions: Any, others: Any, other_revisions: Any) -> Any:
    if not len(others):
        return np.zeros(len(reports), bool)
    at = np.searchsorted(others, reports).clip(max=len(others) - 1)
    return (others[at] == reports) & (other_revisions[at] == revisions)


def _rows(found: ScopedQuerySet, there: tuple[Any, Any], is_same: Any) -> Iterator[tuple[Any, ...]]:
    """The reports to read: all in one stream where none is known, else by key."""
    wanted = there[0][~is_same].tolist()
    if len(wanted) == len(is_same):
        yield from _reports(found).values_list(*_REPORT).iterator(chunk_size=ROWS)
        return
    rows = Report.objects.for_system("the extract for the portfolio")
    for group in groups(wanted, BATCH):
        yield from rows.filter(pk__in=group).order_by("pk").values_list(*_REPORT)
