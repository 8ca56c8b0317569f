"""How good forecasts were: on commitments whose end is known, made after a quarter, a half and three quarters of the plan.

The histories are made up from a seed, in five ways that contracts go: to plan, a slow start that catches up, a good start that
fades, a steady shortfall, and lumps. Nobody has published real histories by period; a body that has them should run this
on its own. Beside our method stand two simple ones: believing the promise, and carrying on at the present pace.
"""

import datetime as dt
import random
import sys
from collections.abc import Callable
from fractions import Fraction

from commonweal.domain.forecast import Course, Span, forecast

SEED = 20261122
COUNT, QUARTERS = 400, 12
BEGINS = dt.date(2020, 1, 1)
SHARES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
Way = Callable[[random.Random, int], float]


def to_plan(chance: random.Random, _quarter: int) -> float:
    return chance.gauss(1.0, 0.15)


def slow_start(chance: random.Random, quarter: int) -> float:
    return chance.gauss(0.4 + 0.11 * quarter, 0.15)


def fading(chance: random.Random, quarter: int) -> float:
    return chance.gauss(1.25 - 0.08 * quarter, 0.15)


def shortfall(chance: random.Random, _quarter: int) -> float:
    return chance.gauss(0.7, 0.15)


def lumps(chance: random.Random, _quarter: int) -> float:
    return chance.choice((0.0, 0.3, 1.0, 2.2))


WAYS: dict[str, Way] = {
    "to plan": to_plan,
    "slow start": slow_start,
    "fading": fading,
    "shortfall": shortfall,
    "lumps": lumps,
}


def history(chance: random.Random, way: Way) -> Course:
    """A finished commitment of twelve quarters, planned alike for each."""
    planned = chance.randrange(5, 400) * 1000
    spans = tuple(
        Span(BEGINS + dt.timedelta(days=91 * (n + 1)), planned, max(0, round(planned * way(chance, n))))
        for n in range(QUARTERS)
    )
    return Course(spans, spans[-1].end_on)


def as_known_after(course: Course, quarters: int) -> tuple[Course, dt.date]:
    spans = tuple(
        span if n < quarters else Span(span.end_on, span.planned, None) for n, span in enumerate(course.spans)
    )
    return Course(spans, course.end_on), spans[quarters - 1].end_on + dt.timedelta(days=1)


def run(with_precedents: int) -> list[str]:
    """One row for each share of the plan: median error of three methods, and how often the range held."""
    chance = random.Random(SEED + with_precedents)
    names = list(WAYS)
    rows = []
    for share in SHARES:
        quarters = int(share * QUARTERS)
        errors: dict[str, list[float]] = {"ours": [], "promise": [], "pace": []}
        held = settled = 0
        for _ in range(COUNT):
            way = WAYS[chance.choice(names)]
            truth = history(chance, way)
            like = [history(chance, WAYS[chance.choice(names)]) for _ in range(with_precedents)]
            known, today = as_known_after(truth, quarters)
            found = forecast(known, like, today)
            if found.low is None or found.high is None or found.central is None:
                continue
            pace = round(known.done / float(share))
            for name, figure in (("ours", found.central), ("promise", truth.promised), ("pace", pace)):
                errors[name].append(abs(figure - truth.done) / truth.promised)
            settled += 1
            held += found.low <= truth.done <= found.high
        middle = {name: sorted(values)[len(values) // 2] for name, values in errors.items()}
        rows.append(
            f"| {with_precedents} | {float(share):.0%} | {middle['ours']:.1%} | {middle['pace']:.1%} | "
            f"{middle['promise']:.1%} | {held / settled:.0%} |"
        )
    return rows


def main() -> None:
    print(f"{COUNT} commitments a row, seed {SEED}; error as a share of the promise, median")
    print("| precedents | plan passed | pace and precedent | pace alone | the promise | range held |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in (0, 10, 20, 40, 200):
        print("\n".join(run(count)))


if __name__ == "__main__":
    sys.exit(main())
