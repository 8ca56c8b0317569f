"""Promised, reported and verified are three different figures; who may decide what about a report."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.delivery import (
    LEADS_TO,
    REPORT_STATUSES,
    Decision,
    FigureBasis,
    Figures,
    ReportFigure,
    ReportStatus,
    basis_of,
    check_own_days,
    check_report,
    check_span,
    check_verification,
    combine,
    figures_of,
    overlaps_any,
    verified_quantity,
)
from commonweal.domain.errors import DomainError, Invalid, Refused
from commonweal.domain.metrics import Aggregation

S = ReportStatus
DECIDED = {S.ACCEPTED, S.ACCEPTED_IN_PART, S.REJECTED}
ALLOWED = (
    {(S.SUBMITTED, new) for new in DECIDED | {S.QUESTIONED, S.CORRECTED}}
    | {(S.QUESTIONED, new) for new in DECIDED | {S.SUBMITTED, S.CORRECTED}}
    | {(old, S.CORRECTED) for old in DECIDED}
)


@pytest.mark.parametrize(("old", "new"), [*itertools.product(ReportStatus, repeat=2)])
def test_every_ordered_pair_of_report_statuses(old: ReportStatus, new: ReportStatus) -> None:
    assert REPORT_STATUSES.allows(old, new) is ((old, new) in ALLOWED)


def test_a_published_report_is_never_verified_here() -> None:
    assert REPORT_STATUSES.is_final(S.AS_PUBLISHED)


def test_each_decision_leads_to_its_own_status() -> None:
    assert set(LEADS_TO) == set(Decision)
    assert len(set(LEADS_TO.values())) == len(Decision)


def figure(
    status: ReportStatus, reported: int | None, verified: int | None = None, sequence: int = 0
) -> ReportFigure:
    return ReportFigure(status, reported, verified, sequence)


def test_nobody_said_anything_is_not_nothing() -> None:
    assert figures_of(3_000, []) == Figures(3_000, None, None)
    assert figures_of(None, [figure(S.AS_PUBLISHED, 1_992_000)]) == Figures(None, 1_992_000, None)


def test_a_rejected_claim_stays_reported_and_brings_nothing_to_verified() -> None:
    reports = [figure(S.ACCEPTED, 4_000, 4_000), figure(S.REJECTED, 6_000, 0)]
    assert figures_of(10_000, reports) == Figures(10_000, 10_000, 4_000)


def test_a_corrected_report_counts_for_nothing() -> None:
    reports = [figure(S.CORRECTED, 9_000, 9_000), figure(S.SUBMITTED, 5_000)]
    assert figures_of(5_000, reports) == Figures(5_000, 5_000, None)


def test_the_latest_report_stands_for_all_when_the_metric_says_so() -> None:
    reports = [figure(S.ACCEPTED, 7_000, 7_000, 1), figure(S.SUBMITTED, 9_000, None, 2)]
    assert figures_of(8_000, reports, Aggregation.LATEST) == Figures(8_000, 9_000, 7_000)


def test_a_rejected_report_leaves_what_was_verified_before_where_the_latest_stands() -> None:
    accepted, rejected = figure(S.ACCEPTED, 6_000, 6_000, 1), figure(S.REJECTED, 9_000, 0, 2)
    for reports in ([accepted, rejected], [rejected, accepted]):
        found = figures_of(10_000, reports, Aggregation.LATEST)
        assert (found.reported, found.verified, found.delivered) == (9_000, 6_000, 6_000)


def test_a_claim_that_was_rejected_and_stands_alone_brings_nothing() -> None:
    found = figures_of(10_000, [figure(S.REJECTED, 9_000, 0, 2)], Aggregation.LATEST)
    assert (found.reported, found.verified, found.delivered) == (9_000, 0, 0)


reports_strategy = st.lists(
    st.builds(
        lambda status, reported, share: figure(
            status, reported, reported * share // 4 if status in {S.ACCEPTED_IN_PART} else None
        ),
        st.sampled_from(ReportStatus),
        st.integers(min_value=0, max_value=10**9),
        st.integers(min_value=1, max_value=3),
    )
)


@given(reports_strategy, reports_strategy)
def test_figures_of_two_lists_combine_to_the_figures_of_both(
    first: list[ReportFigure], second: list[ReportFigure]
) -> None:
    apart = combine([figures_of(1_000, first), figures_of(2_000, second)])
    assert apart == figures_of(3_000, first + second)


@given(reports_strategy)
def test_verified_is_never_more_than_reported(reports: list[ReportFigure]) -> None:
    figures = figures_of(None, reports)
    assert figures.verified is None or (figures.reported is not None and figures.verified <= figures.reported)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (dt.date(1990, 1, 1), dt.date(1990, 12, 31), "report.before_contract"),
        (dt.date(2026, 10, 1), dt.date(2099, 12, 31), "report.after_contract"),
        (dt.date(2026, 10, 1), dt.date(2026, 11, 23), "report.days_to_come"),
        (dt.date(2026, 9, 1), dt.date(2026, 11, 22), None),
    ],
)
def test_who_chooses_the_days_reports_on_days_of_the_contract_that_are_past(start, end, code) -> None:
    facts = {"today": dt.date(2026, 11, 22), "contract": (dt.date(2026, 9, 1), dt.date(2029, 8, 31))}
    if code is None:
        check_own_days(start, end, **facts)
        check_own_days(dt.date(1990, 1, 1), end, today=facts["today"], contract=(None, None))
        return
    with pytest.raises(Invalid) as invalid:
        check_own_days(start, end, **facts)
    assert invalid.value.code == code


def test_met_or_passed_needs_both_figures() -> None:
    assert Figures(3_000, 56_000, None).is_met_by_report
    assert Figures(1_000, 1_000, None).is_met_by_report
    assert not Figures(None, 1_992_000, None).is_met_by_report
    assert not Figures(3_000, None, None).is_met_by_report
    assert not Figures(3_000, 56_000, None).is_met_by_verification
    assert Figures(3_000, 56_000, 3_000).is_met_by_verification


def test_delivered_is_the_firmest_figure_there_is() -> None:
    assert Figures(1, 5, None).delivered == 5
    assert Figures(1, 5, 0).delivered == 0
    assert Figures(1, None, None).delivered is None


def test_the_basis_is_said() -> None:
    assert basis_of([]) is FigureBasis.NOTHING
    assert basis_of([figure(S.CORRECTED, 1, 1)]) is FigureBasis.NOTHING
    assert basis_of([figure(S.AS_PUBLISHED, 1)]) is FigureBasis.AS_PUBLISHED
    assert basis_of([figure(S.SUBMITTED, 1)]) is FigureBasis.REPORTED
    assert basis_of([figure(S.SUBMITTED, 1), figure(S.REJECTED, 1, 0)]) is FigureBasis.VERIFIED


@pytest.mark.parametrize(
    ("decision", "part", "expected"),
    [
        (Decision.ACCEPT, None, 10_000),
        (Decision.ACCEPT_IN_PART, 4_000, 4_000),
        (Decision.QUESTION, None, None),
        (Decision.REJECT, None, 0),
    ],
)
def test_what_each_decision_verifies(decision: Decision, part: int | None, expected: int | None) -> None:
    assert verified_quantity(decision, 10_000, part) == expected


@pytest.mark.parametrize("decision", Decision)
def test_a_report_in_words_verifies_no_quantity(decision: Decision) -> None:
    assert verified_quantity(decision, None, None) is None


@pytest.mark.parametrize(
    ("decision", "part", "code"),
    [
        (Decision.ACCEPT_IN_PART, None, "verification.part_missing"),
        (Decision.ACCEPT_IN_PART, 0, "verification.part_out_of_range"),
        (Decision.ACCEPT_IN_PART, 10_000, "verification.part_out_of_range"),
        (Decision.ACCEPT_IN_PART, 10_001, "verification.part_out_of_range"),
        (Decision.ACCEPT, 4_000, "verification.part_not_wanted"),
        (Decision.REJECT, 4_000, "verification.part_not_wanted"),
    ],
)
def test_a_part_lies_between_nothing_and_the_claim(decision: Decision, part: int | None, code: str) -> None:
    with pytest.raises(Invalid) as invalid:
        verified_quantity(decision, 10_000, part)
    assert invalid.value.code == code


def decide(**changes: object) -> None:
    given_ = {
        "status": S.SUBMITTED,
        "decision": Decision.ACCEPT,
        "reason": "Payroll matches.",
        "is_claimant": False,
    }
    check_verification(**{**given_, **changes})  # type: ignore[arg-type]


def test_somebody_else_decides_with_a_reason() -> None:
    decide()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_claimant": True}, "verification.own_report"),
        ({"reason": "  "}, "verification.reason_missing"),
        ({"status": S.ACCEPTED}, "report.status_not_allowed"),
        ({"status": S.AS_PUBLISHED}, "report.status_not_allowed"),
        ({"status": S.QUESTIONED, "decision": Decision.QUESTION}, "report.status_not_allowed"),
    ],
)
def test_a_decision_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        decide(**changes)
    assert refused.value.code == code


def test_more_than_was_promised_may_be_reported_and_nothing_with_words() -> None:
    check_report(CommitmentKind.QUANTITY, quantity=1_560_000, words="", has_milestone=False)
    check_report(CommitmentKind.QUANTITY, quantity=60_000, words="", has_milestone=False, promised=20_000)
    check_report(CommitmentKind.QUANTITY, quantity=0, words="The site opens in May.", has_milestone=False)
    check_report(CommitmentKind.NARRATIVE, quantity=None, words="Forty people came.", has_milestone=False)
    check_report(CommitmentKind.PATHWAY, quantity=None, words="The club met.", has_milestone=True)


@pytest.mark.parametrize(
    ("kind", "quantity", "words", "has_milestone", "code"),
    [
        (CommitmentKind.QUANTITY, None, "Some", False, "report.quantity_missing"),
        (CommitmentKind.RATE, None, "Some", False, "report.quantity_missing"),
        (CommitmentKind.QUANTITY, -1, "", False, "quantity.negative"),
        (CommitmentKind.QUANTITY, 0, " ", False, "report.nothing_without_words"),
        (CommitmentKind.NARRATIVE, 1, "Some", False, "report.quantity_not_wanted"),
        (CommitmentKind.NARRATIVE, None, "", False, "report.words_missing"),
        (CommitmentKind.PATHWAY, None, "Some", False, "report.milestone_missing"),
    ],
)
def test_a_report_that_lacks_what_its_kind_needs_is_refused(
    kind: CommitmentKind, quantity: int | None, words: str, has_milestone: bool, code: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        check_report(kind, quantity=quantity, words=words, has_milestone=has_milestone)
    assert invalid.value.code == code


def test_far_more_than_was_promised_is_explained() -> None:
    claim = {"quantity": 60_001, "has_milestone": False, "promised": 20_000}
    with pytest.raises(Invalid) as invalid:
        check_report(CommitmentKind.QUANTITY, words="", **claim)
    assert (invalid.value.code, invalid.value.field) == ("report.far_more_without_words", "words")
    check_report(CommitmentKind.QUANTITY, words="A second group began.", **claim)


DAY = dt.date(2026, 6, 30)


def test_a_span_has_begun_and_runs_forward() -> None:
    check_span(None, None, today=DAY)
    check_span(DAY, DAY + dt.timedelta(days=90), today=DAY)
    with pytest.raises(Refused):
        check_span(DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2), today=DAY)
    with pytest.raises(Invalid):
        check_span(DAY, DAY - dt.timedelta(days=1), today=DAY)
    with pytest.raises(Invalid):
        check_span(DAY, None, today=DAY)


def test_two_reports_never_share_a_day() -> None:
    spans = [(dt.date(2026, 4, 1), dt.date(2026, 6, 30))]
    assert overlaps_any(DAY, DAY, spans)
    assert not overlaps_any(dt.date(2026, 7, 1), dt.date(2026, 9, 30), spans)
