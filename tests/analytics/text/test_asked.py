"""What a notice asked for is read from its words: criteria always ask, descriptions only where a sentence asks."""

import pytest

from commonweal.analytics.text.asked import MAX_EXCERPT, what_is_asked
from commonweal.analytics.text.outcomes import usual_words


@pytest.mark.parametrize(
    ("criterion", "outcomes"),
    [
        ("Social value: real living wage for everybody on the contract", ["1"]),
        ("Apprenticeships and work placements", ["2"]),
        ("Opportunities for SMEs and social enterprises in the supply chain", ["3"]),
        ("Fighting climate change: carbon reduction plan", ["4"]),
        ("Awareness of domestic abuse", ["5"]),
        ("Jobs for care leavers and long-term unemployed people", ["6"]),
        ("Careers talks and mentoring in schools", ["7"]),
        ("Wellbeing of staff and volunteering in the community", ["8"]),
        ("Price 60%, quality 40%", []),
    ],
)
def test_an_award_criterion_asks_for_what_it_names(criterion, outcomes):
    assert list(what_is_asked([criterion], [])) == outcomes


def test_a_description_asks_only_where_its_sentence_asks():
    about = "Delivery of apprenticeships for young adults. Suppliers must report their carbon footprint each year."
    assert what_is_asked([], [about]) == {"4": "Suppliers must report their carbon footprint each year."}


@pytest.mark.parametrize(
    "text",
    [
        "All garments should be sustainable.",
        "Recycled materials preferred, without plastic where possible.",
        "The contractors will be required to take part in reaching our social and environmental objectives.",
    ],
)
def test_what_the_goods_must_be_and_what_is_preferred_is_asked_too(text):
    assert list(what_is_asked([], [text])) == ["4"]


def test_a_sentence_that_speaks_of_social_value_asks():
    assert list(what_is_asked([], ["As social value we look for local employment."])) == ["1"]


def test_line_breaks_that_lost_their_backslash_end_a_sentence():
    text = "The provider must be insured.rnrnThe centre has a mentoring programme."
    assert what_is_asked([], [text]) == {}


def test_a_long_sentence_is_cut_around_its_words():
    (words,) = what_is_asked(["x " * 400 + "recycling " + "y " * 400], []).values()
    assert "recycling" in words and len(words) <= MAX_EXCERPT + 4
    assert words.startswith("…") and words.endswith("…")


def test_a_text_of_two_hundred_thousand_characters_is_read_in_a_moment():
    assert what_is_asked([], ["the supplier " * 16_000]) == {}


def test_there_are_phrases_for_every_outcome_with_usual_words():
    found = what_is_asked(
        [
            "living wage",
            "apprentices",
            "SMEs",
            "net zero",
            "domestic abuse",
            "care leavers",
            "outreach",
            "wellbeing",
        ],
        [],
    )
    assert found.keys() == usual_words().keys()
