"""A small edition and a strategy for valid ones, shared by the tests of both file forms."""

import datetime as dt

from hypothesis import strategies as st

from commonweal.domain.library import Edition, Item, ItemKind, Wording
from commonweal.domain.metrics import Aggregation, MetricKind

ITEMS = (
    Item(ItemKind.SCOPE, "scope-1", "every contract of the council", Wording.VERIFIED),
    Item(ItemKind.RULE, "minimum-weighting", "at least 15% of the score", Wording.VERIFIED, weight_bp=1500),
    Item(ItemKind.QUESTION, "question", "What will you do, by when?", Wording.REPORTED),
    Item(ItemKind.THEME, "T1", "Good work", Wording.VERIFIED),
    Item(ItemKind.OUTCOME, "1", "Fair work", Wording.VERIFIED, parent="T1"),
    Item(ItemKind.CRITERION, "1a", "Good jobs", Wording.VERIFIED, parent="1", adapts="ppn002/1a"),
    Item(ItemKind.SUB_CRITERION, "1a-1", "in the borough", Wording.VERIFIED, parent="1a"),
    Item(
        ItemKind.METRIC,
        "1-fte",
        "=SUM(A1) is not a formula here",
        Wording.PROVISIONAL,
        parent="1",
        unit="FTE",
        metric_kind=MetricKind.HEADCOUNT,
        aggregate=Aggregation.LATEST,
        needs_baseline=True,
    ),
)
SMALL = Edition(
    code="example",
    edition="2026",
    title="Borough of Example framework",
    wording=Wording.VERIFIED,
    usable_from=dt.date(2026, 4, 1),
    source="Cabinet paper 12, March 2026",
    licence="Open Government Licence v3.0",
    published_on=dt.date(2026, 3, 2),
    usable_to=dt.date(2029, 3, 31),
    mandatory_from=dt.date(2026, 7, 1),
    replaces="example-old",
    usable_note="call-offs keep the old one",
    note="Adopted by cabinet",
    items=ITEMS,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Valid editions whose texts hold anything that may be typed."""
    outcomes = draw(st.lists(st.integers(1, 40).map(str), min_size=1, max_size=4, unique=True))
    items = [Item(ItemKind.OUTCOME, code, draw(TEXTS), draw(st.sampled_from(Wording))) for code in outcomes]
    items += [
        Item(
            ItemKind.METRIC,
            f"{code}-m",
            draw(TEXTS),
            draw(st.sampled_from(Wording)),
            parent=code,
            unit=draw(TEXTS),
            metric_kind=draw(st.sampled_from(MetricKind)),
            aggregate=draw(st.sampled_from(Aggregation)),
            needs_baseline=draw(st.booleans()),
        )
        for code in outcomes
    ]
    begins = draw(DAYS)
    return Edition(
        code="any",
        edition=draw(st.sampled_from(["1", "2026", "1.10", "v2"])),
        title=draw(TEXTS),
        wording=draw(st.sampled_from(Wording)),
        usable_from=begins,
        source=draw(TEXTS),
        licence=draw(TEXTS),
        published_on=draw(st.none() | DAYS),
        usable_to=draw(st.none() | st.just(begins)),
        note=draw(st.none() | TEXTS),
        items=tuple(items),
    )
