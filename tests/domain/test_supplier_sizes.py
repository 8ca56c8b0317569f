"""What a published flag, size or band of employees says."""

import pytest

from commonweal.domain.supplier_sizes import is_small_or_medium


@pytest.mark.parametrize(
    "text",
    [
        "Y",
        "yes",
        "TRUE",
        "1",
        "SME",
        "Small",
        "Medium Enterprise",
        "Micro (<10)",
        "Yes - small",
        "Small & Medium",
        "1-9",
        "50 to 249",
        "Under 250",
        "Sole trader",
        "✓",
    ],
)
def test_small_or_medium(text):
    assert is_small_or_medium(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "N",
        "no",
        "0",
        "Large Enterprise",
        "Non-SME",
        "Not an SME",
        "No - large",
        "SME: No",
        "250+",
        ">250",
        "Over 250",
    ],
)
def test_not_small_or_medium(text):
    assert is_small_or_medium(text) is False


@pytest.mark.parametrize("text", ["", "n/a", "Unknown", "TBC", "Charity", "Yes/No", "2"])
def test_what_does_not_tell(text):
    assert is_small_or_medium(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Not known",
        "not stated",
        "Not applicable",
        "No data",
        "No information given",
        "Medium or large",
        "Large/Medium",
    ],
)
def test_words_that_only_begin_like_an_answer(text):
    assert is_small_or_medium(text) is None


def test_a_cross_is_a_no():
    assert is_small_or_medium("✗") is False
