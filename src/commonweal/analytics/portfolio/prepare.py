"""Preparing an extract: reports are added up once, and again only what came since.

Beside the extract this writes, in the folder `prepared`: `rows.parquet` (every row of the portfolio), `prepared.json` (what
it was made from), and what the next time needs: `others-NNNNN.parquet` (reports by commitment and year of what is not summed)
and `years-NNNNN.parquet` (the years commitments stand in), one of each for each time. New reports are added to the rows.
Everything is prepared anew when anything else changed: a commitment, a link, a period, this code, or a report where the latest
one counts.
"""

import hashlib
import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset, refreshing, rows_tables
from commonweal.analytics.portfolio.dataset import Manifest
from commonweal.analytics.tables import engines

MOST_TIMES = 40
"""After so many additions everything is prepared anew, so that files stay few."""
_CODE = ("measures.py", "prepare.py", "refreshing.py", "dataset.py", "rows_tables.py")


class Done(StrEnum):
    """What preparing had to do."""

    NOTHING = "nothing"
    REFRESHED = "refreshed"
    EVERYTHING = "everything"


def folder_of(dataset_folder: Path) -> Path:
    """Where what was prepared is kept."""
    return dataset_folder / "prepared"


def rows_path(dataset_folder: Path) -> Path:
    """Every row of the portfolio."""
    return folder_of(dataset_folder) / "rows.parquet"


def years_paths(dataset_folder: Path) -> list[Path]:
    """The years commitments stand in: commitment, year, and by how much each time of preparing moved them."""
    made = _made(dataset_folder) or {"times": []}
    return [_kept(dataset_folder, "years", at) for at in made["times"]]


def prepare(folder: Path, connection: Any = None) -> Done:
    """Bring what is prepared up to the extract. `connection` is an engine's; the default engine when None."""
    manifest, made = dataset.read(folder), _made(folder)
    parts = [part.name for part in manifest.parts]
    if made is not None and made["base"] == _base(manifest):
        if made["parts"] == parts:
            return Done.NOTHING
        if _can_refresh(manifest, made):
            _refresh(folder, manifest, made, connection)
            return Done.REFRESHED
    _everything(folder, manifest, connection if connection is not None else engines.connect())
    return Done.EVERYTHING


def _made(folder: Path) -> dict[str, Any] | None:
    """What was prepared before; None when it is not whole or another version made it."""
    try:
        made: dict[str, Any] = json.loads((folder_of(folder) / "prepared.json").read_text("utf-8"))
        files = [
            rows_path(folder),
            *(_kept(folder, what, at) for what in refreshing.KEPT for at in made["times"]),
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if all(path.is_file() for path in files) else None


def _base(manifest: Manifest) -> str:
    """Changes when anything but the reports changes."""
    return hashlib.sha256(f"{manifest.counting} {_code()}".encode()).hexdigest()


def _code() -> str:
    """Changes when what the figures are worked out by changes."""
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()


def _can_refresh(manifest: Manifest, made: dict[str, Any]) -> bool:
    known = len(made["parts"])
    new = manifest.parts[known:]
    return (
        [part.name for part in manifest.parts[:known]] == made["parts"]
        and len(made["times"]) < MOST_TIMES
        and not any(part.latest_taken_out for part in new)
    )


def _reports(folder: Path, manifest: Manifest, first: int = 0) -> list[Path]:
    return [dataset.part(folder, part.name) for part in manifest.parts[first:]]


def _tables(folder: Path, manifest: Manifest, engine: Any) -> dict[str, Any]:
    return {
        name: engines.parquet(engine, dataset.table(folder, manifest, name), f"portfolio_{name}")
        for name in dataset.COUNTING
    }


def _kept(folder: Path, what: str, number: int) -> Path:
    return folder_of(folder) / f"{what}-{number:05d}.parquet"


def _everything(folder: Path, manifest: Manifest, engine: Any) -> None:
    from commonweal.analytics.portfolio import measures

    target = folder_of(folder)
    target.mkdir(exist_ok=True)
    # What was there is no longer believed, so that a run that is cut off leaves nothing half true.
    (target / "prepared.json").unlink(missing_ok=True)
    for old in (path for what in refreshing.KEPT for path in target.glob(f"{what}-*.parquet")):
        old.unlink()
    reports = refreshing.one_table(engine, _reports(folder, manifest), "reports")
    live = measures.live(reports) if any(part.taken_out for part in manifest.parts) else reports
    tables = _tables(folder, manifest, engine)
    leaf = _leaves(folder, measures.leaves(live, tables["commitments"]), engine)
    rows = engines.fetched(engine, measures.rows(leaf, **tables))
    for what, kept in (
        ("others", measures.others(leaf)),
        ("years", measures.stood(leaf, tables["promises"])),
    ):
        engines.stored(engine, kept, _kept(folder, what, manifest.number))
    _keep(folder, manifest, rows_tables.ordered(rows), [manifest.number])


def _refresh(folder: Path, manifest: Manifest, made: dict[str, Any], connection: Any) -> None:
    number, times = manifest.number, made["times"]
    read = {
        "reports": _reports(folder, manifest, len(made["parts"])),
        **{name: [dataset.table(folder, manifest, name)] for name in dataset.COUNTING},
        **{what: [_kept(folder, what, at) for at in times] for what in refreshing.KEPT},
    }
    stores = {what: _kept(folder, what, number) for what in refreshing.KEPT}
    rows = pq.ParquetFile(rows_path(folder)).read()
    rows = rows_tables.added(rows, refreshing.added(read, stores, connection))
    _keep(folder, manifest, rows, [*times, number])


def _leaves(folder: Path, leaf: Any, engine: Any) -> Any:
    """Leaves are worked out once and read several times."""
    path = folder_of(folder) / "leaves.parquet"
    engines.stored(engine, leaf, path)
    return engines.parquet(engine, path, "portfolio_leaves")


def _keep(folder: Path, manifest: Manifest, rows: Any, times: list[int]) -> None:
    path = rows_path(folder)
    made = path.with_suffix(".new")
    pq.write_table(rows, made, compression="lz4", use_dictionary=False)
    # First the mark goes, then the rows change, then the mark comes back: rows are never added to twice.
    (folder_of(folder) / "prepared.json").unlink(missing_ok=True)
    made.replace(path)
    (folder_of(folder) / "leaves.parquet").unlink(missing_ok=True)
    held = {"base": _base(manifest), "parts": [part.name for part in manifest.parts], "times": times}
    dataset.replace_text(folder_of(folder) / "prepared.json", json.dumps(held))
