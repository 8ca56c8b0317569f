"""`commonweal assess`: how firm a ranking is, and whether a stored one can be worked out again."""

import json
import sys
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commonweal.interchange.assessment_files import InvalidFile, ScoresFile, UnreadableFile, read_scores

if TYPE_CHECKING:
    from commonweal.analytics.simulation.sensitivity import Sensitivity

INVALID, UNREADABLE = 1, 2
_SHOWN_PROBLEMS = 20
_LARGEST_FILE = 200_000_000


@click.group()
def assess() -> None:
    """How firm a ranking is; recompute a stored one."""


@assess.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--draws", type=click.IntRange(1, 1_000_000_000), default=100_000, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True)
def sensitivity(file: Path, as_json: bool, draws: int, seed: int) -> None:
    """How firm the ranking in FILE is: what would have to change before another tender won."""
    scores = _read(file)
    for note in scores.notes:
        click.echo(f"{file}: {note}", err=True)
    from commonweal.analytics.simulation import (
        sensitivity as engine,
    )  # numpy loads only when the file is sound

    result = engine.sensitivity(scores.table, draws=draws, seed=seed, assessors=scores.assessors)
    click.echo(json.dumps(document(result), ensure_ascii=False, indent=1) if as_json else _words(result))


def _read(file: Path) -> ScoresFile:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        _stop(UNREADABLE, f"{file}: cannot be read ({error.strerror})")
    if len(content) > _LARGEST_FILE:
        _stop(UNREADABLE, f"{file}: is larger than {_LARGEST_FILE // 1_000_000} MB")
    try:
        return read_scores(content)
    except UnreadableFile as error:
        _stop(UNREADABLE, f"{file}: {error}")
    except InvalidFile as error:
        more = len(error.problems) - _SHOWN_PROBLEMS
        lines = [f"{file}: {problem}" for problem in error.problems[:_SHOWN_PROBLEMS]]
        _stop(INVALID, *lines, *([f"{file}: and {more} more"] if more > 0 else []))


def _stop(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def document(result: "Sensitivity") -> dict[str, Any]:
    """The JSON shape of docs/reference/cli.md."""
    return {
        "ranking": [
            {"tender": placed.tender, "total": number(placed.total), "rank": placed.rank}
            for placed in result.ranking
        ],
        "weight_intervals": {
            criterion: [number(low), number(high)]
            for criterion, (low, high) in result.weight_intervals.items()
        },
        "flip_scores": [
            {"tender": flip.tender, "criterion": flip.criterion, "change": number(flip.change)}
            for flip in result.score_flips
        ],
        "can_win": dict(result.can_win),
        "probability_of_winning": {
            tender: {"p": number(chance.p), "se": number(chance.se)}
            for tender, chance in result.chances.items()
        },
    }


def number(exact: Fraction | Decimal) -> int | float:
    """A figure for JSON: twelve places, half to even. So few digits survive the way through a JSON number unchanged."""
    rounded = _rounded(exact, "1e-12")
    return int(rounded) if rounded == int(rounded) else float(rounded)


def _rounded(exact: Fraction | Decimal, places: str) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        top, bottom = exact.as_integer_ratio()
        return (Decimal(top) / bottom).quantize(Decimal(places), ROUND_HALF_EVEN)


def _words(result: "Sensitivity") -> str:
    def shown(exact: Fraction | Decimal, places: str = "0.01") -> str:
        return f"{_rounded(exact, places)}"

    lines = ["Rank  Total   Wins    Can win  Tender"]
    for placed in result.ranking:
        chance = result.chances[placed.tender]
        lines.append(
            f"{placed.rank:>4}  {shown(placed.total):>6}  {shown(chance.p * 100):>6}%  "
            f"{'yes' if result.can_win[placed.tender] else 'no':>7}  {placed.tender}"
        )
    lines += ["", "Weights within which the winner holds, the others in proportion"]
    for criterion, (low, high) in result.weight_intervals.items():
        lines.append(f"{shown(low * 100):>6}% to {shown(high * 100):>6}%  {criterion}")
    lines += ["", "Smallest single changes of score that flip it"]
    for flip in result.score_flips[:5]:
        lines.append(f"{shown(flip.change):>7} points  {flip.criterion}, tender {flip.tender}")
    if not result.score_flips:
        lines.append("  none: no single score can")
    lines += [
        "",
        f"{result.draws:,} draws, seed {result.seed}. This explains the result; it does not change it.",
    ]
    return "\n".join(lines)


@assess.command()
@click.argument("ranking_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def recompute(ranking_id: str, as_json: bool) -> None:
    """Work a locked ranking out again from what was stored. ID is the ranking's own, or its assessment's.

    Exit 0 when every digit is the same, 1 when something differs.
    """
    from commonweal.cli.application import needs_database, set_up

    set_up()
    needs_database()
    from commonweal.lifecycle.assessment.recomputing import recomputed

    found = recomputed(ranking_id)
    if found is None:
        _stop(UNREADABLE, f"{ranking_id}: no locked ranking has this id")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in found["differences"] or ["The same, to the last digit."]:
            click.echo(line)
    sys.exit(0 if found["same"] else INVALID)
