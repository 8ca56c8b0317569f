"""Score tables for the tests: whole points on whole weights, small enough to check by brute force."""

from fractions import Fraction

from hypothesis import strategies as st

from commonweal.domain.assessment.score_table import ScoreTable

points = st.integers(0, 100)
weights = st.integers(0, 40)


@st.composite
def score_tables(draw, tenders=(1, 5), criteria=(1, 5)) -> ScoreTable:
    """Tables of a few tenders and criteria, with ties, zero weights and equal rows among them."""
    rows, columns = draw(st.integers(*tenders)), draw(st.integers(*criteria))
    chosen = draw(st.lists(weights, min_size=columns, max_size=columns).filter(any))
    scores = draw(st.lists(st.tuples(*[points] * columns), min_size=rows, max_size=rows))
    return table(chosen, *scores)


def table(weights, *rows) -> ScoreTable:
    """A table whose tenders are A, B, C ... and whose criteria are c0, c1, c2 ..."""
    return ScoreTable(
        criteria=tuple(f"c{i}" for i in range(len(weights))),
        weights=tuple(weights),
        tenders=tuple("ABCDEFGHIJ"[i] if i < 10 else f"T{i}" for i in range(len(rows))),
        scores=tuple(tuple(row) for row in rows),
    )


def reweighted(scored: ScoreTable, shares: list[Fraction]) -> dict[str, Fraction]:
    """Every tender's total under other weights, worked out the long way."""
    return {
        tender: sum((share * score for share, score in zip(shares, row, strict=True)), Fraction(0))
        for tender, row in zip(scored.tenders, scored.scores, strict=True)
    }
