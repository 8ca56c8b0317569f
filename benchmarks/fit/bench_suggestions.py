"""How good the ranking of outcomes is on real notices, beside a keyword baseline and the same order for everybody.

`labels.csv` gives the outcomes of PPN 002 that fit the subject of a real notice, by its ocid alone: the notices themselves
are Contracts Finder releases (Open Government Licence v3.0) and are read from a folder given on the command line. Without
it nothing is measured, and that is said.

The labels follow one rule, applied by one reader to the title and the first lines of the description: an outcome fits when
the work itself is a place where the supplier could bring the outcome about. Labour-heavy services: 1; trades, engineering
and training: 2; products, software and research with a supply chain to open: 3; buildings, vehicles, energy, land, food and
material goods: 4; services about violence and crime: 5; work with many entry-level jobs: 6; services to children and young
people: 7; care and health: 8. Notices for which none stands out (advice, insurance, legal services) are left out, and so
are repeated titles.

The words of the ranking were written by the reader who labelled, after reading the titles of the `first` notices (2025).
The `later` notices (of an older year) were read and labelled when the words were fixed. The figures that count are theirs.

Usage: python -m benchmarks.fit.bench_suggestions FOLDER; exit 1 when the ranking is no better than the baseline.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from commonweal.analytics.text.features import words
from commonweal.analytics.text.outcomes import likeness, usual_words
from commonweal.reference.social_value import FrameworkItem, ItemKind, SocialValueFramework, framework

LABELS = Path(__file__).with_name("labels.csv")
NOTICES = ("contracts_finder_england_2025.jsonl.gz", "contracts_finder_2017_history.jsonl.gz")
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Labelled:
    """A notice's subject and the outcomes that fit it. `is_later`: labelled when the words were fixed."""

    ocid: str
    subject: str
    outcomes: frozenset[str]
    is_later: bool


def labels() -> dict[str, tuple[frozenset[str], bool]]:
    """Outcomes by ocid, and whether they were given later."""
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["ocid"]: (frozenset(row["outcomes"].split()), row["labelled"] == "later") for row in rows}


def read(folder: Path) -> list[Labelled]:
    """The labelled notices found in the folder, each ocid once, by its first release."""
    wanted, found = labels(), {}
    for name in NOTICES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as stream:
            for line in stream:
                release = json.loads(line)
                ocid, tender = release["ocid"], release.get("tender", {})
                if ocid in wanted and ocid not in found and "title" in tender:
                    subject = re.sub(r"\s+", " ", f"{tender['title']}. {tender.get('description') or ''}")
                    found[ocid] = Labelled(ocid, subject, *wanted[ocid])
    return list(found.values())


def outcomes(model: SocialValueFramework) -> list[FrameworkItem]:
    return list(model.of_kind(ItemKind.OUTCOME))


def text_of(model: SocialValueFramework, outcome: FrameworkItem) -> str:
    """The outcome's own text: its title, its criteria with their parts, and its metrics."""
    parts = [outcome.title]
    for child in model.children(outcome.code):
        parts += [child.title, *child.sub_criteria]
    return " ".join(parts)


def by_likeness(model: SocialValueFramework, *, with_words: bool) -> Ranker:
    """Ours: by likeness of the subject to the outcome's text, with or without the usual words."""
    codes = [each.code for each in outcomes(model)]
    texts = [
        f"{text_of(model, each)} {usual_words().get(each.code, '') if with_words else ''}"
        for each in outcomes(model)
    ]

    def rank(subject: str) -> list[str]:
        scores = dict(zip(codes, likeness(subject, texts), strict=True))
        return sorted(codes, key=lambda code: (-scores[code], code))

    return rank


def by_keywords(model: SocialValueFramework) -> Ranker:
    """The baseline: by the number of words shared with the outcome's text, then by code."""
    own = {each.code: frozenset(words(text_of(model, each))) for each in outcomes(model)}

    def rank(subject: str) -> list[str]:
        told = frozenset(words(subject))
        return sorted(own, key=lambda code: (-len(told & own[code]), code))

    return rank


def always_the_same(seen: Sequence[Labelled]) -> Ranker:
    """The most often fitting outcomes first, whatever is bought."""
    often = Counter(code for each in seen for code in sorted(each.outcomes))
    order = sorted((str(n) for n in range(1, 9)), key=lambda code: (-often[code], code))
    return lambda subject: order


@dataclass(frozen=True)
class Measured:
    """How a ranking did: the mean over notices of each measure."""

    first_fits: Fraction
    reciprocal_rank: Fraction
    found_in_three: Fraction
    precision_at_five: Fraction


def measure(rank: Ranker, notices: Sequence[Labelled]) -> Measured:
    """The ranking against the labels. Raises ValueError without notices."""
    ranked = [(each.outcomes, list(rank(each.subject))) for each in notices]
    return Measured(
        first_fits=_mean([Fraction(order[0] in fits) for fits, order in ranked]),
        reciprocal_rank=_mean(
            [Fraction(1, 1 + min(order.index(code) for code in fits)) for fits, order in ranked]
        ),
        found_in_three=_mean([Fraction(len(fits & set(order[:3])), len(fits)) for fits, order in ranked]),
        precision_at_five=_mean([Fraction(len(fits & set(order[:5])), 5) for fits, order in ranked]),
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    if not values:
        raise ValueError("no labelled notice was found in the folder")
    return sum(values, Fraction(0)) / len(values)


def report(notices: Sequence[Labelled]) -> tuple[list[str], bool]:
    """The lines of the report, and whether ours is better than the keyword baseline on the later notices."""
    model = framework("ppn002")
    first = [each for each in notices if not each.is_later]
    later = [each for each in notices if each.is_later]
    rankers = {
        "ours": by_likeness(model, with_words=True),
        "likeness to the library text alone": by_likeness(model, with_words=False),
        "keywords (baseline)": by_keywords(model),
        "always the most common first": always_the_same(first),
    }
    lines = []
    results = {name: (measure(rank, first), measure(rank, later)) for name, rank in rankers.items()}
    for part, (what, several) in enumerate((("first", first), ("later", later))):
        lines += [f"{what}: {len(several)} notices", f"{'':36}  P@1    MRR    recall@3  P@5"]
        lines += [*(_line(name, both[part]) for name, both in results.items()), ""]
    ours, baseline = results["ours"][1], results["keywords (baseline)"][1]
    return lines, ours.reciprocal_rank > baseline.reciprocal_rank


def _line(name: str, m: Measured) -> str:
    figures = (m.first_fits, m.reciprocal_rank, m.found_in_three, m.precision_at_five)
    return f"{name:36}  " + "  ".join(f"{float(figure):.3f}" for figure in figures)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not all((folder / name).exists() for name in NOTICES):
        print(f"not run: real data not present (give the folder that holds {' and '.join(NOTICES)})")
        return 0
    lines, is_better = report(read(folder))
    print("\n".join(lines))
    return 0 if is_better else 1


if __name__ == "__main__":
    sys.exit(main())
