"""From files of payments to figures: what the worker does with a load, step by step, and what pages read of it.

A dataset is a folder under the data folder, made again from the stored files whenever it is missing; it is no part of a
backup. Pages read `report.json` and `rejected.csv` from it and never open the payments.
"""

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache

from commonweal.domain.actors import SYSTEM
from commonweal.domain.money import decimal_string
from commonweal.domain.spend import SpendStatus
from commonweal.files.actions import content_of
from commonweal.interchange.spend_files.mapping import GivenMapping
from commonweal.organisations.models import Organisation
from commonweal.presentation.csv_text import csv_text
from commonweal.spending import actions, queries
from commonweal.spending.models import SpendLoad

if TYPE_CHECKING:
    from commonweal.analytics.tables.supplier_places import Home
    from commonweal.interchange.spend_files.loading import Loaded

Tell = Callable[[str, str, int], None]
REPORT, REJECTED = "report.json", "rejected.csv"
PROGRESS_SECONDS = 3600


def folder_of(load: SpendLoad) -> Path:
    """Where the dataset of a load lies."""
    return Path(settings.DATA) / "spend" / load.external_id


def model_path(authority: Organisation) -> Path:
    """Where the model lies that a body's own labelled payments taught."""
    return Path(settings.DATA) / "spend" / "models" / f"{authority.external_id}.npz"


def progress_of(load: SpendLoad) -> dict[str, Any] | None:
    """How far the worker is: step, file, count, and when it last said so. None when it has not begun."""
    found: dict[str, Any] | None = cache.get(_key(load))
    return found


def _key(load: SpendLoad) -> str:
    return f"spend-progress-{load.external_id}"


def _teller(load: SpendLoad, clock: Callable[[], dt.datetime]) -> Tell:
    """Keeps the latest progress, at most once a second."""
    last: list[tuple[str, dt.datetime]] = []

    def tell(step: str, file: str, count: int) -> None:
        at = clock()
        if not last or last[-1][0] != step or at - last[-1][1] >= dt.timedelta(seconds=1):
            last[:] = [(step, at)]
            cache.set(
                _key(load),
                {"step": step, "file": file, "count": count, "at": at.isoformat()},
                PROGRESS_SECONDS,
            )

    return tell


def work_on(load_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Do what a load waits for: find the columns of its files, or load them. Nothing when it waits for a person."""
    found = SpendLoad.objects.for_system("the load of payment files that the worker was given")
    load: SpendLoad = found.select_related("authority").get(external_id=load_id)
    steps = {SpendStatus.READING: _read, SpendStatus.LOADING: _load}
    step = steps.get(SpendStatus(load.status))
    if step is None:
        return
    from commonweal.interchange.spend_files.sources import Unreadable

    try:
        step(load, _teller(load, clock), clock)
    except Unreadable as error:
        actions.failed(load, str(error), by=SYSTEM, now=clock())
    finally:
        cache.delete(_key(load))


@contextmanager
def _files(load: SpendLoad) -> Iterator[list[Path]]:
    """The load's files under their own names, for as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="commonweal-spend-") as name:
        paths = []
        for number, each in enumerate(load.files.select_related("stored").all()):
            path = Path(name) / str(number) / each.stored.name
            path.parent.mkdir()
            path.write_bytes(content_of(each.stored))
            paths.append(path)
        yield paths


def _read(load: SpendLoad, tell: Tell, clock: Callable[[], dt.datetime]) -> None:
    from commonweal.interchange.spend_files.inspecting import inspect

    saved = {
        key: GivenMapping(each.columns, each.month_first, is_whole=True)
        for key, each in queries.saved_columns(load.authority_id).items()
    }
    with _files(load) as paths:
        found = inspect(
            paths, GivenMapping({}, by_header=saved), lambda file, count: tell("reading", file, count)
        )
    actions.columns_found(load, [each.as_json() for each in found], by=SYSTEM, now=clock())


def _load(load: SpendLoad, tell: Tell, clock: Callable[[], dt.datetime]) -> None:
    from commonweal.interchange.spend_files import loading

    given = GivenMapping(
        {},
        by_header={
            key: GivenMapping(each["columns"], each["month_first"], is_whole=True)
            for key, each in load.confirmed.items()
        },
    )
    folder = folder_of(load)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _files(load) as paths:
        loaded = loading.load(
            paths,
            load.authority.name,
            folder,
            given=given,
            progress=lambda file, rows: tell("loading", file, rows),
        )
    tell("adding_up", "", loaded.total("rows_in"))
    _write_report(load, folder)
    _write_rejected(folder)
    actions.loaded(load, summary_of(loaded), by=SYSTEM, now=clock())


def summary_of(loaded: "Loaded") -> dict[str, Any]:
    """The figures of a load as they are kept with it. Rows in = loaded + rejected."""
    from commonweal.interchange.spend_files.loading import summary

    counted = ("duplicates", "credits", "redacted", "undated", "without_supplier")
    return {
        **summary(loaded),
        **{name: loaded.total(name) for name in counted},
        "duplicate_amount": decimal_string(loaded.total("duplicate_pence")),
        "passed_over": [list(each) for each in loaded.passed_over],
        "same_content": [list(each) for each in loaded.same_content],
        "by_file": [[each.name, each.rows_in, each.loaded, each.rejected] for each in loaded.sheets],
    }


def home_of(load: SpendLoad) -> "Home":
    """The place that suppliers are seen from: an official one, or the body's own name."""
    from commonweal.analytics.tables.supplier_places import home, named_home

    return home(load.place_code) if load.place_code else named_home(load.authority.name)


def report_again(load: SpendLoad) -> None:
    """Make the report of a finished load again, with what was learnt since."""
    _write_report(load, folder_of(load))


def _write_report(load: SpendLoad, folder: Path) -> None:
    from commonweal.analytics.tables import engines, prepare, spend_report
    from commonweal.analytics.tables.suggested_categories import NotAModel, own_model
    from commonweal.analytics.text.divisions import suggested

    engine, home = engines.connect(), home_of(load)
    try:
        model = own_model(model_path(load.authority))
    except NotAModel:  # a damaged model is learnt again; until then the report is as without one
        model = None
    prepare.prepare(folder, home, engine, suggested, model=model)
    found = spend_report.report(folder, home, engine)
    (folder / REPORT).write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def _write_rejected(folder: Path) -> None:
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "rejected.parquet").to_pylist()
    names = ("file", "line", "reason", "text")
    (folder / REJECTED).write_text(csv_text(names, ([row[name] for name in names] for row in rows)), "utf-8")


def report_of(load: SpendLoad) -> dict[str, Any] | None:
    """The report of a finished load, or None when its dataset is not there (after a restore, for example)."""
    try:
        found: dict[str, Any] = json.loads((folder_of(load) / REPORT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def rejected_csv(load: SpendLoad) -> str | None:
    """Every rejected row with its file, line and reason, or None when the dataset is not there."""
    try:
        return (folder_of(load) / REJECTED).read_text("utf-8")
    except OSError:
        return None


def forget(load: SpendLoad) -> None:
    """Remove the dataset of a load that was removed."""
    shutil.rmtree(folder_of(load), ignore_errors=True)
