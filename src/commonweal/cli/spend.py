"""`commonweal spend`: load transparency files, report on them, train the category classifier."""

import csv
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from commonweal.interchange.spend_files.fields import PAYMENT_FIELDS
from commonweal.interchange.spend_files.mapping import (
    NOTHING_GIVEN,
    GivenMapping,
    MappingFileError,
    read_given_mapping,
)
from commonweal.interchange.spend_files.sources import Unreadable

if TYPE_CHECKING:
    from commonweal.analytics.tables.given_register import GivenRegister
    from commonweal.analytics.tables.supplier_places import Home
    from commonweal.interchange.spend_files.loading import Loaded

UNREADABLE, WITH_REJECTED_ROWS = 2, 3
OWN_MODEL = "categories.npz"
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")


def stop(message: str) -> NoReturn:
    """End with exit code 2 and a message on standard error."""
    click.echo(message, err=True)
    sys.exit(UNREADABLE)


@click.group()
def spend() -> None:
    """Load and report on transparency spend files."""


@spend.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--body",
    required=True,
    metavar="CODE",
    help="The body that paid: GSS code of an authority, or any short name.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DATASET",
    help="Folder for the dataset.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Columns by field, as a manifest shows them.",
)
@_JSON
def load(files: tuple[Path, ...], body: str, out: Path, mapping: Path | None, as_json: bool) -> None:
    """Read transparency files (CSV, XLSX, XLS, ODS, or archives of them) into a dataset.

    Every record is loaded or rejected with its reason. Exit 3 when some were rejected, 2 when a file cannot be read;
    nothing is written then.
    """
    from commonweal.interchange.spend_files import loading

    given = _given(mapping)
    try:
        loaded = loading.load(files, body, out, given=given, progress=_progress())
    except Unreadable as error:
        stop(str(error))
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror or error})")
    _tell(loaded)
    click.echo(json.dumps(loading.summary(loaded), indent=1) if as_json else _words(loaded, out))
    sys.exit(WITH_REJECTED_ROWS if loaded.total("rejected") else 0)


def _given(path: Path | None) -> GivenMapping:
    try:
        return (
            read_given_mapping(path, frozenset(each.name for each in PAYMENT_FIELDS))
            if path
            else NOTHING_GIVEN
        )
    except MappingFileError as error:
        stop(str(error))


def _progress() -> "loading.Progress | None":  # type: ignore[name-defined]  # noqa: F821
    if not sys.stderr.isatty():
        return None
    return lambda name, rows: click.echo(f"\r\x1b[K{rows:>9,} rows  {name[-90:]}", err=True, nl=False)


_NOTES = {
    "one_stands_for": "one stands for £{one_stands_for}",
    "decimal_comma": "amounts with a decimal comma",
    "year_from_name": "the year {year_from_name} is in the name or title",
    "short_dates": "{short_dates}",
    "months_were_columns": "each filled month of a supplier is a row",
}
"""What was assumed of a table, by its key in the manifest."""


def _tell(loaded: "Loaded") -> None:
    """Mappings and notes, on standard error: what a person should look at before trusting the figures."""
    from commonweal.interchange.spend_files.loading import distinct_mappings

    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    for each in distinct_mappings(loaded.sheets):
        columns = ", ".join(f"{field} = {name}" for field, name in each["columns"].items())
        notes = ", ".join([each["dates"], *(words for key, words in _NOTES.items() if key in each)])
        click.echo(f"{each['files']} x {columns} ({notes.format(**each)})", err=True)
    for name, why in loaded.passed_over:
        click.echo(f"{name}: passed over, {why}", err=True)
    for name, other in loaded.same_content:
        click.echo(f"{name}: holds the same payments as {other}; both are loaded", err=True)


def _words(loaded: "Loaded", out: Path) -> str:
    from commonweal.interchange.spend_files.loading import summary

    figures = summary(loaded)
    lines = [
        f"{figures['files']} tables, {figures['rows_in']:,} rows: {figures['loaded']:,} loaded, {figures['rejected']:,} rejected",
        f"Amount loaded £{loaded.total('pence') // 100:,} (exactly {figures['amount']})",
        f"Flagged: {loaded.total('duplicates'):,} duplicates within a file, {loaded.total('credits'):,} credits, "
        f"{loaded.total('redacted'):,} redacted, {loaded.total('undated'):,} without a date",
        *(f"Rejected: {count:,} {reason}" for reason, count in figures["reasons"].items()),
        f"Dataset in {out}; its manifest.json has the counts and the columns of every file",
    ]
    return "\n".join(lines)


@spend.command()
@click.argument("dataset", type=click.Path(path_type=Path), metavar="DATASET")
@click.option(
    "--place", metavar="CODE", help="The place suppliers are seen from; the body's own code when left out."
)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="A register of suppliers (columns as in `match`, and sme, vcse) that fills what the payments leave open.",
)
@click.option(
    "--model",
    "model_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="MODEL",
    help="A model of `spend train` for payments without a category; the dataset's own when left out.",
)
@click.option(
    "--missions",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Which mission a service serves: columns service (as published) and mission.",
)
@_JSON
def report(
    dataset: Path,
    *,
    place: str | None,
    register: Path | None,
    model_file: Path | None,
    missions: Path | None,
    as_json: bool,
) -> None:
    """What a dataset shows: years, services, places, SME, VCSE, top suppliers, concentration, new and lost.

    Every figure stands beside its definition and coverage. The first report prepares the dataset.
    """
    from commonweal.analytics.tables import engines, mission_shares, prepare, spend_report, supplier_places
    from commonweal.analytics.tables.suggested_categories import NotAModel, own_model
    from commonweal.analytics.text.divisions import suggested
    from commonweal.cli.spend_words import worded

    links = _links(missions)
    try:
        manifest = spend_report.read_manifest(dataset)
        home = _home(place, manifest["body"])
        engine, given, model = (
            engines.connect(),
            _register(register),
            own_model(model_file or dataset / OWN_MODEL),
        )
        if not prepare.is_prepared(dataset, home, given, model):
            click.echo("Preparing the dataset ...", err=True)
            with engines.capable():
                prepare.prepare(dataset, home, engine, suggested, register=given, model=model)
        with engines.capable():
            found = spend_report.report(dataset, home, engine)
    except (
        spend_report.NotADataset,
        engines.EngineUnavailable,
        supplier_places.UnknownPlace,
        NotAModel,
    ) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{dataset}: cannot be prepared ({error.strerror or error})")
    if links is not None:
        found["by_mission"] = mission_shares.by_mission(found["by_service"]["rows"], links)
    click.echo(json.dumps(found, indent=1, ensure_ascii=False) if as_json else worded(found))


def _links(path: Path | None) -> list[tuple[str, str]] | None:
    """(service, mission) of each row of a file of links."""
    if path is None:
        return None
    try:
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
        if not {"service", "mission"} <= names.keys():
            stop(f"{path}:1: needs the columns service and mission")
        pairs = [tuple((row[names[name]] or "").strip() for name in ("service", "mission")) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        stop(f"{path}: cannot be read ({error})")
    for line, pair in enumerate(pairs, start=2):
        if not all(pair):
            stop(f"{path}:{line}: needs a service and a mission")
    return [(service, mission) for service, mission in pairs]


def _register(path: Path | None) -> "GivenRegister | None":
    if path is None:
        return None
    from commonweal.analytics.matching.columns import Records
    from commonweal.analytics.tables.given_register import GivenRegister
    from commonweal.interchange.match_files import UnreadableNames, read_names

    try:
        held = read_names(path.read_bytes(), ids_repeat=True)
    except OSError as error:
        stop(f"{path}: cannot be read ({error.strerror})")
    except UnreadableNames as error:
        stop(f"{path}:{error.line}: {error.reason}")
    records = Records(held.ids, held.names, held.postcodes, held.company_numbers, held.charity_numbers)
    return GivenRegister(records, held.sme, held.vcse)


def _home(place: str | None, body: str) -> "Home | None":
    from commonweal.analytics.tables.supplier_places import UnknownPlace, home

    if place is not None:
        return home(place)
    try:
        return home(body)
    except UnknownPlace:
        return None


@spend.command()
@click.argument("dataset", type=click.Path(path_type=Path), metavar="DATASET")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="MODEL", help="Where the model is written."
)
@_JSON
def train(dataset: Path, out: Path | None, as_json: bool) -> None:
    """Learn a body's own categories from its labelled payments, and say how well on payments held out.

    Labels are the category column; the words are supplier, service and description.
    """
    # Before numpy is loaded: its threads wait for each other longer than they work on matrices as small as these.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from commonweal.analytics.tables import labelled, spend_report
    from commonweal.analytics.text.training import TooLittle, learn

    try:
        spend_report.read_manifest(dataset)
        trained = learn(*labelled.labelled_texts(dataset))
    except (spend_report.NotADataset, TooLittle) as error:
        stop(f"{dataset}: {error}" if isinstance(error, TooLittle) else str(error))
    target = out or dataset / OWN_MODEL
    try:
        trained.model.save(target, trained.about())
    except OSError as error:
        stop(f"{target}: cannot be written ({error.strerror})")
    shown = {**trained.about(), "model": str(target)}
    click.echo(
        json.dumps(shown, indent=1)
        if as_json
        else "\n".join(f"{name:<22} {value}" for name, value in shown.items())
    )
