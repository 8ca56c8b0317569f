"""The fit case file: what is accepted, what an absent field means, and one clear message for each mistake."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.fit.case import BaselineBasis, MetricUse, Nation
from commonweal.interchange import fit_cases
from commonweal.interchange.fit_cases import CaseFileError, CaseInFile, read_cases

CASES = (Path(__file__).parents[1] / "cases" / "fit_cases.yaml").read_text("utf-8")
ONE_CASE = CASES.partition("---")[0]
OUTCOMES = {"ppn002": frozenset("12345678")}


def read(text: str | bytes) -> list[CaseInFile]:
    return read_cases(text.encode() if isinstance(text, str) else text, outcomes=OUTCOMES)


def changed(**parts: dict[str, Any]) -> str:
    """The first case with fields of its parts replaced, or removed where the value is `...`."""
    case = yaml.safe_load(ONE_CASE)
    for part, fields in parts.items():
        for name, value in fields.items():
            case[part].pop(name, None)
            if value is not ...:
                case[part][name] = value
    return yaml.safe_dump(case, sort_keys=False)


def problems_of(text: str | bytes) -> list[str]:
    with pytest.raises(CaseFileError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_several_documents_are_several_cases() -> None:
    cases = read(CASES)
    assert len(cases) == 13
    assert cases[0].case.id == "low-trl-sensing-headcount"
    assert cases[12].expected == {"location-restriction-below-threshold", "social-value-act-not-considered"}
    assert cases[1].line > cases[0].line


def test_absent_optional_fields_take_their_defaults() -> None:
    (found,) = read(changed(procurement={"trl": ...}))
    work, ask = found.case.procurement, found.case.ask
    assert (work.nation, work.trl, work.social_value_act_record) == (Nation.ENGLAND, None, True)
    assert (ask.kpi_exemption_reason, ask.none_fits_reason) == (None, None)
    assert [metric.used_for for metric in ask.metrics] == [MetricUse.PAYMENT, MetricUse.PAYMENT]
    assert ask.metrics[0].baseline is BaselineBasis.NONE


def test_null_in_an_optional_field_is_absent() -> None:
    nothing = {"nation": None, "trl": None, "social_value_act_record": None}
    (found,) = read(changed(procurement=nothing, ask={"kpi_exemption_reason": None}))
    assert found.case.procurement.social_value_act_record
    assert found.case.procurement.nation is Nation.ENGLAND


def test_blank_text_names_nobody_and_gives_no_reason() -> None:
    (found,) = read(changed(procurement={"contract_manager": " "}, ask={"kpi_exemption_reason": ""}))
    assert found.case.procurement.contract_manager is None
    assert found.case.ask.kpi_exemption_reason is None


@pytest.mark.parametrize("written", ["2026-02-01", "'2026-02-01'"])
def test_a_date_may_stand_with_or_without_quotes(written: str) -> None:
    (found,) = read(ONE_CASE.replace("'2026-02-01'", written))
    assert found.case.procurement.started_on == dt.date(2026, 2, 1)


def test_numbers_are_exact() -> None:
    work = {"value_gbp": 207719.99, "team_fte": 10.0001}
    (found,) = read(changed(procurement=work, ask={"weighting": 0.09999}))
    assert found.case.procurement.value == 20_771_999
    assert found.case.procurement.team_fte_thousandths == 10_001  # a hair above ten stays above
    assert found.case.ask.weighting == 999  # a hair under 10% stays under


def test_long_text_within_the_limit_is_kept_whole() -> None:
    (found,) = read(changed(procurement={"subject": "x" * 200_000}))
    assert len(found.case.procurement.subject) == 200_000


def test_outcomes_written_as_numbers_are_read_as_text() -> None:
    (found,) = read(changed(ask={"outcomes": [3, 4]}))
    assert found.case.ask.outcomes == {"3", "4"}


@pytest.mark.parametrize(
    ("written", "model"),
    [("PPN002", "ppn002"), ("PPN 002", "ppn002"), ("ppn-002", "ppn002"), ("toms", "toms"), ("Ours", "Ours")],
)
def test_a_model_that_is_known_may_be_written_as_people_write_it(written: str, model: str) -> None:
    (found,) = read(changed(ask={"framework": written, "outcomes": ["1"]}))
    assert found.case.ask.model == model


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("procurement", {"nature": "service"}, 'is "service": use goods, services or works'),
    ("procurement", {"nature": 7}, "is 7: use goods, services or works"),
    ("procurement", {"nature": ...}, "is missing: add it"),
    ("procurement", {"nation": "france"}, "use england, wales, scotland or northern-ireland"),
    ("procurement", {"value_gbp": "400,000"}, "write a number, without quotes or separators"),
    ("procurement", {"value_gbp": -1}, "write pounds from 0"),
    ("procurement", {"value_gbp": 1.234}, "at most two decimals"),
    ("procurement", {"value_gbp": 10**29}, "write pounds from 0"),
    ("procurement", {"value_gbp": float("nan")}, "write a number"),
    ("procurement", {"value_gbp": None}, "is empty: write a number"),
    ("procurement", {"value_gbp": True}, "is true: write a number"),
    ("procurement", {"duration_months": 0}, "write a whole number from 1 to 1,200"),
    ("procurement", {"duration_months": 9.5}, "write a whole number"),
    ("procurement", {"trl": 10}, "write a whole number from 1 to 9"),
    ("procurement", {"trl": 0}, "write a whole number from 1 to 9"),
    ("procurement", {"started_on": "2026-02-30"}, "write a date such as 2026-02-01"),
    ("procurement", {"started_on": 2026}, "write a date such as 2026-02-01"),
    ("procurement", {"people_facing": "maybe"}, "write true or false"),
    ("procurement", {"people_facing": 1}, "write true or false"),
    ("procurement", {"subject": ""}, "write text"),
    ("procurement", {"subject": "x" * 200_001}, "has 200,001 characters: use at most 200,000"),
    ("procurement", {"stages": "pilot"}, "did you mean stage?"),
    ("procurement", {"colour": "blue"}, "remove it"),
    ("authority", {"kind": "council"}, "use central, local, nhs or other"),
    ("ask", {"weighting": 1.01}, "write a share of the whole"),
    ("ask", {"weighting": -0.1}, "write a share of the whole"),
    ("ask", {"outcomes": "6"}, "write a list, [] for none"),
    ("ask", {"outcomes": ["99"]}, "names 99, unknown to ppn002: use 1, 2, 3"),
    ("ask", {"outcomes": [["6"]]}, "is a list: write text"),
    ("ask", {"thread": None}, "is empty: write a list, [] for none"),
    ("ask", {"metrics": None}, "is empty: write a list, [] for none"),
    ("ask", {"metrics": ...}, "is missing: add it, [] for none"),
    ("ask", {"metrics": ["6-fte"]}, 'is "6-fte": write named fields'),
    ("ask", {"metrics": [{"id": "a"}]}, "ask.metrics[0].kind"),
    ("ask", {"review_cadence_months": 0}, "write a whole number from 1"),
]


@pytest.mark.parametrize(("part", "fields", "message"), MISTAKES, ids=lambda value: str(value)[:50])
def test_each_mistake_has_a_line_a_path_and_a_remedy(part: str, fields: dict[str, Any], message: str) -> None:
    found = problems_of(changed(**{part: fields}))
    (name,) = fields
    assert any(message in problem for problem in found)
    assert all(problem.startswith("line ") and f"{part}.{name}" in problem for problem in found)


def test_every_mistake_of_a_file_is_named_at_once() -> None:
    found = problems_of(changed(procurement={"nature": "x", "stage": "y"}, ask={"weighting": 2}))
    assert [problem.split()[2] for problem in found] == [
        "procurement.nature",
        "procurement.stage",
        "ask.weighting",
    ]


def test_a_case_id_may_be_used_once() -> None:
    (problem,) = problems_of(ONE_CASE + "---\n" + ONE_CASE)
    assert "has the same id as the case on line 3: give it another" in problem


def test_a_part_that_is_missing_or_not_fields_is_named() -> None:
    assert "ask (case x) is missing: add it" in " ".join(
        problems_of("case: x\nauthority: {kind: local}\nprocurement: {}")
    )
    assert 'line 2: authority (case x) is "local": write named fields' in problems_of(
        "case: x\nauthority: local"
    )


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
NOT_CASES: list[tuple[str, str | bytes, str]] = [
    ("empty", "", "the file holds no case"),
    ("only comments", "# nothing\n---\n", "the file holds no case"),
    ("not YAML", "case: [1, 2\n", "line 2: the file is not YAML here"),
    ("tabs", "case:\n\tkind: x", "line 2: the file is not YAML here"),
    ("a list", "- case: x", "line 1: document 1 is a list: write named fields"),
    ("plain text", "hello", 'line 1: document 1 is "hello": write named fields'),
    ("aliases", BOMB, "line 2: the file refers to another place (*a): write the value out"),
    ("recursion", "case: &x [*x]", "line 1: the file refers to another place"),
    ("an object tag", "case: !!python/object/apply:os.system [ls]", "carries the tag"),
    ("repeated key", "case: x\ncase: y", "line 2: the file names 'case' twice: keep one"),
    ("a list as key", "? [a]\n: b", "where the name of a field should stand"),
    ("deep nesting", "case: " + "[" * 200_000, "line 1: the file is nested too deeply"),
    (
        "a zip file",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe",
        "is not UTF-8 text: save the file as UTF-8",
    ),
    ("control characters", "case: x\nnote: a\x07b", "line 2: the file holds the control character"),
    ("another encoding", "case: caf\xe9".encode("latin-1"), "line 1: the file is not UTF-8 text"),
    ("too large", b"#" * 20_000_001, "is larger than 20 MB"),
    ("a long number", "case: " + "9" * 10_000, "too long for a name"),
]


@pytest.mark.parametrize(("text", "message"), [pytest.param(t, m, id=i) for i, t, m in NOT_CASES])
def test_what_is_not_a_case_file_is_refused_in_words(text: str | bytes, message: str) -> None:
    assert message in "\n".join(problems_of(text))


def test_a_byte_order_mark_and_windows_lines_are_accepted() -> None:
    assert len(read(b"\xef\xbb\xbf" + ONE_CASE.replace("\n", "\r\n").encode())) == 1


@given(st.binary(max_size=300))
def test_any_bytes_give_cases_or_named_problems(data: bytes) -> None:
    try:
        read(data)
    except CaseFileError as error:
        assert error.problems


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(["authority", "procurement", "ask", "expect", "case", "note"]),
    st.sampled_from(
        ["kind", "value_gbp", "stage", "outcomes", "metrics", "framework", "findings", "started_on"]
    ),
    _VALUES,
)
def test_any_value_in_any_field_gives_cases_or_named_problems(part: str, field: str, value: Any) -> None:
    case = yaml.safe_load(ONE_CASE)
    if isinstance(case.get(part), dict):
        case[part][field] = value
    else:
        case[part] = value
    try:
        read(yaml.safe_dump(case, allow_unicode=True))
    except CaseFileError as error:
        assert all(problem.message for problem in error.problems)


def test_every_field_is_in_the_reference_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "fit-case-file.md").read_text("utf-8")
    fields = [
        field.name for part in (fit_cases._PROCUREMENT, fit_cases._ASK, fit_cases._METRIC) for field in part
    ]
    keys = [*fit_cases._CASE_KEYS, *fit_cases._OPTIONAL_CASE_KEYS]
    assert [name for name in (*fields, *keys) if f"`{name}`" not in page] == []
