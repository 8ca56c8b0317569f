"""How many cases a second the fit rules judge on one core, against a bare loop in the same run.

The cases are the thirteen of the case file and variations of them drawn with a fixed seed, so that many different rules
fire. The peer is the least that any rule engine would do on the same values: call thirty functions that each read two
fields of the case and build nothing. Every judgement of both is kept, so that no work is left out.

Usage: python -m benchmarks.fit.bench_fit [CASES] (default 50,000); exit 1 below the bar of 10,000 cases a second.
"""

from __future__ import annotations

import platform
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from commonweal.domain.fit.case import FitCase, InnovationStage, Nation, Nature
from commonweal.domain.rules.findings import Judgement, judge
from commonweal.domain.rules.registry import FIT_RULES
from commonweal.interchange.fit_cases import read_cases
from commonweal.reference.rule_book import shipped_rule_book

BAR = 10_000
SEED = 20261122
CASES_FILE = Path(__file__).parents[2] / "tests" / "cases" / "fit_cases.yaml"


def variation(case: FitCase, draw: random.Random) -> FitCase:
    """The case with a handful of facts drawn anew."""
    work = replace(
        case.procurement,
        value=draw.choice([90_000, 207_720, 400_000, 5_000_000, 60_000_000]) * 100,
        nature=draw.choice(list(Nature)),
        nation=draw.choice(list(Nation)),
        stage=draw.choice(list(InnovationStage)),
        team_fte_thousandths=draw.randrange(1, 60) * 1000,
        market_engagement=draw.random() < 0.5,
    )
    ask = replace(case.ask, weighting=draw.randrange(0, 3000), restricts_location=draw.random() < 0.2)
    return replace(case, procurement=work, ask=ask)


def bare_functions(count: int) -> list[Callable[[FitCase], bool]]:
    """`count` functions that read two fields each: the peer."""
    return [lambda case: case.procurement.value > 0 and case.ask.weighting < 0 for _ in range(count)]


def bare(cases: list[FitCase]) -> list[list[bool]]:
    functions = bare_functions(len(FIT_RULES))
    return [[function(case) for function in functions] for case in cases]


def rules(cases: list[FitCase]) -> list[Judgement]:
    book = shipped_rule_book()
    return [judge(case, book) for case in cases]


def fastest(run: Callable[[list[FitCase]], Sequence[object]], cases: list[FitCase], times: int = 3) -> float:
    """Seconds of CPU time of the fastest of some runs."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        kept = run(cases)
        best = min(best, time.process_time() - started)
        assert len(kept) == len(cases)
    return best


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    data = CASES_FILE.read_bytes()
    outcomes = {model.id: model.outcomes for model in shipped_rule_book().models.values()}
    started = time.process_time()
    shipped = [each.case for each in read_cases(data, outcomes=outcomes)]
    reading = len(shipped) / (time.process_time() - started)
    draw = random.Random(SEED)
    cases = [variation(draw.choice(shipped), draw) for _ in range(count)]
    findings = sum(len(judgement.findings) for judgement in rules(cases))
    rate, peer = count / fastest(rules, cases), count / fastest(bare, cases)
    print(
        f"python {platform.python_version()}, one core, {count:,} cases, {len(FIT_RULES)} rules, seed {SEED}"
    )
    print(f"findings            {findings:>12,} ({findings / count:.1f} a case)")
    print(f"fit rules           {rate:>12,.0f} cases/s of CPU time")
    print(
        f"bare loop (peer)    {peer:>12,.0f} cases/s of CPU time; the rules take {peer / rate:.1f} times as long"
    )
    print(f"reading YAML        {reading:>12,.0f} cases/s of CPU time (not part of the bar)")
    print(f"bar                 {BAR:>12,} cases/s: {'met' if rate >= BAR else 'NOT MET'}")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
