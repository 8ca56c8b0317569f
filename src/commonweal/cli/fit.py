"""`commonweal fit FILE.yaml [--json] [--check]`: what fits a procurement and what does not, and why."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from commonweal.domain.rules.findings import Finding, Judgement, judge
from commonweal.domain.rules.registry import FIT_RULES_BY_ID
from commonweal.interchange.fit_cases import CaseFileError, CaseInFile, read_cases
from commonweal.interchange.yaml_documents import MAX_BYTES
from commonweal.reference.rule_book import shipped_rule_book

EXIT_DIFFERENCE = 1
EXIT_UNREADABLE = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
@click.option("--check", is_flag=True, help="Compare with what each case expects; exit 1 on any difference.")
def fit(file: Path, as_json: bool, check: bool) -> None:
    """Explain what fits a procurement and what does not.

    FILE holds one YAML document for each case. Exit 0 done; 1 a difference (with --check); 2 unreadable.
    """
    cases = _read(file)
    if check:
        _refuse_without_expectation(file, cases)
    book = shipped_rule_book()
    judgements = [judge(each.case, book) for each in cases]
    if as_json:
        click.echo(json.dumps({"cases": [_as_json(judgement) for judgement in judgements]}, indent=2))
    else:
        click.echo("\n\n".join("\n".join(_in_words(judgement)) for judgement in judgements))
    if check:
        _report_differences(cases, judgements, aside=as_json)


def _read(file: Path) -> list[CaseInFile]:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # never more than shows that it is too large
    except OSError as error:
        _stop(f"{file} cannot be read ({error.strerror}): check the path")
    outcomes = {model.id: model.outcomes for model in shipped_rule_book().models.values()}
    try:
        return read_cases(data, outcomes=outcomes)
    except CaseFileError as error:
        _stop("\n".join(f"{file}: {problem}" for problem in error.problems))


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(EXIT_UNREADABLE)


def _refuse_without_expectation(file: Path, cases: list[CaseInFile]) -> None:
    bare = [each for each in cases if each.expected is None]
    if bare:
        lines = (
            f"{file}: line {each.line}: expect (case {each.case.id}) is missing: add it" for each in bare
        )
        _stop("\n".join(lines))


def _as_json(judgement: Judgement) -> dict[str, Any]:
    keys = ("id", "severity", "reason", "suggestion", "source")
    found = [{key: getattr(finding, key) for key in keys} for finding in judgement.findings]
    shown: dict[str, Any] = {"case": judgement.case, "findings": found}
    if judgement.cannot_tell:
        shown["cannot_tell"] = [{"id": each.id, "reason": each.reason} for each in judgement.cannot_tell]
    return shown


def _in_words(judgement: Judgement) -> Iterator[str]:
    count = len(judgement.findings)
    yield f"{judgement.case}: {count or 'no'} finding{'' if count == 1 else 's'}"
    for finding in judgement.findings:
        yield from _finding_in_words(finding)
    for unknown in judgement.cannot_tell:
        yield f"  CANNOT TELL  {unknown.id}"
        yield f"    {unknown.reason}"


def _finding_in_words(finding: Finding) -> Iterator[str]:
    whose = f", {finding.whose}" if finding.whose else ""
    yield f"  {finding.severity.upper():<8}  {finding.id}"
    yield f"    {finding.reason}"
    yield f"    Suggestion: {finding.suggestion}"
    yield f"    Source ({finding.basis}{whose}): {finding.source}"


def _with_hint(rule_id: str) -> str:
    """The id; for one that no rule has, that there is none and which is nearest."""
    if rule_id in FIT_RULES_BY_ID:
        return rule_id
    near = difflib.get_close_matches(rule_id, FIT_RULES_BY_ID, 1, cutoff=0)
    return f"{rule_id} (no such rule; the nearest is {near[0]})"


def _report_differences(cases: list[CaseInFile], judgements: list[Judgement], *, aside: bool) -> None:
    """Print every difference (`aside`: on standard error, beside JSON); end with exit 1 when there is one."""
    different = 0
    for each, judgement in zip(cases, judgements, strict=True):
        expected = each.expected or frozenset()
        missing, unexpected = sorted(expected - judgement.ids), sorted(judgement.ids - expected)
        different += bool(missing or unexpected)
        for word, ids in (("missing", missing), ("unexpected", unexpected)):
            if ids:
                named = ", ".join(map(_with_hint, ids))
                click.echo(f"{each.case.id} (line {each.line}): {word}: {named}", err=aside)
    click.echo(f"{len(cases) - different} of {len(cases)} cases as expected", err=aside)
    if different:
        sys.exit(EXIT_DIFFERENCE)
