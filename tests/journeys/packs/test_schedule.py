"""What an ask schedule says."""

import dataclasses
import itertools
from typing import Any

from commonweal.domain.asks import ManagingContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import BaselineBasis, MetricUse, TargetKind
from commonweal.domain.packs import clauses
from commonweal.domain.packs.document import Document, Facts, Heading, Shares, Table
from commonweal.journeys.packs.schedule import parts, schedule
from tests.domain.asks_examples import a_criterion, a_metric, a_price_criterion, an_ask
from tests.journeys.packs.examples import a_draft, a_published


def texts(value: Any) -> list[str]:
    """Every text in a document, whatever block it is in."""
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, (tuple, list)):
        return [text for each in value for text in texts(each)]
    return []


def said(document: Document) -> str:
    return "\n".join(texts(document.blocks))


def table(document: Document, caption: str) -> Table:
    return next(
        block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(caption)
    )


def test_every_word_of_the_ask_is_in_it():
    ask = an_ask()
    text = said(schedule(a_published()))
    for criterion in ask.criteria:
        for words in (criterion.title, criterion.text, criterion.question):
            assert words in text
        for band in criterion.bands:
            assert band.text in text
        for metric in criterion.metrics:
            assert metric.title in text
    for words in (ask.description, ask.why, ask.promises[0].text, ask.promises[0].owed_by_post):
        assert words in text


def test_every_clause_and_every_rung_of_the_ladder_is_in_it():
    text = said(schedule(a_published()))
    for group in clauses.GROUPS:
        for clause in group.clauses:
            assert clause in text
    for step in clauses.LADDER:
        assert step.what in text


def test_a_draft_tells_the_authority_to_take_legal_advice_and_a_published_version_tells_tenderers_what_binds():
    draft, published = said(schedule(a_draft())), said(schedule(a_published()))
    assert "A starting point for your own legal advice" in draft
    assert "starting point" not in published
    assert "The contract as signed is what binds." in published


def test_the_law_on_changes_is_named_where_it_was_read_and_left_to_advice_where_not():
    assert "sections 74 and 75" in said(schedule(a_published()))
    elsewhere = said(schedule(a_published(regime="scotland")))
    assert "sections 74 and 75" not in elsewhere
    assert "Take advice on it" in elsewhere


def test_wording_that_nobody_checked_says_so_beside_it_and_in_the_list():
    document = schedule(a_published())
    assert "Wording not checked: this was adapted from example-2026, item 1d" in said(document)
    assert table(document, "Adapted wording").rows[0][-1] == "Wording not yet checked"


def test_wording_that_was_checked_carries_no_warning():
    library = dataclasses.replace(a_criterion().library, verification="verified")
    ask = an_ask(criteria=(a_price_criterion(), a_criterion(weight_bp=6_000, library=library)))
    assert "Wording not checked" not in said(schedule(a_published(criteria=ask.criteria)))


def test_a_draft_says_that_it_is_one_and_a_published_version_gives_number_and_digest():
    draft, published = schedule(a_draft()), schedule(a_published())
    assert draft.is_draft and "Draft, not issued" in draft.furniture.header
    assert not published.is_draft and "Version 1" in published.furniture.header
    assert an_ask().digest() in said(published)


def test_parts_are_numbered_in_order_and_headings_never_skip_a_level():
    document = schedule(a_published())
    assert [heading.number for heading in document.headings()] == [
        str(number) for number in range(1, len(parts()) + 1)
    ]
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading)]
    assert len(set(anchors)) == len(anchors)


def test_the_picture_of_the_weightings_is_told_in_words_too():
    picture = next(block for block in schedule(a_published()).blocks if isinstance(block, Shares))
    assert "Price 40%" in picture.alt
    assert "Care workers grow in their work 20%" in picture.alt


def test_targets_are_shown_with_their_figures_and_units():
    metrics = (
        a_metric(id="a", target=TargetKind.FIXED, target_low=1_560_000),
        a_metric(id="b", target=TargetKind.RANGE, target_low=500, target_high=2_000),
        a_metric(id="c", target=TargetKind.PATHWAY),
    )
    criteria = (a_criterion(weight_bp=10_000, metrics=metrics),)
    rows = table(schedule(a_published(criteria=criteria)), "Metrics and how").rows
    assert [row[2] for row in rows] == ["1,560 hours", "0.5 to 2 hours", "A pathway of milestones"]


def test_what_money_depends_on_is_said_and_so_is_that_nothing_depends():
    learning = said(schedule(a_published()))
    assert "No payment depends on any of these figures" in learning
    paid = a_criterion(weight_bp=10_000, metrics=(a_metric(used_for=MetricUse.PAYMENT),))
    assert "Money depends only on metrics that the table marks so" in said(
        schedule(a_published(criteria=(paid,)))
    )


def test_a_baseline_is_shown_with_who_fixed_it():
    metric = a_metric(baseline=12_000, baseline_basis=BaselineBasis.INDEPENDENT)
    rows = table(schedule(a_published(criteria=(a_criterion(metrics=(metric,)),))), "Where reductions").rows
    assert rows == (("Hours of learning for care workers", "12 hours", "Fixed by somebody independent"),)


def test_an_ask_without_metrics_promises_lots_or_library_reads_whole():
    bare = a_criterion(kind=CriterionKind.QUALITY, weight_bp=10_000, metrics=(), library=None, text="")
    text = said(schedule(a_published(criteria=(bare,), promises=(), serves=(), places=())))
    assert "This ask names no metric" in text
    assert "Everything in this ask was written for this procurement" in text


def test_a_pilot_is_reviewed_more_often_than_a_settled_service():
    usual = table(schedule(a_published()), "When we review").rows
    pilot = table(schedule(a_published(innovation_stage="pilot")), "When we review").rows
    assert usual[1][1] == "Every 6 months"
    assert pilot[1][1] == "Every 3 months"


def test_reviews_come_as_often_as_the_authority_has_said():
    managing = ManagingContent(review_cadence_months=4)
    rows = table(schedule(a_published(managing=managing)), "When we review").rows
    assert ("Then", "Every 4 months", "As we have planned") in rows


def test_how_the_contract_is_looked_after_is_in_it_as_far_as_it_was_said():
    managing = ManagingContent(
        contract_manager="Head of care",
        narrative_required=True,
        remedies=True,
        kpis_planned=3,
        kpis_social_value=1,
    )
    (facts,) = looked_after(a_published(managing=managing))
    assert facts.rows == (
        ("Post that looks after it", "Head of care"),
        ("Reports", "Figures, and an account in words"),
        ("When a commitment is not kept", "Step by step, as the remedies ladder says"),
        ("Key performance indicators", "3 are published, 1 about social value"),
    )
    assert looked_after(a_published(managing=None)) == []
    assert looked_after(a_published(managing=ManagingContent(review_cadence_months=4))) == []


def test_a_reason_why_there_are_no_kpis_is_told():
    managing = ManagingContent(kpis_planned=0, kpi_exemption_reason="One delivery.")
    (facts,) = looked_after(a_published(managing=managing))
    assert facts.rows == (("Key performance indicators", "One delivery."),)


def looked_after(pack):
    return [
        block
        for block in schedule(pack).blocks
        if isinstance(block, Facts) and block.caption == "How this contract is looked after"
    ]
