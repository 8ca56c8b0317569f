"""`commonweal value simulate FILE`: opt-in valuations with their range."""

import json
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commonweal.domain.money import decimal_string, pounds
from commonweal.domain.valuation import Line, Range, UnitValue, Valuation
from commonweal.interchange.unit_value_files import UnreadableUnitValues, read_unit_values
from commonweal.interchange.valuation_files import InvalidValuation, UnreadableValuation, read_valuation
from commonweal.reference import valuation as official

if TYPE_CHECKING:
    from commonweal.analytics.valuation.profile import Part

INVALID, UNREADABLE, WITH_REJECTED_ROWS = 1, 2, 3
_SHOWN_PROBLEMS = 20


@click.group()
def value() -> None:
    """Simulate opt-in valuations with their range."""


@value.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--draws", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True)
@click.option(
    "--independent", is_flag=True, help="Draw every commitment's parameters for itself (too narrow)."
)
@click.option(
    "--unit-values",
    multiple=True,
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Unit value files to use.",
)
def simulate(
    *, file: Path, as_json: bool, draws: int, seed: int, independent: bool, unit_values: tuple[Path, ...]
) -> None:
    """What the commitments in FILE would be worth, by mission and kind of value, with the range.

    Parameters that commitments share are drawn once for all of them. Exit 3 when rows of a unit value file were left out.
    """
    known, left_out = _known(unit_values)
    valuation = _read(file, known)
    from commonweal.analytics.valuation.profile import profile  # numpy loads only when the file is sound
    from commonweal.analytics.valuation.simulation import simulate as run

    click.echo(f"{len(valuation.commitments):,} commitments, {draws:,} draws", err=True)
    lines = [valuation.line(one) for one in valuation.priced()]
    drawn = run(valuation, draws=draws, seed=seed, independent=independent, progress=_progress)
    parts = profile(drawn, lines)
    found = _document(valuation, lines, parts, draws=draws, seed=seed, independent=independent)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _words(found, parts))
    sys.exit(WITH_REJECTED_ROWS if left_out else 0)


def _progress(done: int, whole: int) -> None:
    """How far the draws are, for a person at a terminal and nobody else."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done:>9,} of {whole:,} groups drawn", err=True, nl=done == whole)


def _known(paths: tuple[Path, ...]) -> tuple[dict[str, UnitValue], int]:
    """The official unit values and those of the files, by id; how many rows of the files were left out."""
    known, left_out = dict(official.official_unit_values()), 0
    for path in paths:
        try:
            read = read_unit_values(path.read_bytes())
        except OSError as error:
            _stop(UNREADABLE, f"{path}: cannot be read ({error.strerror})")
        except UnreadableUnitValues as error:
            _stop(UNREADABLE, f"{path}:{error.line}: {error.reason}")
        known.update(read.values)
        left_out += len(read.rejected)
        for line, reason in read.rejected:
            click.echo(f"{path}:{line}: left out, {reason}", err=True)
    return known, left_out


def _read(file: Path, known: dict[str, UnitValue]) -> Valuation:
    try:
        return read_valuation(file.read_bytes(), rates=official.discount_rates(), known=known)
    except OSError as error:
        _stop(UNREADABLE, f"{file}: cannot be read ({error.strerror})")
    except UnreadableValuation as error:
        _stop(UNREADABLE, f"{file}: {error}")
    except InvalidValuation as error:
        more = len(error.problems) - _SHOWN_PROBLEMS
        shown = [f"{file}: {problem}" for problem in error.problems[:_SHOWN_PROBLEMS]]
        _stop(INVALID, *shown, *([f"{file}: and {more} more"] if more > 0 else []))


def _stop(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def _document(
    valuation: Valuation, lines: list[Line], parts: "list[Part]", *, draws: int, seed: int, independent: bool
) -> dict[str, Any]:
    """The JSON shape of docs/explanation/valuation.md."""
    return {
        "base_year": valuation.base_year,
        "draws": draws,
        "seed": seed,
        "parameters": "independent" if independent else "shared",
        "percentiles": [5, 50, 95],
        "discount_rates": [
            {"from_year": first, "percent": _number(rate * 100)} for first, rate in valuation.rates.steps
        ],
        "prices_source": valuation.prices.source or None,
        "profile": [
            {
                "mission": part.mission,
                "kind": part.kind.value,
                "lines": part.lines,
                "central": decimal_string(part.central),
                "low": decimal_string(part.low),
                "median": decimal_string(part.median),
                "high": decimal_string(part.high),
            }
            for part in parts
        ],
        "lines": [_line(line) for line in lines],
        "unpriced": [
            {
                "id": one.id,
                "title": one.title,
                "mission": one.mission,
                "quantity": _number(one.quantity),
                "unit": one.unit,
            }
            for one in valuation.unpriced()
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    one, unit_value = line.commitment, line.unit_value
    return {
        "id": one.id,
        "title": one.title,
        "mission": one.mission,
        "kind": unit_value.kind.value,
        "quantity": _number(one.quantity),
        "unit": one.unit,
        "central": decimal_string(line.central),
        "lowest": decimal_string(line.lowest),
        "highest": decimal_string(line.highest),
        "unit_value": {
            "id": unit_value.id,
            **_range(unit_value.pounds),
            "price_year": unit_value.price_year,
            "source": unit_value.source,
            "source_year": unit_value.source_year,
            "assumptions": unit_value.assumptions,
            "grade": unit_value.grade.value,
        },
        "assumed": {
            "years": one.years,
            "drop_off": _number(one.drop_off),
            "deadweight": _range(one.deadweight.share),
            "attribution": _range(one.attribution.share),
            "displacement": _range(one.displacement.share),
        },
    }


def _range(span: Range) -> dict[str, Any]:
    return {"low": _number(span.low), "central": _number(span.central), "high": _number(span.high)}


def _number(exact: Fraction) -> int | float:
    """An input figure as JSON writes it; what was read is a decimal of a few digits, so that nothing is lost."""
    return int(exact) if exact.denominator == 1 else float(Decimal(exact.numerator) / exact.denominator)


def _whole(part: "Part") -> list[int]:
    """The points of the draws in whole pounds: pence would claim what a simulation does not know."""
    return [round(each, -2) for each in (part.low, part.median, part.high)]


def _words(found: dict[str, Any], parts: "list[Part]") -> str:
    wide = max([len("Mission"), *(len(part.mission) for part in parts)])
    lines = [
        f"{'Mission':<{wide}}  {'Kind':<9}  {'Central':>18}  {'5% below':>18}  {'Half below':>18}  {'95% below':>18}"
    ]
    for part in parts:
        shown = "  ".join(f"{pounds(each):>18}" for each in (part.central, *_whole(part)))
        lines.append(f"{part.mission:<{wide}}  {part.kind.value:<9}  {shown}")
    lines += [
        f"{one['mission']:<{wide}}  unpriced   {one['quantity']} {one['unit']}: {one['title']}"
        for one in found["unpriced"]
    ]
    lines += [
        "",
        f"Prices and present values of {found['base_year']}. {found['draws']:,} draws, seed {found['seed']}, "
        f"{found['parameters']} parameters. Kinds of value are never added to each other.",
    ]
    return "\n".join(lines)
