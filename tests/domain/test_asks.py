"""A published ask has one spelling, one digest, and reads back as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.asks import AskContent
from commonweal.domain.canonical import Unreadable, digest
from tests.domain.asks_examples import a_criterion, a_metric, an_ask

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@given(title=TEXT, why=TEXT, question=TEXT, pence=st.integers(0, 10**15))
def test_what_is_read_back_is_what_was_written(title: str, why: str, question: str, pence: int) -> None:
    ask = an_ask(title=title, why=why, value_pence=pence, criteria=(a_criterion(question=question),))
    assert AskContent.from_json(ask.to_json()) == ask


def test_the_same_ask_always_has_the_same_digest() -> None:
    assert an_ask().digest() == an_ask().digest()
    assert len(an_ask().digest()) == 64


@pytest.mark.parametrize("changed", [{"title": "Other"}, {"version": 2}, {"value_ex_vat_pence": None}])
def test_any_change_changes_the_digest(changed: dict[str, object]) -> None:
    assert an_ask(**changed).digest() != an_ask().digest()


def _broken(change: object) -> str:
    raw = json.loads(an_ask().to_json())
    change(raw)  # type: ignore[operator]
    return json.dumps(raw)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda raw: raw.update(extra=1), "$.extra"),
        (lambda raw: raw.pop("why"), "$.why"),
        (lambda raw: raw.update(version="1"), "$.version"),
        (lambda raw: raw.update(version=True), "$.version"),
        (lambda raw: raw["criteria"][1].update(weight_bp=40.5), "$.criteria[1].weight_bp"),
        (lambda raw: raw["criteria"][2].update(kind="cheapness"), "$.criteria[2].kind"),
        (lambda raw: raw.update(tender_deadline_at="tomorrow"), "$.tender_deadline_at"),
        (lambda raw: raw.update(lots={}), "$.lots"),
        (lambda raw: raw.update(lots=[3]), "$.lots[0]"),
    ],
)
def test_content_of_another_shape_is_refused_with_its_place(change: object, path: str) -> None:
    with pytest.raises(Unreadable) as refused:
        AskContent.from_json(_broken(change))
    assert refused.value.path == path


def _of_the_shape_before() -> bytes:
    raw = json.loads(an_ask().to_json())
    del raw["managing"]
    raw["schema"] = "commonweal.ask.1"
    return json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_an_ask_of_the_shape_before_is_read_and_keeps_its_bytes_and_its_digest() -> None:
    stored = _of_the_shape_before()
    ask = AskContent.from_json(stored)
    assert ask.managing is None
    assert ask.to_json() == stored
    assert ask.digest() == digest(stored)


def test_the_shape_before_does_not_know_what_came_later() -> None:
    raw = json.loads(_of_the_shape_before()) | {"managing": None}
    with pytest.raises(Unreadable) as refused:
        AskContent.from_json(json.dumps(raw))
    assert refused.value.path == "$.managing"


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(Unreadable):
        AskContent.from_json(b"\xff not json")


def test_price_is_not_a_question_and_asks_for_no_words() -> None:
    assert [c.id for c in an_ask().questions] == ["criterion-quality", "criterion-skills"]
    assert an_ask().words_to_write == 1_500


def test_social_value_weighting_is_the_sum_of_its_criteria() -> None:
    assert an_ask().social_value_bp == 2_000
    assert an_ask(criteria=()).social_value_bp == 0


def test_criteria_lots_and_metrics_are_found_by_their_ids() -> None:
    assert an_ask().criterion("criterion-skills").title == a_criterion().title
    assert an_ask().metric("metric-hours") == a_metric()
    assert an_ask().lot("lot-1").number == 1
    with pytest.raises(KeyError):
        an_ask().criterion("criterion-of-another-ask")
