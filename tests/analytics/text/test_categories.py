"""Classifying by words: deterministic, better than the baseline where words only resemble, silent where nothing tells."""

import numpy as np
import pytest

from commonweal.analytics.text.classifier import read_classifier, train
from commonweal.analytics.text.divisions import suggested
from commonweal.analytics.text.keywords import Keywords
from commonweal.analytics.text.training import TooLittle, learn

KINDS = {
    "Parks": ("garden", "grass", "tree"),
    "Homes": ("roofing", "boilers", "windows"),
    "Care": ("nursing", "carers", "respite"),
}
TEXTS = [f"{word} work {n}" for words in KINDS.values() for word in words for n in "abcdefgh"]
LABELS = [kind for kind, words in KINDS.items() for _ in words for _ in "abcdefgh"]


def test_training_twice_gives_the_same_model():
    first, second = (train(TEXTS, LABELS, [1] * len(TEXTS)) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_parts_of_words_carry_over():
    model = train(TEXTS, LABELS, [1] * len(TEXTS))
    assert [label for label, _ in model.predict(["gardening", "roofer", "nurse"])] == [
        "Parks",
        "Homes",
        "Care",
    ]


def test_a_saved_model_predicts_the_same(tmp_path):
    model = train(TEXTS, LABELS, [1] * len(TEXTS))
    model.save(tmp_path / "model.npz")
    again = read_classifier(tmp_path / "model.npz")
    assert [label for label, _ in again.predict(TEXTS)] == [label for label, _ in model.predict(TEXTS)]


def test_accuracies_are_of_held_out_payments():
    found = learn(TEXTS, LABELS, [2] * len(TEXTS))
    assert found.payments == 2 * len(TEXTS)
    assert 0 < found.held_out_payments < found.payments
    assert found.accuracy >= found.keyword_accuracy >= found.most_common_accuracy


def test_too_little_to_learn_from():
    with pytest.raises(TooLittle, match="2 labelled texts"):
        learn(["a", "b"], ["x", "y"], [1, 1])


def test_keywords_take_the_label_of_most_shared_words():
    assert Keywords({"72": "software consultancy", "85": "social care"}).predict(
        ["care home", "nothing"]
    ) == ["85", None]


@pytest.mark.parametrize(
    ("category", "division"),
    [("Residential care homes", "85"), ("Grounds maintenance", "77"), ("Postage", "64"), ("Computer software licences", "48"),
     ("xyzzy", None), (None, None)],
)  # fmt: skip
def test_a_division_is_suggested_or_left_unknown(category, division):
    assert suggested([category]) == [division]


@pytest.mark.parametrize(
    "text",
    ["Supplies and Services", "Third Party Payments", "Revenue Expenditure", "Support services", "", None],
)
def test_words_of_accounting_alone_suggest_no_division(text):
    assert suggested([text]) == [None]


def test_a_word_of_what_is_bought_beside_them_suggests_one():
    assert suggested(["Home care services"]) == ["85"]
