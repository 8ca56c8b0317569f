"""What every rule must say about itself, its place in the documentation, and a body's own figures."""

import datetime as dt
import itertools
from pathlib import Path

import pytest

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.rules.book import with_own_values
from commonweal.domain.rules.figures import PARAMETERS
from commonweal.domain.rules.findings import judge
from commonweal.domain.rules.markdown import rules_page
from commonweal.domain.rules.model import SEVERITY_ORDER, Basis, FitRule, Parameter, Severity
from commonweal.domain.rules.registry import FIT_RULES, FIT_RULES_BY_ID
from commonweal.reference.rule_book import shipped_rule_book
from tests.domain.rules.plain import metric, metrics, plain

BOOK = shipped_rule_book()
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "fit-rules.md"


def test_ids_are_unique() -> None:
    assert len(FIT_RULES_BY_ID) == len(FIT_RULES) == 30


@pytest.mark.parametrize("rule", FIT_RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule: FitRule) -> None:
    """One sentence, why, what to do, where it comes from, and most severe severity first."""
    sentence = rule.sentence(BOOK.values)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert sentence.count(". ") == 0
    assert rule.why.endswith(".")
    assert rule.suggestion.endswith(".")
    assert rule.source.text
    assert list(rule.severities) == sorted(rule.severities, key=SEVERITY_ORDER.__getitem__)
    assert (rule.basis is Basis.PUBLISHED_PRACTICE) == (rule.whose is not None)


@pytest.mark.parametrize("rule", FIT_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_an_entry_in_the_reference_page(rule: FitRule) -> None:
    assert f"\n### {rule.id}\n\n{rule.sentence(BOOK.values)}\n" in PAGE.read_text("utf-8")


def test_the_reference_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text("utf-8") == rules_page(BOOK), "run commonweal docs"


def test_every_figure_of_a_rule_is_in_the_list_of_figures() -> None:
    used = {parameter.name for rule in FIT_RULES for parameter in rule.parameters}
    assert used == {parameter.name for parameter in PARAMETERS}


def test_a_body_may_change_a_judgement_and_the_finding_says_the_new_figure() -> None:
    own = with_own_values(BOOK, {"most_metrics": 4}, PARAMETERS)
    assert own.changed == {"most_metrics"}
    case = plain(metrics=metrics(5))
    assert judge(case, BOOK).findings == ()
    (finding,) = judge(case, own).findings
    assert (finding.id, finding.sentence) == ("too-many-metrics", "More than 4 metrics are asked for.")


@pytest.mark.parametrize("parameter", [p for p in PARAMETERS if not p.is_changeable], ids=lambda p: p.name)
def test_statute_and_policy_refuse_change(parameter: Parameter) -> None:
    assert parameter.basis in {Basis.STATUTE, Basis.POLICY}
    with pytest.raises(Refused, match=r"rule.parameter_fixed"):
        with_own_values(BOOK, {parameter.name: 1}, PARAMETERS)


@pytest.mark.parametrize("value", [-1, True, 1.5, "9"])
def test_a_figure_must_be_a_whole_number(value: object) -> None:
    with pytest.raises(Invalid, match=r"rule.parameter_not_a_number"):
        with_own_values(BOOK, {"most_metrics": value}, PARAMETERS)  # type: ignore[dict-item]


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(Invalid, match=r"rule.parameter_unknown"):
        with_own_values(BOOK, {"most_fun": 1}, PARAMETERS)


def test_findings_come_most_severe_first() -> None:
    case = plain(restricts_location=True, thread=(), remedies=False, metrics=(metric(prescriptive=True),))
    severities = [finding.severity for finding in judge(case, BOOK).findings]
    assert severities == [Severity.STOP, Severity.WARN, Severity.CONSIDER, Severity.CONSIDER]


def test_a_reason_holds_the_rule_the_facts_and_why() -> None:
    (finding,) = judge(plain(metrics=metrics(7)), BOOK).findings
    assert finding.reason == f"{finding.sentence} There are 7. {finding.why}"


def test_a_procurement_is_judged_by_the_rules_in_force_when_it_began() -> None:
    case = plain(pounds=20_000_000, started_on=dt.date(2025, 2, 23))
    assert "kpi-duty" not in judge(case, BOOK).ids
    assert not FIT_RULES_BY_ID["kpi-duty"].is_in_force(dt.date(2025, 2, 23))


def test_threshold_periods_follow_one_another_without_a_gap() -> None:
    periods = BOOK.thresholds
    for earlier, later in itertools.pairwise(periods):
        assert later.from_on == earlier.to_on + dt.timedelta(days=1)
